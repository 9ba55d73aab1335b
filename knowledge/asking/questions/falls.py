"""Which fall of counts a question is on: the first or a later one, alone or with another toxicity."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import stem
from knowledge.asking.questions.clauses import Clause

DOSES_AFTER = frozenset({"dose-after-neutropenia", "dose-after-thrombocytopenia"})
LATER = frozenset("second third fourth fifth later again recurrent recurring recurs repeated subsequent".split())
FIRST = frozenset("first".split())
ALONE = frozenset("only sole solely alone isolated nothing".split())
DENYING = frozenset("no without".split())
BESIDE = frozenset("rash toxicity toxicities with plus beside".split())


def asks_dose_after(clause: Clause) -> bool:
    """Whether a clause asks for the dose after a fall of counts."""
    return any(term.id in DOSES_AFTER for term in clause.terms)


def fell_alone(words: Sequence[str]) -> bool:
    """Whether a count is said to have fallen alone: as the only toxicity, without another, no rash."""
    denied = (two for one, two in pairwise(words) if one in DENYING)
    return bool(ALONE & set(words)) or any(one in BESIDE or one in ("other", "another") for one in denied)


def of_that_fall(index: Index, clause: Clause, found: Sequence[int]) -> tuple[int, ...]:
    """Of the findings on a dose after a fall of counts those on the fall that is asked for; all where none tells it.

    With a dose that is lower than the full one it counts as a later fall.
    """
    words = set(clause.words)
    if not asks_dose_after(clause):
        first = index.telling.get(stem("first"), 0) if clause.lowered else 0
        return tuple(at for at in found if not first >> at & 1)
    kept, later = tuple(found), clause.lowered or bool(words & LATER)
    if later:
        kept = _telling(index, kept, "later")
    elif words & FIRST:
        kept = _telling(index, kept, "first")
    alone = fell_alone(clause.words)
    if words & BESIDE and not alone and not later:
        kept = tuple(at for at in kept if not _is_of_one_alone(index, at)) or kept
    elif alone:
        kept = tuple(at for at in kept if _is_of_one_alone(index, at)) or kept
    return kept


def _is_of_one_alone(index: Index, at: int) -> bool:
    """Whether a row is on one count that fell alone: no other toxicity, the only toxicity."""
    return any(index.words.get(stem(one), 0) >> at & 1 for one in ("no", "only", "alone"))


def _telling(index: Index, found: tuple[int, ...], word: str) -> tuple[int, ...]:
    bits = index.telling.get(stem(word), 0)
    return tuple(at for at in found if bits >> at & 1) or found
