"""Turns as they come out of a real dialogue, and a writer that retries as the service does."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.store import NewTurn, Store, Turn, TurnTaken, append, open_store, turns

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PROJECT = Path(__file__).resolve().parents[2]


def address(folder: Path) -> str:
    """Where the store of a test stands."""
    return f"sqlite:///{folder / 'store.db'}"


def a_turn(said: str = "72F, Cr 1.9 mg/dL, plts 62k", **other: Any) -> NewTurn:
    """What a resident says and what Lendex makes of it; any field may be given another value."""
    fields: dict[str, Any] = {
        "kind": "text",
        "said": said,
        "understood": [{"fact": "creatinine", "value": 168.0, "unit": "umol/L", "span": [5, 17]}],
        "change": {"set": {"creatinine": {"value": 168.0, "unit": "umol/L"}, "age_years": 72}},
        "reply": {"text": "Is the creatinine stable?", "advice": [], "citations": [], "notices": []},
        "facts": {"creatinine": {"value": 168.0, "unit": "umol/L", "origin": "given"}},
        "ruleset_version": "1f0c",
        "knowledge_hash": "77ab",
        "program_version": "0.1.0",
        "label": "us",
        "label_from": "fact",
    }
    return NewTurn(**{**fields, **other})


def say(store: Store, conversation: str, *said: str) -> tuple[Turn, ...]:
    """Append one turn for each thing said, after what is there, and give the new turns."""
    first = len(turns(store, conversation)) + 1
    return tuple(append(store, conversation, n, a_turn(words), None, "", NOON) for n, words in enumerate(said, first))


def say_among_others(store: Store, conversation: str, said: str) -> Turn:
    """Append one turn while others write too: read, try, and begin again when the number was taken."""
    while True:
        try:
            n = len(turns(store, conversation)) + 1
            return append(store, conversation, n, a_turn(said), None, "", NOON)
        except TurnTaken:
            continue


if __name__ == "__main__":
    where, talk, name, times = sys.argv[1:]
    for count in range(int(times)):
        say_among_others(open_store(where), talk, f"{name} {count}")
