"""The conversation as a fold over its turns: facts are never stored on their own, they follow from the log.

Undo, redo, correction and replay are one mechanism: each turn carries the change it made, and folding the changes
gives the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

Kept = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class State:
    """What a conversation has come to: the facts as kept in turns, the questions put off, the topic in focus."""

    facts: Kept = field(default_factory=lambda: MappingProxyType({}))
    skipped: tuple[str, ...] = ()
    focus: str = ""


@dataclass(frozen=True)
class History:
    """The states that can be gone back to and forward to; the last of `past` is the present."""

    past: tuple[State, ...] = (State(),)
    future: tuple[State, ...] = ()

    @property
    def present(self) -> State:
        """The state that holds now."""
        return self.past[-1]


def fold(changes: Iterable[Mapping[str, Any]]) -> History:
    """The history that a sequence of changes leads to."""
    history = History()
    for change in changes:
        history = apply(history, change)
    return history


def apply(history: History, change: Mapping[str, Any]) -> History:
    """One change more: `undo`, `redo`, `restart`, or `set`, `skip` and `focus` in any mixture; an empty one is none."""
    if change.get("undo"):
        return _undone(history)
    if change.get("redo"):
        return _redone(history)
    if not change:
        return history
    return History((*history.past, _changed(history.present, change)))


def _undone(history: History) -> History:
    if len(history.past) == 1:
        return history
    return History(history.past[:-1], (history.present, *history.future))


def _redone(history: History) -> History:
    if not history.future:
        return history
    return History((*history.past, history.future[0]), history.future[1:])


def _changed(state: State, change: Mapping[str, Any]) -> State:
    if change.get("restart"):
        return State()
    settled = change.get("set", {})
    put_off = change.get("skip", ())
    skipped = tuple(fact for fact in state.skipped if fact not in settled and fact not in put_off)
    return replace(
        state,
        facts=MappingProxyType({**state.facts, **settled}),
        skipped=(*skipped, *put_off),
        focus=change.get("focus", state.focus),
    )
