"""The dexamethasone schedule: the registration one in pulses, weekly, or none."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.amounts import Amount
from bot.reading.drugs import drugs_named, owns_dose
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Outcome, Understood
from rules.values import Quantity

SCHEDULE = "dexamethasone_schedule"
PER_CYCLE = "dexamethasone_mg_per_cycle"
UNREAL = frozenset({"question", "hypothetical", "evidence", "family", "past", "unsure"})
REACH = 14
DOSE_REACH = 3
# Milligrams a week that can be a dose; outside, the number is something else.
LEAST_WEEKLY, MOST_WEEKLY = 4, 100
# Days of the two schedules as the vocabulary describes them; blanks and "d" are left out before comparing.
DAYS = {"1-4,9-12,17-20": "registration", "1,8,15,22": "weekly", "1,8,15": ""}
WEEKLY = frozenset({"weekly", "week", "wkly"})
REPLY_WORDS = frozenset("mg once a per dex dexamethasone at of yes it is each every".split())


def read_dexamethasone(page: Page, used: frozenset[int]) -> Outcome:
    """The schedule of dexamethasone, and the doses that are dexamethasone's, so that no one takes them for others."""
    outcome = Outcome(used=used)
    for mention in page.layout.mentions:
        sense = mention.of("choice", SCHEDULE)
        if sense and not page.scope(mention).kinds & UNREAL:
            end = _end_of_reach(page, mention)
            claimed = frozenset(_doses(page, mention, end))
            amount = _amount_a_cycle(page, sense.detail, mention, end)
            outcome = outcome + _schedule(page, sense.detail, mention, mention.last) + amount + Outcome(used=claimed)
        elif drugs_named(page, mention)[:1] == ("dexamethasone",):
            outcome = outcome + _behind(page, mention)
    return outcome + _answered(page) if SCHEDULE in page.asked and not outcome.facts else outcome


def _answered(page: Page) -> Outcome:
    """The schedule, and the dose beside it, as a reply that need not name the drug: "weekly, 20 mg"."""
    for place, token in enumerate(page.layout.tokens):
        if token.text in WEEKLY and "question" not in page.scopes[place] and _nothing_else(page):
            mention = Mention(place, place, (), "weekly")
            amount = _amount_a_cycle(page, "weekly", Mention(-1, -1, (), ""), len(page.layout.tokens))
            return _schedule(page, "weekly", mention, place) + amount
    return Outcome()


def _nothing_else(page: Page) -> bool:
    """Whether the reply holds but a dose and how often it is given."""
    words = (token.text for token in page.layout.tokens if token.kind == "word")
    return all(word in WEEKLY | REPLY_WORDS for word in words)


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
    before = _dose_before(page, mention)
    behind = [amount for place in range(mention.last + 1, end) if (amount := page.amount(place))]
    milligrams = [amount for amount in behind if amount.unit in ("mg", "") and not _of_another(page, amount, mention)]
    milligrams = [before] if before else milligrams
    if schedule != "weekly" or len(milligrams) != 1 or not _plausible(milligrams[0]):
        return Outcome()
    total = float(milligrams[0].low * 4)
    tokens = (max(min(mention.first, milligrams[0].first), 0), max(mention.last, milligrams[0].last))
    said = f"{float(milligrams[0].low):g} mg a week"
    item = Understood(PER_CYCLE, Quantity(total, total), page.span(*tokens), page.words(*tokens), said, "mg/28 d")
    return Outcome((replace(item, assumed=True),), used=frozenset(range(tokens[0], tokens[1] + 1)))


def _plausible(dose: Amount) -> bool:
    return dose.low == dose.high and LEAST_WEEKLY <= dose.low <= MOST_WEEKLY


def _of_another(page: Page, amount: Amount, mention: Mention) -> bool:
    """Whether a dose is of a drug behind it, or beyond a comma not surely of this one: "dex weekly, 25 mg len"."""
    place = amount.last + 1
    place += place < len(page.layout.tokens) and page.layout.tokens[place].text == "of"
    following = page.layout.over.get(place)
    if following and owns_dose(page, following) not in ("", "dexamethasone"):
        return True
    said_whole = mention.of("choice", SCHEDULE) is not None
    return said_whole and page.layout.segment[amount.first] != page.layout.segment[mention.first]


def _dose_before(page: Page, mention: Mention) -> Amount | None:
    """The dose right before the name: "40 mg dex weekly"."""
    for place in range(max(0, mention.first - DOSE_REACH), mention.first):
        amount = page.amount(place)
        if amount and amount.last == mention.first - 1 and amount.unit == "mg":
            return amount
    return None


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
    before = _dose_before(page, mention)
    claimed = [*range(before.first, before.last + 1)] if before else []
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
