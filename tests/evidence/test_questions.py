"""The question bank: nearly every question answered rightly, every unanswerable one refused, no figure lent."""

from __future__ import annotations

import pytest

from knowledge.library import Library
from tests.evidence.bank import misses, put, questions, wrong_figures

BANK = questions()
# How many of a hundred must be right, by the set a question is of.
RIGHT_OF_100 = {
    "first": 97,
    "development": 97,
    "held_back": 94,
    "phone": 91,
    "ward": 92,
    "night": 97,
    "duty": 96,
    "pharmacy": 96,
    "abroad": 92,
    "clinic": 92,
}
# How many of a hundred answerable ones may be told, wrongly, that they take something for granted.
CORRECTED_OF_100 = 3


def test_the_bank_is_large_and_asks_nothing_twice() -> None:
    assert len(BANK) >= 150
    assert len({(question.ask, question.after) for question in BANK}) == len(BANK)


def test_every_finding_a_question_expects_exists(library: Library) -> None:
    named = {finding for question in BANK for group in question.findings for finding in group}
    assert named <= library.finding_ids()


@pytest.mark.parametrize("name", RIGHT_OF_100)
def test_answerable_questions_are_answered_rightly(library: Library, name: str) -> None:
    answerable = [question for question in BANK if question.set == name and question.kind != "unanswerable"]
    failures = {question.ask: missed for question in answerable if (missed := misses(question, put(library, question)))}
    assert 100 * len(failures) <= (100 - RIGHT_OF_100[name]) * len(answerable), failures


def test_every_question_is_of_a_known_set() -> None:
    assert {question.set for question in BANK} == set(RIGHT_OF_100)


@pytest.mark.parametrize("question", [q for q in BANK if q.kind == "unanswerable"], ids=lambda question: question.ask)
def test_an_unanswerable_question_is_refused_and_lends_nothing(library: Library, question: object) -> None:
    assert isinstance(question, type(BANK[0]))
    answered = put(library, question)
    assert answered.refused
    assert answered.findings == ()


def test_no_answer_states_a_figure_of_another_question(library: Library) -> None:
    lent = {q.ask: wrong for q in BANK if q.never and (wrong := wrong_figures(q, put(library, q)))}
    assert lent == {}


def test_hardly_a_question_that_takes_nothing_for_granted_is_corrected(library: Library) -> None:
    answerable = [question for question in BANK if question.kind == "answerable"]
    corrected = {q.ask: told for q in answerable if (told := put(library, q).premise)}
    assert 100 * len(corrected) <= CORRECTED_OF_100 * len(answerable), corrected
