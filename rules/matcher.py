"""The fence around durable-rules: the only file that knows it.

What the fence keeps: constant comparisons only (see `translating`); one typed message per evaluation and shard,
holding only the facts the shard reads; shards small enough for the engine's silent limits; the raw C calls
under one lock with a fixed session id, as assert, drain, retract, check empty; no `Host` and so no timers;
a sentinel rule so that every message matches something; rulesets freed only when no evaluation holds them.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import durable_rules_engine as engine

from rules.conditions import Condition
from rules.translating import (
    ALWAYS,
    SENTINEL,
    CannotTranslate,
    Expression,
    Kind,
    conjuncts,
    describe,
    kinds,
    most_matches,
    property_names,
    size,
    translate,
)
from rules.values import Facts

# The engine's own limits are 64 matches at once, 511 tests and 252 properties a ruleset, 31 tests and connectives an
# expression; beyond them it fails, hangs or crashes. Long conjunctions are therefore matched in parts.
MOST_RULES, MOST_MATCHES, MOST_SIZE, MOST_PROPERTIES, LONGEST_PART = 30, 60, 400, 200, 24
SESSION = '"id":1,"sid":"0"'

_ENGINE_LOCK = threading.Lock()
_NAMES = itertools.count()


class EngineFailed(RuntimeError):
    """durable-rules did not answer as it must; the message never holds patient data."""


@dataclass(frozen=True)
class Standing:
    """Which conditions of one group are certain, and which are possible (the certain ones included)."""

    certain: frozenset[str]
    possible: frozenset[str]


@dataclass(frozen=True)
class Shard:
    """One durable-rules ruleset: its handle, the group it serves and the facts its message carries."""

    group: str
    handle: int
    reads: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True)
class Matched:
    """One evaluation: how every group stands, and the messages it was computed from, shard by shard."""

    groups: Mapping[str, Standing]
    messages: tuple[str, ...]
    fired: tuple[frozenset[str], ...]


Conditions = Mapping[str, Mapping[str, Condition]]


class Matcher:
    """The compiled conditions of one rule set; build one in each worker process, after the fork."""

    def __init__(self, conditions: Conditions) -> None:
        self._holds = 0
        self._retired = False
        self._gate = threading.Lock()
        pieces = {group: _pieces(rules) for group, rules in conditions.items()}
        self._parts = {group: Counter(piece.whole for piece in found) for group, found in pieces.items()}
        with _ENGINE_LOCK:
            self._shards = tuple(
                _shard(group, batch) for group, found in pieces.items() for batch in _batches(found)
            )

    def match(self, facts: Facts, previous: Matched | None = None) -> Matched:
        """Evaluate all conditions; shards whose message did not change since `previous` are not run again."""
        messages = tuple(_message(shard.reads, facts) for shard in self._shards)
        self._hold()
        try:
            fired = tuple(
                previous.fired[index]
                if previous and previous.messages[index] == message
                else self._run(shard, message)
                for index, (shard, message) in enumerate(zip(self._shards, messages, strict=True))
            )
        finally:
            self._release()
        return Matched(self._standings(fired), messages, fired)

    def retire(self) -> None:
        """Free the C rulesets as soon as no evaluation holds them; later evaluations are refused."""
        with self._gate:
            self._retired = True
            self._free_when_idle()

    def _run(self, shard: Shard, message: str) -> frozenset[str]:
        with _ENGINE_LOCK:
            return _evaluate(shard.handle, message)

    def _standings(self, fired: tuple[frozenset[str], ...]) -> dict[str, Standing]:
        names: dict[str, set[str]] = {group: set() for group in self._parts}
        for shard, found in zip(self._shards, fired, strict=True):
            names[shard.group] |= found
        return {group: _standing(self._parts[group], found) for group, found in names.items()}

    def _hold(self) -> None:
        with self._gate:
            if self._retired:
                raise EngineFailed("this rule set has been replaced; evaluate with the current one")
            self._holds += 1

    def _release(self) -> None:
        with self._gate:
            self._holds -= 1
            self._free_when_idle()

    def _free_when_idle(self) -> None:
        if self._retired and not self._holds and self._shards:
            with _ENGINE_LOCK:
                for shard in self._shards:
                    engine.delete_ruleset(shard.handle)
            self._shards = ()


def _standing(parts: Mapping[str, int], fired: set[str]) -> Standing:
    complete = Counter(name.rpartition("#")[0] for name in fired if "#" in name)
    whole = [name for name, count in complete.items() if count == parts[name]]
    certain = frozenset(name[2:] for name in whole if name.startswith("c:"))
    return Standing(certain, frozenset(name[2:] for name in whole if name.startswith("p:")))


@dataclass(frozen=True)
class Piece:
    """One part of one condition in one reading, ready for the engine; a condition holds when all its parts do."""

    whole: str
    name: str
    expression: Expression
    reads: frozenset[tuple[str, Kind]]


def _pieces(rules: Mapping[str, Condition]) -> list[Piece]:
    return [
        Piece(f"{prefix}:{name}", f"{prefix}:{name}#{index}", part, kinds(condition))
        for name, condition in rules.items()
        for prefix, possible in (("c", False), ("p", True))
        for index, part in enumerate(_parts(name, translate(condition, possible)))
    ]


def _parts(name: str, expression: Expression) -> list[Expression]:
    """A conjunction cut into parts that the engine can hold."""
    parts: list[list[Expression]] = [[]]
    for piece in conjuncts(expression):
        if size(piece) > LONGEST_PART:
            raise CannotTranslate(
                f"the condition of {name} has too many alternatives in one place; split the rule"
            )
        if sum(map(size, (*parts[-1], piece))) >= LONGEST_PART:
            parts.append([])
        parts[-1].append(piece)
    return [part[0] if len(part) == 1 else {"$and": part} for part in parts if part]


def _batches(pieces: list[Piece]) -> list[list[Piece]]:
    batches: list[list[Piece]] = [[]]
    for piece in pieces:
        if batches[-1] and not _fits([*batches[-1], piece]):
            batches.append([])
        batches[-1].append(piece)
    return [batch for batch in batches if batch]


def _fits(batch: list[Piece]) -> bool:
    return (
        len(batch) <= MOST_RULES
        and sum(most_matches(piece.expression) for piece in batch) <= MOST_MATCHES
        and sum(size(piece.expression) for piece in batch) <= MOST_SIZE
        and 2 * len(_reads(batch)) <= MOST_PROPERTIES
    )


def _reads(batch: list[Piece]) -> frozenset[tuple[str, Kind]]:
    return frozenset().union(*(piece.reads for piece in batch))


def _shard(group: str, batch: list[Piece]) -> Shard:
    facts = tuple(sorted(_reads(batch)))
    _refuse_collisions([name for fact, kind in facts for name in property_names(fact, kind)])
    definition = {piece.name: {"all": [{"m": piece.expression}]} for piece in batch}
    definition["sentinel"] = {"all": [{"m": ALWAYS}]}
    # The engine keeps rulesets by name for the life of the process, so a name is never used twice.
    handle = engine.create_ruleset(f"{group}-{next(_NAMES)}", json.dumps(definition))
    return Shard(group, handle, facts)


def _refuse_collisions(names: list[str]) -> None:
    """The engine tells properties apart by a 32-bit hash alone, so two names with one hash would be merged."""
    seen: dict[int, str] = {}
    for name in (*names, SENTINEL, "id", "sid"):
        other = seen.setdefault(_fnv1a(name), name)
        if other != name:
            raise CannotTranslate(
                f"the facts behind {name} and {other} cannot stand in one rule file; rename one"
            )


def _fnv1a(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def _message(reads: tuple[tuple[str, Kind], ...], facts: Facts) -> str:
    described = ",".join(describe(fact_id, kind, facts) for fact_id, kind in reads)
    return f'{{{SESSION},"{SENTINEL}":true{"," if described else ""}{described}}}'


def _evaluate(handle: int, message: str) -> frozenset[str]:
    try:
        code, state = engine.assert_fact(handle, message)
        if code != 0:
            raise EngineFailed(f"durable-rules refused a message with code {code}")
        fired = _drain(handle, state)
        engine.retract_fact(handle, message)
        if engine.get_facts(handle, "0") != "[]":
            raise EngineFailed("durable-rules kept facts after an evaluation")
    except EngineFailed:
        raise
    except Exception as fault:
        # The engine's own exceptions can carry the whole patient message, so only their kind is passed on.
        raise EngineFailed(f"durable-rules failed with {type(fault).__name__}") from None
    if "sentinel" not in fired:
        raise EngineFailed("durable-rules did not fire the sentinel rule")
    return fired


def _drain(handle: int, state: int) -> frozenset[str]:
    fired = set()
    started = engine.start_action_for_state(handle, state)
    action = started[1] if started else None
    while action:
        fired.add(action[2 : action.index('"', 2)])
        action = engine.complete_and_start_action(handle, state)
    return frozenset(fired)
