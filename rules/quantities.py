"""One patient's facts as plain data, and looking at them.

Four states are kept apart: a value, a range, asked and not known (value None), and not asked (no Fact at all).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class Quantity:
    """A number in the canonical unit: a point when both ends are equal, else a range with both ends inclusive."""

    low: float
    high: float

    @property
    def point(self) -> bool:
        """Whether the number is exact."""
        return self.low == self.high


Value = Quantity | bool | str | None
Origin = Literal["given", "computed", "assumed"]


@dataclass(frozen=True)
class Fact:
    """One fact of one patient with where it comes from; a value of None means asked and not known."""

    id: str
    value: Value
    origin: Origin = "given"
    how: str = ""
    at: date | None = None
    said: str = ""

    @property
    def known(self) -> bool:
        """Whether the fact holds a value or a range."""
        return self.value is not None


Facts = Mapping[str, Fact]


def number(facts: Facts, fact_id: str) -> Quantity | None:
    """The number of a fact, or None while it is open."""
    fact = facts.get(fact_id)
    return fact.value if fact is not None and isinstance(fact.value, Quantity) else None


def choice(facts: Facts, fact_id: str) -> str | bool | None:
    """The choice or yes/no of a fact, or None while it is open."""
    fact = facts.get(fact_id)
    return fact.value if fact is not None and isinstance(fact.value, str | bool) else None


def computed(facts: dict[str, Fact], fact_id: str, value: Quantity | bool | str, how: str) -> None:
    """Put a computed fact among the facts."""
    facts[fact_id] = Fact(fact_id, value, "computed", how)


def missing(facts: Facts, fact_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those facts that hold neither a value nor a range."""
    return tuple(fact_id for fact_id in fact_ids if fact_id not in facts or not facts[fact_id].known)


def asked_in_vain(facts: Facts, fact_ids: tuple[str, ...]) -> bool:
    """Whether one of the facts was asked for and is not known."""
    return any(fact_id in facts and not facts[fact_id].known for fact_id in fact_ids)
