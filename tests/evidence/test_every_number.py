"""Every number of every reply is walked back to a finding or reference it rests on, or to the words of the question."""

from __future__ import annotations

import pytest

from bot.answering import Answer
from knowledge.asking.asking import ask
from knowledge.asking.language.words import words_of
from knowledge.library import Finding, Library
from tests.evidence.bank import Question, numbers_in, put, questions


def held_by(library: Library, finding: Finding) -> frozenset[float]:
    """The numbers a finding holds: what it says, where it stands, what limits it and what came later."""
    said = (finding.statement, finding.citation, finding.edition, finding.p_value, *finding.caveats, *finding.later)
    figures = (finding.value, finding.comparator_value, finding.corrected, finding.n)
    return numbers_in(" ".join(str(one) for one in (*said, *figures) if one is not None))


def unfounded(library: Library, question: Question, answered: Answer) -> frozenset[float]:
    held = numbers_in(" ".join(words_of(f"{question.ask} {question.after}")))
    ids = [finding.id for finding in answered.findings]
    held |= numbers_in(" ".join(library.not_comparable(ids)))
    for finding in (*answered.findings, *answered.nearest):
        held |= held_by(library, finding) | numbers_in(f"{finding.endpoint} {finding.study}")
    held |= numbers_in(
        " ".join(library.lexicon.terms[term].name for term in answered.about if term in library.lexicon.terms)
    )
    named = ask(library.index, question.ask).references
    for reference in map(library.reference, named):
        shown = len(set(reference.findings) & set(ids))
        held |= numbers_in(f"{reference.printed} {reference.number} {len(reference.findings)} {shown}")
    return numbers_in(answered.text) - held


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.ask)
def test_no_number_stands_in_a_reply_that_no_finding_holds(library: Library, question: Question) -> None:
    assert unfounded(library, question, put(library, question)) == frozenset()


def test_a_refusal_states_no_figure_of_what_is_nearest(library: Library) -> None:
    for question in questions():
        answered = put(library, question)
        if answered.refused:
            values = {str(finding.value) for finding in answered.nearest if isinstance(finding.value, (int, float))}
            named = numbers_in(" ".join(f"{one.endpoint} {one.study}" for one in answered.nearest))
            asked = numbers_in(question.ask)
            assert not (numbers_in(answered.text) - named - asked) & numbers_in(" ".join(values)), question.ask
