"""A clearance that moves on treatment: the labels then change the dose by tolerance, and start nobody anew."""

from __future__ import annotations

from dataclasses import replace

from knowledge.asking.figures.clearance import MOVING
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.kidneys import DIALYSIS
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.counted import BEGINNING, DOSING, STARTING

AFTER_START = "renal-after-start"
ON_TREATMENT = frozenset("treatment during len lenalidomide revlimid cycle cycles therapy while meanwhile".split())
NOT_YET = BEGINNING | {"starts", "initial", "before"}
DOSED = DOSING | {STARTING}


def moved_on_treatment(index: Index, clause: Clause) -> Clause:
    """The clause, asking for later changes of the dose, where a clearance is told that fell or rose on treatment."""
    words = set(clause.words)
    if not clause.clearances or not (MOVING & words and ON_TREATMENT & words) or NOT_YET & words:
        return clause
    if any(term.kind == "endpoint" and term.id not in DOSED for term in (*clause.terms, *clause.hints)):
        # "ORR where the clearance fell on treatment" asks for no dose.
        return clause
    if AFTER_START not in index.lexicon.terms or any(term.id in DIALYSIS for term in clause.terms):
        return clause
    whose = tuple(term for term in clause.terms if term.instead or term.id in index.lexicon.labels)
    return replace(
        clause, terms=(*whose, index.lexicon.terms[AFTER_START]), clearances=(), hints=(), settings=(), needed=()
    )
