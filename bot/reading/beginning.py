"""Treatment that is about to begin, said without naming it: "starting tmrw", "planned start next week"."""

from __future__ import annotations

from bot.reading.drugs import LENALIDOMIDE, owns_dose
from bot.reading.page import Page
from bot.reading.results import Outcome, Understood

PHASE, ABOUT_TO_START = "treatment_phase", "considering_start"
UNREAL = frozenset({"question", "hypothetical", "evidence", "family", "negated", "unsure"})


def read_beginning(page: Page, used: frozenset[int]) -> Outcome:
    """The phase of treatment where a segment says that it starts soon and nothing else could be what starts."""
    outcome = Outcome()
    for start in _segments(page):
        end = page.layout.segment_end(start)
        words = [place for place in range(start, end) if page.layout.tokens[place].kind not in ("mark", "line")]
        if words and not set(words) & used and _says_so(page, words) and not _something_else(page, start):
            tokens = (words[0], words[-1])
            item = Understood(
                PHASE, ABOUT_TO_START, page.span(*tokens), page.words(*tokens), concept=ABOUT_TO_START
            )  # fmt: skip
            outcome = outcome + Outcome((item,), used=frozenset(words))
    return outcome


def _segments(page: Page) -> list[int]:
    segment = page.layout.segment
    return [place for place in range(len(segment)) if place == 0 or segment[place - 1] != segment[place]]


def _says_so(page: Page, words: list[int]) -> bool:
    """Whether the words name a start and when it is, and nothing beside."""
    soon = page.lexicon.soon
    texts = [page.layout.tokens[place].text for place in words]
    if any(page.scopes[place].kinds & UNREAL for place in words):
        return False
    named = set(texts)
    return bool(named & soon.start) and bool(named & soon.when) and named <= soon.start | soon.when | soon.beside


def _something_else(page: Page, start: int) -> bool:
    """Whether the sentence names another drug, or the words before the comma are not known: "abx, starting tmrw"."""
    clause = page.layout.clause[start]
    for mention in page.layout.mentions:
        if page.layout.clause[mention.first] == clause and owns_dose(page, mention) not in ("", LENALIDOMIDE):
            return True
    before = page.layout.tokens[start - 2] if start >= 2 and page.layout.clause[start - 1] == clause else None
    return before is not None and before.kind == "word" and start - 2 not in page.layout.over
