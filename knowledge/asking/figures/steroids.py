"""The dose of dexamethasone in a question: asked for itself, or stated beside a thrombosis score that counts it.

Scores count the milligrams of a month or a cycle. A dose of 40 mg or less is one of a day, so no figure below the
smallest monthly one is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.figures.clearance import Band, below, clearances_at
from knowledge.asking.figures.points import SCORES
from knowledge.asking.language.lexicon import Lexicon, Match
from knowledge.asking.language.words import is_number

SCHEDULE = "dex-schedule"
DEXAMETHASONE = frozenset({"dexamethasone", SCHEDULE, "weekly-dex"})
OTHER_DRUGS = frozenset({"lenalidomide", "len-dex", "lenalidomide-treated"})
DOSES = frozenset({"dose", "starting-dose"})
# No dose of a day or a week is so high, in mg; every other is taken for one of a month.
LEAST_OF_A_MONTH = 80
BY_THE_MONTH = frozenset("mg per monthly month".split())
PRINTED = re.compile(
    r"dexamethasone (?:(?P<side>above|below) )?(?P<low>\d+)(?: to (?P<high>\d+))? mg per (?:month|cycle)"
    r"(?P<less> or less)?"
)


def with_steroid_dose(lexicon: Lexicon, matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with a dose read as that of dexamethasone where no other drug is named: never as lenalidomide's."""
    named = {match.term.id for match in matches}
    others = named & OTHER_DRUGS or any(match.term.kind == "treatment" for match in matches)
    if others or DEXAMETHASONE.isdisjoint(named):
        return tuple(matches)
    own = lexicon.terms[SCHEDULE]
    return tuple(replace(match, term=own) if match.term.id in DOSES else match for match in matches)


def steroids_of(endpoint: str) -> Band | None:
    """The milligrams of dexamethasone a month an item of a score counts; None where it is another item."""
    found = PRINTED.search(endpoint)
    if not found:
        return None
    low = float(found["low"])
    if found["less"]:
        return Band(-math.inf, low)
    if found["side"] == "above":
        return Band(math.nextafter(low, math.inf), math.inf)
    return below(low) if found["side"] == "below" else Band(low, float(found["high"] or low))


def steroids_in(words: Sequence[str], matches: Sequence[Match]) -> tuple[tuple[Band, ...], frozenset[int]]:
    """The milligrams of dexamethasone a month a question states beside a score, and where they stand."""
    named = {match.term.id for match in matches}
    if not named & SCORES or not named & DEXAMETHASONE:
        return (), frozenset()
    for at, word in enumerate(words):
        if is_number(word) and float(word) >= LEAST_OF_A_MONTH and _is_of_steroid(words, matches, at):
            return clearances_at(words[: at + 1], at)
    return (), frozenset()


def _is_of_steroid(words: Sequence[str], matches: Sequence[Match], at: int) -> bool:
    """Whether a figure is told in mg, by the month, or right behind the drug: dex 160."""
    behind = any(match.end == at and match.term.id in DEXAMETHASONE for match in matches)
    return behind or bool(BY_THE_MONTH & set(words[at + 1 : at + 2]))
