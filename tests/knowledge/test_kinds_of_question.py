"""Questions by a country, by a count, by a fall of it, and in words of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.figures.clearance import at_a, clearances_at
from knowledge.asking.language.words import words_of
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked


@given(st.integers(1, 59), st.integers(60, 120))
def test_a_range_typed_with_a_hyphen_or_in_words_is_one_band(low: int, high: int) -> None:
    typed = [f"crcl {low}-{high}", f"crcl {low} to {high}", f"crcl between {low} and {high}"]
    bands = [clearances_at(words_of(text), 1)[0] for text in typed]
    assert bands[0] == bands[1] == bands[2] and len(bands[0]) == 1


@pytest.mark.parametrize("drugs", ["len plus bortezomib dex", "RVd", "lenalidomide with bortezomib", "len monotherapy"])
def test_a_response_to_other_drugs_is_not_answered_with_that_of_len_dex(library: Library, drugs: str) -> None:
    values = [finding.value for finding in library.chosen(asked(library, f"ORR {drugs}").findings)]
    assert not [value for value in values if isinstance(value, (int, float))]


def test_a_figure_of_europe_is_not_that_of_one_country(library: Library) -> None:
    found = asked(library, "new myeloma cases in France")
    assert not found.findings and "eu-country" in {term.id for terms in found.missing for term in terms}
    assert asked(library, "dose in Germany at CrCl 40").findings[0] == "smpc-renal-moderate"


COUNTS = [
    ("EU platelets 25 first time restart dose", "smpc-platelets-first", "smpc-platelets-ndmm-contrast"),
    (
        "platlets 22 frst time on 25mg, european lable restart at wich dose",
        "smpc-platelets-first",
        "smpc-platelets-ndmm",
    ),
    ("US platelets 25 restart dose", "uspi-platelets-first", "smpc-platelets"),
    ("ANC 0.5 on treatment US", "uspi-anc-interrupt", "uspi-maintenance"),
]


@pytest.mark.parametrize(("question", "finding", "never"), COUNTS)
def test_a_count_typed_is_not_answered_for_newly_diagnosed_disease_because_it_stands_there(
    library: Library, question: str, finding: str, never: str
) -> None:
    found = asked(library, question).findings
    assert finding in found and not [one for one in found if one.startswith(never)]


OPEN = [
    "Is lenalidomide nephrotoxic?",
    "Is neuropathy common with lenalidomide?",
    "is the registry prospective?",
    "were the patients in MM-018 randomised?",
    "What is the DVT rate in those without prophylaxis?",
]


@pytest.mark.parametrize("question", OPEN)
def test_an_open_question_is_answered_and_not_corrected(library: Library, question: str) -> None:
    found = asked(library, question)
    assert found.findings and not found.premise


def test_of_a_range_the_lower_edge_belongs_to_it_and_the_upper_does_not() -> None:
    (band,), _ = clearances_at(words_of("crcl 30-50"), 1)
    inside = [band.meets(at_a(clearance)) for clearance in (29.99, 30, 49.99, 50)]
    assert inside == [False, True, True, False]


@pytest.mark.parametrize("country", ["the US", "us", "America", "USA"])
def test_a_dose_in_a_country_is_the_dose_of_its_label(library: Library, country: str) -> None:
    found = asked(library, f"starting dose at CrCl 45 in {country}")
    assert "uspi-renal-moderate" in found.findings
    assert not any(one.startswith("smpc") for one in found.findings)


def test_us_as_a_pronoun_is_no_country(library: Library) -> None:
    assert "registry-orr-text" in asked(library, "tell us the ORR in the registry").findings


def test_deaths_in_a_country_are_not_looked_for_in_its_label(library: Library) -> None:
    assert asked(library, "myeloma deaths a year in the US").findings == ("epidemiology-usa-deaths",)


def test_what_is_asked_in_the_very_words_of_a_finding_is_answered_by_it(library: Library) -> None:
    assert asked(library, "extramedullary response to thalidomide").findings == ("review-plasmacytoma-thalidomide",)


def test_counts_for_starting_are_not_those_for_holding(library: Library) -> None:
    assert "uspi-no-starting-threshold-found" in asked(library, "starting ANC needed before len US").findings
    assert "uspi-anc-interrupt" not in asked(library, "starting ANC needed before len US").findings


def test_prophylaxis_of_tumour_lysis_is_none_of_thrombosis(library: Library) -> None:
    assert asked(library, "TLS prophylaxis").findings == ("uspi-warning-tumour-lysis",)


def test_the_dose_of_aspirin_is_told_by_who_gives_one(library: Library) -> None:
    assert asked(library, "aspirin dose").findings == ("imwg-2008-zero-or-one-factor",)


def test_what_counts_every_grade_is_no_answer_to_one_grade(library: Library) -> None:
    refused = asked(library, "DVT gr 3-4 MM-018")
    assert refused.found == ()
    assert refused.unknown == ("grade 3 or 4",)
    assert asked(library, "grade 3 neutropenia in the registry").unknown == ()
    assert asked(library, "DVT MM-018 of any grade").findings == ("mm018-dvt",)


def test_one_outcome_by_groups_of_another_is_answered_by_neither(library: Library) -> None:
    assert asked(library, "TTP by prior lines").found == ()


def test_a_schedule_of_cycles_does_not_tell_how_many_were_given(library: Library) -> None:
    assert asked(library, "median cycles registry").found == ()
    assert asked(library, "how many cycles did the spanish MM-018 pts get").findings == ("mm018-spain-cycles",)


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("us plts second drop", "uspi-platelets-later"),
        ("eu label ANC falls below 0.5 for the 3rd time dose", "smpc-anc-later"),
        ("1st fall of ANC, alone, US", "uspi-anc-first-sole"),
    ],
)
def test_a_fall_told_by_its_number_is_asked_for_its_dose(library: Library, question: str, finding: str) -> None:
    answered = asked(library, question)
    assert answered.findings == (finding,)
    assert answered.premise == ""


@pytest.mark.parametrize(
    ("question", "findings"),
    [
        ("does infection count in IMWG VTE", ("imwg-2008-individual-factors",)),
        ("kappa lambda ratio for sCR", ("imwg-response-scr",)),
        ("infection rate MM-018", ()),
        ("hyperglycaemia rate with dex", ()),
        ("light chain response", ()),
        ("OS with triplets", ()),
    ],
)
def test_what_nothing_is_held_on_is_told_by_a_finding_that_names_it_alone(
    library: Library, question: str, findings: tuple[str, ...]
) -> None:
    assert asked(library, question).findings == findings


def test_what_a_table_has_no_value_for_is_said_and_not_taken_from_elsewhere(library: Library) -> None:
    found = asked(library, "does the compassionate use column have a value for median duration of response")
    assert found.findings == ("registry-duration-of-response-not-reported",)


def test_what_is_asked_of_compassionate_use_is_told_by_no_trial(library: Library) -> None:
    found = library.chosen(asked(library, "ORR with compassionate use").findings)
    assert {finding.id.partition("-")[0] for finding in found} == {"registry", "dutch"}


def test_to_create_is_no_creatinine(library: Library) -> None:
    assert not asked(library, "original rationale for creating lenalidomide, in years").findings


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("next dose after 5 EU", "smpc-ladder"),
        ("dose in Austria CrCl 40", "smpc-renal-moderate"),
        ("dose in Dublin at CrCl 40", "smpc-renal-moderate"),
        ("SAVED bmi points", "bmi-cutoffs-differ"),
    ],
)
def test_what_is_asked_in_a_few_words_is_told_by_its_own_finding(library: Library, question: str, finding: str) -> None:
    assert asked(library, question).findings == (finding,)


@pytest.mark.parametrize("question", ["treatment discontinuation rate", "dose in the UK at CrCl 40", "DVT rate UK"])
def test_a_rate_nobody_gives_and_a_country_without_a_label_here_are_refused(library: Library, question: str) -> None:
    assert not asked(library, question).found


def test_who_says_two_points_does_not_assume_three(library: Library) -> None:
    found = asked(library, "since SAVED gives 2 points for age 80, what for 82")
    assert "3 points" not in found.premise
