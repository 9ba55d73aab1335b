"""At which figures each finding holds: its clearances, creatinines, points and doses, and how large it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.asking.figures.bounds import Figures
from knowledge.asking.figures.clearance import Band, band_of, creatinine_band_of
from knowledge.asking.figures.points import points_of
from knowledge.asking.figures.steroids import steroids_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """By the place of a finding: `bands` the creatinine clearances it holds for, in mL/min, `creatinines` in µmol/L.

    `points` are those of a score it is on, `steroids` the dexamethasone a month it counts, in mg; `sizes` has the
    figures of every finding and how many patients they are of.
    """

    bands: Mapping[int, Band]
    creatinines: Mapping[int, Band]
    points: Mapping[int, Band]
    steroids: Mapping[int, Band]
    sizes: tuple[Figures, ...]


def measured_in(findings: Sequence[Row]) -> Measured:
    """Read the figures of the findings, in their order, from their populations, endpoints and values."""
    return Measured(
        bands=_bands(findings, "population", band_of),
        creatinines=_bands(findings, "population", creatinine_band_of),
        points=_bands(findings, "population", points_of),
        steroids=_bands(findings, "endpoint", steroids_of),
        sizes=tuple(_figures(row) for row in findings),
    )


def _bands(findings: Sequence[Row], column: str, read: Callable[[str], Band | None]) -> Mapping[int, Band]:
    return {at: band for at, row in enumerate(findings) if (band := read(row[column]))}


def _figures(row: Row) -> Figures:
    """The figures of a finding; a count of patients is both its value and how many it is of."""
    value, unit = _numeric(row["value"]), row["unit"]
    counted = int(value) if value is not None and unit == "patients" else None
    return Figures(value, unit, row["n"] or counted)


def _numeric(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
