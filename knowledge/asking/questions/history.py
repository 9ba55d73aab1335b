"""What a question only tells of the patient: a drug given before, a disease beside the myeloma."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.indexed.bits import any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.lexicon import Match
from knowledge.asking.questions.clauses import Clause

# A drug asked for its results, and the term of having had it before; and words that speak of what was before.
EXTRAMEDULLARY = "plasmacytoma"
PRIOR = {"bortezomib": "prior-bortezomib", "thalidomide": "prior-thalidomide"}
HISTORY = frozenset(
    "prior previous previously before after exposed exposure pretreated had have has having given received failed"
    " refractory resistant naive already earlier history former formerly seen taken used past been whether matter"
    " influence affect despite regardless beforehand".split()
)
# Behind these stands what a patient has had.
GIVEN_BEFORE = frozenset("after post following had failed prior previous previously past received relapsed".split())


def only_given_before(index: Index, clause: Clause) -> int:
    """The findings that speak of a drug only as given before, where a clause asks for the results of that drug."""
    if HISTORY & set(clause.words):
        return 0
    asked = {term.id for term in clause.terms if term.kind == "treatment"}
    named = {term.id for term in clause.terms}
    others = {EXTRAMEDULLARY} - named if asked & set(PRIOR) and "response" in named else set()
    priors = {prior for drug, prior in PRIOR.items() if drug in asked}
    return any_of(index.about.get(one, 0) for one in priors | others)


def is_history(index: Index, words: Sequence[str], match: Match, clauses: Sequence[Clause]) -> bool:
    """Whether a word nothing is held on only tells of the patient: it asks for none of what it names.

    It was given before, where a label or a clearance is asked for.
    """
    named = {one for clause in clauses for term in clause.terms for one in (term.id, term.instead) if one}
    measured = any(clause.clearances for clause in clauses)
    given = GIVEN_BEFORE & set(words[max(0, match.start - 2) : match.start])
    return bool(given) and (measured or bool(index.lexicon.labels & named))
