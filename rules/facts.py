"""The fact vocabulary: what can be known about one patient, in which type, unit and range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

FactType = Literal["boolean", "number", "integer", "choice", "date"]


@dataclass(frozen=True)
class FactDefinition:
    """One fact: its type, canonical unit, accepted units, plausible range and the words around it."""

    id: str
    group: str
    type: FactType
    label: str
    unit: str = ""
    also: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    fresh_days: int | None = None
    meaning: str = ""
    question: str = ""
    why: str = ""
    checklist: str = ""
    denial: str = ""
    choice_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    derived: bool = False
    internal: bool = False

    @property
    def denied(self) -> str:
        """How it is said that a yes/no fact does not hold."""
        return self.denial or f"no {self.label}"

    @property
    def numeric(self) -> bool:
        """Whether the fact is a number, whole or not."""
        return self.type in ("number", "integer")


@dataclass(frozen=True)
class Vocabulary:
    """All facts by id, in the order of the file, the titles of the checklists, and what is asked first."""

    facts: Mapping[str, FactDefinition]
    checklists: Mapping[str, str]
    ask_first: tuple[str, ...] = ()

    def __getitem__(self, fact_id: str) -> FactDefinition:
        return self.facts[fact_id]

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def asking_order(self) -> tuple[str, ...]:
        """All facts in the order in which they are asked when several are open."""
        return tuple(dict.fromkeys((*self.ask_first, *self.facts)))

    def askable(self) -> tuple[FactDefinition, ...]:
        """The facts a person can give, in file order."""
        return tuple(fact for fact in self.facts.values() if not fact.derived)
