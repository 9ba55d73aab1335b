"""Patients in short form, and what the rules decide on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.cases import read_facts
from rules.deciding import decide
from rules.decision import Advice, Decision
from rules.evaluating import Evaluator
from rules.quantities import Fact

TODAY = date(2026, 11, 22)

Patient = Mapping[str, Any]

NONE_OF_THESE = (
    *("prior_thalidomide", "thalidomide_grade4_rash", "lenalidomide_refractory", "lenalidomide_hypersensitivity"),
    *("planned_pembrolizumab", "galactose_intolerance", "prior_malignancy", "transplant_candidate"),
    *("extramedullary_plasmacytoma", "current_vte", "arterial_event_now", "active_bleeding", "fever", "on_dialysis"),
    *("history_of_vte", "inherited_or_acquired_thrombophilia", "central_venous_catheter", "pacemaker"),
    *("cardiac_disease", "chronic_renal_disease", "diabetes", "acute_infection", "immobilised"),
    *("surgery_within_90_days", "recent_trauma_or_anaesthesia", "pelvic_hip_or_femur_fracture", "esa_use"),
    *("hormone_therapy", "hyperviscosity", "doxorubicin", "multiagent_chemotherapy", "asian_or_pacific_islander"),
    *("on_therapeutic_anticoagulant", "on_antiplatelet", "heparin_induced_thrombocytopenia"),
    *("aspirin_contraindicated", "spinal_procedure_planned"),
)

# Nothing stops treatment, nothing is left open: CrCl 90, no risk factor, weekly dexamethasone, US label.
READY_TO_START: Patient = {
    **dict.fromkeys(NONE_OF_THESE, False),
    "label": "us",
    "age_years": 60,
    "sex": "male",
    "treatment_phase": "considering_start",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 2,
    "creatinine_clearance_ml_min": 90,
    "creatinine_stable": True,
    "anc": 3.0,
    "platelets": 180,
    "haemoglobin": 11,
    "temperature_c": 36.8,
    "dexamethasone_schedule": "weekly",
    "dexamethasone_mg_per_cycle": 160,
    "bmi_kg_m2": 24,
}

# The same man in cycle 3 on 25 mg daily.
ON_TREATMENT: Patient = {
    **READY_TO_START,
    "treatment_phase": "on_treatment",
    "cycle_number": 3,
    "lenalidomide_dose_mg": 25,
    "lenalidomide_starting_dose_mg": 25,
    "lenalidomide_frequency": "daily",
    "tolerating_dose": True,
    "best_response": "partial",
    "rash_grade": 0,
    "other_toxicity_grade": 0,
    "other_toxicity": False,
    "severe_skin_or_allergic_reaction": False,
    "neutropenia_episode": "first",
    "thrombocytopenia_episode": "first",
}

# The same man interrupted for a first neutropenia that has recovered.
INTERRUPTED: Patient = {**ON_TREATMENT, "treatment_phase": "interrupted", "interrupted_for": "neutropenia"}

# A woman who could become pregnant and for whom everything about pregnancy is settled.
WOMAN: Patient = {
    **READY_TO_START,
    "sex": "female",
    "childbearing_potential": True,
    "pregnant": False,
    "breastfeeding": False,
    "pregnancy_prevention_in_place": True,
}


class Clinic:
    """Decides on patients that are written as a base and what differs from it."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator

    def facts(self, patient: Patient, *without: str, **differing: Any) -> dict[str, Fact]:
        """The facts of a patient, those named in `without` not asked for."""
        raw = {fact: value for fact, value in {**patient, **differing}.items() if fact not in without}
        return read_facts(self.evaluator.ruleset.vocabulary, raw)

    def decide(self, patient: Patient, *without: str, today: date = TODAY, **differing: Any) -> Decision:
        """The decision on a patient."""
        return decide(self.evaluator, self.facts(patient, *without, **differing), today)

    def row(self, topic: str, patient: Patient, *without: str, **differing: Any) -> Advice:
        """The one row of a topic."""
        rows = rows_of(self.decide(patient, *without, **differing), topic)
        assert len(rows) == 1, rows
        return rows[0]


def rows_of(decision: Decision, topic: str) -> list[Advice]:
    """The rows of one topic."""
    return [row for row in decision.advice if row.topic == topic]


def codes(decision: Decision) -> set[str]:
    """The codes of all notices."""
    return {notice.code for notice in decision.notices}
