"""What deciding comes to: plain, immutable data that wording, planning and the doors read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rules.quantities import Fact, Facts
from rules.ruleset import Dose

Status = Literal["firm", "provisional", "withheld"]


@dataclass(frozen=True)
class Because:
    """One test that a rule rests on: the fact, and the test in words."""

    fact: str
    condition: str


@dataclass(frozen=True)
class Advice:
    """One piece of advice as it stands for this patient."""

    rule: str
    topic: str
    action: str
    status: Status
    headline: str
    text: str
    source_status: str
    edition: str = ""
    dose: Dose | None = None
    because: tuple[Because, ...] = ()
    evidence: tuple[str, ...] = ()
    withheld_by: str = ""
    provided: tuple[str, ...] = ()


@dataclass(frozen=True)
class Possible:
    """One outcome that is still possible, and what it hangs on."""

    rule: str
    action: str
    dose: Dose | None
    condition: str


@dataclass(frozen=True)
class Unsettled:
    """A topic whose advice still hangs on facts; `moot` when a stop withholds whatever would come out."""

    topic: str
    needs: tuple[str, ...]
    possible: tuple[Possible, ...]
    moot: bool = False


@dataclass(frozen=True)
class Notice:
    """A remark beside the advice."""

    code: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Everything the rules say about one patient."""

    version: str
    released: str
    facts: Facts
    waits_for: Mapping[str, tuple[str, ...]]
    advice: tuple[Advice, ...]
    unsettled: tuple[Unsettled, ...]
    notices: tuple[Notice, ...]
    open_for_status: tuple[str, ...] = ()

    def fact(self, fact_id: str) -> Fact | None:
        """One fact, given or computed."""
        return self.facts.get(fact_id)
