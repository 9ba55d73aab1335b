"""Questions by a bound on a figure or on how large a study is, and by the paper it stands in."""

from __future__ import annotations

import pytest

from knowledge.asking.figures.bounds import Figures, bound_in
from knowledge.asking.language.words import words_of
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked


@pytest.mark.parametrize("question", ["OS at 3 years", "PFS at 5 years", "TTP at 12 months", "survival at 2 years"])
def test_a_median_does_not_stand_in_for_a_point_in_time(library: Library, question: str) -> None:
    assert not asked(library, question).findings


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


def test_a_bound_in_percent_admits_no_other_unit() -> None:
    words = words_of("which studies had a figure above 20%")
    bound = bound_in(words, [words.index("20")])
    assert bound and not bound[0].admits(Figures(38.0, "months", None))


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
