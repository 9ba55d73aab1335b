"""A bound on a figure that a question asks by: which studies had a response above 60%, more than 1,000 patients."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.asking.figures.clearance import Band, above, below
from knowledge.asking.language.words import ABOVE, BELOW

# What is kept of a question by a bound for one that follows on: "and longer than 15?".
BY_A_BOUND = "by-a-bound"
OVER = ABOVE | frozenset("exceeding exceeded beyond".split())
COMPARED = {
    **dict.fromkeys("more greater higher longer larger bigger".split(), above),
    **dict.fromkeys("less fewer lower shorter smaller".split(), below),
}
PEOPLE = frozenset("patient patients people participants persons".split())
CHOOSING = frozenset("which what list any show".split())
STUDIES = frozenset(
    "study studies trial trials cohort cohorts source sources series programme programmes program programs paper papers"
    " analysis analyses".split()
)
UNITS = {"percent": "%", "month": "month", "months": "month", "year": "year", "years": "year"}


@dataclass(frozen=True)
class Figures:
    """The figures of a finding a bound may be on: its value, with the unit, and how many patients it is of."""

    value: float | None
    unit: str
    patients: int | None


@dataclass(frozen=True)
class Bound:
    """Where a figure must lie; the count of patients where it is `of_patients`; `unit` is how its unit must begin."""

    within: Band
    of_patients: bool
    unit: str

    def admits(self, figures: Figures) -> bool:
        """Whether the figures of a finding lie where they are asked for."""
        value = figures.patients if self.of_patients else figures.value
        fitting = self.of_patients or figures.unit.startswith(self.unit)
        return value is not None and fitting and self.within.low <= value <= self.within.high


def bound_in(
    words: Sequence[str], numbers: Sequence[int], expected: bool = False
) -> tuple[Bound, frozenset[int]] | None:
    """The bound by which a question asks which studies, and where its numbers stand; None where there is none.

    `numbers` are the places of the numbers that are nothing else; a bound is `expected` where one was asked by before.
    """
    chosen = (CHOOSING & set(words) and STUDIES & set(words)) or set(words[:1]) & STUDIES
    if not (expected or chosen):
        return None
    for at in numbers:
        upper = _upper(words, at, numbers)
        within = Band(float(words[at]), float(words[upper])) if upper else _side(words, at)
        if within:
            after = words[(upper or at) + 1 : (upper or at) + 3]
            unit = next((UNITS[word] for word in after[:1] if word in UNITS), "")
            return Bound(within, bool(PEOPLE & set(after)), unit), frozenset({at, upper or at})
    return None


def _upper(words: Sequence[str], at: int, numbers: Sequence[int]) -> int | None:
    """Where the upper edge stands of a range that begins here: between 50 and 60."""
    between = words[max(0, at - 1)] == "between"
    upper = next((one for one in numbers if at < one <= at + 3), None)
    return upper if between and upper and float(words[at]) <= float(words[upper]) else None


def _side(words: Sequence[str], at: int) -> Band | None:
    said, number = tuple(words[max(0, at - 2) : at]), float(words[at])
    if said == ("at", "least"):
        return Band(number, math.inf)
    if said == ("at", "most"):
        return Band(-math.inf, number)
    side = _named_side(said)
    return side(number) if side else None


def _named_side(said: Sequence[str]) -> Callable[[float], Band] | None:
    if said[-1:] == ("than",) and len(said) > 1:
        return COMPARED.get(said[0])
    last = said[-1] if said else ""
    return above if last in OVER else below if last in BELOW else None
