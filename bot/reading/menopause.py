"""Menopause as the labels define it: "postmenopausal" counts only where nothing beside it speaks against.

Under both labels it is a natural menopause: 12 months (EU, from 50 years of age) or 24 months (US) without periods, and
none that began under chemotherapy. A younger age that stands elsewhere in the conversation is for the rules to weigh.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reading.page import Page
from bot.reading.patient import age_in
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, NotTaken, Outcome
from bot.reading.scopes import is_year_text

FACT, NAME = "childbearing_potential", "menopause"
FROM_AGE = 50
LEAST_YEARS = 2
# The latest year since which two years have surely passed, whenever this is read.
LATEST_SURE_YEAR = 2023
YEARS = frozenset({"year", "years", "yr", "yrs", "y"})
AGAINST = frozenset(
    "chemo chemotherapy induced premature prematurely early after following treatment therapy recent recently"
    " just newly month months mo week weeks wk wks days transplant asct due zoladex goserelin leuprorelin"
    " tamoxifen secondary iatrogenic because under during radiotherapy melphalan last almost nearly borderline"
    " not yet becoming turning".split()
)
ANYWHERE = frozenset("amenorrhoea amenorrhea amenorrhoeic amenorrheic period periods menses lmp".split())
GOING_ON = frozenset("since after for due because induced secondary following from last x".split())
WHY = "This is not sure to be menopause as the label defines it, so nothing was noted."


def without_doubtful_menopause(page: Page, outcome: Outcome) -> Outcome:
    """The outcome with a menopause that the definition may not cover asked back with that definition."""
    named = [mention for mention, _ in page.mentions("finding", NAME)]
    spans = [page.span(mention.first, mention.last) for mention in named]
    stated = [item for item in outcome.facts if item.fact == FACT and item.value is False]
    doubtful = [item for item in stated if any(item.span[0] <= start and end <= item.span[1] for start, end in spans)]
    if not any(_doubted(page, mention, outcome) for mention in named):
        return outcome
    if not doubtful:
        return outcome
    question = page.lexicon.findings[NAME].ask
    not_taken = tuple(NotTaken(item.words, FACT, "ambiguous", item.span, f"{WHY} {question}") for item in doubtful)
    kept = tuple(item for item in outcome.facts if item not in doubtful)
    asked = (*outcome.clarify, Clarify(FACT, question))
    return replace(outcome, facts=kept, not_taken=outcome.not_taken + not_taken, clarify=asked)


def _doubted(page: Page, mention: Mention, outcome: Outcome) -> bool:
    age = age_in(outcome)
    if age is not None and age.low < FROM_AGE:
        return True
    clause = page.layout.clause[mention.first]
    tokens = zip(page.layout.tokens, page.layout.clause, strict=True)
    if any(token.text in ANYWHERE for token, here in tokens if here == clause):
        return True
    return any(_speaks_against(page, place, outcome.used) for place in _beside(page, mention))


def _beside(page: Page, mention: Mention) -> range:
    """The words of the same segment, and of the next where it goes on about it: "postmenopausal, since chemo"."""
    first, end = page.layout.segment_start(mention.first), page.layout.segment_end(mention.first)
    while end < len(page.layout.tokens) and page.layout.tokens[end].text in GOING_ON:
        end = page.layout.segment_end(end)
    if page.layout.tokens[end - 1].text == "(" and end < len(page.layout.tokens):
        end = page.layout.segment_end(end)
    return range(first, end)


def _speaks_against(page: Page, place: int, used: frozenset[int]) -> bool:
    token = page.layout.tokens[place]
    following = page.layout.tokens[place + 1].text if place + 1 < len(page.layout.tokens) else ""
    if token.kind == "date":
        return True
    if token.kind == "number" and place not in used:
        long_enough = token.text.isdigit() and following in YEARS and int(token.text) >= LEAST_YEARS
        return not (long_enough or (is_year_text(token.text) and int(token.text) <= LATEST_SURE_YEAR))
    if token.text == "since":
        return not is_year_text(following)
    return token.text in AGAINST and place not in used
