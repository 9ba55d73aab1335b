"""Which of the terms a question names a finding must carry to answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.figures.clearance import CLEARANCE
from knowledge.asking.figures.measuring import of_patients
from knowledge.asking.indexed.index import REQUIRED
from knowledge.asking.language.kidneys import DIALYSIS, NOT_ON_DIALYSIS
from knowledge.asking.language.lexicon import Match

CONNECTORS = frozenset("and or vs versus against compared than v nor plus also then".split())
POINTS, AGE, NUMBER = "score-points", "age", "patients-number"


def required_of(words: Sequence[str], matches: Sequence[Match], of_clearance: bool) -> tuple[list[Match], list[Match]]:
    """What a finding must carry, and what is only a hint because an endpoint is named beside it.

    A clearance given in figures is looked up in the bands of the findings, so its name is not required as well.
    """
    asked = _items_of_a_score(_without_denied(of_patients(words, matches), words))
    named = [match for match in asked if match.term.kind in REQUIRED]
    named = [match for match in named if not of_clearance or match.term.id != CLEARANCE]
    if any(match.term.kind == "population" for match in named):
        # "How many patients already autografted": counted are these.
        named = [match for match in named if match.term.id != NUMBER]
    hinted = any(match.term.kind == "endpoint" for match in named)
    hints = [match for match in named if hinted and match.term.kind == "hint"]
    return [match for match in named if match not in hints], hints


def _items_of_a_score(matches: Sequence[Match]) -> Sequence[Match]:
    """The matches with patients read as what gives points, where the points of a score are asked for."""
    if not any(match.term.id == POINTS for match in matches):
        return matches
    items = [match for match in matches if match.term.kind == "population" or match.term.id == AGE]
    return [replace(one, term=replace(one.term, kind="endpoint")) if one in items else one for one in matches]


def _without_denied(matches: Sequence[Match], words: Sequence[str]) -> Sequence[Match]:
    """The matches but for dialysis where it is denied too and not set against it: ESRD, not yet on dialysis."""
    denied = any(match.term.id == NOT_ON_DIALYSIS for match in matches) and not CONNECTORS & set(words)
    return [match for match in matches if not (denied and match.term.id in DIALYSIS)]
