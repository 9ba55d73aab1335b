"""Which words that were not noted are said so: all of a note, those of weight of a question on one patient."""

from __future__ import annotations

from bot.hearing import Heard, must_be_kept
from bot.reading.questions import of_one_patient
from bot.reading.results import NotTaken
from rules.ruleset import RuleSet


def worth_saying(heard: Heard, ruleset: RuleSet) -> tuple[NotTaken, ...]:
    """The words not taken that the reply says were not noted.

    What a question supposes is not noted, and need not be said: but where a dose hangs on it and the question is on one
    patient ("what dose for my patient on dialysis"), whoever asked may think that it was.
    """
    if heard.facts or not heard.question:
        return heard.not_taken
    if not of_one_patient(heard.said):
        return ()
    known = {one.about: one for one in heard.not_taken if one.about in ruleset.vocabulary}
    stopping = ruleset.stop_facts()
    return tuple(one for fact, one in known.items() if must_be_kept(ruleset.vocabulary[fact], stopping))
