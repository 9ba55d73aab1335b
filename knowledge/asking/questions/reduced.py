"""A dose that is already reduced when a count falls: no row of a label says where such a patient then stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.figures.counts import COUNTS
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import is_number
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.falls import DOSES_AFTER, FIRST, LATER, fell_alone

REDUCED_START, LOWEST = "reduced-start", "lowest-dose-reached"
# What a label starts with where the kidneys are well, and the lowest level of each label, in mg (findings
# uspi-dose-floor and smpc-ladder).
FULL, FLOORS = 25, {"us-label": 2.5, "eu-label": 5}
STEROID = frozenset("dex dexamethasone".split())
BEFORE = frozenset("on from taking at dose len lenalidomide".split())


def from_a_reduced_dose(index: Index, clause: Clause) -> Clause:
    """The clause, asking where a reduced dose stands, where one is told beside the first fall of a count.

    After a neutropenia alone the labels go back to the starting dose whatever it was; a later fall goes one level down
    from any dose, but for the lowest: of the label that is named, of the European one, which is higher, where none is.
    """
    named = {term.id for term in clause.terms}
    taken = dose_taken(clause.words)
    if taken is None or taken >= FULL or not {REDUCED_START, LOWEST} <= set(index.lexicon.terms):
        return clause
    if not named & DOSES_AFTER:
        # A row that holds the very figure of the dose taken is no nearer for it.
        claimed = tuple(one for one in clause.claimed if float(one) != taken)
        return replace(clause, lowered=True, claimed=claimed) if named & COUNTS else clause
    floor = _lowest(clause)
    if taken > floor and not FIRST & set(clause.words):
        # The dose may have been lowered before: the first step down from the full dose is none for this patient.
        return replace(clause, lowered=not (fell_alone(clause.words) or LATER & set(clause.words)))
    meant = index.lexicon.terms[LOWEST if taken <= floor else REDUCED_START]
    return replace(clause, terms=(meant,), hints=(), alternatives=frozenset(), open_words=(), needed=(), claimed=())


def _lowest(clause: Clause) -> float:
    """The lowest dose, in mg, of the labels a clause names; where it names none, the higher of both.

    So nobody is told of a step below the lowest dose of a label that may be theirs.
    """
    named = {term.instead or term.id for term in clause.terms}
    return min((floor for label, floor in FLOORS.items() if label in named), default=max(FLOORS.values()))


def dose_taken(words: Sequence[str]) -> float | None:
    """The milligrams of lenalidomide a patient takes when the count falls: on 10 mg, from 15 mg, on len 10.

    "On 20 mg dex" tells of the other drug.
    """
    for at in range(1, len(words)):
        if is_number(words[at]) and words[at - 1] in BEFORE and float(words[at]) <= FULL:
            if words[at - 1] in ("len", "lenalidomide") or _is_a_dose(words[at + 1 : at + 3]):
                return float(words[at])
    return None


def _is_a_dose(behind: Sequence[str]) -> bool:
    """Whether a number is one of milligrams of lenalidomide by what stands behind it."""
    return bool({"mg", "every"} & set(behind[:1])) and not STEROID & set(behind)
