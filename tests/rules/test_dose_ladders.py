"""Down the ladder of each label: every step, its floor, and the doses that stand on no step."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.rules.clinic import INTERRUPTED, ON_TREATMENT, Clinic, rows_of

US = (25, 20, 15, 10, 5, 2.5)
EU = (25, 15, 10, 5)
TRIGGERS: tuple[dict[str, Any], ...] = (
    {"neutropenia_episode": "later"},
    {"neutropenia_episode": "first", "other_toxicity": True},
    {"interrupted_for": "thrombocytopenia", "thrombocytopenia_episode": "first"},
    {"interrupted_for": "thrombocytopenia", "thrombocytopenia_episode": "later"},
    {"interrupted_for": "both_counts", "thrombocytopenia_episode": "first"},
)


def resumption(clinic: Clinic, label: str, dose: float, **facts: Any) -> tuple[str, float | None]:
    """The action after an interruption, and its dose."""
    patient = {**INTERRUPTED, **facts, "label": label, "lenalidomide_dose_mg": dose}
    row = clinic.row("myelosuppression", patient)
    return row.action, row.dose.mg if row.dose else None


@pytest.mark.parametrize("trigger", TRIGGERS, ids=str)
@pytest.mark.parametrize(
    ("label", "dose", "next_lower"),
    [("us", *pair) for pair in pairwise(US)] + [("eu", *pair) for pair in pairwise(EU)],
)
def test_each_step_goes_one_down(
    clinic: Clinic, label: str, dose: float, next_lower: float, trigger: dict[str, Any]
) -> None:
    assert resumption(clinic, label, dose, **trigger) == ("resume", next_lower)


@pytest.mark.parametrize("trigger", TRIGGERS, ids=str)
@pytest.mark.parametrize(("label", "floor"), [("us", 2.5), ("eu", 5), ("eu", 2.5)])
def test_at_the_floor_it_stops(clinic: Clinic, label: str, floor: float, trigger: dict[str, Any]) -> None:
    assert resumption(clinic, label, floor, **trigger) == ("stop", None)


@pytest.mark.parametrize(("label", "dose"), [("us", 7.5), ("us", 12), ("eu", 20), ("eu", 7.5), ("us", 50)])
def test_a_dose_on_no_step_is_referred(clinic: Clinic, label: str, dose: float) -> None:
    assert resumption(clinic, label, dose, neutropenia_episode="later") == ("refer", None)


@pytest.mark.parametrize("label", ["us", "eu"])
def test_a_dose_every_other_day_has_no_next_step(clinic: Clinic, label: str) -> None:
    facts = {"neutropenia_episode": "later", "lenalidomide_frequency": "every_other_day"}
    assert resumption(clinic, label, 15, **facts) == ("refer", None)


@pytest.mark.parametrize("label", ["us", "eu"])
@pytest.mark.parametrize("start", [25, 15, 10])
def test_a_first_fall_of_neutrophils_alone_returns_to_the_starting_dose(
    clinic: Clinic, label: str, start: float
) -> None:
    facts = {"lenalidomide_starting_dose_mg": start, "neutropenia_episode": "first", "other_toxicity": False}
    assert resumption(clinic, label, start, **facts) == ("resume", start)


@pytest.mark.parametrize("label", ["us", "eu"])
def test_a_resumption_never_raises_a_dose_that_was_reduced(clinic: Clinic, label: str) -> None:
    assert resumption(clinic, label, 10, lenalidomide_starting_dose_mg=25) == ("refer", None)


@pytest.mark.parametrize(
    ("label", "anc", "platelets", "action"),
    [
        ("us", 1.0, 30, "continue"),
        ("us", 0.99, 30, "interrupt"),
        ("us", 1.0, 29.99, "interrupt"),
        ("us", 0.5, 180, "interrupt"),
        ("eu", 0.99, 30, "continue"),
        ("eu", 0.5, 30, "continue"),
        ("eu", 0.49, 30, "interrupt"),
        ("eu", 0.5, 29.99, "interrupt"),
    ],
)
def test_the_counts_that_interrupt(clinic: Clinic, label: str, anc: float, platelets: float, action: str) -> None:
    decision = clinic.decide(ON_TREATMENT, label=label, anc=anc, platelets=platelets)
    actions = {row.action for row in rows_of(decision, "myelosuppression")}
    assert action in actions
    assert not ({"continue", "interrupt", "stop"} - {action}) & actions
    assert "emergency" not in actions


@pytest.mark.parametrize(
    ("label", "anc", "platelets", "resumes"),
    [
        ("us", 1.0, 30, True),
        ("us", 0.99, 30, False),
        ("us", 1.0, 29.99, False),
        ("eu", 0.5, 30, True),
        ("eu", 0.49, 30, False),
        ("eu", 0.5, 29.99, False),
    ],
)
def test_the_counts_that_resume(clinic: Clinic, label: str, anc: float, platelets: float, resumes: bool) -> None:
    decision = clinic.decide(INTERRUPTED, label=label, anc=anc, platelets=platelets)
    actions = {row.action for row in rows_of(decision, "myelosuppression")} - {"support"}
    assert actions == ({"resume"} if resumes else {"interrupt"})


@pytest.mark.parametrize("reason", ["skin_or_allergic_reaction", "thrombosis", "infection", "other_toxicity", "other"])
def test_an_interruption_for_anything_but_counts_does_not_end_by_counts(clinic: Clinic, reason: str) -> None:
    rows = rows_of(clinic.decide(INTERRUPTED, interrupted_for=reason), "myelosuppression")
    assert [(row.action, row.dose) for row in rows] == [("refer", None)]


def test_a_missing_episode_is_asked_for_and_nothing_is_assumed(clinic: Clinic) -> None:
    decision = clinic.decide(INTERRUPTED, "neutropenia_episode")
    waiting = {entry.topic: entry.needs for entry in decision.unsettled}
    assert waiting["myelosuppression"] == ("neutropenia_episode",)
    assert "resume" not in {row.action for row in rows_of(decision, "myelosuppression")}


def test_a_starting_dose_given_as_a_range_is_asked_for_exactly(clinic: Clinic) -> None:
    decision = clinic.decide(INTERRUPTED, lenalidomide_starting_dose_mg={"low": 10, "high": 15})
    waiting = {entry.topic: entry.needs for entry in decision.unsettled}
    assert waiting["myelosuppression"] == ("lenalidomide_starting_dose_mg",)
