"""The formulas: body-mass index, Cockcroft–Gault and its weights, dexamethasone per cycle.

Everything is computed with exact fractions and turned into a float once, at the end: nothing is rounded before it
is compared with a cut-off. Ranges go in and come out as ranges, by the ends that make the result smallest and largest.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from rules.quantities import Quantity
from rules.units import CREATININE_UMOL_L_PER_MG_DL, exact

# Cockcroft DW, Gault MH. Nephron 1976;16:31-41:
# (140 - age) x weight / (72 x serum creatinine in mg/dL), x 0.85 in women.
FEMALE_FACTOR = Fraction("0.85")
# Devine BJ. Drug Intell Clin Pharm 1974;8:650-5:
# ideal weight 50 kg (men) or 45.5 kg (women) plus 2.3 kg per inch over five feet.
IDEAL_BASE_KG = {"male": Fraction(50), "female": Fraction("45.5")}
IDEAL_KG_PER_INCH = Fraction("2.3")
CM_PER_INCH = Fraction("2.54")
# The usual advice in obesity: ideal weight plus 0.4 of the excess.
ADJUSTED_SHARE = Fraction("0.4")


def body_mass_index(weight_kg: Quantity, height_cm: Quantity) -> Quantity:
    """Body-mass index in kg/m2."""
    return _spread(lambda weight, height: weight / (height / 100) ** 2, weight_kg, height_cm)


def cockcroft_gault(age_years: Quantity, weight_kg: Quantity, creatinine_umol_l: Quantity, sex: str) -> Quantity:
    """Creatinine clearance in mL/min by Cockcroft and Gault (1976), not indexed to body surface, never below zero."""
    factor = FEMALE_FACTOR if sex == "female" else Fraction(1)

    def clearance(age: Fraction, weight: Fraction, creatinine: Fraction) -> Fraction:
        return max(Fraction(0), (140 - age) * weight * factor / (72 * creatinine / CREATININE_UMOL_L_PER_MG_DL))

    return _spread(clearance, age_years, weight_kg, creatinine_umol_l)


def adjusted_weight(weight_kg: Quantity, height_cm: Quantity, sex: str) -> Quantity:
    """Adjusted body weight in kg: ideal weight (Devine 1974) plus 0.4 of the weight above it."""

    def adjusted(weight: Fraction, height: Fraction) -> Fraction:
        ideal = IDEAL_BASE_KG[sex] + IDEAL_KG_PER_INCH * (height / CM_PER_INCH - 60)
        return ideal + ADJUSTED_SHARE * (weight - ideal)

    return _spread(adjusted, weight_kg, height_cm)


def dexamethasone_per_cycle(schedule: str, early_cycles: bool | None) -> Quantity:
    """Milligrams of dexamethasone in 28 days, from the schedule.

    Registration: 12 x 40 mg in cycles 1 to 4, then 4 x 40 mg (pivotal trials; older US and EU labels);
    weekly: 4 x 20 mg to 4 x 40 mg. `early_cycles` None: the cycle is not known.
    """
    if schedule == "none":
        return Quantity(0.0, 0.0)
    if schedule == "weekly":
        return Quantity(80.0, 160.0)
    if early_cycles is None:
        return Quantity(160.0, 480.0)
    return Quantity(480.0, 480.0) if early_cycles else Quantity(160.0, 160.0)


def _spread(formula: Callable[..., Fraction], *numbers: Quantity) -> Quantity:
    """The smallest and largest result over the ends of all ranges: every formula here is monotone in each argument."""
    corners = [formula(*map(exact, ends)) for ends in product(*((number.low, number.high) for number in numbers))]
    return Quantity(float(min(corners)), float(max(corners)))
