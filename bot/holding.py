"""What is held of the patient is not replaced, and nothing is noted, by what stands in a question to the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.hearing import SENTENCE, Heard, asks
from bot.reading.results import NotTaken, Span

# Where the question of a sentence begins: "CrCl is 28, what dose?" tells the clearance before it.
OPENING = re.compile(
    r"\b(?:what|which|how|why|when|who)\b|^\s*(?:does|do|did|is|are|was|were|has|have|can|could|should|would|may|will)\b",
    re.IGNORECASE,
)
# Without a question mark a sentence asks where it opens with what is asked for.
ASKED_FOR = re.compile(
    r"^\s*(?:and\s+)?(?:(?:len\w*|starting|initial|resume|restart\w*|usual|max\w*)\s+)*(?:dose|points?|score|grade|threshold|trigger"
    r"|definition|incidence|rate|response|frequency|evidence)\b"
    r"(?!\s+(?:reduced|is|was|now|held|cut|lowered|increased|changed|of\s+\d))",
    re.IGNORECASE,
)
# What is asked of many patients, and what marks one: "how often was DVT seen", "does he need LMWH".
OF_MANY = re.compile(
    r"\bhow (?:often|common\w*|many|frequent\w*)\b"
    r"|\b(?:incidence|rates?|points?|grade|definition|percentage|trial|study)\b",
    re.IGNORECASE,
)
OF_THIS_ONE = re.compile(
    r"\b(?:he|she|him|her|his|hers|my|our|i|we|(?:this|the|my) (?:patient|pt|man|woman|lady))\b", re.IGNORECASE
)
# "Grade 4 rash - what does the label say": what stands before is what it asks about.
HEADING = re.compile(r"[-–:]\s*$")
EXPLANATION = (
    "It stands in a question, and something else is held for this patient, so nothing was changed. State it plainly if"
    " it has changed, or ask “what if”."
)
NOT_NOTED = "It stands in a question to the evidence, so nothing was noted. State it plainly if this patient has it."


def with_held_kept(
    heard: Heard, held: Mapping[str, Any], asked: tuple[str, ...], names_source: Callable[[str], bool]
) -> Heard:
    """The message without the facts that only its questions hold, where they ask the evidence or replace other values.

    `held` are the facts as kept in turns, `asked` those on the table: an answer to them always counts. `names_source`
    tells whether a text names a study, a score, criteria or a label. What is left out is asked of the evidence.
    """
    if heard.kind != "text":
        return heard
    replacing, general = list(_questions(heard.said, names_source)), list(_general(heard.said, held, names_source))
    kept = heard.change.get("set", {})
    own = [entry for entry in heard.understood if entry["fact"] not in asked]
    told = {entry["fact"]: NOT_NOTED for entry in own if _lies_in(entry.get("span"), general)}
    told |= {
        entry["fact"]: EXPLANATION
        for entry in own
        if _replaces(held, kept, entry["fact"]) and _lies_in(entry.get("span"), [*replacing, *general])
    }
    if told:
        return _without(heard, told)
    supposing = heard.not_taken and not heard.facts and asks(heard.said) and names_source(heard.said)
    return replace(heard, question=heard.said, topic="") if supposing else heard


def _questions(text: str, names_source: Callable[[str], bool]) -> Iterator[Span]:
    """Where the questions of a text stand, each from its opening word, or whole where it asks what a source says."""
    for sentence in SENTENCE.finditer(text):
        opening = OPENING.search(sentence[0])
        if ASKED_FOR.search(sentence[0]) or (asks(sentence[0]) and not opening and names_source(sentence[0])):
            yield sentence.span()
        elif opening and asks(sentence[0]):
            yield sentence.start() + opening.start(), sentence.end()


def _general(text: str, held: Mapping[str, Any], names_source: Callable[[str], bool]) -> Iterator[Span]:
    """Where a text asks of many patients and not of this one; only beside what is held is that told apart."""
    for sentence in SENTENCE.finditer(text):
        if not held or OF_THIS_ONE.search(sentence[0]):
            continue
        opening = OPENING.search(sentence[0])
        start = opening.start() if opening else 0
        if HEADING.search(sentence[0][:start]):
            start = 0
        asking = (asks(sentence[0]) or ASKED_FOR.search(sentence[0]) or opening) and sentence[0]
        if asking and (OF_MANY.search(asking) or names_source(asking)):
            yield sentence.start() + start, sentence.end()


def _replaces(held: Mapping[str, Any], kept: Mapping[str, Any], fact: str) -> bool:
    """Whether a message gives a fact another value than is held."""
    return fact in held and fact in kept and held[fact].get("value") != kept[fact].get("value")


def _lies_in(span: Any, questions: list[Span]) -> bool:
    return bool(span) and any(start <= span[0] < end for start, end in questions)


def _without(heard: Heard, told: Mapping[str, str]) -> Heard:
    """The message without these facts, each with why; with none left it asks the evidence and no topic of advice."""
    facts = {fact: value for fact, value in heard.change.get("set", {}).items() if fact not in told}
    change = {key: value for key, value in heard.change.items() if key != "set" and (facts or key != "focus")}
    said = tuple(
        NotTaken(str(entry.get("words", "")), entry["fact"], "hypothetical", tuple(entry["span"]), told[entry["fact"]])
        for entry in heard.understood
        if entry["fact"] in told
    )
    return replace(
        heard,
        change=change | ({"set": facts} if facts else {}),
        understood=[entry for entry in heard.understood if entry["fact"] not in told],
        facts=tuple(fact for fact in heard.facts if fact.id not in told),
        held=said,
        question=heard.question if facts else heard.said,
        topic=heard.topic if facts else "",
    )
