"""How the terms of a question stand to each other: side by side, or one by the groups of another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.asking.indexed.index import REQUIRED
from knowledge.asking.language.lexicon import Match
from knowledge.asking.questions.requiring import CONNECTORS

BY = frozenset("by according depending stratified split broken".split())
# How long patients live or stay well, and what they reached.
LASTING, RESPONSES = frozenset({"os", "pfs", "ttp"}), frozenset({"cr", "scr", "vgpr", "pr", "late-cr"})


def side_by_side(words: Sequence[str], matches: Sequence[Match]) -> list[str]:
    """The kinds of which two terms stand joined by "and", "or" or "vs", or directly behind each other."""
    found = []
    for kind in REQUIRED:
        own = [match for match in matches if match.term.kind == kind]
        gaps = [words[one.end : two.start] for one, two in pairwise(own)]
        if any(CONNECTORS & set(gap) for gap in gaps):
            found.append(kind)
    return found


def one_by_other(words: Sequence[str], matches: Sequence[Match]) -> bool:
    """Whether one outcome is asked for by groups of another, "survival by prior lines": no finding of one will do."""
    own = [match for match in matches if match.term.kind in ("endpoint", "hint", "population", "treatment")]
    return any(BY & set(words[one.end : two.start]) or _of_those(words, one, two) for one, two in pairwise(own))


def _of_those(words: Sequence[str], one: Match, two: Match) -> bool:
    """Whether one outcome is that of patients told by another: "PFS of VGPR vs PR"."""
    told_by = one.term.id in LASTING and two.term.id in RESPONSES
    return told_by and bool({"of", "for", "in"} & set(words[one.end : one.end + 1]))
