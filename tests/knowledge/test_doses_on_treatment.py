"""Doses asked for on treatment: after a fall of counts or of the clearance, and which row of a label may tell one."""

from __future__ import annotations

import pytest

from knowledge.asking.language.words import words_of
from knowledge.asking.questions.reduced import dose_taken
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked


@pytest.mark.parametrize(
    "question",
    [
        "first thrombocytopenia on 10 mg EU",
        "first thrombocytopenia from 15 mg US",
        "first ANC fall on len 15, dose, EU",
    ],
)
def test_no_row_says_where_a_reduced_starter_stands(library: Library, question: str) -> None:
    assert asked(library, question).findings == ("ladder-renal-starter-no-row",)


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("thrombocytopenia on 5 mg EU first time", "dose-floor-reached-no-row"),
        ("second thrombocytopenia on 5 mg in Germany", "dose-floor-reached-no-row"),
        ("second thrombocytopenia on 10 mg EU", "smpc-platelets-later"),
        ("second thrombocytopenia on 2.5 mg US", "dose-floor-reached-no-row"),
        ("second thrombocytopenia on 5 mg US", "uspi-platelets-later"),
        ("second thrombocytopenia on 5 mg in the US", "uspi-platelets-later"),
        ("second thrombocytopenia on 2.5 mg", "dose-floor-reached-no-row"),
        ("second thrombocytopenia on 5 mg", "dose-floor-reached-no-row"),
    ],
)
def test_no_row_gives_a_step_below_the_lowest_dose_of_its_label(library: Library, question: str, finding: str) -> None:
    assert asked(library, question).findings == (finding,)


def test_a_later_fall_is_asked_for_in_one_word(library: Library) -> None:
    assert asked(library, "first neutropenia EU dose", "second?").findings == ("smpc-anc-later",)


@pytest.mark.parametrize(
    "question",
    [
        "my pt dropped to 15 platelets on 15 mg EU, what now",
        "platelets dropped to 15 on 15 mg EU, what now",
        "plts 25 on 10 mg US",
        "ANC 0.3 on 15 mg EU what now",
    ],
)
def test_the_first_step_down_from_the_full_dose_is_told_to_nobody_on_less(library: Library, question: str) -> None:
    found = asked(library, question).findings
    assert found
    assert not [one for one in found if "-first" in one]


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("neutropenia with rash US first, dose?", "uspi-anc-first-other-toxicity"),
        ("neutropenia first time, dose US, no other toxicity", "uspi-anc-first-sole"),
        ("first ANC fall without other toxicity EU dose", "smpc-anc-first-sole"),
        ("first neutropenia with another toxicity EU, dose", "smpc-anc-first-other-toxicity"),
    ],
)
def test_a_first_fall_is_no_first_dose(library: Library, question: str, finding: str) -> None:
    assert asked(library, question).findings == (finding,)


def test_at_the_full_dose_a_first_fall_is_that_of_the_label(library: Library) -> None:
    assert asked(library, "thrombocytopenia on 25 mg EU first time, dose").findings == ("smpc-platelets-first",)


def test_a_lowered_dose_goes_one_level_down_and_never_up(library: Library) -> None:
    assert asked(library, "platelets 29 on 20 mg us next dose").findings == ("uspi-platelets-later",)
    assert "smpc-platelets-first" not in asked(library, "platelets 29 on 10 mg eu").findings


@pytest.mark.parametrize(
    ("text", "milligrams"),
    [
        ("on 10 mg", 10),
        ("from 15 mg", 15),
        ("on len 25", 25),
        ("on 15 every other day", 15),
        ("15 every other day at 29", None),
        ("on day 15", None),
        ("on 20 mg dex", None),
        ("len at 15 mg, on 20 mg dexamethasone", 15),
    ],
)
def test_the_dose_taken_is_told_by_what_stands_before_it(text: str, milligrams: float | None) -> None:
    assert dose_taken(words_of(text)) == milligrams


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("crcl fell from 65 to 45 on treatment us", "uspi-renal-after-start"),
        ("crcl dropped below 30 during treatment EU", "smpc-renal-after-start"),
        ("crcl worsened to 25 on len us", "uspi-renal-after-start"),
        ("crcl fell to 25 in cycle 3, EU dose", "smpc-renal-after-start"),
        ("crcl dropped to 25 during cycle 4 US dose", "uspi-renal-after-start"),
        ("clearance fell from 65 to 45 on treatment after 3 cycles US dose", "uspi-renal-after-start"),
    ],
)
def test_a_clearance_that_falls_on_treatment_starts_nobody_anew(library: Library, question: str, finding: str) -> None:
    assert asked(library, question).findings == (finding,)


def test_a_clearance_that_falls_on_treatment_answers_for_no_response(library: Library) -> None:
    assert "uspi-renal-after-start" not in asked(library, "ORR if crcl fell below 30 on treatment us").findings


def test_a_count_at_the_start_of_a_cycle_is_one_on_treatment(library: Library) -> None:
    found = asked(library, "US label, ANC 0.7 at start of cycle 3, what now").findings
    assert "uspi-no-starting-threshold-found" not in found
    found = asked(library, "US label, ANC 0.7, can I start").findings
    assert "uspi-no-starting-threshold-found" in found


def test_a_dose_off_label_is_told_only_where_its_trial_is_named(library: Library) -> None:
    found = asked(library, "15 mg every other day for dialysis?").findings
    assert set(found) == {"smpc-renal-dialysis", "uspi-renal-dialysis"}
    assert asked(library, "which dose was tolerated in PrE1003").findings == ("pre1003-tolerated-dose",)


def test_both_labels_at_exactly_60_tell_that_the_us_sources_disagree(library: Library) -> None:
    both = asked(library, "crcl 60 both labels").findings
    assert {"uspi-renal-exactly-60", "smpc-renal-normal-mild"} <= set(both)


def test_a_second_thrombocytopenia_is_asked_for_its_dose_and_no_count(library: Library) -> None:
    assert asked(library, "2nd thrombocytopenia EU resume dose").findings == ("smpc-platelets-later",)
    assert asked(library, "third neutropenia EU").findings == ("smpc-anc-later",)


FIRST = "After a first neutropenia what dose in the EU label?"


@pytest.mark.parametrize(
    ("then", "finding", "never"),
    [
        ("and with other toxicity?", "smpc-anc-first-other-toxicity", "smpc-anc-first-sole"),
        ("and alone?", "smpc-anc-first-sole", "smpc-anc-first-other-toxicity"),
        ("and the second time?", "smpc-anc-later", "smpc-anc-first-sole"),
    ],
)
def test_how_a_count_fell_is_asked_behind_its_dose(library: Library, then: str, finding: str, never: str) -> None:
    found = asked(library, FIRST, then).findings
    assert finding in found
    assert never not in found


@pytest.mark.parametrize(
    "chain",
    [
        ("What was the ORR with severe renal impairment?", "and the OS?", "and the TTP?"),
        ("response rate crcl <30", ">60?", "OS?"),
    ],
)
def test_no_figure_of_all_patients_stands_in_for_those_asked_about(library: Library, chain: tuple[str, ...]) -> None:
    assert asked(library, *chain).found == ()


@pytest.mark.parametrize(
    "question",
    [
        "OS after 2 prior lines",
        "median OS after 4 prior lines",
        "ORR after 1 prior line",
        "PFS of VGPR vs PR",
        "TTP of PrE1003",
        "VTE rate without prophylaxis",
        "grade 4 neutropenia MM-018",
        "neuropathy grade 1-2 rate",
        "anemia len hold?",
        "thalidomide dose",
        "dex dose 76 yo EU RRMM",
    ],
)
def test_no_figure_is_lent_to_a_narrower_question(library: Library, question: str) -> None:
    assert asked(library, question).found == ()


def test_three_risk_factors_are_two_or_more(library: Library) -> None:
    assert asked(library, "IMWG three factors").findings == ("imwg-2008-two-or-more-factors",)


def test_a_bare_study_behind_an_outcome_is_asked_for_that_outcome(library: Library) -> None:
    assert asked(library, "duration of response MM-009", "registry?").found == ()
    assert "mm009-010-orr" in asked(library, "ORR in MM-009/010", "P value?").findings


def test_a_drug_nothing_is_held_on_does_not_stick_to_another(library: Library) -> None:
    assert asked(library, "what about daratumumab", "and PFS?").found == ()
    assert asked(library, "what about daratumumab", "and len dex ORR?").found


def test_milligrams_are_no_months_and_microlitres_no_word(library: Library) -> None:
    assert asked(library, "dex 12 mg SAVED").found == ()
    assert "uspi-platelets-interrupt" in asked(library, "platelets 29000/uL us").findings


def test_other_toxicity_is_told_by_its_own_row_alone(library: Library) -> None:
    assert asked(library, "grade 3 non-haem toxicity EU").found == ()
    assert asked(library, "non-haem tox grade 3 US").findings == ("uspi-other-grade-3-4",)


def test_a_clot_beside_the_points_of_a_score_is_one_before(library: Library) -> None:
    assert asked(library, "previous PE, how many points is that on impede").findings == ("impede-vte-history",)
    assert asked(library, "previous PE, how many points is that on impede", "and on SAVED?").findings == (
        "saved-vte-history",
    )


def test_survival_with_continued_treatment_is_not_that_of_all(library: Library) -> None:
    found = asked(library, "OS with continued treatment months").findings
    assert "mm009-010-continued-treatment-survival" in found
    assert not {"mm009-010-os", "dutch-os", "registry-os"} & set(found)


def test_a_study_named_alone_is_told_by_its_main_outcomes(library: Library) -> None:
    assert {"registry-orr", "registry-ttp", "registry-os"} <= set(asked(library, "registry results").findings)
    assert {"dutch-orr", "dutch-ttp", "dutch-os", "dutch-vte"} <= set(asked(library, "dutch results").findings)


def test_results_of_another_drug_are_not_those_after_it(library: Library) -> None:
    assert asked(library, "bortezomib ORR").found == ()
    assert asked(library, "len after bortezomib: any influence on the response in the Dutch programme").found
