"""Whether the creatinine is stable: "Cr stable at 1.9", "creatinine rising", "was stable, now rising".

What is said last counts. "Was stable" alone says nothing of now, so it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.reading.layout import concept
from bot.reading.measures import refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, Outcome, Understood

STABLE = "creatinine_stable"
NAMES = ("creatinine", "creatinine_clearance_ml_min", "egfr_ml_min_1_73m2")
ORGANS = frozenset({"renal", "kidney"})
UNREAL = frozenset({"family", "hypothetical", "question", "evidence", "planned"})
PASSED = frozenset(
    ", ( ) : - to and is has been but was were had it previously prev formerly earlier initially remains still"
    " now then since today currently again slowly acutely recently lately until till before function however"
    " though although yet".split()
)
# Behind these, "stable" speaks of something else.
OTHER_STABLE = frozenset({"disease", "angina", "dose", "on"})
WAS = frozenset({"was", "were", "previously", "prev", "had", "formerly", "initially", "earlier"})
UNTIL = frozenset({"until", "till", "before", "previously", "initially"})
TURNED = frozenset({"now", "but", "then", "since", "today", "however", "currently"})
ENDS = frozenset(".;!?")
REACH = 12
OPEN = "This says that it was stable before; whether it is now was not said."


def read_stability(page: Page, used: frozenset[int]) -> Outcome:
    """Stable or not, for every mention of the creatinine, its clearance or renal function."""
    outcome = Outcome()
    for mention in _named(page):
        if not page.scopes[max(mention.first, 0)].kinds & UNREAL:
            outcome = outcome + _read_one(page, mention, used)
    return outcome


def _named(page: Page) -> Iterator[Mention]:
    """What "stable" can be said of; the beginning of a reply to the question whether the creatinine is stable."""
    for name in NAMES:
        for mention, _ in page.mentions("measure", name):
            yield mention
    for mention, sense in page.mentions("finding", STABLE):
        if sense.detail == "yes":
            yield mention
    for place, token in enumerate(page.layout.tokens[:-1]):
        if token.text in ORGANS and page.layout.tokens[place + 1].text == "function" and place not in page.layout.over:
            yield Mention(place, place + 1, (), "renal function")
    if STABLE in page.asked and page.text:
        yield Mention(0, -1, (), "")


def _read_one(page: Page, mention: Mention, used: frozenset[int]) -> Outcome:
    before = page.layout.over.get(mention.first - 1) if mention.first > 0 else None
    for word in (mention, before, *_behind(page, mention, used)):
        stable = _said(page, word) if word else None
        if word and stable is not None:
            return _judged(page, mention, word, stable, used)
    return Outcome()


def _judged(page: Page, mention: Mention, word: Mention, stable: bool, used: frozenset[int]) -> Outcome:
    tokens = min(mention.first, word.first), max(mention.last, word.last)
    turned = _turned(page, word, used, to="unstable") if stable else None
    if turned is not None:
        return _noted(page, False, (tokens[0], turned))
    if stable and _only_before(page, word):
        return _asked(page, tokens)
    if not stable and _turned(page, word, used, to="stable") is not None:
        return _asked(page, tokens)
    past = "past" in page.scopes[tokens[0]].kinds
    left_to_others = word is mention or past or (mention.last < mention.first and stable)
    return Outcome() if left_to_others else _noted(page, stable, tokens)


def _asked(page: Page, tokens: tuple[int, int]) -> Outcome:
    question = page.definition(STABLE).question
    asked = Outcome(clarify=(Clarify(STABLE, question),))
    return refused(page, STABLE, tokens, "ambiguous", f"{OPEN} {question}") + asked


def _noted(page: Page, stable: bool, tokens: tuple[int, int]) -> Outcome:
    item = Understood(STABLE, stable, page.span(*tokens), page.words(*tokens), concept="")
    words = (place for place in range(tokens[0], tokens[1] + 1) if page.layout.tokens[place].kind != "number")
    return Outcome((item,), used=frozenset(words))


def _said(page: Page, word: Mention) -> bool | None:
    if word.of("finding", STABLE):
        return None if page.scope(word).kinds & {"negated", "unsure"} else True
    if word.of("number", "unstable"):
        return "negated" in page.scope(word)
    if not word.of("number", "stable"):
        return None
    following = page.layout.tokens[word.last + 1 : word.last + 2]
    if following and following[0].text in OTHER_STABLE:
        return None
    return "negated" not in page.scope(word)


def _turned(page: Page, word: Mention, used: frozenset[int], to: str) -> int | None:
    """The last token of what says that this is over: "now rising", "but going up", "until May, now 240"."""
    until = turned = False
    place = word.last + 1
    while place < min(word.last + 1 + REACH, len(page.layout.tokens)):
        token, mention, amount = page.layout.tokens[place], page.layout.starts(place), page.amount(place)
        if token.text in ENDS or token.kind == "line" or (mention and concept(mention)):
            return None
        until, turned = until or token.text in UNTIL or _until(mention), turned or token.text in TURNED
        if mention and _changes(mention, to, turned) and "negated" not in page.scopes[place].kinds:
            return mention.last
        if amount and until and turned and to == "unstable":
            return amount.last
        if not (token.text in PASSED or place in used or amount or mention):
            return None
        place = max(mention.last if mention else place, amount.last if amount else place) + 1
    return None


def _changes(mention: Mention, to: str, turned: bool) -> bool:
    if to == "stable":
        return turned and mention.of("number", "stable") is not None
    return mention.of("number", "unstable") is not None or (turned and mention.of("number", "change") is not None)


def _until(mention: Mention | None) -> bool:
    return mention is not None and mention.key.startswith(("until", "till", "up to"))


def _only_before(page: Page, word: Mention) -> bool:
    """Whether "stable" is said of before alone: "was stable", "previously stable", "stable until last week"."""
    before = page.layout.tokens[word.first - 1].text if word.first else ""
    behind = page.layout.tokens[word.last + 1].text if word.last + 1 < len(page.layout.tokens) else ""
    past = "past" in page.scopes[word.first].kinds
    return past or before in WAS or behind in UNTIL


def _behind(page: Page, mention: Mention, used: frozenset[int]) -> Iterator[Mention]:
    """The first phrase behind the name, its number and small words passed over."""
    clause = page.layout.clause[max(mention.first, 0)]
    for place in range(mention.last + 1, min(mention.last + REACH, len(page.layout.tokens))):
        if page.layout.clause[place] != clause:
            return
        word = page.layout.starts(place)
        if word and (word.of("number", "stable") or word.of("number", "unstable")):
            yield word
            return
        if place not in used and page.layout.tokens[place].text not in PASSED:
            return
