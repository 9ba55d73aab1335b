"""Whether the creatinine is stable, said beside its name or its number: "Cr stable at 1.9", "creatinine rising"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Outcome, Understood

STABLE = "creatinine_stable"
NAMES = ("creatinine", "creatinine_clearance_ml_min", "egfr_ml_min_1_73m2")
UNREAL = frozenset({"family", "hypothetical", "question", "evidence", "past", "planned"})
PASSED = frozenset({",", "(", "and", "is", "has", "been", "but", "was", ":", "remains", "still", "now"})
# Behind these, "stable" speaks of something else.
OTHER_STABLE = frozenset({"disease", "angina", "dose", "on"})
REACH = 12


def read_stability(page: Page, used: frozenset[int]) -> Outcome:
    """Stable or not, for every mention of the creatinine or its clearance."""
    outcome = Outcome()
    for name in NAMES:
        for mention, _ in page.mentions("measure", name):
            if not page.scope(mention).kinds & UNREAL:
                outcome = outcome + _read_one(page, mention, used)
    return outcome


def _read_one(page: Page, mention: Mention, used: frozenset[int]) -> Outcome:
    before = page.layout.over.get(mention.first - 1)
    for word in (before, *_behind(page, mention, used)):
        if word and (stable := _said(page, word)) is not None:
            tokens = (min(mention.first, word.first), max(mention.last, word.last))
            item = Understood(STABLE, stable, page.span(*tokens), page.words(*tokens), concept="")
            return Outcome((item,))
    return Outcome()


def _said(page: Page, word: Mention) -> bool | None:
    if word.of("number", "unstable"):
        return "negated" in page.scope(word)
    if not word.of("number", "stable"):
        return None
    following = page.layout.tokens[word.last + 1 : word.last + 2]
    if following and following[0].text in OTHER_STABLE:
        return None
    return "negated" not in page.scope(word)


def _behind(page: Page, mention: Mention, used: frozenset[int]) -> Iterator[Mention]:
    """The first phrase behind the name, its number and small words passed over."""
    clause = page.layout.clause[mention.first]
    for place in range(mention.last + 1, min(mention.last + REACH, len(page.layout.tokens))):
        if page.layout.clause[place] != clause:
            return
        word = page.layout.starts(place)
        if word and (word.of("number", "stable") or word.of("number", "unstable")):
            yield word
            return
        if place not in used and page.layout.tokens[place].text not in PASSED:
            return
