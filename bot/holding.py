"""What is held of the patient is not replaced by a figure that stands in a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.hearing import SENTENCE, Heard, asks
from bot.reading.results import NotTaken, Span

# Where the question of a sentence begins: "CrCl is 28, what dose?" tells the clearance before it.
OPENING = re.compile(
    r"\b(?:what|which|how|why|when|who)\b|^\s*(?:does|do|did|is|are|was|were|has|have|can|could|should|would|may|will)\b",
    re.IGNORECASE,
)
EXPLANATION = (
    "It stands in a question, and something else is held for this patient, so nothing was changed. State it plainly if"
    " it has changed, or ask “what if”."
)


def with_held_kept(heard: Heard, held: Mapping[str, Any], asked: tuple[str, ...]) -> Heard:
    """The message without the facts that only its questions hold and that would replace other values.

    `held` are the facts as kept in turns, `asked` those on the table: an answer to them always counts.
    """
    if heard.kind != "text":
        return heard
    within = list(_questions(heard.said))
    kept = heard.change.get("set", {})
    left_out = [
        entry
        for entry in heard.understood
        if entry["fact"] not in asked and _replaces(held, kept, entry["fact"]) and _lies_in(entry.get("span"), within)
    ]
    return _without(heard, left_out) if left_out else heard


def _questions(text: str) -> Iterator[Span]:
    """Where the questions of a text stand, each from its opening word."""
    for sentence in SENTENCE.finditer(text):
        opening = OPENING.search(sentence[0])
        if opening and asks(sentence[0]):
            yield sentence.start() + opening.start(), sentence.end()


def _replaces(held: Mapping[str, Any], kept: Mapping[str, Any], fact: str) -> bool:
    """Whether a message gives a fact another value than is held."""
    return fact in held and fact in kept and held[fact].get("value") != kept[fact].get("value")


def _lies_in(span: Any, questions: list[Span]) -> bool:
    return bool(span) and any(start <= span[0] < end for start, end in questions)


def _without(heard: Heard, left_out: list[Mapping[str, Any]]) -> Heard:
    gone = {entry["fact"] for entry in left_out}
    facts = {fact: value for fact, value in heard.change["set"].items() if fact not in gone}
    change = {key: value for key, value in heard.change.items() if key != "set"}
    said = tuple(
        NotTaken(str(entry.get("words", "")), entry["fact"], "hypothetical", tuple(entry["span"]), EXPLANATION)
        for entry in left_out
    )
    return replace(
        heard,
        change=change | ({"set": facts} if facts else {}),
        understood=[entry for entry in heard.understood if entry["fact"] not in gone],
        facts=tuple(fact for fact in heard.facts if fact.id not in gone),
        held=said,
    )
