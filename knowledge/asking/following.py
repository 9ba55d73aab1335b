"""Questions that follow on from the one before: "and the TTP?", and what they take over from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.clauses import CLEARANCE, Understood
from knowledge.asking.index import REQUIRED, Index
from knowledge.asking.understanding import POINTS_BACK

FOLLOWS_ON = frozenset(
    {
        ("and",),
        ("same",),
        ("also",),
        ("or",),
        ("but",),
        ("versus",),
        ("vs",),
        ("what", "about"),
        ("how", "about"),
        ("why", "so"),
    }
)
# A question of so few words may lean on the one before.
SHORT = 4


def follows_on(alone: Understood) -> bool:
    """Whether a question leans on the one before: it opens with a joining word, or names less than it needs."""
    if not alone.clauses:
        return False
    words = alone.clauses[0].words
    kinds = {term.kind for clause in alone.clauses for term in clause.terms}
    if leads_on(words) or not kinds & {"endpoint", "hint"}:
        return True
    return "study" not in kinds and (bool(POINTS_BACK & set(words)) or len(words) <= SHORT)


def leads_on(words: Sequence[str]) -> bool:
    """Whether a question opens by joining on to the one before: "and the TTP?", "what about the registry?"."""
    return tuple(words[:1]) in FOLLOWS_ON or tuple(words[:2]) in FOLLOWS_ON


def joined_to(index: Index, alone: Understood, before: Sequence[str], taking: Sequence[str] = REQUIRED) -> Understood:
    """The question with what it leaves out, of the kinds in `taking`, taken from the one before."""
    if not alone.clauses:
        return alone
    known = [index.lexicon.terms[term] for term in before if term in index.lexicon.terms]
    first = alone.clauses[0]
    kinds = {term.kind for term in first.terms}
    leaning = POINTS_BACK & set(first.words) or leads_on(first.words)
    if not (kinds or first.open_words or first.clearances or leaning):
        return alone
    kinds |= {"endpoint", "hint"} if kinds & {"endpoint", "hint"} else set()
    if first.clearances:
        known = [term for term in known if term.id != CLEARANCE]
    taken = tuple(term for term in known if term.kind not in kinds and term.kind in taking)
    settings = first.settings or tuple(term for term in known if term.kind == "setting")
    sides = first.alternatives | {kind for kind in REQUIRED if sum(term.kind == kind for term in taken) > 1}
    whole = replace(first, terms=(*taken, *first.terms), settings=settings, alternatives=sides)
    return replace(alone, clauses=(whole, *alone.clauses[1:]))


def leaves_out_study(alone: Understood, joined: Understood) -> bool:
    """Whether a follow-up stays with the study asked about before: no other study's figure may stand in for it."""
    studies = [{t for clause in one.clauses for t in clause.terms if t.kind == "study"} for one in (alone, joined)]
    return bool(studies[1]) and not studies[0]
