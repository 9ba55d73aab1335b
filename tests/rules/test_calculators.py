"""The formulas, against worked values, and exact on the cut-offs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deriving.calculators import adjusted_weight, body_mass_index, cockcroft_gault, dexamethasone_per_cycle
from rules.facts import Vocabulary
from rules.quantities import Quantity
from rules.units import to_canonical


def exactly(number: float) -> Quantity:
    """A number that is known exactly."""
    return Quantity(number, number)


@pytest.mark.parametrize(
    ("sex", "age", "weight", "creatinine", "unit", "clearance"),
    [
        ("male", 70, 70, 1.2, "mg/dL", 56.71),
        ("female", 70, 70, 1.2, "mg/dL", 48.21),
        ("female", 75, 60, 2.0, "mg/dL", 23.02),
        ("male", 80, 55, 1.5, "mg/dL", 30.56),
        ("male", 65, 80, 177, "umol/L", 41.62),
    ],
)
def test_worked_values_of_cockcroft_and_gault(
    vocabulary: Vocabulary, sex: str, age: float, weight: float, creatinine: float, unit: str, clearance: float
) -> None:
    umol_l = to_canonical(creatinine, unit, vocabulary["creatinine"])
    found = cockcroft_gault(exactly(age), exactly(weight), exactly(umol_l), sex)
    assert found.point
    assert round(found.low, 2) == clearance


@pytest.mark.parametrize(
    ("age", "weight", "creatinine_mg_dl", "clearance"),
    [(68, 72, 1.2, 60.0), (80, 72, 1.0, 60.0), (50, 48, 1.2, 50.0), (80, 54, 1.5, 30.0)],
)
def test_a_clearance_on_a_cut_off_lies_exactly_on_it(
    vocabulary: Vocabulary, age: float, weight: float, creatinine_mg_dl: float, clearance: float
) -> None:
    umol_l = to_canonical(creatinine_mg_dl, "mg/dL", vocabulary["creatinine"])
    assert cockcroft_gault(exactly(age), exactly(weight), exactly(umol_l), "male") == exactly(clearance)


def test_the_bmi_of_81_kg_at_180_cm_is_exactly_25() -> None:
    assert body_mass_index(exactly(81), exactly(180)) == exactly(25.0)
    assert body_mass_index(exactly(97.2), exactly(180)) == exactly(30.0)


@pytest.mark.parametrize(("sex", "adjusted"), [("male", 79.56), ("female", 76.86)])
def test_the_adjusted_weight_of_100_kg_at_170_cm(sex: str, adjusted: float) -> None:
    assert round(adjusted_weight(exactly(100), exactly(170), sex).low, 2) == adjusted


@pytest.mark.parametrize(
    ("schedule", "early", "low", "high"),
    [
        ("none", None, 0, 0),
        ("weekly", None, 80, 160),
        ("weekly", True, 80, 160),
        ("registration", True, 480, 480),
        ("registration", False, 160, 160),
        ("registration", None, 160, 480),
    ],
)
def test_dexamethasone_in_28_days(schedule: str, early: bool | None, low: float, high: float) -> None:
    assert dexamethasone_per_cycle(schedule, early) == Quantity(low, high)


def spans(low: float, high: float) -> st.SearchStrategy[tuple[Quantity, float]]:
    """A range, and a number within it."""
    ends = st.tuples(st.floats(low, high), st.floats(low, high)).map(sorted)
    return ends.flatmap(lambda pair: st.tuples(st.just(Quantity(*pair)), st.floats(*pair)))


@given(spans(0, 110), spans(30, 250), spans(20, 2000), st.sampled_from(("female", "male")))
def test_a_patient_within_the_ranges_has_a_clearance_within_the_range(
    age: tuple[Quantity, float], weight: tuple[Quantity, float], creatinine: tuple[Quantity, float], sex: str
) -> None:
    whole = cockcroft_gault(age[0], weight[0], creatinine[0], sex)
    inside = cockcroft_gault(exactly(age[1]), exactly(weight[1]), exactly(creatinine[1]), sex)
    assert whole.low <= inside.low <= whole.high


@given(spans(30, 250), spans(120, 220), st.sampled_from(("female", "male")))
def test_a_patient_within_the_ranges_has_a_bmi_and_a_weight_within_theirs(
    weight: tuple[Quantity, float], height: tuple[Quantity, float], sex: str
) -> None:
    mass = body_mass_index(weight[0], height[0])
    assert mass.low <= body_mass_index(exactly(weight[1]), exactly(height[1])).low <= mass.high
    adjusted = adjusted_weight(weight[0], height[0], sex)
    assert adjusted.low <= adjusted_weight(exactly(weight[1]), exactly(height[1]), sex).low <= adjusted.high
