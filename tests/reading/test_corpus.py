"""Every message of the corpus is read exactly as written beside it: no fact more, none less."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.reading import Reader, Reading
from rules.values import Quantity, Value

CORPUS = Path(__file__).parent / "corpus"


def messages() -> list[Any]:
    found = []
    for path in sorted(CORPUS.glob("*.yaml")):
        for entry in YAML(typ="safe", pure=True).load(path.read_text("utf-8")):
            asked = ", ".join(entry.get("asked", ()))
            found.append(pytest.param(entry, id=f"{path.stem}: {entry['text']}" + (f" ({asked})" if asked else "")))
    return found


@pytest.mark.parametrize("message", messages())
def test_message(message: dict[str, Any], reader: Reader) -> None:
    reading = reader.read(message["text"], tuple(message.get("asked", ())))
    assert {item.fact: shown(item.value) for item in reading.facts} == expected(message.get("facts", {}))
    assert [item.fact for item in reading.facts if item.assumed] == message.get("assumed", [])
    assert earlier(reading) == expected(message.get("earlier", {}))
    assert {item.fact: item.at.isoformat() for item in reading.facts if item.at} == message.get("at", {})
    assert [[item.about or "nothing", item.reason] for item in reading.not_taken] == message.get("not_taken", [])
    assert [item.fact for item in reading.clarify] == message.get("clarify", [])
    assert reading.intent == message["intent"]
    assert reading.command == message.get("command")
    assert reading.topic == message.get("topic")


def earlier(reading: Reading) -> dict[str, object]:
    return {item.fact: shown(item.earlier) for item in reading.facts if item.earlier is not None}


def shown(value: Value) -> object:
    if value is None:
        return "unknown"
    if isinstance(value, Quantity):
        return value.low if value.point else {"low": value.low, "high": value.high}
    return value


def expected(facts: dict[str, Any]) -> dict[str, object]:
    """The facts of the corpus, numbers compared to six figures as they are written there."""
    return {fact: value if isinstance(value, bool | str) else about(value) for fact, value in facts.items()}


def about(value: Any) -> object:
    return pytest.approx(value, rel=1e-5)


def test_half_of_the_corpus_are_traps() -> None:
    traps = [message for message in messages() if "trap" in message.values[0]]
    assert len(messages()) >= 120
    assert 2 * len(traps) >= len(messages())
