"""Ages and doses of dexamethasone in a question: whom they tell of, and at which edge a label or a score turns."""

from __future__ import annotations

import math

import pytest

from knowledge.asking.asking import ask
from knowledge.asking.figures.ages import ages_in
from knowledge.asking.figures.clearance import Band
from knowledge.asking.figures.steroids import steroids_of
from knowledge.asking.language.words import words_of
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked

OLDER = [
    ("dex for 76 y US", "uspi-dexamethasone-above-75"),
    ("dex dose at 80, US label", "uspi-dexamethasone-above-75"),
    ("82F on Rd, dex starting dose per FDA", "uspi-dexamethasone-above-75"),
    ("dex for an 80 yr old newly dx, EU label", "smpc-dexamethasone-75-ndmm"),
]


@pytest.mark.parametrize(("question", "finding"), OLDER)
def test_an_age_in_figures_is_told_by_the_rule_for_the_elderly(library: Library, question: str, finding: str) -> None:
    assert ask(library.index, question).findings == (finding,)


@pytest.mark.parametrize("question", ["SAVED points for age 82 on dex", "SAVED points for a 72 year old"])
def test_the_points_for_an_age_are_told_with_what_the_cut_off_rests_on(library: Library, question: str) -> None:
    assert ask(library.index, question).findings == ("saved-age", "saved-age-cutoff")


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("len starting dose for 80 year old on Rd, CrCl 45 US", "uspi-renal-moderate"),
        ("78 yo CrCl 80 dose FDA", "uspi-renal-normal-mild"),
        ("Rd in an 82 yo, CrCl 25, EU dose", "smpc-renal-severe-current"),
    ],
)
def test_an_age_beside_a_clearance_changes_no_dose(library: Library, question: str, finding: str) -> None:
    assert ask(library.index, question).findings[0] == finding


@pytest.mark.parametrize(
    ("text", "places"),
    [("82F on Rd", (0,)), ("aged 78", (1,)), ("at 1 year", ()), ("dex 80 mg", ()), ("for 40 patients", ())],
)
def test_an_age_is_that_of_an_adult_and_no_dose_or_time(text: str, places: tuple[int, ...]) -> None:
    assert ages_in(words_of(text)) == places


ITEMS = [
    ("dex 119 mg SAVED points", "saved-dexamethasone-below-120"),
    ("dex 119.99 mg SAVED points", "saved-dexamethasone-below-120"),
    ("dex 120 mg SAVED", "saved-dexamethasone-standard"),
    ("dex 160 mg SAVED points", "saved-dexamethasone-standard"),
    ("dex 160.01 mg SAVED points", "saved-dexamethasone-high"),
    ("dex 160 mg IMPEDE", "impede-dexamethasone-low"),
    ("dex 160.01 mg a month impede", "impede-dexamethasone-high"),
]


@pytest.mark.parametrize(("question", "finding"), ITEMS)
def test_dexamethasone_a_month_counts_as_the_score_says_at_its_very_edges(
    library: Library, question: str, finding: str
) -> None:
    assert ask(library.index, question).findings == (finding,)


def test_a_dose_of_one_day_is_not_taken_for_one_of_a_month(library: Library) -> None:
    assert "saved-dexamethasone-below-120" not in ask(library.index, "dex 40 mg SAVED points").findings


def test_every_item_on_dexamethasone_is_read_with_its_edges(library: Library) -> None:
    bands = {library.index.ids[at]: band for at, band in library.index.measured.steroids.items()}
    above = math.nextafter(160, math.inf)
    assert bands == {
        "impede-dexamethasone-low": Band(-math.inf, 160),
        "impede-dexamethasone-high": Band(above, math.inf),
        "saved-dexamethasone-below-120": Band(-math.inf, math.nextafter(120, -math.inf)),
        "saved-dexamethasone-standard": Band(120, 160),
        "saved-dexamethasone-high": Band(above, math.inf),
    }
    assert steroids_of("IMPEDE VTE points: surgery") is None


@pytest.mark.parametrize(
    "question",
    ["dex dose in renal impairment US", "dex dose on dialysis", "dex dose CrCl 25 EU", "dex starting dose, CrCl 20"],
)
def test_a_dose_of_lenalidomide_is_lent_to_no_question_on_dexamethasone(library: Library, question: str) -> None:
    found = ask(library.index, question).findings
    assert not any("renal" in one for one in found)


def test_the_dose_of_dexamethasone_in_the_trials_is_their_schedule(library: Library) -> None:
    assert ask(library.index, "what dose of dex in MM-009?").findings[0] == "mm009-010-dexamethasone-schedule"


DOSES = [
    ("second fall of platelets on 20 mg US, resume at?", "uspi-platelets-later"),
    ("escalate from 10 mg to 15 in Europe", "smpc-renal-escalation-moderate"),
    ("raise dose in severe renal EU", "smpc-renal-escalation-severe"),
    ("minimum lenalidomide dose in Europe", "dose-floors-differ"),
    ("lowest dose in the US 5 mg?", "uspi-dose-floor"),
    ("haemodialysis three times a week, which dose EU", "smpc-renal-dialysis"),
    ("LMWH points IMPEDE therapeutic", "impede-therapeutic-anticoagulation-conflict"),
    ("IMPEDE between 4 and 7", "impede-bands"),
    ("had gr 4 rash on thal 3 yrs ago, is len allowed", "uspi-thalidomide-grade4-rash"),
]


@pytest.mark.parametrize(("question", "finding"), DOSES)
def test_a_dose_is_that_of_the_rule_asked_for(library: Library, question: str, finding: str) -> None:
    assert ask(library.index, question).findings[0] == finding


@pytest.mark.parametrize(
    "question",
    [
        "dalteparin dose",
        "ORR after prior lenalidomide",
        "SPM non-invasive",
        "renal improvement in registry",
        "lactose content accord 10 mg",
    ],
)
def test_what_is_near_a_figure_but_another_thing_is_refused(library: Library, question: str) -> None:
    assert not ask(library.index, question).found


def test_a_clearance_after_dialysis_in_europe_is_not_answered_with_the_american_row(library: Library) -> None:
    assert not asked(library, "US start dose CrCl 25", "and in EU?", "and on dialysis?", "and at 55?").findings


def test_to_resume_after_a_count_is_that_count(library: Library) -> None:
    assert asked(library, "at what platelets is len held, FDA", "and to resume?").findings[0] == "uspi-platelets-resume"


def test_restarting_after_a_dose_for_low_counts_asks_for_the_dose(library: Library) -> None:
    first = "plts dropped to 20 for the first time on len 25 mg, what dose do I restart at by the american label"
    assert asked(library, first, "what would the europeans restart at?").findings == ("smpc-platelets-first",)


def test_what_is_denied_of_the_patient_narrows_no_question(library: Library) -> None:
    found = ask(library.index, "ANC 0.8 on D15 of Rd, RRMM, no fever. hold len? USPI vs SmPC")
    assert set(found.findings) == {"uspi-anc-interrupt", "smpc-anc-interrupt"}
    assert not found.claimed


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("IMPEDE points dex 160 per month", "impede-dexamethasone-low"),
        ("IMPEDE points dex 480 monthly", "impede-dexamethasone-high"),
        ("SAVED points dex 160", "saved-dexamethasone-standard"),
    ],
)
def test_a_dose_of_dexamethasone_needs_no_unit_beside_the_drug_or_the_month(
    library: Library, question: str, finding: str
) -> None:
    assert ask(library.index, question).findings == (finding,)
