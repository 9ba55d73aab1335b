"""Charts drawn from findings alone: every bar is the figure of a finding, on the side of its arm or its comparator."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.records import NOT_REPORTED, Figure, Finding
from knowledge.restoring import Query, Row

SIDES = ("value", "comparator")
FIELD_OF: Mapping[str, str] = {"value": "value", "comparator": "comparator_value"}
BOUND = re.compile(r"<\d+(?:\.\d+)?\Z")


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its series, and the finding whose `figure` (in the unit of the chart) it shows.

    `n` is the number of patients where the source gives it; a bar that stands `apart` must not be compared with
    the others of its chart.
    """

    label: str
    series: str
    finding: str
    side: str
    figure: Figure
    n: int | None
    apart: bool
    patients: str | None = None


@dataclass(frozen=True)
class Chart:
    """One chart: what it is about, the unit of its figures, and its bars in their order."""

    id: str
    title: str
    about: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings drawn in it, each once."""
        return tuple(dict.fromkeys(bar.finding for bar in self.bars))


def drawable(figure: object) -> bool:
    """Whether a figure can be drawn: a number of at least 0, a bound such as "<1", or "not reported"."""
    if isinstance(figure, str):
        return figure == NOT_REPORTED or bool(BOUND.match(figure))
    return isinstance(figure, (int, float)) and figure >= 0


def charts_of(
    query: Query, rows: Sequence[Row], chosen: Callable[[Sequence[str]], Sequence[Finding]]
) -> tuple[Chart, ...]:
    """The charts these rows of the table charts hold, in their order, with the figures their findings have."""
    return tuple(
        Chart(row["id"], row["title"], row["about"], row["unit"], _bars(query, row["id"], chosen)) for row in rows
    )


def _bars(query: Query, chart: str, chosen: Callable[[Sequence[str]], Sequence[Finding]]) -> tuple[Bar, ...]:
    rows = query("SELECT * FROM chart_bars WHERE chart = ? ORDER BY position", chart)
    named = {name for row in rows for name in (row["finding"], row["patients"]) if name}
    findings = {finding.id: finding for finding in chosen(sorted(named))}
    return tuple(_bar(row, findings) for row in rows)


def _bar(row: Row, findings: Mapping[str, Finding]) -> Bar:
    figure = _figure(findings[row["finding"]], row["side"])
    assert figure is not None  # the build refuses a bar without a figure
    return Bar(
        label=row["label"],
        series=row["series"],
        finding=row["finding"],
        side=row["side"],
        figure=figure,
        n=_patients(row, findings),
        apart=bool(row["apart"]),
        patients=row["patients"],
    )


def _patients(row: Row, findings: Mapping[str, Finding]) -> int | None:
    """How many patients a figure rests on: those of the finding that counts them, or of the finding itself."""
    if row["patients"]:
        counted = _figure(findings[row["patients"]], row["side"])
        return counted if isinstance(counted, int) else None
    return findings[row["finding"]].n if row["side"] == "value" else None


def _figure(finding: Finding, side: str) -> Figure | None:
    return finding.value if side == "value" else finding.comparator_value
