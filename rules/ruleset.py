"""A loaded rule set: plain, immutable data that the evaluators read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.conditions import Condition, reads
from rules.facts import Vocabulary
from rules.faults import Place as Place
from rules.topics import ACTIONS as ACTIONS
from rules.topics import GIVES as GIVES
from rules.topics import RESTRICTIVE_ACTIONS as RESTRICTIVE_ACTIONS

Decides = Literal["exactly_one", "at_most_one", "any"]
SourceStatus = Literal["verified", "secondary", "seed", "unverified"]


@dataclass(frozen=True)
class Dose:
    """A dose of one drug; `mg`, or `mg_low` to `mg_high`, given at a frequency on the days of a cycle."""

    drug: str
    mg: float | None = None
    mg_low: float | None = None
    mg_high: float | None = None
    frequency: str = ""
    days: str = ""
    cycle_days: int | None = None
    timing: str = ""


@dataclass(frozen=True)
class DosePlan:
    """How a rule arrives at its dose: as written, the next step of a ladder, or the same as a fact says."""

    written: Dose
    ladder: tuple[float, ...] = ()
    next_lower_than: str = ""
    same_as: str = ""
    frequency_of: str = ""


@dataclass(frozen=True)
class Advise:
    """What a rule says when it holds."""

    action: str
    headline: str
    text: str
    dose: DosePlan | None = None


@dataclass(frozen=True)
class Source:
    """The evidence behind a rule: finding ids, how far the source was verified, and its edition."""

    evidence: tuple[str, ...]
    status: SourceStatus
    edition: str = ""


@dataclass(frozen=True)
class Rule:
    """One row of a decision table; its condition includes the scope of the table."""

    id: str
    topic: str
    when: Condition
    advise: Advise
    source: Source
    place: Place


@dataclass(frozen=True)
class Table:
    """A decision table: how many of its rules may hold, and whether its open facts are worth asking for."""

    id: str
    topic: str
    title: str
    decides: Decides
    asks: bool
    settled_by_any: bool
    scope: Condition
    rules: tuple[Rule, ...]
    place: Place


@dataclass(frozen=True)
class Withholding:
    """What a stop withholds: rows giving `drug` ("any" for every drug), or rows of `topic`, narrowed to `actions`."""

    drug: str = ""
    topic: str = ""
    actions: tuple[str, ...] = ()

    def covers(self, topic: str, action: str) -> bool:
        """Whether a row of this topic and action is withheld."""
        given = GIVES.get((topic, action), "")
        fits_drug = not self.drug or (bool(given) and self.drug in ("any", given))
        return fits_drug and (not self.topic or self.topic == topic) and (not self.actions or action in self.actions)


@dataclass(frozen=True)
class WhileOpen:
    """What a stop does while it is not known to hold: under which condition, read as possible, and what."""

    when: Condition
    then: Literal["withheld", "provisional", "unsettled"]


@dataclass(frozen=True)
class StopRow:
    """One form in which a stop is announced: the first row whose condition holds is shown."""

    when: Condition
    topic: str
    advise: Advise


@dataclass(frozen=True)
class Stop:
    """A condition that outranks doses."""

    id: str
    when: Condition
    rows: tuple[StopRow, ...]
    withholds: tuple[Withholding, ...]
    while_open: tuple[WhileOpen, ...]
    assumes: str
    source: Source | None
    place: Place

    def covers(self, topic: str, action: str) -> bool:
        """Whether this stop withholds a row of this topic and action."""
        return any(withholding.covers(topic, action) for withholding in self.withholds)


@dataclass(frozen=True)
class NoticeRule:
    """A remark beside the advice, shown when its condition is certain."""

    id: str
    code: str
    when: Condition
    text: str
    topics: tuple[str, ...]
    evidence: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class CountedItem:
    """One item of a count or score: its name, its points and when it applies."""

    name: str
    points: int
    when: Condition
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoreBand:
    """A named band of a score, both ends inclusive."""

    name: str
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Derivation:
    """A fact computed from conditions: a flag (one condition) or a sum of points over items."""

    fact: str
    title: str
    flag: Condition | None
    items: tuple[CountedItem, ...]
    bands: tuple[ScoreBand, ...]
    evidence: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class CutOffs:
    """The numbers at which advice on a fact changes, by label, and how near counts as near.

    `at` are the lower ends of bands; those in `alone` are a band of their own, such as 60 exactly.
    """

    fact: str
    within: float
    at: Mapping[str, tuple[float, ...]]
    alone: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def lower_ends(self, label: object) -> tuple[float, ...]:
        """Where a new band begins under a label: the cut-offs, and the next number after one that stands alone."""
        if not isinstance(label, str):
            return ()
        return (*self.at.get(label, ()), *(math.nextafter(edge, math.inf) for edge in self.alone.get(label, ())))


@dataclass(frozen=True)
class RuleSet:
    """Everything that was loaded from one folder of rule files."""

    version: str
    released: str
    vocabulary: Vocabulary
    tables: tuple[Table, ...]
    stops: tuple[Stop, ...]
    notices: tuple[NoticeRule, ...]
    derivations: tuple[Derivation, ...]
    cut_offs: CutOffs
    source_attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def stop_facts(self) -> frozenset[str]:
        """Every fact that a stop reads, so that leaving it out could let a dose through."""
        return frozenset(fact for stop in self.stops for fact in reads(stop.when))

    def rules(self) -> tuple[Rule, ...]:
        """All rules of all tables, in file order."""
        return tuple(rule for table in self.tables for rule in table.rules)
