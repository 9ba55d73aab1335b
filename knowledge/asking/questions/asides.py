"""Words of a question that ask for nothing: those on who wants to know, and on the patient whose age is told."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.figures.ages import ages_in

ASKING = frozenset("asks asked asking wants wanted wonders wondering enquires inquires requests insists".split())
# Who asks stands within so many words of the beginning: "the nurse in charge asks".
LONGEST_ASKER = 6
# Behind these a word narrows whom it is asked for: "in smokers" asks for these alone, unlike "smoker, 61".
NARROWING = frozenset("in among for with of".split())


def asides(words: Sequence[str]) -> frozenset[int]:
    """Where the words stand that only tell who asks, or in a note with an age the patient."""
    verbs = [at for at, word in enumerate(words[:LONGEST_ASKER]) if word in ASKING]
    asker = range(verbs[0] + 1) if verbs and verbs[0] + 1 < len(words) else range(0)
    told = range(len(words)) if ages_in(words) else range(0)
    noted = (at for at in told if at == 0 or words[at - 1] not in NARROWING)
    return frozenset(asker) | frozenset(noted)
