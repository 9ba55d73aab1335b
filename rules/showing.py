"""Facts on their way out: their JSON form, and what a fact accepts, in words."""

from __future__ import annotations

import json

from rules.facts import FactDefinition, Vocabulary
from rules.quantities import NOT_KNOWN, Fact, Quantity, Value

LONGEST_SHOWN = 60


def show_fact(vocabulary: Vocabulary, fact: Fact) -> dict[str, object]:
    """The JSON form of a fact, in the canonical unit, with its origin."""
    definition = vocabulary[fact.id]
    shown: dict[str, object] = {**_shown_value(definition, fact.value)}
    if definition.unit and fact.value is not None:
        shown["unit"] = definition.unit
    shown["origin"] = fact.origin
    if fact.how:
        shown["how"] = fact.how
    if fact.said:
        shown["said"] = fact.said
    if fact.at:
        shown["at"] = fact.at.isoformat()
    return shown


def _shown_value(definition: FactDefinition, value: Value) -> dict[str, object]:
    if value is None:
        return {"value": NOT_KNOWN}
    if not isinstance(value, Quantity):
        return {"value": value}
    if value.point:
        return {"value": _tidy(definition, value.low)}
    return {"low": _tidy(definition, value.low), "high": _tidy(definition, value.high)}


def _tidy(definition: FactDefinition, number: float) -> int | float:
    return int(number) if definition.type == "integer" else number


def accepted(definition: FactDefinition) -> str:
    """What a fact accepts, in words: units and range, or choices, and that "unknown" is always an answer."""
    if definition.type == "boolean":
        return 'Accepted: true, false or "unknown".'
    if definition.type == "choice":
        return f'Accepted: {", ".join(definition.choices)} or "unknown".'
    if definition.type == "date":
        return 'Accepted: a date such as 2026-11-20, or "unknown".'
    units = f" {definition.unit}" if definition.unit else ""
    also = f" (also in {', '.join(definition.also)})" if definition.also else ""
    kind = "a whole number" if definition.type == "integer" else "a number"
    low, high = definition.low or 0, definition.high or 0
    return f'Accepted: {kind} from {plain(low)} to {plain(high)}{units}{also}, or "unknown".'


def plain(number: float) -> str:
    """A number as it is read: without trailing zeros, at most ten digits."""
    return f"{number:.10g}"


def as_sent(raw: object) -> str:
    """A refused value as its sender wrote it, cut short when it is long."""
    try:
        text = json.dumps(raw, ensure_ascii=False, default=str)
    except ValueError:
        # Python refuses to write out numbers of thousands of digits.
        return "a number of thousands of digits"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
