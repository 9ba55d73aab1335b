"""Toxicity grades: "grade 2 neuropathy", "rash G3", "no neuropathy", "grade 4 rash with thalidomide"."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.amounts import Amount
from bot.reading.lexicon import Measure
from bot.reading.looking_back import is_year
from bot.reading.measures import judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, Outcome, Understood
from bot.reading.series import Said, Series
from rules.values import Quantity

GRADE_WORDS = frozenset({"grade", "gr", "g", "gd", "grad", "ctcae"})
# Behind a grade, these do not name another toxicity.
GOING_ON = frozenset(
    {"with", "on", "now", "from", "since", "after", "and", "but", "due", "today", "at", "currently", "to", "under"}
)
REACH = 6
ADJACENT = 2
THALIDOMIDE_RASH = "thalidomide_grade4_rash"
WORST = 4


def read_grades(page: Page, used: frozenset[int]) -> Outcome:
    """All grades of toxicities the vocabulary knows."""
    outcome = Outcome(used=used)
    for mention, sense in page.mentions("measure"):
        measure = page.lexicon.measures[sense.name]
        if measure.grade and mention.first not in outcome.used:
            outcome = outcome + _read_one(page, mention, measure, outcome.used)
    return outcome


def _read_one(page: Page, mention: Mention, measure: Measure, used: frozenset[int]) -> Outcome:
    scope = page.scope(mention)
    if "family" in scope or "hypothetical" in scope or "question" in scope:
        return refused(page, measure.fact, page.with_cues(mention), "family" if "family" in scope else "hypothetical")
    amount = _grade(page, mention, used)
    if measure.fact == "rash_grade" and _beside_thalidomide(page, mention):
        return _thalidomide_rash(page, mention, amount)
    if amount and ("past" in scope or _dated(page, amount)):
        tokens = (min(mention.first, amount.first), max(mention.last, amount.last))
        return refused(page, measure.fact, tokens, "historical")
    if amount:
        named = replace(mention, first=min(mention.first, amount.first - 1))
        return judge_series(page, measure, Series((Said(amount, "plain"),), amount.last), named)
    if "negated" in scope and measure.absent is not None:
        return _absent(page, mention, measure)
    if "past" in scope or "negated" in scope:
        return Outcome()
    return Outcome(clarify=(Clarify(measure.fact, page.definition(measure.fact).question),))


def _dated(page: Page, amount: Amount) -> bool:
    return amount.last + 1 < len(page.layout.tokens) and is_year(page.layout, amount.last + 1)


def _grade(page: Page, mention: Mention, used: frozenset[int]) -> Amount | None:
    """The number beside the word "grade", shortly before or behind the toxicity."""
    before = range(mention.first - 1, mention.first - 1 - REACH, -1)
    behind = range(mention.last + 1, _next_grade(page, mention))
    for place in (*before[:ADJACENT], *behind, *before[ADJACENT:]):
        amount = page.amount(place)
        if amount is None or place in used or amount.first < 1 or not _of_this(page, mention, amount):
            continue
        if page.layout.tokens[amount.first - 1].text in GRADE_WORDS or "grade" in mention.key.split():
            return amount
    return None


def _of_this(page: Page, mention: Mention, amount: Amount) -> bool:
    """Whether a grade is in the same thought, and not the next toxicity's: "neuropathy, grade 2 mucositis"."""
    if page.layout.clause[amount.first] != page.layout.clause[mention.first]:
        return False
    following = page.layout.tokens[amount.last + 1 : amount.last + 2]
    behind = amount.first > mention.last
    return not (behind and following and following[0].kind == "word" and following[0].text not in GOING_ON)


def _next_grade(page: Page, mention: Mention) -> int:
    """How far behind a toxicity its grade may stand: up to the next toxicity, a few words at most."""
    for place in range(mention.last + 1, mention.last + 1 + REACH):
        other = page.layout.starts(place)
        sense = other.of("measure") if other else None
        if sense and page.lexicon.measures[sense.name].grade:
            return place
    return mention.last + 1 + REACH


def _beside_thalidomide(page: Page, mention: Mention) -> bool:
    clause = page.layout.clause[mention.first]
    return any(page.layout.clause[drug.first] == clause for drug, _ in page.mentions("drug", "thalidomide"))


def _thalidomide_rash(page: Page, mention: Mention, amount: Amount | None) -> Outcome:
    if "negated" in page.scope(mention):
        value = False
    elif amount and amount.low == amount.high:
        value = amount.low == WORST
    else:
        return Outcome(clarify=(Clarify(THALIDOMIDE_RASH, page.definition(THALIDOMIDE_RASH).question),))
    first, last = page.with_cues(mention)
    first, last = (min(first, amount.first - 1), max(last, amount.last)) if amount else (first, last)
    item = Understood(THALIDOMIDE_RASH, value, page.span(first, last), page.words(first, last), concept="rash")
    return Outcome((item,), used=frozenset(range(first, last + 1)))


def _absent(page: Page, mention: Mention, measure: Measure) -> Outcome:
    tokens = page.with_cues(mention)
    value = Quantity(float(measure.absent or 0), float(measure.absent or 0))
    item = Understood(measure.fact, value, page.span(*tokens), page.words(*tokens), concept=measure.fact)
    return Outcome((item,), used=frozenset(range(mention.first, mention.last + 1)))
