"""Dialysis that a question denies: "CrCl 25 w/o HD", "isn't on dialysis yet" are of patients without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.language.kidneys import DIALYSIS, NOT_ON_DIALYSIS
from knowledge.asking.language.lexicon import Lexicon, Match

DENYING = frozenset(
    "no not without never off nor isn't wasn't aren't doesn't don't didn't hasn't refuses declines".split()
)
# Words that may stand between the denial and what it denies.
BETWEEN = frozenset(
    "on yet currently now need needs needing require requires requiring receive receiving getting having have had any"
    " been for started start starting regular chronic".split()
)
# What denies it from behind: "dialysis: none", "dialysis not needed".
NONE = frozenset({("none",), ("nil",), ("never",), ("negative",)})
NOT_GIVEN = frozenset((word,) for word in "needed required necessary yet started indicated done planned".split())


def with_denied_dialysis(lexicon: Lexicon, words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with dialysis read as its absence where the words before deny it."""
    if NOT_ON_DIALYSIS not in lexicon.terms:
        return tuple(matches)
    absent = lexicon.terms[NOT_ON_DIALYSIS]
    return tuple(
        replace(match, term=absent) if match.term.id in DIALYSIS and _is_denied(words, match) else match
        for match in matches
    )


def _is_denied(words: Sequence[str], match: Match) -> bool:
    at = match.start - 1
    while at >= 0 and words[at] in BETWEEN:
        at -= 1
    before = at >= 0 and words[at] in DENYING
    behind = tuple(words[match.end : match.end + 2])
    return before or behind == ("no",) or behind[:1] in NONE or (behind[:1] == ("not",) and behind[1:] in NOT_GIVEN)
