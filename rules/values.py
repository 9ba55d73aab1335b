"""One patient's facts: reading them strictly from their JSON form, and showing them again.

Four states are kept apart: a value, a range, asked and not known (value None), and not asked (no Fact at all).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rules.facts import FactDefinition, Vocabulary
from rules.units import UnitNotAccepted, to_canonical

NOT_KNOWN = "unknown"
OBJECT_KEYS = frozenset({"value", "unit", "at", "low", "high"})


@dataclass(frozen=True)
class Quantity:
    """A number in the canonical unit: a point when both ends are equal, else a range with both ends inclusive."""

    low: float
    high: float

    @property
    def point(self) -> bool:
        """Whether the number is exact."""
        return self.low == self.high


Value = Quantity | bool | str | None
Origin = Literal["given", "computed", "assumed"]


@dataclass(frozen=True)
class Fact:
    """One fact of one patient with where it comes from; a value of None means asked and not known."""

    id: str
    value: Value
    origin: Origin = "given"
    how: str = ""
    at: date | None = None
    said: str = ""

    @property
    def known(self) -> bool:
        """Whether the fact holds a value or a range."""
        return self.value is not None


Facts = Mapping[str, Fact]


class FactRejected(ValueError):
    """A value that was refused: which fact, what was wrong, and what is accepted."""

    def __init__(self, fact: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.fact, self.message, self.hint = fact, message, hint


def read_fact(vocabulary: Vocabulary, fact_id: str, raw: object) -> Fact:
    """Read one fact from its JSON form; raise FactRejected, never clamp and never coerce.

    Accepted: a bare value in the canonical unit, `{"value", "unit"?, "at"?}`, `{"low", "high", "unit"?, "at"?}`,
    or the string "unknown".
    """
    if fact_id not in vocabulary or vocabulary[fact_id].derived:
        raise FactRejected(
            fact_id, _no_such_fact(vocabulary, fact_id), "See the list of facts for the accepted names."
        )
    definition = vocabulary[fact_id]
    if not isinstance(raw, dict):
        return Fact(fact_id, _value(definition, raw, definition.unit))
    stray = sorted(set(raw) - OBJECT_KEYS)
    if stray:
        raise FactRejected(
            fact_id,
            f"{definition.label}: {stray[0]!r} is not part of a value.",
            'Use "value", "unit", "at", or "low" and "high".',
        )
    return Fact(fact_id, _object_value(definition, raw), at=_date(definition, raw.get("at")), said=_said(raw))


def _object_value(definition: FactDefinition, raw: dict[str, Any]) -> Value:
    unit = raw.get("unit", definition.unit)
    if not isinstance(unit, str):
        raise FactRejected(definition.id, f"{definition.label}: the unit must be text.", accepted(definition))
    if "low" in raw or "high" in raw:
        return _range(definition, raw, unit)
    if "value" not in raw:
        raise FactRejected(definition.id, f"{definition.label}: no value was given.", accepted(definition))
    if raw["value"] == NOT_KNOWN and isinstance(raw["value"], str):
        return None
    if unit and not definition.numeric:
        raise FactRejected(definition.id, f"{definition.label} has no unit.", accepted(definition))
    return _value(definition, raw["value"], unit)


def _range(definition: FactDefinition, raw: dict[str, Any], unit: str) -> Quantity:
    if "value" in raw or not ("low" in raw and "high" in raw) or not definition.numeric:
        raise FactRejected(
            definition.id,
            f"{definition.label}: a range needs both low and high, and nothing else.",
            accepted(definition),
        )
    low, high = (_number(definition, raw[end], unit) for end in ("low", "high"))
    if low > high:
        raise FactRejected(
            definition.id,
            f"{definition.label}: the range runs from {_plain(low)} down to {_plain(high)}.",
            "Give the lower end first.",
        )
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
    moment = _date(definition, raw)
    return moment.isoformat() if moment else None


def _boolean(definition: FactDefinition, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise FactRejected(
            definition.id, f"{definition.label}: {_shown(raw)} is not yes or no.", accepted(definition)
        )
    return raw


def _choice(definition: FactDefinition, raw: object) -> str:
    if not isinstance(raw, str) or raw not in definition.choices:
        raise FactRejected(
            definition.id,
            f"{definition.label}: {_shown(raw)} is not one of the choices.",
            accepted(definition),
        )
    return raw


def _number(definition: FactDefinition, raw: object, unit: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise FactRejected(
            definition.id, f"{definition.label}: {_shown(raw)} is not a number.", accepted(definition)
        )
    if isinstance(raw, float) and not math.isfinite(raw):
        raise FactRejected(
            definition.id, f"{definition.label}: {_shown(raw)} is not a number.", accepted(definition)
        )
    if definition.type == "integer" and raw != int(raw):
        raise FactRejected(
            definition.id, f"{definition.label}: {_plain(raw)} is not a whole number.", accepted(definition)
        )
    try:
        number = to_canonical(raw, unit, definition)
    except UnitNotAccepted as refusal:
        raise FactRejected(definition.id, f"{refusal}.", accepted(definition)) from None
    except OverflowError:
        raise FactRejected(
            definition.id, f"{definition.label}: the number is too large.", accepted(definition)
        ) from None
    return in_range(definition, number)


def in_range(definition: FactDefinition, number: float) -> float:
    """The number itself when it lies in the plausible range of its fact; else FactRejected."""
    low, high = definition.low, definition.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise FactRejected(
            definition.id,
            f"{definition.label}: {_plain(number)} {definition.unit} is not plausible.".replace("  ", " "),
            accepted(definition),
        )
    return number


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
    return f'Accepted: {kind} from {_plain(low)} to {_plain(high)}{units}{also}, or "unknown".'


def _date(definition: FactDefinition, raw: object) -> date | None:
    if raw is None:
        return None
    try:
        if not isinstance(raw, str) or len(raw) != 10:
            raise ValueError
        return date.fromisoformat(raw)
    except ValueError:
        raise FactRejected(
            definition.id,
            f"{definition.label}: {_shown(raw)} is not a date.",
            "Write the date as 2026-11-20.",
        ) from None


def _said(raw: dict[str, Any]) -> str:
    if "unit" not in raw or raw.get("value") == NOT_KNOWN:
        return ""
    number = _plain(raw["value"]) if "value" in raw else f"{_plain(raw['low'])}–{_plain(raw['high'])}"
    return f"{number} {raw['unit']}"


def _no_such_fact(vocabulary: Vocabulary, fact_id: str) -> str:
    if fact_id in vocabulary:
        return f"{fact_id} is computed by Lendex and cannot be given."
    return f"{_shown(fact_id)} is not a fact Lendex knows."


def _plain(number: float) -> str:
    return f"{number:.10g}"


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."


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
