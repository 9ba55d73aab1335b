"""Numbers named by their unit alone ("64 kg", "165 cm", "38.5 °C"), and numbers nobody could place."""

from __future__ import annotations

from bot.reading.amounts import Amount
from bot.reading.conversion import readings
from bot.reading.dates import read_date
from bot.reading.lexicon import Measure
from bot.reading.looking_back import is_year
from bot.reading.measures import judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, Outcome
from bot.reading.series import Said, Series, counts_something

CLEARANCE_UNIT = "mL/min"
NOT_A_WEIGHT = frozenset({"lost", "gained", "loss", "gain", "by", "down", "up", "/", "per", "lose", "losing"})
MOST_UNPLACED = 5


def read_alone(page: Page, used: frozenset[int]) -> Outcome:
    """All facts named by a unit, among the numbers no name has claimed."""
    outcome = Outcome(used=used)
    for place in range(len(page.layout.tokens)):
        amount = page.amount(place)
        if amount and amount.unit and not outcome.used & set(range(amount.first, amount.last + 1)):
            outcome = outcome + _read_one(page, amount)
    return outcome


def _read_one(page: Page, amount: Amount) -> Outcome:
    if amount.unit == CLEARANCE_UNIT:
        return _which_clearance(page, amount)
    if page.layout.tokens[max(amount.first - 1, 0)].text in NOT_A_WEIGHT:
        return Outcome()
    for measure in page.lexicon.measures.values():
        if amount.unit in measure.alone and _plausible(page, amount, measure):
            series = Series((Said(amount, "plain"),), amount.last)
            return judge_series(page, measure, series, Mention(amount.first, amount.last, (), measure.fact))
    return Outcome()


def _plausible(page: Page, amount: Amount, measure: Measure) -> bool:
    if amount.unit == "in" and page.layout.tokens[amount.first].kind != "feet":
        return False
    return not isinstance(readings(amount, measure, page.definition(measure.fact)), str)


def _which_clearance(page: Page, amount: Amount) -> Outcome:
    fact = "creatinine_clearance_ml_min"
    if "question" in page.scopes[amount.first] or "hypothetical" in page.scopes[amount.first]:
        return Outcome()
    question = f"Is {page.words(amount.first, amount.last)} a creatinine clearance, or an eGFR?"
    outcome = refused(
        page, fact, (amount.first, amount.last), "ambiguous", f"A clearance and an eGFR are kept apart. {question}"
    )
    return outcome + Outcome(clarify=(Clarify(fact, question),))


def unplaced_numbers(page: Page, used: frozenset[int]) -> Outcome:
    """Numbers that no reader could place, so that none is passed over in silence."""
    outcome = Outcome(used=used)
    for place in range(len(page.layout.tokens)):
        amount = page.amount(place)
        if amount and not outcome.used & set(range(amount.first, amount.last + 1)) and _deserves_word(page, amount):
            outcome = outcome + _unplaced(page, amount)
        if len(outcome.not_taken) >= MOST_UNPLACED:
            break
    return outcome + _undated(page, used)


def _undated(page: Page, used: frozenset[int]) -> Outcome:
    """Dates behind a value that could be two days: "Cr 1.9 mg/dL on 03/04/2026"."""
    outcome = Outcome()
    for place, token in enumerate(page.layout.tokens):
        if (
            token.kind == "date"
            and place not in used
            and used & {place - 1, place - 2}
            and read_date(token.text) is None
        ):
            why = f"{token.written} can be two days, so the value was noted without a date. Write 2026-11-20."
            outcome = outcome + refused(page, "", (place, place), "ambiguous", why)
    return outcome


def _deserves_word(page: Page, amount: Amount) -> bool:
    scope = page.scopes[amount.first]
    if scope.kinds & {"question", "evidence", "hypothetical", "family"}:
        return False
    if page.layout.tokens[max(amount.first - 1, 0)].text == "not":
        return False
    return not is_year(page.layout, amount.number_last) and not counts_something(page, amount)


def _unplaced(page: Page, amount: Amount) -> Outcome:
    words = page.words(amount.first, amount.last)
    return refused(
        page, "", (amount.first, amount.last), "ambiguous",
        f"It was not clear what {words} measures. Name it and give its unit, for example creatinine 1.9 mg/dL.",
    )  # fmt: skip
