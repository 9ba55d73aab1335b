"""The fact vocabulary: every fact that outside programs send or read, with its type, units, range and choices."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from rules.facts import Vocabulary


class Row(NamedTuple):
    """One fact of the outside contract."""

    id: str
    type: str
    unit: str = ""
    also: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    fresh_days: int | None = None
    derived: bool = False


OUTSIDE = (
    Row("label", "choice", choices=("us", "eu")),
    Row("age_years", "integer", unit="year", low=0, high=110),
    Row("sex", "choice", choices=("female", "male")),
    Row("weight_kg", "number", unit="kg", also=("lb",), low=30, high=250),
    Row("height_cm", "number", unit="cm", also=("m", "in"), low=120, high=220),
    Row(
        "diagnosis",
        "choice",
        choices=(
            "multiple_myeloma",
            "myelodysplastic_syndrome",
            "mantle_cell_lymphoma",
            "follicular_or_marginal_zone_lymphoma",
            "chronic_lymphocytic_leukaemia",
            "amyloidosis",
            "smouldering_myeloma",
            "plasma_cell_leukaemia",
            "other",
        ),
    ),
    Row(
        "disease_status",
        "choice",
        choices=("newly_diagnosed", "maintenance", "relapsed", "refractory", "relapsed_and_refractory"),
    ),
    Row("prior_lines", "integer", low=0, high=15),
    Row("prior_thalidomide", "boolean"),
    Row("prior_bortezomib", "boolean"),
    Row("prior_lenalidomide", "boolean"),
    Row("lenalidomide_refractory", "boolean"),
    Row("prior_asct", "boolean"),
    Row("transplant_candidate", "boolean"),
    Row("high_risk_cytogenetics", "boolean"),
    Row("extramedullary_plasmacytoma", "boolean"),
    Row("plasmacytoma_site", "choice", choices=("soft_tissue", "paraskeletal", "central_nervous_system")),
    Row("marrow_plasma_cells_percent", "number", unit="%", low=0, high=100),
    Row("childbearing_potential", "boolean"),
    Row("pregnant", "boolean"),
    Row("breastfeeding", "boolean"),
    Row("pregnancy_prevention_in_place", "boolean"),
    Row("lenalidomide_hypersensitivity", "boolean"),
    Row("thalidomide_grade4_rash", "boolean"),
    Row("galactose_intolerance", "boolean"),
    Row("planned_pembrolizumab", "boolean"),
    Row("prior_malignancy", "boolean"),
    Row("peripheral_neuropathy_grade", "integer", low=0, high=4),
    Row("creatinine", "number", unit="umol/L", also=("mg/dL",), low=20, high=2000, fresh_days=30),
    Row("creatinine_stable", "boolean"),
    Row("creatinine_clearance_ml_min", "number", unit="mL/min", low=0, high=250, fresh_days=30),
    Row("egfr_ml_min_1_73m2", "number", unit="mL/min/1.73m2", low=0, high=200),
    Row("on_dialysis", "boolean"),
    Row("dialysis_modality", "choice", choices=("haemodialysis", "peritoneal", "continuous")),
    Row("anc", "number", unit="10^9/L", also=("/uL", "/mm3", "10^3/uL"), low=0, high=100, fresh_days=7),
    Row("platelets", "number", unit="10^9/L", also=("/uL", "/mm3", "10^3/uL"), low=0, high=2000, fresh_days=7),
    Row("haemoglobin", "number", unit="g/dL", also=("g/L", "mmol/L"), low=2, high=22),
    Row("temperature_c", "number", unit="degC", also=("degF",), low=30, high=43),
    Row("fever", "boolean"),
    Row("treatment_phase", "choice", choices=("considering_start", "on_treatment", "interrupted")),
    Row(
        "interrupted_for",
        "choice",
        choices=(
            "neutropenia",
            "thrombocytopenia",
            "both_counts",
            "skin_or_allergic_reaction",
            "thrombosis",
            "infection",
            "other_toxicity",
            "other",
        ),
    ),
    Row("lenalidomide_dose_mg", "number", unit="mg", low=2.5, high=50),
    Row("lenalidomide_starting_dose_mg", "number", unit="mg", low=2.5, high=25),
    Row("lenalidomide_frequency", "choice", choices=("daily", "every_other_day")),
    Row("cycle_number", "integer", low=1, high=200),
    Row("neutropenia_episode", "choice", choices=("first", "later")),
    Row("thrombocytopenia_episode", "choice", choices=("first", "later")),
    Row("other_toxicity", "boolean"),
    Row("tolerating_dose", "boolean"),
    Row(
        "best_response",
        "choice",
        choices=("stringent_complete", "complete", "very_good_partial", "partial", "minimal", "stable", "progression"),
    ),
    Row("rash_grade", "integer", low=0, high=4),
    Row("severe_skin_or_allergic_reaction", "boolean"),
    Row("other_toxicity_grade", "integer", low=0, high=4),
    Row("dexamethasone_mg_per_cycle", "number", unit="mg/28 d", low=0, high=600),
    Row("dexamethasone_schedule", "choice", choices=("registration", "weekly", "none")),
    Row("current_vte", "boolean"),
    Row("arterial_event_now", "boolean"),
    Row("history_of_vte", "boolean"),
    Row("inherited_or_acquired_thrombophilia", "boolean"),
    Row("bmi_kg_m2", "number", unit="kg/m2", low=10, high=80),
    Row("central_venous_catheter", "boolean"),
    Row("pacemaker", "boolean"),
    Row("cardiac_disease", "boolean"),
    Row("chronic_renal_disease", "boolean"),
    Row("diabetes", "boolean"),
    Row("acute_infection", "boolean"),
    Row("immobilised", "boolean"),
    Row("surgery_within_90_days", "boolean"),
    Row("recent_trauma_or_anaesthesia", "boolean"),
    Row("pelvic_hip_or_femur_fracture", "boolean"),
    Row("esa_use", "boolean"),
    Row("hormone_therapy", "boolean"),
    Row("hyperviscosity", "boolean"),
    Row("doxorubicin", "boolean"),
    Row("multiagent_chemotherapy", "boolean"),
    Row("asian_or_pacific_islander", "boolean"),
    Row("active_bleeding", "boolean"),
    Row("on_therapeutic_anticoagulant", "boolean"),
    Row("on_antiplatelet", "boolean"),
    Row("heparin_induced_thrombocytopenia", "boolean"),
    Row("aspirin_contraindicated", "boolean"),
    Row("spinal_procedure_planned", "boolean"),
    Row("creatinine_clearance_source", "choice", choices=("given", "cockcroft_gault"), derived=True),
    Row("vte_risk_factors", "integer", derived=True),
    Row("vte_therapy_factor", "boolean", derived=True),
    Row("saved_score", "integer", derived=True),
    Row("impede_vte_score", "integer", derived=True),
)


@pytest.mark.parametrize("row", OUTSIDE, ids=lambda row: row.id)
def test_a_fact_of_the_outside_contract_stands_as_agreed(vocabulary: Vocabulary, row: Row) -> None:
    fact = vocabulary[row.id]
    found = Row(
        fact.id, fact.type, fact.unit, fact.also, fact.low, fact.high, fact.choices, fact.fresh_days, fact.derived
    )
    # The ranges of computed facts are ours alone.
    assert found == (row if not row.derived else row._replace(low=fact.low, high=fact.high))


def test_every_fact_that_is_given_is_part_of_the_outside_contract(vocabulary: Vocabulary) -> None:
    assert {fact.id for fact in vocabulary.askable()} == {row.id for row in OUTSIDE if not row.derived}


def test_every_fact_can_be_asked_for_in_words(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.askable():
        assert fact.question.endswith(("?", ".")) and fact.why.endswith(".")
        assert fact.label and fact.label == fact.label.strip()


def test_every_choice_has_its_words(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts.values():
        assert set(fact.choice_words) == set(fact.choices), fact.id


def test_the_order_of_questions_names_every_fact_once(vocabulary: Vocabulary) -> None:
    assert sorted(vocabulary.asking_order()) == sorted(vocabulary)
