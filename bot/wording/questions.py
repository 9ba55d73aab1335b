"""Questions as they are asked: the text, why, and the answers that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.planning import Question
from bot.reading.results import Clarify, Understood
from bot.wording.facts import clinical_units, fact_words
from rules.facts import Vocabulary
from rules.values import Fact, show_fact


def question_json(vocabulary: Vocabulary, question: Question) -> dict[str, Any]:
    """A question in the outside shape, with what fits as an answer."""
    definition = vocabulary[question.fact]
    shown: dict[str, Any] = {
        "fact": question.fact,
        "text": question.text,
        "why": question.why,
        "topics": list(question.topics),
    }
    if len(question.facts) > 1:
        items = [{"fact": fact, "text": vocabulary[fact].label, "why": vocabulary[fact].why} for fact in question.facts]
        return shown | {"kind": "checklist", "facts": list(question.facts), "items": items}
    if definition.type == "boolean":
        return shown | {"kind": "yes_no", **_offered([(True, "Yes"), (False, "No")])}
    if definition.type == "choice":
        words = [(choice, definition.choice_words.get(choice, choice)) for choice in definition.choices]
        return shown | {"kind": "choice", **_offered(words)}
    units = [unit for unit in (definition.unit, *definition.also) if unit]
    shown |= {"kind": "number", "low": definition.low, "high": definition.high}
    return shown | ({"units": units} if units else {})


def _offered(answers: Sequence[tuple[bool | str, str]]) -> dict[str, Any]:
    """The answers a question offers: as plain values to send back, and with their words to show."""
    options = [{"value": value, "text": text} for value, text in answers]
    return {"choices": [value for value, _ in answers], "options": options}


def clarify_json(vocabulary: Vocabulary, entry: Clarify) -> dict[str, Any]:
    """A question back about something that was said unclearly, with the readings that are possible."""
    shown: dict[str, Any] = {
        "fact": entry.fact,
        "text": clinical_units(entry.question),
        "kind": "clarify",
        "topics": [],
    }
    shown["why"] = "It could be read in more than one way."
    options = [_reading_option(vocabulary, option) for option in entry.options]
    return shown | ({"options": options} if options else {})


def _value_to_send(shown: Mapping[str, object]) -> object:
    """The value of an option as it is sent back: of a range, such as a haemoglobin below 8, both its ends."""
    return shown["value"] if "value" in shown else {"low": shown["low"], "high": shown["high"]}


def _reading_option(vocabulary: Vocabulary, option: Understood) -> dict[str, Any]:
    fact = Fact(option.fact, option.value)
    text = f"{vocabulary[option.fact].label} {option.said}" if option.said else fact_words(vocabulary, fact)
    return {
        "fact": option.fact,
        "value": _value_to_send(show_fact(vocabulary, fact)),
        "unit": option.unit,
        "text": clinical_units(text),
    }
