"""The age of a patient in a question: the labels tell the dexamethasone of the elderly, SAVED the points from 80 on."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.figures.clearance import CLEARANCE
from knowledge.asking.figures.counts import COUNTS
from knowledge.asking.language.lexicon import Lexicon, Match
from knowledge.asking.language.words import is_number

ELDERLY, AGE_80, MEN = "elderly", "age-80", "males"
DEXAMETHASONE = frozenset({"dexamethasone", "dex-schedule", "weekly-dex"})
SAVED, IMPEDE = "saved", "impede"
# From this age, in years, a label lowers dexamethasone: above it the US, at it the European one.
ELDERLY_FROM = 75
ADULT, OLD, OLDEST = 18, 60, 120
BEFORE = frozenset("aged age at for is exactly over above".split())
BEHIND = frozenset("year years y yo yr yrs f m".split())
OTHER_UNITS = frozenset("mg percent points ml umol kg months month patients".split())


def with_age(lexicon: Lexicon, words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with an age in figures read as elderly, from 75 years on, where dexamethasone is asked about.

    Where SAVED is asked about, any age is read as its item, from 80 years on; where a dose is asked for by clearance,
    no age says anything. Of whom it is, man or woman, is left out.
    """
    matches = [match for match in matches if not _is_a_count(matches, match)]
    named = {match.term.id for match in matches}
    meant = AGE_80 if SAVED in named else ELDERLY if named & DEXAMETHASONE and IMPEDE not in named else ""
    found = [at for at in ages_in(words) if meant != ELDERLY or float(words[at]) >= ELDERLY_FROM][:1]
    if not found or ELDERLY in named or not (meant or CLEARANCE in named or "ml" in words):
        return tuple(matches)
    kept = [match for match in matches if match.term.id != MEN and not match.start <= found[0] < match.end]
    ages = [Match(lexicon.terms[meant], found[0], found[0] + 1)] if meant else []
    return tuple(sorted((*kept, *ages), key=lambda match: match.start))


def _is_a_count(matches: Sequence[Match], match: Match) -> bool:
    """Whether "above 75" stands behind a blood count, and is no age."""
    counts = {other.end for other in matches if other.term.id in COUNTS}
    return match.term.id == ELDERLY and match.start in counts


def ages_in(words: Sequence[str]) -> tuple[int, ...]:
    """Where the age of a patient stands in figures."""
    return tuple(at for at in range(len(words)) if _is_age(words, at))


def _is_age(words: Sequence[str], at: int) -> bool:
    after = set(words[at + 1 : at + 2])
    if not is_number(words[at]) or after & OTHER_UNITS:
        return False
    least = ADULT if BEHIND & after else OLD if BEFORE & set(words[max(0, at - 1) : at]) else OLDEST
    return least <= float(words[at]) < OLDEST
