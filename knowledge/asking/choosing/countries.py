"""Countries in a question: each stands for its label where a label can answer."""

from __future__ import annotations

from knowledge.asking.indexed.index import Index
from knowledge.asking.questions.clauses import Clause
from knowledge.records import Term

# What trials measure and no label tells of a country.
OF_TRIALS = frozenset("response os pfs ttp cr vgpr pr duration-of-response".split())


def with_labels(index: Index, clause: Clause) -> tuple[Term, ...]:
    """The terms of a clause with the label of each country; beside a trial a country is where its patients lived."""
    trials = any(term.kind == "study" and term.id not in index.lexicon.labels for term in clause.terms)
    if trials or any(term.id in OF_TRIALS for term in clause.terms):
        return clause.terms
    return tuple(index.lexicon.terms[term.instead] if term.instead else term for term in clause.terms)
