"""The plain records of the knowledge base: findings, studies, references, sources, terms and relations."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

Figure = int | float | str
Status = Literal["verified", "secondary", "seed", "derived", "unverified"]
STATUSES: tuple[Status, ...] = ("verified", "secondary", "seed", "derived", "unverified")
# What a finding says whose source gives no figure where one is looked for: a table prints NA, a drawing no number.
NOT_REPORTED, NOT_PRINTED = "not reported", "no values printed"
# How the review cites a claim: at the claim itself, in the sentences around it, or not at all.
CITED = ("explicit", "context", "missing")
RELATIONS = ("contradicts", "updates", "confirms", "not_comparable")
TERM_KINDS = ("study", "endpoint", "hint", "population", "treatment", "setting", "absent", "framing")


@dataclass(frozen=True)
class Finding:
    """One thing a study, label or guideline says, with its figure, its place and its caveats.

    `value` is the figure as printed (a number, or text such as "<1"), in `unit` ("text" when it is words);
    `corrected` is what arithmetic gives where the printed figure is wrong. `study` is a name, `study_id` its id.
    `references` are reference numbers of the review; `caveats` also hold those shared with other findings.
    `later` are sentences on what newer findings say of this one; `contradicted_by` names the newer findings.
    `citation` is one plain line; `derived_from` names the findings an arithmetic result rests on.
    """

    id: str
    statement: str
    study: str
    study_id: str
    population: str
    endpoint: str
    value: Figure
    unit: str
    where: str
    source: str
    source_status: Status
    citation: str
    references: tuple[int, ...] = ()
    caveats: tuple[str, ...] = ()
    n: int | None = None
    arm: str | None = None
    comparator_arm: str | None = None
    comparator_value: Figure | None = None
    p_value: str | None = None
    corrected: Figure | None = None
    table: int | None = None
    row: str | None = None
    column: str | None = None
    cited: str | None = None
    edition: str | None = None
    doi: str | None = None
    derived_from: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """One study, label, guideline or score that findings report on; `part_of` are larger ones."""

    id: str
    name: str
    kind: str
    about: str
    part_of: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """One of the numbered references of the review, with what it is cited for and the findings resting on it.

    `printed` is the reference as the review prints it.
    """

    number: int
    kind: str
    title: str
    cited_for: str
    printed: str
    authors: tuple[str, ...] = ()
    et_al: bool = False
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    pages: str | None = None
    publisher: str | None = None
    edition: str | None = None
    doi: str | None = None
    url: str | None = None
    caveats: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One label edition, paper, guideline or page that findings rest on.

    `stands` says how it stands to the review: confirms, updates, contradicts or beside; the review has none.
    `reference` is its number among the review's references; `read` is the day it was read, if it was.
    """

    id: str
    kind: str
    title: str
    source_status: Status
    stands: str | None = None
    authors: tuple[str, ...] = ()
    et_al: bool = False
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    pages: str | None = None
    edition: str | None = None
    doi: str | None = None
    pmid: str | None = None
    reference: int | None = None
    copies: tuple[str, ...] = ()
    read: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Term:
    """One thing a question may be about: its kind, the forms it is typed in, and the wider terms it belongs to.

    `instead` is the study meant where nothing is held on this term itself: the US label for the United States.
    """

    id: str
    kind: str
    name: str
    forms: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    instead: str | None = None


@dataclass(frozen=True)
class Relation:
    """How one finding stands to another: contradicts, updates, confirms, not_comparable or derived_from."""

    id: str
    kind: str
    finding: str
    other: str
    text: str


@dataclass(frozen=True)
class Premise:
    """One thing a question may wrongly take for granted, and the findings that say otherwise.

    A question takes it for granted when it has, of every group in `when`, one of the terms or phrases, and none of
    `unless`.
    """

    id: str
    assumes: str
    when: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...]
    unless: tuple[str, ...] = ()


Record = Finding | Reference | Source | Study
ALWAYS_SHOWN = {
    Finding: {"references", "caveats"},
    Reference: {"findings", "caveats"},
    Source: set[str](),
    Study: {"findings"},
}


def as_json(record: Record) -> dict[str, object]:
    """The record as plain JSON values; an optional field without a value is left out, never null or empty."""
    shown: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in ALWAYS_SHOWN[type(record)] or not (value is None or value is False or value == ()):
            shown[field.name] = _plain(value)
    return shown


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
