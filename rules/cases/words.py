"""The words in which a case says what it expects: one that is misspelt would make the case pass without a test."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

from rules.decision import Advice
from rules.faults import did_you_mean
from rules.ruleset import Dose
from rules.topics import ACTIONS

EXPECT_KEYS = ("advice", "no_advice", "only", "unsettled", "settled", "notices", "no_notices", "facts")
ROW_KEYS = frozenset(field.name for field in fields(Advice)) - {"because", "evidence", "text"}
DOSE_KEYS = frozenset(field.name for field in fields(Dose))
STATUSES = ("firm", "provisional", "withheld")


def strange_words(expect: Mapping[str, Any]) -> Iterator[str]:
    """What stands in an expectation and means nothing."""
    yield from _strange(expect, EXPECT_KEYS, "is nothing that can be expected")
    for rows in (expect.get("advice", ()), expect.get("no_advice", ())):
        for row in rows:
            yield from _row(row)
    for topics in (expect.get("only", ()), expect.get("settled", ()), expect.get("unsettled", {})):
        yield from _strange(topics, tuple(ACTIONS), "is no topic")


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    yield from _strange(row, ROW_KEYS, "is no part of a row of advice")
    if isinstance(row.get("dose"), dict):
        yield from _strange(row["dose"], DOSE_KEYS, "is no part of a dose")
    elif row.get("dose", "any") != "any":
        yield f"`{row['dose']}` is no dose: write its parts, or `any`"
    topic = row.get("topic", "")
    actions = ACTIONS.get(topic, tuple(action for actions in ACTIONS.values() for action in actions))
    yield from _strange((topic,) if topic else (), tuple(ACTIONS), "is no topic")
    yield from _strange((row["action"],) if "action" in row else (), actions, f"is no action of {topic or 'any topic'}")
    yield from _strange((row["status"],) if "status" in row else (), STATUSES, "is no status")


def _strange(words: Collection[Any], known: Collection[str], what: str) -> Iterator[str]:
    for word in words:
        if word not in known:
            yield f"`{word}` {what}{did_you_mean(str(word), known)}"
