"""A clearance that moves on treatment: the labels then change the dose by tolerance, and start nobody anew."""

from __future__ import annotations

from dataclasses import replace

from knowledge.asking.clauses import DIALYSIS, Clause
from knowledge.asking.clearance import MOVING
from knowledge.asking.index import Index

AFTER_START = "renal-after-start"
ON_TREATMENT = frozenset("treatment during len lenalidomide revlimid cycle cycles therapy while meanwhile".split())
BEGINNING = frozenset("start starting starts begin beginning initial initiate before".split())


def moved_on_treatment(index: Index, clause: Clause) -> Clause:
    """The clause, asking for later changes of the dose, where a clearance is told that fell or rose on treatment."""
    words = set(clause.words)
    if not clause.clearances or not (MOVING & words and ON_TREATMENT & words) or BEGINNING & words:
        return clause
    if AFTER_START not in index.lexicon.terms or any(term.id in DIALYSIS for term in clause.terms):
        return clause
    whose = tuple(term for term in clause.terms if term.instead or term.id in index.lexicon.labels)
    return replace(clause, terms=(*whose, index.lexicon.terms[AFTER_START]), clearances=(), hints=(), settings=())
