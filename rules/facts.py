"""The fact vocabulary: what can be known about one patient, in which type, unit and range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from ruamel.yaml import YAML

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
    choice_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    derived: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the fact is a number, whole or not."""
        return self.type in ("number", "integer")


@dataclass(frozen=True)
class Vocabulary:
    """All facts by id, in the order of the file, and the titles of the checklists."""

    facts: Mapping[str, FactDefinition]
    checklists: Mapping[str, str]

    def __getitem__(self, fact_id: str) -> FactDefinition:
        return self.facts[fact_id]

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def askable(self) -> tuple[FactDefinition, ...]:
        """The facts a person can give, in file order."""
        return tuple(fact for fact in self.facts.values() if not fact.derived)


def load_vocabulary(path: Path) -> Vocabulary:
    """Read the vocabulary from `facts.yaml`; raise OSError or a YAML error when the file cannot be read."""
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    given = {key: _definition(key, entry, derived=False) for key, entry in content["facts"].items()}
    derived = {key: _definition(key, entry, derived=True) for key, entry in content["derived"].items()}
    return Vocabulary(MappingProxyType({**given, **derived}), MappingProxyType(dict(content["checklists"])))


def _definition(fact_id: str, entry: Mapping[str, Any], derived: bool) -> FactDefinition:
    low, high = entry.get("range", (None, None))
    return FactDefinition(
        id=fact_id,
        group=entry["group"],
        type=entry["type"],
        label=entry["label"],
        unit=entry.get("unit", ""),
        also=tuple(entry.get("also", ())),
        low=low,
        high=high,
        choices=tuple(entry.get("choices", ())),
        fresh_days=entry.get("fresh_days"),
        meaning=entry.get("meaning", ""),
        question=entry.get("question", ""),
        why=entry.get("why", ""),
        checklist=entry.get("checklist", ""),
        choice_words=MappingProxyType(dict(entry.get("words", {}))),
        derived=derived,
    )
