"""What is computed from what was given, and what it waits for."""

from __future__ import annotations

from typing import Any

import pytest

from rules.deriving import Patient as Derived
from rules.deriving import derive
from rules.deriving.scoring import bands, points
from rules.quantities import Quantity, Value
from tests.rules.clinic import ON_TREATMENT, READY_TO_START, Clinic, codes

CREATININE_ONLY = ("creatinine_clearance_ml_min",)
FROM_CREATININE = {"creatinine": {"value": 1.2, "unit": "mg/dL"}, "weight_kg": 70, "age_years": 70}


def derived(clinic: Clinic, *without: str, **differing: Any) -> Derived:
    """The man about to start, with everything that is computed about him."""
    return derive(clinic.evaluator.ruleset, clinic.facts(READY_TO_START, *without, **differing))


def value(patient: Derived, fact_id: str) -> Value:
    """The value of a fact, computed or given."""
    return patient.facts[fact_id].value


@pytest.mark.parametrize(
    ("temperature", "said", "fever"),
    [
        (38.0, None, True),
        (37.9, None, False),
        (38.0, False, True),
        (37.9, True, True),
        ({"low": 37.5, "high": 38.5}, None, None),
        ({"low": 37.5, "high": 38.5}, True, True),
        ({"low": 38.1, "high": 39}, None, True),
        ({"value": 100.4, "unit": "degF"}, None, True),
        ("unknown", None, None),
    ],
)
def test_fever_by_the_thermometer(clinic: Clinic, temperature: object, said: bool | None, fever: bool | None) -> None:
    facts = {} if said is None else {"fever": said}
    patient = derived(clinic, *(() if facts else ("fever",)), temperature_c=temperature, **facts)
    found = patient.facts.get("fever")
    assert (found.value if found else None) == fever


def test_the_clearance_says_how_it_came_about(clinic: Clinic) -> None:
    patient = derived(clinic, *CREATININE_ONLY, **FROM_CREATININE)
    clearance = patient.facts["creatinine_clearance_ml_min"]
    assert (clearance.origin, clearance.how) == ("computed", "Cockcroft–Gault, actual weight")
    assert value(patient, "creatinine_clearance_source") == "cockcroft_gault"
    assert value(derived(clinic), "creatinine_clearance_source") == "given"


def test_where_the_clearance_comes_from_waits_for_the_clearance(clinic: Clinic) -> None:
    patient = derived(clinic, *CREATININE_ONLY)
    assert patient.askable("creatinine_clearance_source") == patient.askable("creatinine_clearance_ml_min")
    assert "creatinine_clearance_ml_min" in patient.askable("creatinine_clearance_source")


def test_a_given_clearance_is_kept_beside_the_estimate(clinic: Clinic) -> None:
    patient = derived(clinic, **FROM_CREATININE)
    assert value(patient, "creatinine_clearance_ml_min") == Quantity(90, 90)
    assert value(patient, "clearance_estimates_disagree") is True
    nearer = derived(clinic, **FROM_CREATININE, creatinine_clearance_ml_min=57)
    assert value(nearer, "clearance_estimates_disagree") is False


@pytest.mark.parametrize(
    ("label", "given", "computed", "disagree"),
    [
        ("us", 61, 60, True),  # 60 itself stands between the US bands
        ("us", 60, 61, True),
        ("us", 60, 60, False),
        ("us", 31, 30, False),
        ("us", 30, 29.97, True),
        ("eu", 61, 60, False),
    ],
)
def test_sixty_exactly_is_a_band_of_its_own_under_the_us_label(
    clinic: Clinic, label: str, given: float, computed: float, disagree: bool
) -> None:
    # At 70 years and 72 kg, a man's clearance is 70 divided by the creatinine in mg/dL.
    creatinine = {"value": 72 / computed, "unit": "mg/dL"}
    patient = derived(
        clinic, label=label, creatinine_clearance_ml_min=given, creatinine=creatinine, weight_kg=72, age_years=68
    )
    assert value(patient, "clearance_estimates_disagree") is disagree


def test_actual_and_adjusted_weight_in_different_bands_are_noticed(clinic: Clinic) -> None:
    heavy = {"weight_kg": 120, "height_cm": 170, "age_years": 70, "creatinine": {"value": 1.5, "unit": "mg/dL"}}
    patient = derived(clinic, *CREATININE_ONLY, "bmi_kg_m2", **heavy)
    assert value(patient, "clearance_weights_disagree") is True
    light = derived(clinic, *CREATININE_ONLY, "bmi_kg_m2", **heavy | {"weight_kg": 80})
    assert value(light, "clearance_weights_disagree") is False
    assert "creatinine_clearance_adjusted_ml_min" not in light.facts


@pytest.mark.parametrize(
    ("facts", "without", "waits_for"),
    [
        ({}, (), ("creatinine_clearance_ml_min", "creatinine", "weight_kg")),
        ({"creatinine": 100}, (), ("weight_kg", "creatinine_clearance_ml_min")),
        ({"creatinine_clearance_ml_min": "unknown"}, (), ("creatinine", "weight_kg")),
        ({"creatinine_clearance_ml_min": "unknown", "creatinine": 100}, ("age_years",), ("age_years", "weight_kg")),
        ({"creatinine": "unknown"}, (), ("creatinine_clearance_ml_min",)),
        ({"creatinine_stable": False}, (), ("creatinine_clearance_ml_min",)),
    ],
)
def test_what_an_open_clearance_waits_for(
    clinic: Clinic, facts: dict[str, Any], without: tuple[str, ...], waits_for: tuple[str, ...]
) -> None:
    missing = () if "creatinine_clearance_ml_min" in facts else CREATININE_ONLY
    assert derived(clinic, *missing, *without, **facts).askable("creatinine_clearance_ml_min") == waits_for


def test_a_creatinine_range_makes_a_clearance_range_and_asks_for_the_creatinine(clinic: Clinic) -> None:
    facts = FROM_CREATININE | {"creatinine": {"low": 1.1, "high": 1.3, "unit": "mg/dL"}}
    patient = derived(clinic, *CREATININE_ONLY, **facts)
    clearance = value(patient, "creatinine_clearance_ml_min")
    assert isinstance(clearance, Quantity)
    assert round(clearance.low, 2) == 52.35
    assert round(clearance.high, 2) == 61.87
    assert patient.askable("creatinine_clearance_ml_min")[0] == "creatinine"


def test_the_bmi_is_computed_unless_it_is_given(clinic: Clinic) -> None:
    assert value(derived(clinic, "bmi_kg_m2", weight_kg=81, height_cm=180), "bmi_kg_m2") == Quantity(25, 25)
    assert value(derived(clinic, weight_kg=81, height_cm=180), "bmi_kg_m2") == Quantity(24, 24)
    assert derived(clinic, "bmi_kg_m2").askable("bmi_kg_m2") == ("weight_kg", "height_cm")


@pytest.mark.parametrize(
    ("current", "start", "reduced"),
    [(10, 25, True), (25, 25, False), (25, 10, False), ({"low": 5, "high": 10}, 25, True), (10, None, None)],
)
def test_whether_the_dose_was_reduced(clinic: Clinic, current: object, start: object, reduced: bool | None) -> None:
    facts = clinic.facts(ON_TREATMENT, lenalidomide_dose_mg=current, lenalidomide_starting_dose_mg=start or "unknown")
    found = derive(clinic.evaluator.ruleset, facts).facts.get("dose_reduced_since_start")
    assert (found.value if found else None) == reduced


IMPEDE, SAVED = "impede_vte_score", "saved_score"


@pytest.mark.parametrize(
    ("facts", "impede", "saved"),
    [
        ({}, 6, 1),
        ({"dexamethasone_mg_per_cycle": 80}, 6, 0),
        ({"dexamethasone_mg_per_cycle": 119.9}, 6, 0),
        ({"dexamethasone_mg_per_cycle": 120}, 6, 1),
        ({"dexamethasone_mg_per_cycle": 160}, 6, 1),
        ({"dexamethasone_mg_per_cycle": 161}, 8, 2),
        ({"dexamethasone_mg_per_cycle": 480, "dexamethasone_schedule": "registration"}, 8, 2),
        ({"dexamethasone_mg_per_cycle": 0, "dexamethasone_schedule": "none"}, 4, 0),
        ({"bmi_kg_m2": 24.9}, 6, 1),
        ({"bmi_kg_m2": 25.0}, 7, 1),
        ({"pelvic_hip_or_femur_fracture": True}, 10, 1),
        ({"esa_use": True}, 7, 1),
        ({"doxorubicin": True}, 9, 1),
        ({"asian_or_pacific_islander": True}, 3, -2),
        ({"history_of_vte": True}, 11, 4),
        ({"central_venous_catheter": True}, 8, 1),
        ({"surgery_within_90_days": True}, 6, 3),
        ({"age_years": 79}, 6, 1),
        ({"age_years": 80}, 6, 2),
    ],
)
def test_the_points_of_both_scores(clinic: Clinic, facts: dict[str, Any], impede: int, saved: int) -> None:
    patient = derived(clinic, **facts)
    assert value(patient, IMPEDE) == Quantity(impede, impede)
    assert value(patient, SAVED) == Quantity(saved, saved)


def test_both_scores_are_ranges_while_an_item_is_open(clinic: Clinic) -> None:
    unrecorded = derived(clinic, "asian_or_pacific_islander")
    assert value(unrecorded, IMPEDE) == Quantity(3, 6)
    assert value(unrecorded, SAVED) == Quantity(-2, 1)
    assert unrecorded.waits_for[SAVED] == ("asian_or_pacific_islander",)


@pytest.mark.parametrize(
    ("score", "total", "band"),
    [
        (IMPEDE, 3, "low"),
        (IMPEDE, 4, "intermediate"),
        (IMPEDE, 7, "intermediate"),
        (IMPEDE, 8, "high"),
        (SAVED, 1, "low"),
        (SAVED, 2, "high"),
    ],
)
def test_the_bands_of_both_scores(clinic: Clinic, score: str, total: int, band: str) -> None:
    derivation = next(one for one in clinic.evaluator.ruleset.derivations if one.fact == score)
    assert [found.name for found in bands(derivation, Quantity(total, total))] == [band]


def test_nothing_known_leaves_a_score_between_all_and_nothing(clinic: Clinic) -> None:
    saved = next(one for one in clinic.evaluator.ruleset.derivations if one.fact == SAVED)
    # Surgery 2, earlier thrombosis 3, age 1 and dexamethasone 2 at the most; ancestry takes 3 off.
    assert points(saved, {}) == Quantity(-3, 8)


@pytest.mark.parametrize(
    ("facts", "factors"),
    [
        ({}, 0),
        ({"bmi_kg_m2": 30.0}, 0),
        ({"bmi_kg_m2": 30.1}, 1),
        ({"central_venous_catheter": True, "pacemaker": True}, 1),
        ({"surgery_within_90_days": True, "recent_trauma_or_anaesthesia": True}, 1),
        ({"history_of_vte": True, "diabetes": True, "hyperviscosity": True}, 3),
        ({"hormone_therapy": True, "pelvic_hip_or_femur_fracture": True}, 0),
    ],
)
def test_the_imwg_factors_are_counted(clinic: Clinic, facts: dict[str, Any], factors: int) -> None:
    assert value(derived(clinic, **facts), "vte_risk_factors") == Quantity(factors, factors)


@pytest.mark.parametrize(
    ("facts", "factor"),
    [
        ({}, False),
        ({"dexamethasone_schedule": "registration", "dexamethasone_mg_per_cycle": 480}, True),
        ({"dexamethasone_schedule": "registration", "dexamethasone_mg_per_cycle": 480, "cycle_number": 4}, True),
        ({"dexamethasone_schedule": "registration", "dexamethasone_mg_per_cycle": 160, "cycle_number": 5}, False),
        ({"dexamethasone_mg_per_cycle": 240}, False),
        ({"doxorubicin": True}, True),
        ({"multiagent_chemotherapy": True}, True),
    ],
)
def test_the_therapy_factor(clinic: Clinic, facts: dict[str, Any], factor: bool) -> None:
    assert value(derived(clinic, **facts), "vte_therapy_factor") is factor


@pytest.mark.parametrize(
    ("bmi", "noticed"),
    [(25, False), (25.9, False), (24, False), (26.4, True), (32, True), ({"low": 25, "high": 35}, False)],
)
def test_a_bmi_that_weight_and_height_do_not_make_is_pointed_out(clinic: Clinic, bmi: object, noticed: bool) -> None:
    decision = clinic.decide(READY_TO_START, weight_kg=72.25, height_cm=170, bmi_kg_m2=bmi)
    assert ("inputs_disagree" in codes(decision)) == noticed
