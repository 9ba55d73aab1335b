"""What a reading gives: facts understood, words not taken, questions back, and what the writer wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.values import Value

Reason = Literal[
    "family",
    "negated",
    "hypothetical",
    "planned",
    "prophylaxis",
    "historical",
    "ambiguous",
    "out_of_range",
    "unit_missing",
]
Intent = Literal["facts", "question", "correction", "command", "other"]
Command = Literal["undo", "redo", "why", "skip", "summary", "restart", "unknown", "what_if", "none_of_these"]
Courtesy = Literal["thanks", "accepted", "greeting"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Understood:
    """One fact read from the text.

    `said` are the number and unit as understood ("1.9 mg/dL"), empty for facts without a number; `unit` is the
    unit they are in. `assumed` marks what was not said outright, such as a unit: read it back. `earlier` is an
    older value said beside the current one. `concept` is the word the fact hangs on, used to join several words
    for the same fact.
    """

    fact: str
    value: Value
    span: Span
    words: str
    said: str = ""
    unit: str = ""
    assumed: bool = False
    at: date | None = None
    earlier: Value | None = None
    concept: str = ""


@dataclass(frozen=True)
class NotTaken:
    """Words that were seen and not taken as a fact: what they are about, and why."""

    words: str
    about: str
    reason: Reason
    span: Span
    explanation: str


@dataclass(frozen=True)
class Clarify:
    """A question back. `options` are the readings that are possible, each ready to be taken once confirmed."""

    fact: str
    question: str
    options: tuple[Understood, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What one step of the reading found, and the tokens it used up."""

    facts: tuple[Understood, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    clarify: tuple[Clarify, ...] = ()
    used: frozenset[int] = frozenset()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.facts + other.facts,
            self.not_taken + other.not_taken,
            self.clarify + other.clarify,
            self.used | other.used,
        )


@dataclass(frozen=True)
class Reading:
    """A whole message read. A `what_if` command carries its facts, which are then no facts of the patient.

    `courtesy` marks a message that is nothing but thanks, assent or a greeting.
    """

    facts: tuple[Understood, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    clarify: tuple[Clarify, ...] = ()
    intent: Intent = "other"
    command: Command | None = None
    topic: str | None = None
    courtesy: Courtesy | None = None
