"""The fence around durable-rules: the only file that knows it.

What the fence keeps: constant comparisons only (see `translating`); one typed message per evaluation and shard,
holding only the facts the shard reads; shards inside the engine's silent limits (see `sharding`); the raw C calls
under one lock with a fixed session id, as assert, drain, retract, check empty; no `Host` and so no timers;
a sentinel rule so that every message matches something; rulesets freed only when no evaluation holds them.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import durable_rules_engine as engine

from rules.conditions import Condition
from rules.quantities import Facts
from rules.sharding import Piece, batches, pieces, reads_of, refuse_collisions
from rules.translating import ALWAYS, SENTINEL, Kind, describe

SESSION = "0"

_ENGINE_LOCK = threading.Lock()
_NAMES = itertools.count()


class EngineFailed(RuntimeError):
    """durable-rules did not answer as it must; the message never holds patient data."""


class RuleSetReplaced(RuntimeError):
    """The rule set was retired while someone still meant to use it: decide again with the current one."""


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
    batch: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True)
class Matched:
    """One evaluation: how every group stands, and the messages it was computed from, shard by shard."""

    groups: Mapping[str, Standing]
    shards: tuple[Shard, ...]
    messages: tuple[str, ...]
    fired: tuple[frozenset[str], ...]


Conditions = Mapping[str, Mapping[str, Condition]]


class Matcher:
    """The compiled conditions of one rule set; build one in each worker process, after the fork."""

    def __init__(self, conditions: Conditions) -> None:
        self._holds = 0
        self._retired = False
        self._failed: set[int] = set()
        self._gate = threading.Lock()
        found = {group: pieces(rules) for group, rules in conditions.items()}
        self._parts = {group: Counter(piece.whole for piece in parts) for group, parts in found.items()}
        with _ENGINE_LOCK:
            self._shards = tuple(_shard(group, batch) for group, parts in found.items() for batch in batches(parts))

    def match(self, facts: Facts, previous: Matched | None = None) -> Matched:
        """Evaluate all conditions; shards whose message did not change since `previous` are not run again.

        Raises EngineFailed when durable-rules fails, and RuleSetReplaced once the matcher is retired.
        """
        self._hold()
        try:
            shards = self._sound_shards()
            # What another rule set matched says nothing about this one, however alike the messages are.
            known = previous if previous and previous.shards is shards else None
            messages = tuple(_message(shard.reads, facts) for shard in shards)
            fired = tuple(
                known.fired[index] if known and known.messages[index] == message else self._run(shard, message)
                for index, (shard, message) in enumerate(zip(shards, messages, strict=True))
            )
        finally:
            self._release()
        return Matched(self._standings(shards, fired), shards, messages, fired)

    def retire(self) -> None:
        """Free the C rulesets as soon as no evaluation holds them; later evaluations are refused."""
        with self._gate:
            self._retired = True
            self._free_when_idle()

    def _run(self, shard: Shard, message: str) -> frozenset[str]:
        with _ENGINE_LOCK:
            try:
                return _evaluate(shard.handle, message)
            except EngineFailed:
                self._failed.add(shard.handle)
                raise

    def _sound_shards(self) -> tuple[Shard, ...]:
        """The shards, those that failed built anew: facts of the patient before may have stayed behind in them."""
        if self._failed:
            with _ENGINE_LOCK:
                # Freeing a ruleset whose state is unknown can crash the process, so the old one is left alone.
                self._shards = tuple(
                    _shard(shard.group, shard.batch) if shard.handle in self._failed else shard
                    for shard in self._shards
                )
                self._failed.clear()
        return self._shards

    def _standings(self, shards: tuple[Shard, ...], fired: tuple[frozenset[str], ...]) -> dict[str, Standing]:
        names: dict[str, set[str]] = {group: set() for group in self._parts}
        for shard, found in zip(shards, fired, strict=True):
            names[shard.group] |= found
        return {group: _standing(self._parts[group], found) for group, found in names.items()}

    def _hold(self) -> None:
        with self._gate:
            if self._retired:
                raise RuleSetReplaced("this rule set has been replaced; decide again with the current one")
            self._holds += 1

    def _release(self) -> None:
        with self._gate:
            self._holds -= 1
            self._free_when_idle()

    def _free_when_idle(self) -> None:
        if self._retired and not self._holds and self._shards:
            with _ENGINE_LOCK:
                for shard in self._shards:
                    # Left alone, the state outlives its ruleset.
                    engine.delete_state(shard.handle, SESSION)
                    engine.delete_ruleset(shard.handle)
            self._shards = ()


def _standing(parts: Mapping[str, int], fired: set[str]) -> Standing:
    complete = Counter(name.rpartition("#")[0] for name in fired if "#" in name)
    whole = [name for name, count in complete.items() if count == parts[name]]
    certain = frozenset(name[2:] for name in whole if name.startswith("c:"))
    return Standing(certain, frozenset(name[2:] for name in whole if name.startswith("p:")))


def _shard(group: str, batch: Sequence[Piece]) -> Shard:
    reads = reads_of(batch)
    refuse_collisions(reads)
    definition = {piece.name: {"all": [{"m": piece.expression}]} for piece in batch}
    definition["sentinel"] = {"all": [{"m": ALWAYS}]}
    # The engine keeps rulesets by name for the life of the process, so a name is never used twice.
    try:
        handle = engine.create_ruleset(f"{group}-{next(_NAMES)}", json.dumps(definition))
    except Exception as fault:
        raise EngineFailed(f"durable-rules refused the conditions of {group}: {fault}") from None
    # A patient of whom nothing is known: shows that the ruleset answers, and makes the state, which cannot be
    # deleted (the process would crash) before a rule has fired.
    _evaluate(handle, _message(reads, {}))
    return Shard(group, handle, reads, tuple(batch))


def _message(reads: tuple[tuple[str, Kind], ...], facts: Facts) -> str:
    described = ",".join(describe(fact_id, kind, facts) for fact_id, kind in reads)
    return f'{{"id":1,"sid":"{SESSION}","{SENTINEL}":true{"," if described else ""}{described}}}'


def _evaluate(handle: int, message: str) -> frozenset[str]:
    try:
        code, state = engine.assert_fact(handle, message)
        if code != 0:
            raise EngineFailed(f"durable-rules refused a message with code {code}")
        fired = _drain(handle, state)
        engine.retract_fact(handle, message)
        if engine.get_facts(handle, SESSION) != "[]":
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
