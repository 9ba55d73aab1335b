"""A reading as plain data for the outside: the shape of the answer to POST /readings."""

from __future__ import annotations

from bot.reading.results import Clarify, NotTaken, Reading, Understood
from rules.facts import Vocabulary
from rules.values import Fact, Quantity, show_fact


def reading_json(reading: Reading, vocabulary: Vocabulary) -> dict[str, object]:
    """The reading with values in canonical units, what was said, and spans as [start, end] (end excluded)."""
    shown: dict[str, object] = {
        "facts": [understood_json(item, vocabulary) for item in reading.facts],
        "not_taken": [_not_taken(item) for item in reading.not_taken],
        "clarify": [_clarify(item, vocabulary) for item in reading.clarify],
        "intent": reading.intent,
    }
    if reading.command:
        shown["command"] = reading.command
    if reading.topic:
        shown["topic"] = reading.topic
    return shown


def understood_json(item: Understood, vocabulary: Vocabulary) -> dict[str, object]:
    """One understood fact; what is empty is left out."""
    shown: dict[str, object] = {"fact": item.fact, **_value(item.fact, item, vocabulary)}
    if item.said:
        shown["said"] = _said(item)
    shown["span"], shown["words"] = list(item.span), item.words
    if item.assumed:
        shown["assumed"] = True
    if item.at:
        shown["at"] = item.at.isoformat()
    if item.earlier is not None:
        shown["earlier"] = _bare_value(show_fact(vocabulary, Fact(item.fact, item.earlier)))
    return shown


def _value(fact: str, item: Understood, vocabulary: Vocabulary) -> dict[str, object]:
    shown = show_fact(vocabulary, Fact(fact, item.value))
    shown.pop("origin", None)
    return shown


def _bare_value(shown: dict[str, object]) -> object:
    return shown["value"] if "value" in shown else {"low": shown["low"], "high": shown["high"]}


def _said(item: Understood) -> dict[str, object]:
    number = item.said.removesuffix(item.unit).strip() if item.unit else item.said
    about, number = number.startswith("about "), number.removeprefix("about ")
    try:
        value: object = float(number) if "." in number else int(number)
    except ValueError:
        value = number
    said: dict[str, object] = {"value": value}
    if item.unit and isinstance(item.value, Quantity):
        said["unit"] = item.unit
    if about:
        said["about"] = True
    return said


def _not_taken(item: NotTaken) -> dict[str, object]:
    shown: dict[str, object] = {"words": item.words, "about": item.about, "reason": item.reason}
    if not item.about:
        del shown["about"]
    return {**shown, "span": list(item.span), "explanation": item.explanation}


def _clarify(item: Clarify, vocabulary: Vocabulary) -> dict[str, object]:
    shown: dict[str, object] = {"fact": item.fact, "question": item.question}
    if item.options:
        shown["options"] = [understood_json(option, vocabulary) for option in item.options]
    return shown
