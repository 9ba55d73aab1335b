"""Which findings hold at the clearances a question names: on dialysis only those of patients on dialysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.asking.figures.clearance import Band
from knowledge.asking.indexed.bits import any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.kidneys import DIALYSIS, RENAL
from knowledge.asking.questions.clauses import Clause
from knowledge.records import Term

BANDS_OF_A_SCORE = "score-bands"
LATER_RISE = "dose-escalation"
LATER = frozenset("later cycle cycles tolerating tolerates tolerated tolerate responding response ever".split())


def renal_terms(index: Index, clause: Clause) -> tuple[Term, ...]:
    """The terms of a clause that set a group apart by its kidneys: normal kidneys, severe impairment."""
    return tuple(term for term in clause.terms if term.id in index.kidneys and term.id != RENAL)


def holding_at(index: Index, clause: Clause) -> int:
    """The findings that hold at the clearances and creatinines of a clause, -1 (all) where it names none."""
    bits = _at_clearances(index, clause) if clause.clearances else -1
    if clause.creatinines:
        bits &= _at_one_of(index.measured.creatinines, clause.creatinines)
    if clause.steroids:
        bits &= _at_one_of(index.measured.steroids, clause.steroids)
    if clause.points:
        whole = index.about.get(BANDS_OF_A_SCORE, 0) & ~any_of(1 << at for at in index.measured.points)
        bits &= _at_one_of(index.measured.points, clause.points) | whole
    return bits


def _at_clearances(index: Index, clause: Clause) -> int:
    """The findings at the clearances of a clause.

    A dose without dialysis is none for a patient on dialysis, nor the other way about: where the clause names
    dialysis a finding must be on it, with a clearance that meets or none; else it must not.
    """
    meeting = _at_one_of(index.measured.bands, clause.clearances) & ~_of_later_rise(index, clause)
    asked = [term.id for term in clause.terms if term.id in DIALYSIS]
    if asked:
        banded = any_of(1 << at for at in index.measured.bands)
        return any_of(index.about.get(term, 0) for term in asked) & (meeting | ~banded)
    return meeting & ~any_of(index.about.get(term, 0) for term in DIALYSIS)


def _of_later_rise(index: Index, clause: Clause) -> int:
    """The findings on raising the dose later, where the clause does not speak of it: none is a dose to start with."""
    spoken = any(term.id == LATER_RISE for term in (*clause.terms, *clause.hints)) or LATER & set(clause.words)
    return 0 if spoken else index.about.get(LATER_RISE, 0)


def _at_one_of(bands: Mapping[int, Band], named: Sequence[Band]) -> int:
    """The findings whose band meets one of those named."""
    return any_of(1 << at for at, band in bands.items() if any(map(band.meets, named)))
