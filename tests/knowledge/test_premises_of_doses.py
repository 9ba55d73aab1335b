"""What a question on a dose or a count takes for granted: corrected where it is not so, and only there."""

from __future__ import annotations

import pytest

from knowledge.asking.language.words import words_of
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked


@pytest.mark.parametrize(
    ("question", "assumes", "finding"),
    [
        ("eu RRMM dose steps 25 -> 20 -> 15, so what's level -3?", "25 to 20 mg", "smpc-ladder"),
        ("CrCl 55 EU went to 20 mg after plts 25, next?", "25 to 20 mg", "smpc-ladder"),
        ("HD pt: the label start is 15 mg every 2nd day, right?", "15 mg every other day", "smpc-renal-dialysis"),
        ("on dialysis, so 15 mg every other day US?", "15 mg every other day", "uspi-renal-dialysis"),
        ("USPI wants plt 75 before first cycle at relapse, mine has 68", "75", "uspi-no-starting-threshold-found"),
        ("so I sprinkle the opened capsule, since the label allows it", "opened", "capsules-swallow-whole"),
    ],
)
def test_a_dose_taken_for_granted_wrongly_is_corrected(
    library: Library, question: str, assumes: str, finding: str
) -> None:
    found = asked(library, question)
    assert assumes in found.premise
    assert finding in found.findings


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("EU platelets first fall 25 to 15 or 25 to 20?", "smpc-platelets-first"),
        ("CrCl 20 not on dialysis 15 mg every other day US?", "uspi-renal-severe"),
        ("dialysis pt EU 15 mg every other day or 5 mg?", "smpc-renal-dialysis"),
        ("EU label ladder 25 20 15 for newly diagnosed", "smpc-ladder-ndmm-contrast"),
        ("CrCl 40 US start 10 mg or 15 mg", "uspi-renal-moderate"),
        ("plts dropped to 20 EU, what now", "smpc-platelets-interrupt"),
        ("EU: platelets fell 25 to 20, hold?", "smpc-platelets-interrupt"),
        ("platelets down to 20 on 15 mg EU, dose?", "smpc-platelets-later"),
        ("HD every other day, CrCl 15, EU dose?", "smpc-renal-dialysis"),
        ("platelets 75 US, start?", "uspi-no-starting-threshold-found"),
        ("US platelets 25 first time on 25 mg, down to 20?", "uspi-platelets-first"),
    ],
)
def test_a_question_that_offers_both_or_is_right_is_answered_and_not_corrected(
    library: Library, question: str, finding: str
) -> None:
    found = asked(library, question)
    assert not found.premise
    assert finding in found.findings


def test_a_wrong_step_of_the_ladder_is_answered_with_no_first_step(library: Library) -> None:
    found = asked(library, "EU, on 15 mg now down to 20 mg after low platelets?")
    assert "smpc-platelets-first" not in found.findings


def test_an_arrow_leads_from_one_dose_to_the_next_and_is_no_bound() -> None:
    assert words_of("25 -> 20→15") == ("25", "to", "20", "to", "15")


def test_a_count_above_a_figure_is_no_age(library: Library) -> None:
    assert "elderly" not in asked(library, "does the US label need platelets above 75 to start?").about


def test_an_outcome_that_is_not_asked_for_is_taken_for_granted_by_nobody(library: Library) -> None:
    found = asked(library, "why do both labels need 2 contraceptives")
    assert "dose" not in found.premise
    assert {"uspi-contraception", "smpc-contraception"} <= set(found.findings)


def test_what_is_said_otherwise_is_said_by_the_label_asked_for(library: Library) -> None:
    assert asked(library, "dialysis 15 mg every other day EU?").findings == ("smpc-renal-dialysis",)
    both = asked(library, "dialysis 15 mg every other day?").findings
    assert set(both) == {"smpc-renal-dialysis", "uspi-renal-dialysis"}
