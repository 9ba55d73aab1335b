"""Every outcome asked of every study and of all patients: no figure is told that is not of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.asking.asking import ask
from knowledge.asking.choosing.splitting import MEASURED
from knowledge.asking.indexed.index import Index
from knowledge.library import Library
from knowledge.records import Term

# What is asked of both labels is told by either.
EITHER = "labels-compared"
# A clearance at one edge is typed as a figure, and read as one.
BY_A_FIGURE = frozenset({"exactly-60", "at-50-60", "very-low-clearance"})


def lent(index: Index, question: str, wanted: tuple[Term, ...]) -> Iterator[tuple[str, str, str]]:
    """The findings with a figure told for a question that do not mention everything it asks for."""
    places = {finding: at for at, finding in enumerate(index.ids)}
    found = ask(index, question)
    for finding in found.findings:
        at = places[finding]
        for term in wanted:
            named = index.mentions.get(term.id, 0) | index.mentions.get(term.instead or "", 0)
            if index.figures >> at & 1 and not named >> at & 1:
                yield question, finding, term.id


@pytest.mark.parametrize("outcome", sorted(MEASURED))
def test_an_outcome_of_a_study_is_told_by_figures_of_that_outcome_and_study(library: Library, outcome: str) -> None:
    terms = library.index.lexicon.terms
    studies = [term for term in terms.values() if term.kind == "study" and term.id != EITHER]
    asked = [(f"{terms[outcome].name} in {study.name}", (terms[outcome], study)) for study in studies]
    assert [one for question, wanted in asked for one in lent(library.index, question, wanted)] == []


@pytest.mark.parametrize("outcome", sorted(MEASURED))
def test_an_outcome_of_some_patients_is_told_by_figures_of_those_patients(library: Library, outcome: str) -> None:
    terms = library.index.lexicon.terms
    groups = [one for one in terms.values() if one.kind in ("population", "treatment") and one.id not in BY_A_FIGURE]
    asked = [(f"{terms[outcome].name}, {group.name}", (terms[outcome], group)) for group in groups]
    assert [one for question, wanted in asked for one in lent(library.index, question, wanted)] == []
