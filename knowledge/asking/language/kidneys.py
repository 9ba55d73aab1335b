"""The terms that tell patients by their kidneys."""

from __future__ import annotations

from knowledge.asking.language.lexicon import Lexicon

DIALYSIS, NOT_ON_DIALYSIS = frozenset({"dialysis", "other-dialysis"}), "not-on-dialysis"
RENAL = "renal-impairment"


def kidneys(lexicon: Lexicon) -> frozenset[str]:
    """The terms that tell patients by their kidneys, in words, but for dialysis."""
    return frozenset(term for term, wider in lexicon.wider.items() if RENAL in wider) - DIALYSIS
