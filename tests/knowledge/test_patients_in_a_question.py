"""What a question tells of the patient: counts, the dose taken, what was given before, and whom a figure is of."""

from __future__ import annotations

import pytest

from knowledge.asking.asking import ask
from knowledge.asking.figures.clearance import at_a, clearances_at
from knowledge.asking.language.words import words_of
from knowledge.library import Library

PLATELETS_US = ("platelets 25 US", "plt 12 US label", "US label: platelets dropped to 26 on len 25")
PLATELETS_EU = ("platelets 15 EU", "platelets 25 EU", "plts fell to 25, EU")


@pytest.mark.parametrize("question", PLATELETS_US)
def test_a_platelet_count_is_answered_by_the_threshold_and_not_by_a_dose_with_that_number(
    library: Library, question: str
) -> None:
    assert ask(library.index, question).findings[0].startswith("uspi-platelets-")


@pytest.mark.parametrize("question", PLATELETS_EU)
def test_a_count_in_europe_is_not_answered_for_newly_diagnosed_disease(library: Library, question: str) -> None:
    found = ask(library.index, question).findings
    assert found[0] == "smpc-platelets-interrupt"
    assert "smpc-platelets-ndmm-contrast" not in found


def test_newly_diagnosed_disease_is_answered_where_it_is_named(library: Library) -> None:
    found = ask(library.index, "platelets 20 EU label, newly diagnosed").findings
    assert "smpc-platelets-ndmm-contrast" in found


def test_the_dose_after_a_count_is_no_dose_for_the_kidneys(library: Library) -> None:
    question = (
        "platelets down to 26 on len 25, 1st time. EU rules: at what count do I hold and what dose do I go back on?"
    )
    found = ask(library.index, question).findings
    assert "smpc-platelets-first" in found
    assert not any("renal" in one for one in found)


@pytest.mark.parametrize(
    ("question", "finding", "never"),
    [
        ("second drop of platelets EU what dose", "smpc-platelets-later", "smpc-platelets-first"),
        ("third thrombocytopenia FDA dose", "uspi-platelets-later", "uspi-platelets-first"),
        ("second neutropenia on 25 mg EU dose", "smpc-anc-later", "smpc-anc-first"),
        ("recurrent neutropenia US label dose", "uspi-anc-later", "uspi-anc-first"),
        ("dose after first neutropenia US, only toxicity", "uspi-anc-first-sole", "uspi-anc-first-other"),
        ("dose after first neutropenia with rash, FDA", "uspi-anc-first-other-toxicity", "uspi-anc-first-sole"),
    ],
)
def test_the_dose_after_a_fall_of_counts_is_that_of_the_fall_asked_for(
    library: Library, question: str, finding: str, never: str
) -> None:
    found = ask(library.index, question).findings
    assert finding in found and not any(one.startswith(never) for one in found)


def test_after_patients_without_dialysis_those_on_it_are_told_alone(library: Library) -> None:
    before = ask(library.index, "US label: len start dose with a clearance of 22, no dialysis").about
    found = ask(library.index, "and when on haemodialysis?", before).findings
    assert found and all("dialysis" in one for one in found)


@pytest.mark.parametrize("question", ["CrCl 20 not dialysis US dose", "CrCl 20 no dialysis US dose"])
def test_dialysis_denied_in_short_is_denied(library: Library, question: str) -> None:
    assert ask(library.index, question).findings == ("uspi-renal-severe",)


def test_whether_to_start_with_a_count_is_answered_by_the_counts_before_starting(library: Library) -> None:
    found = ask(library.index, "start with platelets 74 EU").findings
    assert "smpc-starting-platelets-rrmm" in found and not any("renal" in one for one in found)


def test_microlitres_are_no_lymphoma(library: Library) -> None:
    assert ask(library.index, "ANC 800/mcL US label").findings[0] == "uspi-anc-interrupt"


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("CrCl under 50 but over 30, EMA dose", "smpc-renal-moderate"),
        ("CrCl falls from 65 to 45, US dose", "uspi-renal-moderate"),
        ("CrCl rises from 25 to 40, US dose", "uspi-renal-moderate"),
        ("clearance 0.5 mL/s US dose", "uspi-renal-moderate"),
        ("US label: dose at 35 ml/min", "uspi-renal-moderate"),
        ("US label: dose 35 ml/min", "uspi-renal-moderate"),
    ],
)
def test_the_clearance_of_today_gives_the_dose(library: Library, question: str, finding: str) -> None:
    assert ask(library.index, question).findings == (finding,)


def test_at_most_and_at_least_include_their_edge() -> None:
    (most,), _ = clearances_at(words_of("crcl <= 30"), 1)
    (least,), _ = clearances_at(words_of("crcl ≥ 60"), 1)
    assert [most.meets(at_a(one)) for one in (29.97, 30, 30.01)] == [True, True, False]
    assert [least.meets(at_a(one)) for one in (59.97, 60, 60.01)] == [False, True, True]


@pytest.mark.parametrize("question", ["US dose 35 mL/min/1.73m2", "US dose at eGFR 35 ml/min/1.73 m²"])
def test_a_filtration_rate_brought_to_body_surface_is_no_clearance(library: Library, question: str) -> None:
    assert not ask(library.index, question).found


@pytest.mark.parametrize(
    "question",
    [
        "71 yo relapsed after VMP, CrCl 54: US starting dose",
        "US dose after daratumumab, CrCl 40",
        "starting Rd in a diabetic with two IMWG risk factors: aspirin or LMWH by the IMWG model?",
    ],
)
def test_what_a_patient_was_given_or_has_does_not_refuse_the_question(library: Library, question: str) -> None:
    assert ask(library.index, question).found


@pytest.mark.parametrize(
    "question",
    [
        "ORR after daratumumab in the registry",
        "rate of diabetes in MM-018",
        "ORR in Asian patients",
        "OS in obese patients",
        "response in anaemic patients",
        "DVT rate in patients with a central line",
        "ORR in the USA vs Europe in 009/010",
        "ORR in France",
        "SAVED points for warfarin",
        "clarithromycin added to Rd, response",
        "Khorana score in myeloma",
        "D-dimer to guide prophylaxis on Rd",
    ],
)
def test_a_figure_of_all_is_lent_to_no_kind_of_patient(library: Library, question: str) -> None:
    assert not ask(library.index, question).found


def test_a_cohort_that_a_study_did_not_have_is_said_to_be_none(library: Library) -> None:
    found = ask(library.index, "response rate in the French cohort of MM-018")
    assert found.premise == "that MM-018 had a cohort of that country"
    assert found.findings == ("mm018-cohorts",)


def test_capitals_tell_an_abbreviation_from_a_word(library: Library) -> None:
    assert ask(library.index, "patient with HIT: which prophylaxis?").findings == ("gate-hit",)


def test_a_number_in_square_brackets_is_a_reference(library: Library) -> None:
    assert ask(library.index, "[21]").references == ask(library.index, "ref 21").references == (21,)


@pytest.mark.parametrize(
    "question",
    [
        "why is the registry survival shorter than in the trials?",
        "why did the Spanish compassionate use patients die sooner than those in the phase 3 trials?",
    ],
)
def test_what_differs_between_two_studies_is_not_denied_by_the_arms_of_one(library: Library, question: str) -> None:
    found = ask(library.index, question)
    assert "registry-survival-explanation" in found.findings
    assert not found.premise


def test_what_a_label_says_of_other_diseases_is_only_told_when_they_are_named(library: Library) -> None:
    assert "uspi-del5q-cbc-contrast" not in ask(library.index, "cbc monitoring US").findings
    assert ask(library.index, "weekly cbc in del5q").findings == ("uspi-del5q-cbc-contrast",)
    assert ask(library.index, "starting ANC needed before len US").findings == ("uspi-no-starting-threshold-found",)
    assert "uspi-maintenance-anc-contrast" in ask(library.index, "ANC threshold in maintenance, US").findings


def test_rechecking_the_clearance_is_no_question_for_a_dose(library: Library) -> None:
    assert ask(library.index, "recheck crcl how often").findings == ("smpc-elderly-renal-monitoring",)


@pytest.mark.parametrize(
    "told",
    [
        "w/o HD",
        "isn't on dialysis yet",
        "never had dialysis",
        "not receiving RRT",
        "dialysis not needed",
        "dialysis: none",
        "dialysis no",
    ],
)
def test_dialysis_denied_in_any_words_is_no_dialysis(library: Library, told: str) -> None:
    answered = ask(library.index, f"starting dose, EU label, CrCl 25, {told}")
    assert "smpc-renal-severe-current" in answered.findings
    assert "smpc-renal-dialysis" not in answered.findings


def test_dialysis_with_a_stroke_is_dialysis(library: Library) -> None:
    assert ask(library.index, "CrCl 25 w/ HD EU").findings == ("smpc-renal-dialysis",)


def test_patients_in_a_study_are_of_that_study(library: Library) -> None:
    assert ask(library.index, "which patients in the registry had a reduced dose, most?").found == ()
    assert ask(library.index, "how many patients in the registry").findings == ("registry-patients",)
