"""Two numbers for one measure: which one is current is asked, never chosen.

"CrCl 65 in May, 28 now" names the clearance once and gives two numbers. The first would be taken and the second left
over; since the second may well be today's, neither is taken and the reading asks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.reading.results import Clarify, NotTaken, Outcome, Understood
from rules.facts import Vocabulary
from rules.units import UnitNotAccepted, canonical_unit_name, to_canonical
from rules.values import FactRejected, Quantity, in_range

FARTHEST_CHARACTERS = 45
LEFT_OVER = re.compile(r"[~≈]?\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>.*)", re.DOTALL)


def ask_for_the_current(outcome: Outcome, vocabulary: Vocabulary) -> Outcome:
    """The outcome without any number that has a rival close behind it; each such pair becomes a question."""
    facts = list(outcome.facts)
    clarify = list(outcome.clarify)
    for left in outcome.not_taken:
        taken = _measure_before(facts, left)
        rival = _as_rival(taken, left, vocabulary) if taken else None
        if taken and rival and rival.value != taken.value:
            facts.remove(taken)
            question = f"Two values were given for {vocabulary[taken.fact].label}: which one is current?"
            clarify.append(Clarify(taken.fact, question, (taken, rival)))
    return replace(outcome, facts=tuple(facts), clarify=tuple(clarify))


def _measure_before(facts: list[Understood], left: NotTaken) -> Understood | None:
    """The measured fact whose words end shortly before the left-over number, with no other fact between."""
    before = [fact for fact in facts if fact.span[1] <= left.span[0]]
    nearest = max(before, key=lambda fact: fact.span[1], default=None)
    if nearest is None or left.span[0] - nearest.span[1] > FARTHEST_CHARACTERS:
        return None
    return nearest if isinstance(nearest.value, Quantity) and nearest.said else None


def _as_rival(taken: Understood, left: NotTaken, vocabulary: Vocabulary) -> Understood | None:
    """The left-over number read as the same fact, in its own unit or the first one's; None if it does not fit."""
    match = LEFT_OVER.fullmatch(left.words.strip())
    if left.reason != "ambiguous" or left.about not in ("", taken.fact) or match is None:
        return None
    definition = vocabulary[taken.fact]
    named = canonical_unit_name(match["unit"])
    if match["unit"] and named is None:
        return None
    unit = named or taken.unit or definition.unit
    try:
        number = in_range(definition, to_canonical(float(match["number"]), unit, definition))
    except (UnitNotAccepted, FactRejected):
        return None
    said = f"{match['number']} {unit}".strip()
    return replace(taken, value=Quantity(number, number), said=said, unit=unit, span=left.span, words=left.words)
