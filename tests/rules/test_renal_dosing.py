"""The starting dose by renal function, on and beside every cut-off of both labels."""

from __future__ import annotations

import math
from typing import Any

import pytest

from rules.quantities import Quantity
from rules.ruleset import Dose
from tests.rules.clinic import READY_TO_START, TODAY, Clinic, codes, rows_of

CLEARANCE = "creatinine_clearance_ml_min"
NO_DOSE = None


def just_below(number: float) -> float:
    """The largest number below."""
    return math.nextafter(number, -math.inf)


def just_above(number: float) -> float:
    """The smallest number above."""
    return math.nextafter(number, math.inf)


@pytest.mark.parametrize(
    ("label", "clearance", "dose"),
    [
        ("us", just_below(11), NO_DOSE),
        ("us", 11, (15, "every_other_day")),
        ("us", 29.97, (15, "every_other_day")),
        ("us", just_below(30), (15, "every_other_day")),
        ("us", 30, (10, "daily")),
        ("us", 59.99, (10, "daily")),
        ("us", just_below(60), (10, "daily")),
        ("us", 60, NO_DOSE),
        ("us", just_above(60), (25, "daily")),
        ("us", 60.01, (25, "daily")),
        ("us", 250, (25, "daily")),
        ("eu", just_below(11), NO_DOSE),
        ("eu", 11, (7.5, "daily")),
        ("eu", 29.97, (7.5, "daily")),
        ("eu", just_below(30), (7.5, "daily")),
        ("eu", 30, (10, "daily")),
        ("eu", 49.99, (10, "daily")),
        ("eu", just_below(50), (10, "daily")),
        ("eu", 50, (25, "daily")),
        ("eu", 60, (25, "daily")),
    ],
)
def test_the_dose_of_each_band(clinic: Clinic, label: str, clearance: float, dose: tuple[float, str] | None) -> None:
    row = clinic.row("renal_dosing", READY_TO_START, label=label, creatinine_clearance_ml_min=clearance)
    if dose is NO_DOSE:
        assert (row.action, row.dose) == ("refer", None)
    else:
        assert (row.action, row.status) == ("start", "firm")
        assert row.dose == Dose("lenalidomide", dose[0], frequency=dose[1], days="1-21", cycle_days=28)


@pytest.mark.parametrize("label", ["us", "eu"])
def test_dialysis_has_its_own_dose_after_the_session(clinic: Clinic, label: str) -> None:
    facts: dict[str, Any] = {"label": label, "on_dialysis": True, "dialysis_modality": "haemodialysis"}
    dose = clinic.row("renal_dosing", READY_TO_START, CLEARANCE, **facts).dose
    assert dose == Dose("lenalidomide", 5, frequency="daily", days="1-21", cycle_days=28, timing="after_dialysis")
    below_seven = clinic.row("renal_dosing", READY_TO_START, **facts, creatinine_clearance_ml_min=just_below(7))
    assert (below_seven.action, below_seven.dose) == ("refer", None)
    at_seven = clinic.row("renal_dosing", READY_TO_START, **facts, creatinine_clearance_ml_min=7)
    assert at_seven.dose is not None and at_seven.dose.mg == 5


@pytest.mark.parametrize(
    "facts",
    [
        {"on_dialysis": True, "dialysis_modality": "peritoneal"},
        {"on_dialysis": True, "dialysis_modality": "continuous"},
        {"on_dialysis": True, "dialysis_modality": "unknown"},
        {"on_dialysis": "unknown"},
        {"creatinine_stable": False},
        {"creatinine_stable": "unknown"},
        {"creatinine": 300, "weight_kg": 70},
    ],
)
def test_what_a_person_decides_carries_no_dose(clinic: Clinic, facts: dict[str, Any]) -> None:
    decision = clinic.decide(READY_TO_START, **facts)
    assert [(row.action, row.dose) for row in rows_of(decision, "renal_dosing")] == [("refer", None)]
    assert "renal_dosing" not in {entry.topic for entry in decision.unsettled}


def test_a_computed_clearance_of_exactly_60_is_referred_under_the_us_label(clinic: Clinic) -> None:
    facts: dict[str, Any] = {"age_years": 68, "weight_kg": 72, "creatinine": {"value": 1.2, "unit": "mg/dL"}}
    decision = clinic.decide(READY_TO_START, CLEARANCE, **facts)
    clearance = decision.fact(CLEARANCE)
    assert clearance is not None and clearance.value == Quantity(60.0, 60.0)
    assert [(row.action, row.dose) for row in rows_of(decision, "renal_dosing")] == [("refer", None)]
    eu = clinic.row("renal_dosing", READY_TO_START, CLEARANCE, label="eu", **facts)
    assert eu.dose is not None and eu.dose.mg == 25


@pytest.mark.parametrize(
    ("label", "clearance", "near"),
    [
        ("us", just_below(28), False),
        ("us", 28, True),
        ("us", 32, True),
        ("us", just_above(32), False),
        ("us", just_below(58), False),
        ("us", 58, True),
        ("us", 62, True),
        ("us", just_above(62), False),
        ("us", 50, False),
        ("eu", 48, True),
        ("eu", 52, True),
        ("eu", just_below(48), False),
        ("eu", just_above(52), False),
        ("eu", 60, False),
    ],
)
def test_near_a_cut_off_the_one_dose_stands_and_a_notice_says_so(
    clinic: Clinic, label: str, clearance: float, near: bool
) -> None:
    decision = clinic.decide(READY_TO_START, label=label, creatinine_clearance_ml_min=clearance)
    assert ("near_boundary" in codes(decision)) == near
    assert [row.status for row in rows_of(decision, "renal_dosing")] == ["firm"]


@pytest.mark.parametrize(
    ("low", "high", "mg"),
    [(61, 250, 25), (30, 59.9, 10), (11, 29.9, 15), (59, 61, None), (25, 35, None), (59.9, 60, None)],
)
def test_a_range_settles_when_it_lies_in_one_band(clinic: Clinic, low: float, high: float, mg: float | None) -> None:
    decision = clinic.decide(READY_TO_START, creatinine_clearance_ml_min={"low": low, "high": high})
    doses = [row.dose.mg for row in rows_of(decision, "renal_dosing") if row.dose]
    assert doses == ([mg] if mg else [])
    waiting = [entry for entry in decision.unsettled if entry.topic == "renal_dosing"]
    assert [CLEARANCE in entry.needs for entry in waiting] == ([] if mg else [True])


def test_the_other_label_is_a_notice_and_never_advice(clinic: Clinic) -> None:
    decision = clinic.decide(READY_TO_START, creatinine_clearance_ml_min=55)
    assert [row.dose.mg for row in rows_of(decision, "renal_dosing") if row.dose] == [10]
    conflict = [notice.text for notice in decision.notices if notice.code == "label_conflict"]
    assert any("EU" in text and "25 mg" in text for text in conflict)
    same = clinic.decide(READY_TO_START, creatinine_clearance_ml_min=40)
    assert not [n for n in same.notices if n.code == "label_conflict" and "renal" in n.text.lower()]


@pytest.mark.parametrize(("taken", "stale"), [("2026-10-23", False), ("2026-10-22", True), ("2026-11-22", False)])
def test_a_clearance_older_than_thirty_days_still_counts_and_is_noticed(
    clinic: Clinic, taken: str, stale: bool
) -> None:
    dated = {"value": 90, "at": taken}
    decision = clinic.decide(READY_TO_START, today=TODAY, creatinine_clearance_ml_min=dated)
    assert ("stale_value" in codes(decision)) == stale
    assert [row.status for row in rows_of(decision, "renal_dosing")] == ["firm"]


def test_an_egfr_is_no_clearance(clinic: Clinic) -> None:
    decision = clinic.decide(READY_TO_START, CLEARANCE, egfr_ml_min_1_73m2=80)
    assert not rows_of(decision, "renal_dosing")
    assert "egfr_not_used" in codes(decision)
    needs = next(entry.needs for entry in decision.unsettled if entry.topic == "renal_dosing")
    assert "egfr_ml_min_1_73m2" not in needs
