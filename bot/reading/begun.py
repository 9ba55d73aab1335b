"""The dose lenalidomide was started at: "started at 25", "started at 25 mg, now 10 mg".

What follows the starting dose as the dose now is the current one. A bare number is the starting dose only where it is
sure to be lenalidomide's; else it is asked.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reading.amounts import Amount
from bot.reading.drugs import LENALIDOMIDE, owns_dose
from bot.reading.measures import judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, NotTaken, Outcome
from bot.reading.series import Said, Series

DOSE, START = "lenalidomide_dose_mg", "lenalidomide_starting_dose_mg"
BEGINNING = ("started", "began")
UNSURE = "This can be the starting dose of lenalidomide or something else, so nothing was noted."
STRENGTHS = frozenset({2.5, 5, 7.5, 10, 15, 20, 25})
ENDS = frozenset(",.;)!")
GOING_ON = ("now", "change", "before", "fillers")


def begins(mention: Mention) -> bool:
    """Whether a phrase says that something was begun, and not by itself of what: "started at", "began on"."""
    return mention.key.startswith(BEGINNING)


def could_be_strength(page: Page, mention: Mention, amount: Amount) -> bool:
    """Whether a bare number behind "started at" can be milligrams: a strength of the capsules, nothing behind it
    that makes it another number, and no drug but lenalidomide in the sentence."""
    if amount.unit or amount.shape != "point" or float(amount.low) not in STRENGTHS or _other_drug(page, mention):
        return False
    following = page.layout.tokens[amount.last + 1 : amount.last + 2]
    told = page.layout.starts(amount.last + 1)
    if not following or following[0].text in ENDS:
        return True
    return told is not None and (told.of("choice") is not None or any(told.of("number", role) for role in GOING_ON))


def judge_begun(page: Page, mention: Mention, series: Series) -> Outcome:
    """The starting dose, the current dose where one follows it, or a question back."""
    in_mg = any(said.amount.unit == "mg" for said in series.said)
    outcome = _starting_and_current(page, mention, series)
    if in_mg or not begins(mention) or _surely_lenalidomide(page, mention):
        return outcome
    tokens = (mention.first, series.last)
    question = f"Was lenalidomide started at {series.said[0].amount.words} mg?"
    options = tuple(item for item in outcome.facts if item.fact == START)
    asked = Outcome(clarify=(Clarify(START, question, options),))
    return refused(page, START, tokens, "ambiguous", UNSURE) + asked


def without_dose_before_start(outcome: Outcome, asked: tuple[str, ...]) -> Outcome:
    """No current dose for a patient about to start: "considering start, len 25 mg" is a plan."""
    starting = any(item.fact == "treatment_phase" and item.value == "considering_start" for item in outcome.facts)
    if not starting or DOSE in asked:
        return outcome
    why = "Treatment has not started, so this was not noted as the current dose."
    dropped = [item for item in outcome.facts if item.fact == DOSE]
    kept = tuple(item for item in outcome.facts if item.fact != DOSE)
    planned = tuple(NotTaken(item.words, DOSE, "planned", item.span, why) for item in dropped)
    return replace(outcome, facts=kept, not_taken=outcome.not_taken + planned)


def _starting_and_current(page: Page, mention: Mention, series: Series) -> Outcome:
    first, current = series.said[0], series.current
    start = page.lexicon.measures[START]
    if current is None or current is first or current.role != "now":
        return judge_series(page, start, series, mention)
    shared = next((said.amount.unit for said in series.said if said.amount.unit), "")
    begun, now = (_plain(said, shared) for said in (first, current))
    place = Mention(current.amount.first, current.amount.last, (), DOSE)
    return judge_series(page, start, begun, mention) + judge_series(page, page.lexicon.measures[DOSE], now, place)


def _plain(said: Said, unit: str) -> Series:
    amount = replace(said.amount, unit=said.amount.unit or unit)
    return Series((Said(amount, "plain", said.at),), amount.last)


def _surely_lenalidomide(page: Page, mention: Mention) -> bool:
    """Whether the question was on its dose, or the sentence names it; "started on 25" can be a day of the month."""
    if START in page.asked or DOSE in page.asked:
        return True
    return mention.key.endswith("at") and LENALIDOMIDE in _drugs_beside(page, mention)


def _other_drug(page: Page, mention: Mention) -> bool:
    return bool(_drugs_beside(page, mention) - {LENALIDOMIDE})


def _drugs_beside(page: Page, mention: Mention) -> set[str]:
    """The drugs named in the sentence."""
    clause = page.layout.clause[mention.first]
    named = (owns_dose(page, other) for other in page.layout.mentions if page.layout.clause[other.first] == clause)
    return {drug for drug in named if drug}
