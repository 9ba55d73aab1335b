"""Reading one patient's facts strictly from their JSON form: nothing is clamped, coerced or guessed."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from rules.facts import FactDefinition, Vocabulary
from rules.quantities import NOT_KNOWN, Fact, Facts, Origin, Quantity, Value
from rules.showing import accepted, as_sent, plain, show_fact
from rules.units import UnitNotAccepted, to_canonical

__all__ = [
    "NOT_KNOWN",
    "Fact",
    "FactRejected",
    "Facts",
    "Origin",
    "Quantity",
    "Value",
    "accepted",
    "in_range",
    "read_fact",
    "show_fact",
]

OBJECT_KEYS = frozenset({"value", "unit", "at", "low", "high"})
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FactRejected(ValueError):
    """A value that was refused: which fact, what was wrong, and what is accepted."""

    def __init__(self, fact: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.fact, self.message, self.hint = fact, message, hint


def _refusal(definition: FactDefinition, what: str, hint: str = "") -> FactRejected:
    return FactRejected(definition.id, f"{definition.label}{what}", hint or accepted(definition))


def read_fact(vocabulary: Vocabulary, fact_id: str, raw: object) -> Fact:
    """Read one fact from its JSON form; raise FactRejected, never clamp and never coerce.

    Accepted: a bare value in the canonical unit, `{"value", "unit"?, "at"?}`, `{"low", "high", "unit"?, "at"?}`,
    or the string "unknown".
    """
    if fact_id not in vocabulary or vocabulary[fact_id].derived:
        raise FactRejected(fact_id, _no_such_fact(vocabulary, fact_id), "See the list of facts for the accepted names.")
    definition = vocabulary[fact_id]
    if not isinstance(raw, dict):
        return Fact(fact_id, _value(definition, raw, definition.unit))
    stray = sorted(map(str, set(raw) - OBJECT_KEYS))
    if stray:
        hint = 'Use "value", "unit", "at", or "low" and "high".'
        raise _refusal(definition, f": {as_sent(stray[0])} is not part of a value.", hint)
    at = None if raw.get("at") is None else _date(definition, raw["at"])
    return Fact(fact_id, _object_value(definition, raw), at=at, said=_said(raw))


def _no_such_fact(vocabulary: Vocabulary, fact_id: str) -> str:
    if fact_id in vocabulary:
        return f"{fact_id} is computed by Lendex and cannot be given."
    return f"{as_sent(fact_id)} is not a fact Lendex knows."


def _object_value(definition: FactDefinition, raw: dict[str, Any]) -> Value:
    unit = raw.get("unit", definition.unit)
    if not isinstance(unit, str):
        raise _refusal(definition, ": the unit must be text.")
    if "low" in raw or "high" in raw:
        return _range(definition, raw, unit)
    if "value" not in raw:
        raise _refusal(definition, ": no value was given.")
    if isinstance(raw["value"], str) and raw["value"] == NOT_KNOWN:
        return None
    if "unit" in raw and not definition.numeric:
        raise _refusal(definition, " has no unit.")
    return _value(definition, raw["value"], unit)


def _range(definition: FactDefinition, raw: dict[str, Any], unit: str) -> Quantity:
    if not definition.numeric:
        raise _refusal(definition, " is no number, so it has no range.")
    if "value" in raw or not ("low" in raw and "high" in raw):
        raise _refusal(definition, ": a range needs both low and high, and nothing else.")
    low, high = (_number(definition, raw[end], unit) for end in ("low", "high"))
    if low > high:
        what = f": the range runs from {plain(low)} down to {plain(high)}."
        raise _refusal(definition, what, "Give the lower end first.")
    return Quantity(low, high)


def _value(definition: FactDefinition, raw: object, unit: str) -> Value:
    if isinstance(raw, str) and raw == NOT_KNOWN:
        return None
    if definition.numeric:
        number = _number(definition, raw, unit)
        return Quantity(number, number)
    if definition.type == "boolean":
        return _boolean(definition, raw)
    if definition.type == "choice":
        return _choice(definition, raw)
    return _date(definition, raw).isoformat()


def _boolean(definition: FactDefinition, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _refusal(definition, f": {as_sent(raw)} is not yes or no.")
    return raw


def _choice(definition: FactDefinition, raw: object) -> str:
    if not isinstance(raw, str) or raw not in definition.choices:
        raise _refusal(definition, f": {as_sent(raw)} is not one of the choices.")
    return raw


def _number(definition: FactDefinition, raw: object, unit: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _refusal(definition, f": {as_sent(raw)} is not a number.")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise _refusal(definition, f": {as_sent(raw)} is not a number.")
    if definition.type == "integer" and raw != int(raw):
        raise _refusal(definition, f": {plain(raw)} is not a whole number.")
    try:
        number = to_canonical(raw, unit, definition)
    except UnitNotAccepted as refusal:
        raise FactRejected(definition.id, f"{refusal}.", accepted(definition)) from None
    except OverflowError:
        raise _refusal(definition, ": the number is too large.") from None
    return in_range(definition, number)


def in_range(definition: FactDefinition, number: float) -> float:
    """The number itself when it lies in the plausible range of its fact; else FactRejected."""
    low, high = definition.low, definition.high
    if (low is not None and number < low) or (high is not None and number > high):
        shown = f"{plain(number)} {definition.unit}".strip()
        raise _refusal(definition, f": {shown} is not plausible.")
    return number


def _date(definition: FactDefinition, raw: object) -> date:
    try:
        if not isinstance(raw, str) or not DAY.fullmatch(raw):
            raise ValueError
        return date.fromisoformat(raw)
    except ValueError:
        what = f": {as_sent(raw)} is not a date."
        raise _refusal(definition, what, "Write the date as 2026-11-20.") from None


def _said(raw: dict[str, Any]) -> str:
    if "unit" not in raw or raw.get("value") == NOT_KNOWN:
        return ""
    number = plain(raw["value"]) if "value" in raw else f"{plain(raw['low'])}–{plain(raw['high'])}"
    return f"{number} {raw['unit']}"
