"""The dexamethasone schedule: the registration one in pulses, weekly, or none."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.drugs import drugs_named, owns_dose
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Outcome, Understood
from rules.values import Quantity

SCHEDULE = "dexamethasone_schedule"
PER_CYCLE = "dexamethasone_mg_per_cycle"
UNREAL = frozenset({"question", "hypothetical", "evidence", "family", "past", "unsure"})
REACH = 14
# Days of the two schedules as the vocabulary describes them; blanks and "d" are left out before comparing.
DAYS = {"1-4,9-12,17-20": "registration", "1,8,15,22": "weekly", "1,8,15": ""}
WEEKLY = frozenset({"weekly", "week", "wkly"})


def read_dexamethasone(page: Page, used: frozenset[int]) -> Outcome:
    """The schedule of dexamethasone, and the doses that are dexamethasone's, so that no one takes them for others."""
    outcome = Outcome(used=used)
    for mention in page.layout.mentions:
        sense = mention.of("choice", SCHEDULE)
        if sense and not page.scope(mention).kinds & UNREAL:
            claimed = frozenset(_doses(page, mention, _end_of_reach(page, mention)))
            outcome = outcome + _schedule(page, sense.detail, mention, mention.last) + Outcome(used=claimed)
        elif drugs_named(page, mention)[:1] == ("dexamethasone",):
            outcome = outcome + _behind(page, mention)
    return outcome


def _behind(page: Page, mention: Mention) -> Outcome:
    end = _end_of_reach(page, mention)
    outcome = Outcome(used=frozenset(_doses(page, mention, end)))
    if page.scope(mention).kinds & UNREAL or "negated" in page.scope(mention):
        return outcome
    for place in range(mention.last + 1, end):
        said = _said_at(page, place)
        if said:
            amount = _amount_a_cycle(page, said, mention, end)
            return outcome + _schedule(page, said, mention, place) + amount
    return outcome


def _amount_a_cycle(page: Page, schedule: str, mention: Mention, end: int) -> Outcome:
    """The milligrams in 28 days of a weekly dose, four times the dose: "dex 20 mg weekly" is 80."""
    doses = [amount for place in range(mention.last + 1, end) if (amount := page.amount(place))]
    milligrams = [amount for amount in doses if amount.unit in ("mg", "") and amount.low == amount.high]
    if schedule != "weekly" or len(milligrams) != 1 or not 4 <= milligrams[0].low <= 100:
        return Outcome()
    total, tokens = float(milligrams[0].low * 4), (mention.first, milligrams[0].last)
    said = f"{float(milligrams[0].low):g} mg a week"
    item = Understood(PER_CYCLE, Quantity(total, total), page.span(*tokens), page.words(*tokens), said, "mg/28 d")
    return Outcome((replace(item, assumed=True),), used=frozenset(range(tokens[0], tokens[1] + 1)))


def _end_of_reach(page: Page, mention: Mention) -> int:
    """Where the words about dexamethasone end: the next drug, the next name with a number, or the clause."""
    clause = page.layout.clause[mention.first]
    for place in range(mention.last + 1, min(mention.last + REACH, len(page.layout.tokens))):
        following = page.layout.starts(place)
        other = following and (owns_dose(page, following) or following.of("measure"))
        if other or page.layout.clause[place] != clause:
            return place
    return min(mention.last + REACH, len(page.layout.tokens))


def _doses(page: Page, mention: Mention, end: int) -> list[int]:
    claimed: list[int] = []
    before = next(
        (
            a
            for p in range(max(0, mention.first - 3), mention.first)
            if (a := page.amount(p)) and a.last == mention.first - 1
        ),
        None,
    )
    if before and before.unit == "mg":
        claimed += range(before.first, before.last + 1)
    for place in range(mention.last + 1, end):
        amount = page.amount(place)
        if amount and amount.unit in ("mg", "") and page.layout.segment[place] == page.layout.segment[mention.first]:
            claimed += range(amount.first, amount.last + 1)
    return claimed


def _said_at(page: Page, place: int) -> str:
    token = page.layout.tokens[place]
    if token.kind == "days":
        return DAYS.get(token.text.lstrip("days ").replace(" ", "").removesuffix("/28"), "")
    return "weekly" if token.text in WEEKLY else ""


def _schedule(page: Page, schedule: str, mention: Mention, last: int) -> Outcome:
    tokens = (mention.first, max(mention.last, last))
    item = Understood(SCHEDULE, schedule, page.span(*tokens), page.words(*tokens), concept=schedule)
    return Outcome((item,), used=frozenset(range(tokens[0], tokens[1] + 1)))
