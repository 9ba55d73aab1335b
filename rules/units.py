"""Exact conversion of a measured value into the canonical unit of its fact.

All arithmetic is done with fractions, so that a value that sits on a cut-off after conversion sits on it exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from rules.facts import FactDefinition


class UnitNotAccepted(ValueError):
    """The unit does not belong to the fact."""


Conversion = Callable[[Fraction], Fraction]

# umol/L per mg/dL of creatinine: its molar mass of 113.12 g/mol gives 88.4 (Cockcroft-Gault as the labels use it).
CREATININE_UMOL_L_PER_MG_DL = Fraction("88.4")
# The haemoglobin monomer weighs 16,114.5 g/mol, so 1 mmol/L is 1.61145 g/dL (IFCC, ICSH).
HAEMOGLOBIN_G_DL_PER_MMOL_L = Fraction("1.61145")
KILOGRAMS_PER_POUND = Fraction("0.45359237")

CONVERSIONS: Mapping[tuple[str, str], Conversion] = MappingProxyType(
    {
        ("lb", "kg"): lambda value: value * KILOGRAMS_PER_POUND,
        ("m", "cm"): lambda value: value * 100,
        ("in", "cm"): lambda value: value * Fraction("2.54"),
        ("mg/dL", "umol/L"): lambda value: value * CREATININE_UMOL_L_PER_MG_DL,
        ("/uL", "10^9/L"): lambda value: value / 1000,
        ("/mm3", "10^9/L"): lambda value: value / 1000,
        ("10^3/uL", "10^9/L"): lambda value: value,
        ("g/L", "g/dL"): lambda value: value / 10,
        ("mmol/L", "g/dL"): lambda value: value * HAEMOGLOBIN_G_DL_PER_MMOL_L,
        ("degF", "degC"): lambda value: (value - 32) * Fraction(5, 9),
    }
)

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "umol/l": "umol/L",
        "mcmol/l": "umol/L",
        "micromol/l": "umol/L",
        "mg/dl": "mg/dL",
        "kg": "kg",
        "kgs": "kg",
        "kilograms": "kg",
        "lb": "lb",
        "lbs": "lb",
        "pounds": "lb",
        "cm": "cm",
        "m": "m",
        "in": "in",
        "inch": "in",
        "inches": "in",
        '"': "in",
        "%": "%",
        "percent": "%",
        "year": "year",
        "years": "year",
        "yr": "year",
        "yrs": "year",
        "y": "year",
        "10^9/l": "10^9/L",
        "x10^9/l": "10^9/L",
        "10*9/l": "10^9/L",
        "10e9/l": "10^9/L",
        "e9/l": "10^9/L",
        "g/l": "g/L",
        "g/dl": "g/dL",
        "mmol/l": "mmol/L",
        "/ul": "/uL",
        "/mcl": "/uL",
        "cells/ul": "/uL",
        "/mm3": "/mm3",
        "/mm^3": "/mm3",
        "cells/mm3": "/mm3",
        "10^3/ul": "10^3/uL",
        "x10^3/ul": "10^3/uL",
        "k/ul": "10^3/uL",
        "k/mcl": "10^3/uL",
        "k": "10^3/uL",
        "k/mm3": "10^3/uL",
        "ml/min": "mL/min",
        "mls/min": "mL/min",
        "ml/min/1.73m2": "mL/min/1.73m2",
        "ml/min/1.73m^2": "mL/min/1.73m2",
        "degc": "degC",
        "c": "degC",
        "°c": "degC",
        "celsius": "degC",
        "degf": "degF",
        "f": "degF",
        "°f": "degF",
        "fahrenheit": "degF",
        "mg": "mg",
        "mg/28d": "mg/28 d",
        "mg/cycle": "mg/28 d",
        "kg/m2": "kg/m2",
        "kg/m^2": "kg/m2",
    }
)


def canonical_unit_name(text: str) -> str | None:
    """The one spelling of a unit used in the project, or None when the words are no unit it knows.

    A capital `G/L` is the European shorthand for 10^9/L; `g/l` is grams per litre.
    """
    words = re.sub(r"\s+", "", text.strip()).replace("µ", "u").replace("μ", "u").replace("×", "x").replace("²", "2")
    words = words.replace("⁹", "^9").replace("³", "^3").replace("mm^3", "mm3")
    if words in ("G/L", "G/l", "Gpt/L"):
        return "10^9/L"
    return SPELLINGS.get(words.lower())


def exact(value: int | float | str | Decimal | Fraction) -> Fraction:
    """A number as the fraction its decimal writing stands for: 59.97 is 5997/100, not the nearest binary double."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def to_canonical(value: int | float | str, unit: str, definition: FactDefinition) -> float:
    """Convert `value` from `unit` to the canonical unit of the fact, exactly; raise UnitNotAccepted for another."""
    name = canonical_unit_name(unit) or unit
    number = exact(value)
    if name == definition.unit:
        return float(number)
    if name not in definition.also:
        raise UnitNotAccepted(_refusal(unit, definition))
    return float(CONVERSIONS[(name, definition.unit)](number))


def _refusal(unit: str, definition: FactDefinition) -> str:
    accepted = " or ".join((definition.unit, *definition.also)) if definition.unit else "no unit"
    return f"{unit!r} is no unit of {definition.label}: it is measured in {accepted}"
