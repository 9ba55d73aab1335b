"""The course of treatment: relapses as lines, cycles, first or later episodes, and why treatment was interrupted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.beginning import read_beginning
from bot.reading.choices import read_choice, speaks_of_another
from bot.reading.measures import refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, Outcome, Understood
from bot.reading.series import series_after
from rules.values import Quantity

LINES, CYCLE = "prior_lines", "cycle_number"
RELAPSES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
EPISODES = {"anc": "neutropenia_episode", "platelets": "thrombocytopenia_episode"}
UNREAL = frozenset({"question", "hypothetical", "evidence", "family", "negated"})
ORDINALS = {
    "first": "first", "1st": "first", "second": "later", "2nd": "later", "third": "later", "3rd": "later",
    "recurrent": "later", "repeat": "later", "another": "later",
}  # fmt: skip
FALLS = ("episode", "occurrence", "drop", "fall")
NEAR_ONLY = frozenset({"again", "recurrent", "recurred"})
BECAUSE = frozenset({"for", "due", "because", "secondary", "given", "(", "after", "owing", "with"})
REASON_REACH = 9
COUNT_REASONS = {"anc": "neutropenia", "platelets": "thrombocytopenia"}
MEASURED_REASONS = {**COUNT_REASONS, "rash_grade": "skin_or_allergic_reaction"}
FINDING_REASONS = {
    "venous_thromboembolism": "thrombosis",
    "acute_infection": "infection",
    "severe_reaction": "skin_or_allergic_reaction",
}
UNCLEAR = ""
_CYCLE = re.compile(r"c([0-9]{1,3})")


def read_course(page: Page, used: frozenset[int]) -> Outcome:
    """All facts on the course of treatment."""
    outcome = Outcome(used=used)
    for step in (_relapses, _line_in_progress, _cycles, _episodes, _reasons, read_beginning):
        outcome = outcome + step(page, outcome.used)
    return outcome


def _relapses(page: Page, used: frozenset[int]) -> Outcome:
    """ "First relapse" means one prior line; it is marked as assumed."""
    outcome = Outcome()
    for mention, sense in page.mentions("choice", "disease_status"):
        count = RELAPSES.get(mention.key.split()[0]) if sense.detail == "relapsed" else None
        if count and not page.scope(mention).kinds & UNREAL:
            outcome = outcome + _integer(page, LINES, count, (mention.first, mention.last), assumed=True)
    return outcome


def _line_in_progress(page: Page, used: frozenset[int]) -> Outcome:
    """ "Third line" names the present one, or the last: how many came before is asked."""
    outcome = Outcome()
    for place, token in enumerate(page.layout.tokens[:-1]):
        following = page.layout.tokens[place + 1].text
        ordinal = token.kind == "ordinal" or token.text in ("second", "third", "fourth")
        if ordinal and following in ("line", "lines") and not page.scopes[place].kinds & UNREAL:
            question = page.definition(LINES).question
            outcome = outcome + refused(page, LINES, (place, place + 1), "ambiguous", question)
            outcome = outcome + Outcome(clarify=(Clarify(LINES, question),))
    return outcome


def _cycles(page: Page, used: frozenset[int]) -> Outcome:
    outcome = Outcome()
    for place, token in enumerate(page.layout.tokens):
        number = _CYCLE.search(token.text) if token.kind == "cycle" else None
        if place and page.layout.tokens[place - 1].text in page.lexicon.measures[CYCLE].not_behind:
            continue
        if number and int(number[1]) and not page.scopes[place].kinds & (UNREAL | {"planned", "past"}):
            outcome = outcome + _integer(page, CYCLE, int(number[1]), (place, place))
    return outcome


def _integer(page: Page, fact: str, count: int, tokens: tuple[int, int], assumed: bool = False) -> Outcome:
    value = Quantity(float(count), float(count))
    item = Understood(fact, value, page.span(*tokens), page.words(*tokens), str(count), assumed=assumed, concept=fact)
    return Outcome((item,), used=frozenset(range(tokens[0], tokens[1] + 1)))


def _episodes(page: Page, used: frozenset[int]) -> Outcome:
    outcome = _numbered_episodes(page)
    for mention, sense in page.mentions("choice", "episode"):
        facts = {EPISODES[name] for name in _counts_before(page, mention)}
        facts = facts or {EPISODES[name] for count, name in _counts(page) if _goes_with(page, mention, count)}
        facts = facts or {fact for fact in page.asked if fact in EPISODES.values()}
        tokens = (mention.first, mention.last)
        if page.scope(mention).kinds & (UNREAL - {"negated"}):
            continue
        if not facts:
            outcome = outcome + (_of_which(page, tokens) if mention.key.endswith(FALLS) else Outcome())
            continue
        if len(facts) > 1:
            questions = tuple(Clarify(fact, page.definition(fact).question) for fact in sorted(facts))
            outcome = outcome + refused(page, sorted(facts)[0], tokens, "ambiguous") + Outcome(clarify=questions)
            continue
        item = Understood(facts.pop(), sense.detail, page.span(*tokens), page.words(*tokens), concept=sense.detail)
        outcome = outcome + Outcome((item,))
    return outcome


def _of_which(page: Page, tokens: tuple[int, int]) -> Outcome:
    """ "1st episode" alone is not taken: of what is not said."""
    why = "This does not say of what: write first neutropenia or first thrombocytopenia."
    return Outcome(not_taken=refused(page, "", tokens, "ambiguous", why).not_taken)


def _numbered_episodes(page: Page) -> Outcome:
    """ "First neutropenia", "2nd thrombocytopenia"."""
    outcome = Outcome()
    for mention, name in _counts(page):
        before = page.layout.tokens[mention.first - 1].text if mention.first else ""
        if before in ORDINALS and mention.key.startswith(("neutrop", "thromb")):
            tokens = (mention.first - 1, mention.last)
            said = ORDINALS[before]
            item = Understood(EPISODES[name], said, page.span(*tokens), page.words(*tokens), concept=said)
            outcome = outcome + Outcome((item,))
    return outcome


def _counts(page: Page) -> Iterator[tuple[Mention, str]]:
    for name in EPISODES:
        for mention, _ in page.mentions("measure", name):
            if not page.scope(mention).kinds & {"family", "question"}:
                yield mention, name


def _counts_before(page: Page, mention: Mention) -> set[str]:
    """The counts spoken of ahead of "first time": in "ANC 0.7, first time, plt 110" it is said of the neutrophils."""
    return {name for count, name in _counts(page) if count.last < mention.first and _goes_with(page, mention, count)}


def _goes_with(page: Page, mention: Mention, count: Mention) -> bool:
    if mention.key not in NEAR_ONLY:
        return True
    apart = mention.first - count.last if count.first < mention.first else count.first - mention.last
    return apart <= 3 and page.layout.clause[mention.first] == page.layout.clause[count.first]


def _reasons(page: Page, used: frozenset[int]) -> Outcome:
    outcome = Outcome()
    for mention, sense in page.mentions("choice", "treatment_phase"):
        if (
            sense.detail != "interrupted"
            or speaks_of_another(page, mention, sense)
            or not read_choice(page, mention, sense).facts
        ):
            continue
        found = dict(_reasons_behind(page, mention))
        if {"neutropenia", "thrombocytopenia"} <= set(found):
            found = {"both_counts": max(found.values())} | {
                k: v for k, v in found.items() if k not in COUNT_REASONS.values()
            }
        if len(found) == 1 and UNCLEAR not in found:
            reason, last = found.popitem()
            tokens = (mention.first, last)
            item = Understood("interrupted_for", reason, page.span(*tokens), page.words(*tokens), concept=reason)
            outcome = outcome + Outcome((item,))
        elif found:
            outcome = outcome + Outcome(
                clarify=(Clarify("interrupted_for", page.definition("interrupted_for").question),)
            )
    return outcome


def _reasons_behind(page: Page, held: Mention) -> Iterator[tuple[str, int]]:
    """The reasons named behind "held for", each with its last token.

    A count with its value behind a comma is today's value: "held for neutropenia, plts 110". Behind another value it
    may be either: "held for ANC 0.4, plts 20" is asked.
    """
    because = named = behind_comma = False
    for place in range(held.last + 1, min(held.last + 1 + REASON_REACH, len(page.layout.tokens))):
        if page.layout.clause[place] != page.layout.clause[held.first]:
            return
        because = because or page.layout.tokens[place].text in BECAUSE
        behind_comma = behind_comma or page.layout.tokens[place].text == ","
        mention = page.layout.starts(place)
        reason = _reason(mention) if because and mention else ""
        if not mention or not reason:
            continue
        valued = _has_value(page, mention)
        if not (valued and behind_comma):
            named = named or not valued
            yield reason, mention.last
        elif not named:
            yield UNCLEAR, mention.last


def _has_value(page: Page, mention: Mention) -> bool:
    """Whether a count stands with its value."""
    return mention.of("measure") is not None and bool(series_after(page, mention.last + 1, frozenset()).said)


def _reason(mention: Mention) -> str:
    for sense in mention.senses:
        if sense.kind == "choice" and sense.name == "interrupted_for":
            return sense.detail
        if sense.kind == "measure" and sense.name in MEASURED_REASONS:
            return MEASURED_REASONS[sense.name]
        if sense.kind == "finding" and sense.name in FINDING_REASONS:
            return FINDING_REASONS[sense.name]
    return ""
