"""From an amount to a value in the canonical unit of a fact, or why it is not one.

Units are converted by `rules.units` alone; a number outside the plausible range is refused, never clamped.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from bot.reading.amounts import Amount
from bot.reading.lexicon import Measure
from rules.facts import FactDefinition
from rules.units import UnitNotAccepted, to_canonical
from rules.values import Quantity

SIGNS = {"below": "<", "at_most": "≤", "above": ">", "at_least": "≥"}
PER_MICROLITRE = frozenset({"/uL", "/mm3"})
Trouble = Literal["out_of_range", "wrong_unit", "grouped", "not_whole"]


@dataclass(frozen=True)
class Converted:
    """An amount as a value of a fact: the quantity, the unit it was read in, and whether that was assumed."""

    quantity: Quantity
    unit: str
    amount: Amount
    assumed: bool

    @property
    def said(self) -> str:
        """The number and unit as understood: "1.9 mg/dL", "<30 mL/min"."""
        return f"{SIGNS.get(self.amount.shape, '')}{self.amount.words} {self.unit}".strip()


def readings(amount: Amount, measure: Measure, definition: FactDefinition) -> list[Converted] | Trouble:
    """Every plausible value an amount may stand for; one when its unit was said. A list is never empty."""
    if (
        definition.type == "integer"
        and amount.low.denominator * amount.high.denominator != 1
        and amount.shape != "about"
    ):
        return "not_whole"
    if measure.bare == "none" and not amount.unit:
        return _all_in([definition.unit], amount, definition, assumed=False)
    fitted = _fitting(amount, measure, definition)
    if fitted is None:
        return "wrong_unit"
    amount, unit, loosely = fitted
    if not unit:
        return _bare(amount, measure, definition)
    if amount.grouped and unit in PER_MICROLITRE:
        return "grouped"
    return _all_in([unit], amount, definition, assumed=loosely or amount.shape == "about")


def _fitting(amount: Amount, measure: Measure, definition: FactDefinition) -> tuple[Amount, str, bool] | None:
    """The amount, the unit to read it in, and whether that is loose; None when its unit is not one of the fact."""
    if not amount.unit:
        return amount, "", False
    if amount.unit == definition.unit or amount.unit in definition.also:
        return amount, amount.unit, False
    loosely = measure.also_said.get(amount.unit)
    return (amount, loosely, True) if loosely else None


def without_unit(amount: Amount) -> Amount:
    """The amount without the unit read behind it, where that turned out to be no unit: "45 in clinic"."""
    return replace(amount, unit="", last=amount.number_last)


def _bare(amount: Amount, measure: Measure, definition: FactDefinition) -> list[Converted] | Trouble:
    units = [unit for unit in (definition.unit, *definition.also) if _plausible_in(unit, amount, measure)]
    return _all_in(units, amount, definition, assumed=True)


def _plausible_in(unit: str, amount: Amount, measure: Measure) -> bool:
    if unit in measure.whole and not amount.whole:
        return False
    if unit not in measure.bare_range:
        return not measure.bare_range or unit not in PER_MICROLITRE | {"10^3/uL"}
    low, high = measure.bare_range[unit]
    return low <= amount.low and amount.high <= high


def _all_in(units: list[str], amount: Amount, definition: FactDefinition, assumed: bool) -> list[Converted] | Trouble:
    found: list[Converted] = []
    for unit in units:
        quantity = quantity_of(amount, unit, definition)
        if quantity and quantity not in [known.quantity for known in found]:
            found.append(Converted(quantity, unit, amount, assumed))
    return found or "out_of_range"


def quantity_of(amount: Amount, unit: str, definition: FactDefinition) -> Quantity | None:
    """The amount in the canonical unit, bounds opened to the plausible range; None when it is implausible."""
    low, high = _canonical(amount.low, unit, definition), _canonical(amount.high, unit, definition)
    if low is None or high is None:
        return None
    floor, ceiling = float(definition.low or 0), math.inf if definition.high is None else float(definition.high)
    if amount.shape == "about" and floor <= (low + high) / 2 <= ceiling:
        low, high = max(low, floor), min(high, ceiling)
    if low < floor or high > ceiling:
        return None
    whole = definition.type == "integer"
    match amount.shape:
        case "below":
            return Quantity(floor, high - 1 if whole else math.nextafter(high, -math.inf)) if high > floor else None
        case "at_most":
            return Quantity(floor, high)
        case "above":
            return Quantity(low + 1 if whole else math.nextafter(low, math.inf), ceiling) if low < ceiling else None
        case "at_least":
            return Quantity(low, ceiling)
        case "about" if whole:
            return Quantity(math.floor(low), math.ceil(high))
    return Quantity(low, high)


def _canonical(value: Fraction, unit: str, definition: FactDefinition) -> float | None:
    try:
        return to_canonical(str(value), unit, definition) if unit else float(value)
    except (UnitNotAccepted, OverflowError):
        return None
