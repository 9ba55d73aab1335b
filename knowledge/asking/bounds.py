"""A bound on a figure that a question asks by: which studies had a response above 60%, more than 1,000 patients."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.asking.words import ABOVE, BELOW

OVER = ABOVE | frozenset("exceeding exceeded beyond".split())
COMPARED = {
    **dict.fromkeys(("more", "greater", "higher"), operator.gt),
    **dict.fromkeys(("less", "fewer", "lower"), operator.lt),
}
PEOPLE = frozenset("patient patients people participants persons".split())
CHOOSING = frozenset("which what list any".split())
STUDIES = frozenset(
    "study studies trial trials cohort cohorts source sources series programme programmes program programs paper papers"
    " analysis analyses".split()
)


@dataclass(frozen=True)
class Figures:
    """The figures of a finding a bound may be on: its value, with the unit, and how many patients it is of."""

    value: float | None
    unit: str
    patients: int | None


@dataclass(frozen=True)
class Bound:
    """A side of a number on which a figure must lie, or the count of patients where it is `of_patients`."""

    holds: Callable[[float, float], bool]
    number: float
    of_patients: bool
    percent: bool

    def admits(self, figures: Figures) -> bool:
        """Whether the figures of a finding lie on the side asked for."""
        if self.of_patients:
            return figures.patients is not None and self.holds(figures.patients, self.number)
        fitting = figures.unit.startswith("%") if self.percent else True
        return figures.value is not None and fitting and self.holds(figures.value, self.number)


def bound_in(words: Sequence[str], numbers: Sequence[int]) -> tuple[Bound, int] | None:
    """The bound by which a question asks which studies, and where its number stands; None where there is none.

    `numbers` are the places of the numbers that are nothing else.
    """
    if not (CHOOSING & set(words) and STUDIES & set(words)):
        return None
    for at in numbers:
        holds = _side(words[max(0, at - 2) : at])
        if holds:
            after = words[at + 1 : at + 3]
            return Bound(holds, float(words[at]), bool(PEOPLE & set(after)), "percent" in after[:1]), at
    return None


def _side(before: Sequence[str]) -> Callable[[float, float], bool] | None:
    said = tuple(before)
    if said[-2:] == ("at", "least"):
        return operator.ge
    if said[-2:] == ("at", "most"):
        return operator.le
    if said[-1:] == ("than",) and len(said) > 1:
        return COMPARED.get(said[0])
    last = said[-1] if said else ""
    return operator.gt if last in OVER else operator.lt if last in BELOW else None
