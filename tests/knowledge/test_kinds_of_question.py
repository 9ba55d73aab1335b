"""Questions by a clearance in figures, by a bound, by a paper, by a country, and in words of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.answered import Answered
from knowledge.asking.asking import ask
from knowledge.asking.bounds import Figures, bound_in
from knowledge.asking.clearance import above, at_a, band_of, below, clearances_at
from knowledge.asking.words import words_of
from knowledge.library import Library


def asked(library: Library, *questions: str) -> Answered:
    """The answer to the last of these questions, each asked after the one before."""
    found = Answered(())
    for question in questions:
        found = ask(library.index, question, found.about)
    return found


BANDS = ["mm009-010-response-crcl-above-60", "mm009-010-response-crcl-30-60", "mm009-010-response-crcl-below-30"]


def test_several_clearances_in_one_question_are_each_answered(library: Library) -> None:
    assert list(asked(library, "ORR on Rd in the pivotal trials: CrCl >60 vs 30-60 vs <30").findings) == BANDS


def test_a_clearance_below_an_edge_finds_every_band_below_it(library: Library) -> None:
    assert set(asked(library, "response with CrCl below 60").findings) == set(BANDS[1:])


def test_a_bare_number_after_a_question_on_clearance_is_a_clearance(library: Library) -> None:
    found = asked(library, "ORR in the pivotal trials with CrCl 30-60", "and when it is under 30?")
    assert set(found.findings) & set(BANDS) == {BANDS[2]}


def test_at_exactly_60_the_us_sources_are_said_to_disagree(library: Library) -> None:
    assert "uspi-renal-exactly-60" in asked(library, "US label starting dose at CrCl 60").findings


@pytest.mark.parametrize(
    ("label", "clearance", "finding"),
    [
        ("US", "59.97", "uspi-renal-moderate"),
        ("US", "60.01", "uspi-renal-normal-mild"),
        ("US", "30", "uspi-renal-moderate"),
        ("US", "29.97", "uspi-renal-severe"),
        ("EU", "50", "smpc-renal-normal-mild"),
        ("EU", "49.97", "smpc-renal-moderate"),
        ("EU", "30", "smpc-renal-moderate"),
        ("EU", "29.97", "smpc-renal-severe-current"),
    ],
)
def test_a_starting_dose_beside_an_edge_is_that_of_its_side(
    library: Library, label: str, clearance: str, finding: str
) -> None:
    found = asked(library, f"{label} label starting dose at CrCl {clearance}").findings
    others = {"normal-mild", "moderate", "severe", "exactly-60"} - {
        finding.split("-renal-")[1].removesuffix("-current")
    }
    assert finding in found
    assert not [one for one in found for other in others if one.split("-renal-")[-1].startswith(other)]


def test_what_a_later_edition_superseded_stands_behind_it(library: Library) -> None:
    found = asked(library, "EU dose at CrCl 25").findings
    assert found.index("smpc-renal-severe-current") < found.index("smpc-renal-severe-2013")


def test_at_the_very_clearance_asked_for_what_is_on_it_comes_first(library: Library) -> None:
    assert asked(library, "US dose at CrCl 60").findings[0] == "uspi-renal-exactly-60"


def test_every_group_of_clearance_answers_for_each(library: Library) -> None:
    assert asked(library, "PFS with CrCl below 30").findings == ("mm009-010-renal-pfs",)


FOLLOWED = [
    (["US dose at CrCl 55", "and in the EU?"], "smpc-renal-normal-mild"),
    (["US dose at CrCl 55", "and in the EU?", "and below 30?"], "smpc-renal-severe-current"),
    (["EU dose at CrCl 40", "and on dialysis?"], "smpc-renal-dialysis"),
    (["US dose on dialysis", "and without dialysis at CrCl 20?"], "uspi-renal-severe"),
    (["US dose on dialysis", "and at CrCl 6?"], "uspi-renal-not-studied-dialysis"),
    (["US label dose at CrCl 40", "and EU label?", "and in America?"], "uspi-renal-moderate"),
    (["ORR with CrCl below 30", "and PFS?"], "mm009-010-renal-pfs"),
    (["US starting dose", "and at 25 mL/min?"], "uspi-renal-severe"),
    (["EU starting dose", "and at 25?"], "smpc-renal-severe-current"),
    (["US dose on dialysis", "and not on dialysis?", "and at 25?"], "uspi-renal-severe"),
]


@pytest.mark.parametrize(("questions", "finding"), FOLLOWED)
def test_a_follow_up_keeps_the_label_and_the_kidneys_it_does_not_change(
    library: Library, questions: list[str], finding: str
) -> None:
    found = asked(library, *questions).findings
    label = finding.split("-")[0]
    assert found[0] == finding
    assert not [one for one in found if one.startswith(("uspi-", "smpc-")) and one.split("-")[0] != label]


def test_after_a_clearance_a_dose_in_mg_is_none(library: Library) -> None:
    assert "uspi-renal-severe" not in asked(library, "US starting dose", "and at 25 mg?").findings


@pytest.mark.parametrize("then", ["and without?", "and off it?"])
def test_after_dialysis_one_who_is_off_it_is_told_both_doses(library: Library, then: str) -> None:
    found = asked(library, "US dose at CrCl 20 on dialysis", then).findings
    assert set(found) == {"uspi-renal-dialysis", "uspi-renal-severe"}


@pytest.mark.parametrize("told", ["who refuses dialysis", "not yet on dialysis", "dialysis stopped last month"])
def test_dialysis_that_is_denied_gives_no_dose_on_dialysis(library: Library, told: str) -> None:
    found = asked(library, f"US dose for a patient with CrCl 25, {told}").findings
    assert "uspi-renal-severe" in found and "uspi-renal-dialysis" not in found


@pytest.mark.parametrize("age", ["12 year old", "7 year old boy", "11 year old", "60 year old", "8 years old"])
def test_an_age_is_not_answered_with_a_dose_by_clearance(library: Library, age: str) -> None:
    assert not [one for one in asked(library, f"dose for a {age} US").findings if "renal" in one]


@pytest.mark.parametrize("question", ["OS at 3 years", "PFS at 5 years", "TTP at 12 months", "survival at 2 years"])
def test_a_median_does_not_stand_in_for_a_point_in_time(library: Library, question: str) -> None:
    assert not asked(library, question).findings


def test_above_a_clearance_every_band_has_its_say(library: Library) -> None:
    assert {"uspi-renal-moderate", "uspi-renal-normal-mild"} <= set(asked(library, "US dose at CrCl above 30").findings)
    assert "uspi-renal-moderate" not in asked(library, "US dose at CrCl above 60").findings


def test_a_dose_carried_to_the_other_label_is_answered_with_that_label(library: Library) -> None:
    found = asked(library, "US starting dose at CrCl 55", "so I also write 10 mg in Germany, right?").findings
    assert found == ("smpc-renal-normal-mild",)


def test_and_in_the_registry_asks_for_nothing_new(library: Library) -> None:
    assert not asked(library, "PFS with CrCl below 30", "and in the registry?").findings


def test_dialysis_and_none_are_each_answered(library: Library) -> None:
    found = asked(library, "US dose on dialysis vs not on dialysis, CrCl 20").findings
    assert set(found) == {"uspi-renal-dialysis", "uspi-renal-severe"}


def test_end_stage_disease_without_dialysis_is_not_dosed_as_dialysis(library: Library) -> None:
    assert asked(library, "ESRD not yet on dialysis, CrCl 14, US dose").findings == ("uspi-renal-severe",)


def test_no_population_asked_for_is_left_out(library: Library) -> None:
    assert not asked(library, "ORR in elderly dialysis patients").findings


@given(st.floats(0.1, 200, allow_nan=False))
def test_every_clearance_lies_on_one_side_of_an_edge(clearance: float) -> None:
    sides = [below(60).meets(at_a(clearance)), at_a(60).meets(at_a(clearance)), above(60).meets(at_a(clearance))]
    assert sum(sides) == 1


@given(st.integers(1, 59), st.integers(60, 120))
def test_a_range_typed_with_a_hyphen_or_in_words_is_one_band(low: int, high: int) -> None:
    typed = [f"crcl {low}-{high}", f"crcl {low} to {high}", f"crcl between {low} and {high}"]
    bands = [clearances_at(words_of(text), 1)[0] for text in typed]
    assert bands[0] == bands[1] == bands[2] and len(bands[0]) == 1


def test_a_population_without_a_clearance_has_no_band() -> None:
    assert band_of("relapsed or refractory multiple myeloma") is None


def test_which_studies_lie_above_a_bound(library: Library) -> None:
    found = asked(library, "ORR above 60% which studies")
    values = [finding.value for finding in library.chosen(found.findings)]
    assert {"dutch-orr", "mm009-010-orr", "registry-orr"} <= set(found.findings)
    assert all(isinstance(value, (int, float)) and value > 60 for value in values)


def test_a_bound_is_followed_by_another(library: Library) -> None:
    first = asked(library, "TTP longer than 10 months in which studies")
    assert {"mm009-010-ttp", "registry-ttp"} <= set(first.findings)
    later = asked(library, "TTP longer than 10 months in which studies", "and longer than 15?")
    assert not later.findings and later.measured == "bound"


def test_how_large_a_study_was_is_asked_of_each_study_once(library: Library) -> None:
    found = library.chosen(asked(library, "studies with fewer than 100 patients").findings)
    assert len({finding.study for finding in found}) == len(found) > 3
    assert all(finding.n and finding.n < 100 for finding in found)


def test_a_range_of_figures_has_both_its_edges(library: Library) -> None:
    found = library.chosen(asked(library, "which studies had an ORR between 54 and 56%").findings)
    assert {54, 56} <= {finding.value for finding in found}
    assert all(isinstance(finding.value, (int, float)) and 54 <= finding.value <= 56 for finding in found)


BOUND_SIDES = [
    ("above 61%", 61, False),
    ("above 61%", 61.1, True),
    ("at least 61%", 61, True),
    ("at least 61%", 60.9, False),
    ("below 61%", 61, False),
    ("below 61%", 60.9, True),
    ("at most 61%", 61, True),
    ("at most 61%", 61.1, False),
    ("more than 61%", 61, False),
    ("less than 61%", 61, False),
]


@pytest.mark.parametrize(("side", "value", "admitted"), BOUND_SIDES)
def test_a_bound_holds_at_its_very_edge(side: str, value: float, admitted: bool) -> None:
    words = words_of(f"which studies had an ORR {side}")
    bound = bound_in(words, [words.index("61")])
    assert bound and bound[0].admits(Figures(value, "%", None)) == admitted


MEASURED = [
    ("response rate with creatinine 200 µmol/L", ("registry-orr-renal-failure",)),
    ("ORR registry creatinine 2.5 mg/dL", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 2.01 mg/dL", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 2.0 mg/dL", ()),
    ("ORR with creatinine 19.9", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 20", ()),
    ("ORR with creatinine 177 µmol/L", ()),
    ("ORR with creatinine 177.1 µmol/L", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 1.5", ()),
    ("ORR with GFR 45", ()),
    ("OS at CrCl 25", ("mm009-010-renal-severe-toxicity",)),
    ("response rate eGFR 40", ()),
    ("OS at CrCl 45", ()),
]


@pytest.mark.parametrize(("question", "findings"), MEASURED)
def test_a_figure_of_all_patients_is_not_lent_to_a_creatinine_or_an_egfr(
    library: Library, question: str, findings: tuple[str, ...]
) -> None:
    found = asked(library, question).findings
    assert found[:1] == findings
    # Beside the figure of those patients may stand what the review says of it, never one of others.
    assert set(found) <= {*findings, "registry-renal-response-comparable"}


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


def test_a_bound_in_percent_admits_no_other_unit() -> None:
    words = words_of("which studies had a figure above 20%")
    bound = bound_in(words, [words.index("20")])
    assert bound and not bound[0].admits(Figures(38.0, "months", None))


def test_of_a_range_the_lower_edge_belongs_to_it_and_the_upper_does_not() -> None:
    (band,), _ = clearances_at(words_of("crcl 30-50"), 1)
    inside = [band.meets(at_a(clearance)) for clearance in (29.99, 30, 49.99, 50)]
    assert inside == [False, True, True, False]


def test_which_studies_rest_on_more_patients_than_a_bound(library: Library) -> None:
    found = library.chosen(asked(library, "which analyses had more than 1000 patients").findings)
    assert found and all(finding.n is not None and finding.n > 1000 for finding in found)


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("what did Stadtmauer find at first relapse", "mm009-010-first-relapse"),
        ("ref 27: first relapse or later?", "mm009-010-first-relapse"),
        ("Harousseau 2010 on VGPR and survival", "mm009-010-response-quality-and-survival"),
    ],
)
def test_a_paper_is_found_by_its_number_and_by_its_author(library: Library, question: str, finding: str) -> None:
    assert finding in asked(library, question).findings


def test_a_question_on_a_reference_rests_on_that_reference_alone(library: Library) -> None:
    found = asked(library, "what does reference 33 say")
    assert found.references == (33,)
    assert all(33 in finding.references for finding in library.chosen(found.findings))


def test_an_author_answers_for_no_other_paper(library: Library) -> None:
    assert not asked(library, "TTP according to Stadtmauer").found


@pytest.mark.parametrize("country", ["the US", "us", "America", "USA"])
def test_a_dose_in_a_country_is_the_dose_of_its_label(library: Library, country: str) -> None:
    found = asked(library, f"starting dose at CrCl 45 in {country}")
    assert "uspi-renal-moderate" in found.findings
    assert not any(one.startswith("smpc") for one in found.findings)


def test_us_as_a_pronoun_is_no_country(library: Library) -> None:
    assert "registry-orr-text" in asked(library, "tell us the ORR in the registry").findings


def test_deaths_in_a_country_are_not_looked_for_in_its_label(library: Library) -> None:
    assert asked(library, "myeloma deaths a year in the US").findings == ("epidemiology-usa-deaths",)


@pytest.mark.parametrize(
    ("question", "findings"),
    [
        ("CrCl 30 exactly EU", {"smpc-renal-moderate"}),
        ("CrCl 29.9 EU no dialysis", {"smpc-renal-severe-current", "smpc-renal-severe-2013"}),
        ("CrCl 20 on HD, EU", {"smpc-renal-dialysis"}),
    ],
)
def test_a_clearance_with_only_a_label_is_asked_for_its_starting_dose(
    library: Library, question: str, findings: set[str]
) -> None:
    assert set(asked(library, question).findings) == findings


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


def test_the_formula_of_the_clearance_is_found_by_either_name(library: Library) -> None:
    assert "cockcroft-gault-formula" in asked(library, "cockcroft gault formula").findings
    assert "cockcroft-gault-formula" in asked(library, "how to calculate CrCl").findings
