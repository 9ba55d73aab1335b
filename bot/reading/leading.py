"""Replies to a list that go on behind a yes or no: "no to all except diabetes", "only a port", "yes, since 2019"."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.answers import reply_meaning, taken
from bot.reading.measures import refused
from bot.reading.page import Page
from bot.reading.results import Clarify, Outcome
from bot.reading.scopes import is_year_text
from rules.facts import FactDefinition

SET_OFF = frozenset({"but", "he", "she", "in", "since"})
RESTRICTING = frozenset({"but", "except", "apart", "only", "just", "other"})
SHORTEST_UNREAD = 3
UNREAD = "Not every word behind the exception is known to me, so nothing was denied. Name what applies."
WEAKENED = "This is a yes or no with a reservation, so nothing was noted. Say plainly whether it applies."
WHICH = "What is left out can be said in two ways. Name what applies, or say none of these."


def led_answer(page: Page, found: Outcome) -> Outcome:
    """What was found with what the message adds as a reply: a leading yes or no, and what "none except" denies."""
    asked = tuple(page.definition(fact) for fact in page.asked)
    yes_no = tuple(fact for fact in asked if fact.type == "boolean")
    if not yes_no:
        return found
    meaning, behind = _exception(page)
    if meaning == "all_of_these" and len(yes_no) > 1:
        return _all_but(page, found, yes_no)
    named = any(item.fact in page.asked and item.value is True for item in found.facts)
    excepted = meaning == "none_of_these" and len(yes_no) > 1
    if excepted and (_unread(page, behind) or not _read_something(found)):
        return found + refused(page, "", (0, len(page.layout.tokens) - 1), "ambiguous", UNREAD)
    if excepted or (_restricts(page) and named):
        return found + _rest_denied(page, found, yes_no)
    leading = _leading(page)
    stated = {item.fact for item in found.facts}
    if leading is None or len(yes_no) > 1 or yes_no[0].id in stated or _doubted(found, yes_no[0].id):
        return found
    if _weakened(page, found):
        again = Outcome(clarify=(Clarify(yes_no[0].id, yes_no[0].question),))
        return found + refused(page, yes_no[0].id, (0, len(page.layout.tokens) - 1), "ambiguous", WEAKENED) + again
    return found + taken(page, yes_no, leading == "yes", (0, 0))


def _doubted(found: Outcome, fact: str) -> bool:
    """Whether what follows the yes or no is on the same fact and was not clear: "no, postmenopausal since chemo"."""
    return any(item.about == fact and item.reason == "ambiguous" for item in found.not_taken) or any(
        question.fact == fact and not any(item.about == fact for item in found.not_taken) for question in found.clarify
    )


def _weakened(page: Page, found: Outcome) -> bool:
    """Whether the reply takes back part of its yes or no in words nobody knows: "yes but only superficial"."""
    words = [token.text for token in page.layout.tokens[1:] if token.kind == "word"]
    if set(words) & page.lexicon.answers.weakening:
        return True
    return bool(set(words[:2]) & RESTRICTING) and not _read_something(found)


def _read_something(found: Outcome) -> bool:
    return bool(found.facts or found.not_taken or found.clarify)


def _exception(page: Page) -> tuple[str, int]:
    """What a reply with an exception says of the rest, and the first token of the exception: ("", 0) for others."""
    words = tuple(token.text for token in page.layout.tokens)
    answers = page.lexicon.answers
    for meaning in ("none_of_these", "all_of_these"):
        for phrase in (*answers.replies[meaning], *((("no",), ("nope",)) if meaning == "none_of_these" else ())):
            if words[: len(phrase)] != phrase:
                continue
            start = len(phrase) + (words[len(phrase) : len(phrase) + 1] == (",",))
            for besides in answers.besides:
                if words[start : start + len(besides)] == besides and len(words) > start + len(besides):
                    return meaning, start + len(besides)
    return "", 0


def _all_but(page: Page, found: Outcome, asked: tuple[FactDefinition, ...]) -> Outcome:
    """ "All except diabetes" is not taken: a list is never stated as a whole by what it leaves out."""
    ids = {fact.id for fact in asked}
    kept = replace(found, facts=tuple(item for item in found.facts if item.fact not in ids))
    return kept + refused(page, "", (0, len(page.layout.tokens) - 1), "ambiguous", WHICH)


def _rest_denied(page: Page, found: Outcome, asked: tuple[FactDefinition, ...]) -> Outcome:
    """The facts asked that the message neither names nor leaves open, as absent."""
    touched = {item.fact for item in found.facts} | {item.fact for item in found.clarify}
    touched |= {item.about for item in found.not_taken}
    rest = (fact for fact in asked if fact.id not in touched)
    return taken(page, rest, False, (0, len(page.layout.tokens) - 1))


def _unread(page: Page, behind: int) -> bool:
    """Whether an exception holds a word nobody knows: it may be one of the facts asked, so nothing is denied."""
    known = page.lexicon.spelling.known
    return behind > 0 and any(
        token.kind == "word" and len(token.text) >= SHORTEST_UNREAD and token.text not in known
        for token in page.layout.tokens[behind:]
    )


def _restricts(page: Page) -> bool:
    """Whether the reply says that nothing else applies: "only diabetes", "none except a port", "others no"."""
    words = tuple(token.text for token in page.layout.tokens)
    answers = page.lexicon.answers
    if any(words[: len(phrase)] == phrase for phrase in answers.only):
        return True
    if words[:1] in (("no",), ("none",), ("nope",)) and set(words[1:4]) & RESTRICTING:
        return True
    ends = words[:-1] if words and words[-1] == "." else words
    return any(ends[-len(phrase) :] == phrase for phrase in answers.rest_no)


def _leading(page: Page) -> str | None:
    """A yes or no that opens the message and is set off from the rest."""
    tokens = page.layout.tokens
    if len(tokens) < 2:
        return None
    if tokens[1].text not in ",.;:-" and tokens[1].text not in SET_OFF and not is_year_text(tokens[1].text):
        return None
    meaning = reply_meaning(page, (tokens[0].text,))
    return meaning if meaning in ("yes", "no") else None
