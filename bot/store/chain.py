"""The hash chain of a conversation: how rows are hashed, and what no longer fits.

Each turn's hash covers its envelope (number, versions, label, moment, the hash before it) and a digest of
its content. Deleting a conversation erases the content and keeps the digest, so the chain still verifies.
The digest covers a random salt that is erased with the content: without it, a short message such as
"Cr 1.9" could be guessed from the digest that stays.

The conversation's own row keeps the number and hash of the last turn under a seal, so turns cut off at the
end are found as well.

What cannot be found from the database alone: somebody who may write to the database and knows this file can
compute every hash and seal anew, remove a conversation with all its turns, or put an older copy of the whole
database back. To find that, the newest hashes have to be kept where that person cannot write, such as a
backup on other storage. Content changed just before its conversation was deleted is not found either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

CONTENT = ("said", "understood", "change", "reply", "facts", "idempotency_key", "request_digest", "salt")
ENVELOPE = (
    "conversation",
    "n",
    "kind",
    "ruleset_version",
    "knowledge_hash",
    "program_version",
    "label",
    "label_from",
    "at",
    "previous_hash",
    "content_digest",
)
SEALED = ("id", "key_hash", "begun_at", "turns", "head_hash", "forgotten_at")


@dataclass(frozen=True)
class ChainFault:
    """One place where a conversation does not fit its chain; `n` is None for the conversation's own row."""

    conversation: str
    n: int | None
    what: str


def first_previous_hash(conversation: str) -> str:
    """The hash that turn 1 names as the one before it, derived from the conversation's id."""
    return _digest("lendex conversation 1", {"id": conversation})


def content_digest(turn: Row) -> str:
    """Digest of everything in a turn that is erased when the conversation is deleted."""
    return _digest("lendex content 1", {name: turn[name] for name in CONTENT})


def turn_hash(turn: Row) -> str:
    """Hash of a turn: its envelope, which holds the hash of the turn before and the digest of the content."""
    return _digest("lendex turn 1", {name: turn[name] for name in ENVELOPE})


def seal_of(conversation: Row) -> str:
    """Hash over the conversation's own row, the number and hash of its last turn among it."""
    return _digest("lendex seal 1", {name: conversation[name] for name in SEALED})


def chain_faults(conversation: Row, turns: Iterable[Row]) -> tuple[ChainFault, ...]:
    """Everything that does not fit in one conversation; empty when the chain holds.

    `turns` in order of `n`. Erased turns are accepted only in a conversation that was deleted.
    """
    faults: list[ChainFault] = []
    name = conversation["id"]
    next_n, previous = 1, first_previous_hash(name)
    for turn in turns:
        if turn["n"] != next_n:
            faults.append(ChainFault(name, next_n, f"turn {next_n} is missing; turn {turn['n']} follows instead"))
        deleted = conversation["forgotten_at"] is not None
        faults += [ChainFault(name, turn["n"], what) for what in _turn_faults(turn, previous, deleted)]
        next_n, previous = _number_after(turn, next_n), turn["hash"]
    return (*faults, *_end_faults(conversation, next_n - 1, previous))


def _turn_faults(turn: Row, previous: str, deleted: bool) -> Iterator[str]:
    if deleted and any(turn[name] is not None for name in CONTENT):
        yield "the conversation was deleted, yet this turn holds content"
    if not deleted and content_digest(turn) != turn["content_digest"]:
        yield "what was said, understood or answered was changed or erased"
    if turn["previous_hash"] != previous:
        yield "it does not follow the turn before it: a turn was changed, removed, inserted or moved"
    if turn_hash(turn) != turn["hash"]:
        yield "its number, versions, label, time or hashes were changed"


def _number_after(turn: Row, expected: int) -> int:
    # SQLite lets text stand in an integer column, so a number that was tampered with may be no number.
    return turn["n"] + 1 if isinstance(turn["n"], int) else expected + 1


def _end_faults(conversation: Row, last: int, last_hash: str) -> Iterator[ChainFault]:
    name, sealed_last = conversation["id"], conversation["turns"]
    if sealed_last != last:
        yield ChainFault(name, last + 1, f"the conversation should end with turn {sealed_last}, but ends with {last}")
    elif conversation["head_hash"] != last_hash:
        yield ChainFault(name, last, "the last turn is not the one the conversation was sealed with")
    if seal_of(conversation) != conversation["seal"]:
        yield ChainFault(name, None, "the conversation's own row (key, begin, end or seal) was changed")


def _digest(what: str, values: Row) -> str:
    # repr: a value of a type that was never written, such as bytes put in by hand, must differ, not crash.
    text = json.dumps({"what": what, **values}, sort_keys=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
