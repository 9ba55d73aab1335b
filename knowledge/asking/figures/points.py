"""Points of a thrombosis score: those a question states, and those a finding is on."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.figures.clearance import Band, clearances_at
from knowledge.asking.language.lexicon import Lexicon, Match
from knowledge.asking.language.words import is_number

SCORES = frozenset({"impede", "saved"})
# A clot beside the points of a score is one the patient has had, unless a rate is asked for.
CLOTS, CLOT_BEFORE, POINTS = frozenset({"dvt", "pe", "vte", "thrombosis"}), "vte-history", "score-points"
# "How many pts" beside a score are points.
FOR_POINTS = frozenset("points add adds patients count counts".split())
OF_A_RATE = frozenset("rate rates risk incidence percent often probability months validation".split())
# Words that may stand between a score and its points: IMPEDE comes out at 9.
BETWEEN = frozenset(
    "score scores scored total points come comes came adds up out at to is of was vte with a risk has between".split()
)
# What is counted in these are no points.
OTHER_UNITS = frozenset("percent month months year years patients mg".split())
PRINTED = re.compile(
    r"(?P<most>\d+) points? or less|(?P<low>\d+) to (?P<high>\d+) points|(?P<least>\d+) points? or more"
)


def points_of(population: str) -> Band | None:
    """The points a population has, both ends included; None where it names none."""
    found = PRINTED.search(population)
    if not found:
        return None
    low, high = found["low"] or found["least"], found["high"] or found["most"]
    return Band(float(low) if low else -math.inf, float(high) if high else math.inf)


def points_in(words: Sequence[str], matches: Sequence[Match]) -> tuple[tuple[Band, ...], frozenset[int]]:
    """The points a question states of a score, before it ("scores 9 on IMPEDE") or behind it, and where they stand."""
    for match in matches:
        if match.term.id not in SCORES:
            continue
        before = match.start - 2
        if before >= 0 and is_number(words[before]) and words[before + 1] in ("on", "in", "by"):
            return clearances_at(words[: before + 1], before)
        at = match.end
        while at < len(words) and words[at] in BETWEEN:
            at += 1
        if at < len(words) and is_number(words[at]) and not set(words[at + 1 : at + 2]) & OTHER_UNITS - {"patients"}:
            return clearances_at(words[: at + 1], at)
    return (), frozenset()


def with_clot_before(
    lexicon: Lexicon, words: Sequence[str], matches: Sequence[Match], before: Sequence[str]
) -> tuple[Match, ...]:
    """The matches with a clot read as one the patient has had, where the points a score gives for it are asked."""
    named = {match.term.id for match in matches} | set(before)
    for_points = POINTS in named or FOR_POINTS & set(words) or SCORES & set(before)
    if not (named & SCORES and for_points) or OF_A_RATE & set(words) or CLOT_BEFORE not in lexicon.terms:
        return tuple(matches)
    own = lexicon.terms[CLOT_BEFORE]
    return tuple(replace(match, term=own) if match.term.id in CLOTS else match for match in matches)
