"""A dose that a stop withholds is shown nowhere: no field, no word, no possibility, no citation gives it away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.consulting import Basis, consultation
from knowledge.building import build
from knowledge.library import Library, open_library
from rules.decision import Decision
from tests.rules.clinic import INTERRUPTED, ON_TREATMENT, READY_TO_START, WOMAN, Clinic, Patient, codes, rows_of

EVIDENCE = Path(__file__).parents[2] / "knowledge" / "evidence"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The knowledge base of the project."""
    database = tmp_path_factory.mktemp("knowledge") / "knowledge.db"
    build(EVIDENCE, database)
    with open_library(database) as opened:
        yield opened


def said(decision: Decision) -> str:
    """Everything a decision says and holds, but for the facts that were given."""
    return repr((decision.advice, decision.unsettled, decision.notices))


def as_json(clinic: Clinic, library: Library, decision: Decision, topic: str) -> str:
    """What an outside program reads: the rows and open outcomes of one topic, and all notices."""
    whole = consultation(Basis(clinic.evaluator, library, None), decision)
    here = [entry for entry in (*whole["advice"], *whole["unsettled"]) if entry["topic"] == topic]
    return json.dumps([here, whole["notices"]], ensure_ascii=False)


def gives_away(text: str, mg: float) -> bool:
    """Whether a text holds this number of milligrams, as a field or in words."""
    number = re.escape(f"{mg:g}")
    return bool(re.search(rf'(?<![\d.]){number} mg(?!/)|mg={number}(\.0)?\b|"mg": {number}(\.0)?\b', text))


STOPS: tuple[tuple[str, Patient, dict[str, Any]], ...] = (
    ("stop-scope", READY_TO_START, {"prior_lines": 0}),
    ("stop-pregnancy", WOMAN, {"pregnant": True}),
    ("stop-pregnancy", WOMAN, {"pregnant": "unknown"}),
    ("stop-childbearing", WOMAN, {"pregnancy_prevention_in_place": False}),
    ("stop-childbearing", WOMAN, {"pregnancy_prevention_in_place": "unknown"}),
    ("stop-breastfeeding", WOMAN, {"breastfeeding": True}),
    ("stop-hypersensitivity", READY_TO_START, {"lenalidomide_hypersensitivity": True}),
    ("stop-thalidomide-rash", READY_TO_START, {"prior_thalidomide": True, "thalidomide_grade4_rash": True}),
    ("stop-thrombosis-now", READY_TO_START, {"current_vte": True}),
    ("stop-febrile-neutropenia", READY_TO_START, {"anc": 0.8, "fever": True}),
    ("stop-bleeding", READY_TO_START, {"active_bleeding": True}),
    ("stop-pembrolizumab", READY_TO_START, {"planned_pembrolizumab": True}),
)


@pytest.mark.parametrize(
    ("clearance", "label", "mg"), [(90, "us", 25), (45, "us", 10), (20, "us", 15), (20, "eu", 7.5)]
)
@pytest.mark.parametrize(("stop", "patient", "facts"), STOPS)
def test_the_starting_dose_is_nowhere(
    clinic: Clinic,
    library: Library,
    stop: str,
    patient: Patient,
    facts: dict[str, Any],
    clearance: float,
    label: str,
    mg: float,
) -> None:
    bands: dict[str, Any] = {"creatinine_clearance_ml_min": clearance, "label": label}
    shown = clinic.decide(patient, **bands)
    assert gives_away(said(shown), mg) and gives_away(as_json(clinic, library, shown, "renal_dosing"), mg)
    withheld = clinic.decide(patient, **bands, **facts)
    assert any(row.withheld_by == stop for row in rows_of(withheld, "renal_dosing"))
    assert not gives_away(said(withheld), mg)
    assert not gives_away(as_json(clinic, library, withheld, "renal_dosing"), mg)


@pytest.mark.parametrize("label", ["us", "eu"])
def test_the_dose_to_resume_at_is_nowhere(clinic: Clinic, library: Library, label: str) -> None:
    facts: dict[str, Any] = {"label": label, "neutropenia_episode": "later", "lenalidomide_dose_mg": 25}
    mg = {"us": 20, "eu": 15}[label]
    assert gives_away(said(clinic.decide(INTERRUPTED, **facts)), mg)
    withheld = clinic.decide(INTERRUPTED, **facts, current_vte=True)
    assert not gives_away(said(withheld), mg)
    assert not gives_away(as_json(clinic, library, withheld, "myelosuppression"), mg)


def test_the_dose_of_heparin_and_of_aspirin_is_nowhere_while_bleeding(clinic: Clinic, library: Library) -> None:
    factors: dict[str, Any] = {"history_of_vte": True, "diabetes": True}
    for facts, mg in ((dict[str, Any](), 81), (factors, 40)):
        assert re.search(rf"mg(_low)?={mg}\.0", said(clinic.decide(READY_TO_START, **facts)))
        withheld = clinic.decide(READY_TO_START, **facts, active_bleeding=True)
        rows = repr(rows_of(withheld, "prophylaxis"))
        assert not re.search(rf"\b{mg}(\.0)?\b", rows + as_json(clinic, library, withheld, "prophylaxis"))


def test_dexamethasone_is_nowhere_in_pregnancy(clinic: Clinic, library: Library) -> None:
    assert gives_away(said(clinic.decide(WOMAN)), 40)
    withheld = clinic.decide(WOMAN, pregnant=True)
    assert not gives_away(said(withheld), 40)
    assert not gives_away(as_json(clinic, library, withheld, "dexamethasone"), 40)


@pytest.mark.parametrize("missing", ["on_dialysis", "creatinine_stable", "creatinine_clearance_ml_min"])
def test_a_withheld_dose_is_no_possibility_either(clinic: Clinic, library: Library, missing: str) -> None:
    open_topic = clinic.decide(READY_TO_START, missing, creatinine_clearance_ml_min=25)
    assert not rows_of(open_topic, "renal_dosing") or missing == "creatinine_clearance_ml_min"
    withheld = clinic.decide(READY_TO_START, missing, lenalidomide_hypersensitivity=True)
    for entry in withheld.unsettled:
        if entry.topic == "renal_dosing":
            assert [outcome.dose for outcome in entry.possible if outcome.dose] == []
    shown = as_json(clinic, library, withheld, "renal_dosing")
    assert not any(gives_away(shown, mg) for mg in (25, 15, 10, 7.5, 5))


@pytest.mark.parametrize("without", [("label",), ("label", "creatinine_clearance_ml_min"), ("label", "on_dialysis")])
@pytest.mark.parametrize("patient", [READY_TO_START, ON_TREATMENT, INTERRUPTED])
def test_without_a_label_no_lenalidomide_dose_is_anywhere(
    clinic: Clinic, library: Library, patient: Patient, without: tuple[str, ...]
) -> None:
    decision = clinic.decide(patient, *without)
    assert "label_unset" in codes(decision)
    for topic in ("renal_dosing", "myelosuppression", "other_toxicity"):
        shown = as_json(clinic, library, decision, topic)
        assert not any(gives_away(shown, mg) for mg in (25, 20, 15, 10, 7.5, 5, 2.5))
