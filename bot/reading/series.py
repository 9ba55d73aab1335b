"""The numbers said behind a name, with what each is: the value now, an earlier one, or one denied.

"ANC dropped from 2.1 to 0.7", "plts 45 → 80", "0.7 (was 2.1)", "2.1 not 1.2".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.reading.amounts import Amount, amount_at, unit_in_brackets
from bot.reading.dates import read_date
from bot.reading.looking_back import is_year
from bot.reading.page import Page
from bot.reading.phrases import Mention

Role = Literal["plain", "was", "before", "now", "denied"]
MOST_FILLERS = 8
# Behind a word of change these lead to the value itself; "down 20" may be the difference.
DIRECTING = frozenset({"at", "of", "from", "now", "today", "currently", "is", "was", "is now", "currently at"})
CONNECTING = frozenset("(),:=")


@dataclass(frozen=True)
class Said:
    """One number of a series with its role, and the date it is from where that was said."""

    amount: Amount
    role: Role
    at: date | None = None


@dataclass(frozen=True)
class Series:
    """The numbers behind a name; `last` is the last token used. `muddled` marks "2.1 > 0.7" and "down 20"."""

    said: tuple[Said, ...]
    last: int
    muddled: bool = False

    @property
    def current(self) -> Said | None:
        """The value that stands now: one said to be of now, else a plain one; None when all are old."""
        for roles in (("now",), ("plain",), ("was",)):
            matching = [said for said in self.said if said.role in roles]
            if matching:
                return matching[-1] if roles == ("now",) else matching[0]
        return None

    @property
    def earlier(self) -> Said | None:
        """The latest earlier value, or None."""
        older = [said for said in self.said if said.role in ("before", "was") and said is not self.current]
        return older[-1] if older else None


@dataclass(frozen=True)
class _Walk:
    """How far the walk behind a name has come."""

    place: int
    role: Role
    changing: bool
    steps: int
    connected: bool
    unit: str = ""
    directed: bool = False


def series_after(page: Page, place: int, used: frozenset[int], words: bool = False) -> Series:
    """The numbers from a token on, as far as one name carries; `words` admits number words."""
    said: list[Said] = []
    vague = False
    walk = _Walk(place, "plain", False, 0, True)
    last = place - 1
    while walk.steps <= MOST_FILLERS and walk.place < len(page.layout.tokens):
        amount = _amount(page, walk, used, words)
        if amount is None:
            stepped = _step(page, walk, bool(said))
            if stepped is None:
                break
            walk = stepped
            continue
        if said and not walk.connected:
            return Series(tuple(said), last, muddled=amount.shape in ("above", "below") and walk.steps == 0)
        if said and walk.role == "now" and said[-1].role == "plain":
            said[-1] = replace(said[-1], role="before")
        item, last = _said(page, amount, walk)
        said.append(item)
        vague = walk.changing and not walk.directed and len(said) == 1
        walk = _Walk(last + 1, "plain", walk.changing, 0, False)
    return Series(tuple(said), last, muddled=vague and len(said) == 1)


def _amount(page: Page, walk: _Walk, used: frozenset[int], words: bool) -> Amount | None:
    place = walk.place
    if place in used:
        return None
    amount = page.amount(place, words)
    if amount and amount.shape == "range" and (walk.changing or walk.role == "before"):
        amount = amount_at(page.layout, place, page.lexicon.numbers, words, ranges=False)
    if amount is None or used & set(range(amount.first, amount.last + 1)):
        return None
    return None if not amount.unit and counts_something(page, amount) else amount


def counts_something(page: Page, amount: Amount) -> bool:
    """Whether a bare number is a year, or counts cycles, months and the like: "3 cycles", "2019"."""
    if is_year(page.layout, amount.number_last):
        return True
    following = page.layout.starts(amount.number_last + 1)
    return bool(following and following.of("number", "not_a_value"))


def _step(page: Page, walk: _Walk, within: bool) -> _Walk | None:
    """One word further; None when the word ends the series."""
    token = page.layout.tokens[walk.place]
    bracketed = unit_in_brackets(page.layout, walk.place, page.lexicon.numbers)
    if bracketed:
        return replace(walk, place=bracketed[1] + 1, unit=bracketed[0], steps=walk.steps + 1)
    mention = page.layout.starts(walk.place)
    if token.kind == "arrow":
        return replace(walk, place=walk.place + 1, role="now", changing=True, connected=True)
    if token.text == "to" and (within or walk.changing):
        return replace(walk, place=walk.place + 1, role="now", connected=True, steps=walk.steps + 1, directed=True)
    if mention:
        return _step_over(walk, mention, within)
    if token.text in CONNECTING and (within or walk.changing or token.text in "():="):
        return replace(walk, place=walk.place + 1, steps=walk.steps + 1, directed=True)
    return None


def _step_over(walk: _Walk, mention: Mention, within: bool) -> _Walk | None:
    further = replace(walk, place=mention.last + 1, steps=walk.steps + 1)
    if mention.key == "by" and walk.changing:
        return None
    if mention.key in DIRECTING:
        further = replace(further, directed=True)
    if mention.of("number", "old_value") and within:
        return further
    if mention.of("number", "before"):
        role: Role = "was" if mention.key == "was" else "before"
        return replace(further, role=role, connected=True)
    if mention.of("number", "now"):
        return replace(further, role="now", connected=walk.connected or within)
    if mention.of("number", "change"):
        return replace(further, changing=True)
    if mention.key == "not" and within:
        return replace(further, role="denied", connected=True)
    return further if mention.of("number", "fillers") else None


def _said(page: Page, amount: Amount, walk: _Walk) -> tuple[Said, int]:
    role, last = walk.role, amount.last
    amount = replace(amount, unit=amount.unit or walk.unit)
    place = amount.last + 1
    opened = place < len(page.layout.tokens) and page.layout.tokens[place].text in "(,"
    after = page.layout.starts(place + opened)
    if after and after.of("number", "old_value"):
        role = "before"
        last = after.last
    at, dated_last = _date_behind(page, place)
    return Said(amount, role, at), max(last, dated_last)


def _date_behind(page: Page, place: int) -> tuple[date | None, int]:
    """The date said right behind a value: "(2026-11-20)", "on 20 Nov 2026"."""
    for skip in range(2):
        here = place + skip
        if here < len(page.layout.tokens) and page.layout.tokens[here].kind == "date":
            at = read_date(page.layout.tokens[here].text)
            return at, here if at else -1
        if here >= len(page.layout.tokens) or page.layout.tokens[here].text not in ("on", "(", "from", "of"):
            break
    return None, -1
