"""What a question tells in figures: of the kidneys, the counts, the dose and the age, and the points of a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asking.figures.ages import ages_in
from knowledge.asking.figures.clearance import Band
from knowledge.asking.figures.counts import of_the_patient
from knowledge.asking.figures.measuring import measured_in
from knowledge.asking.figures.points import points_in
from knowledge.asking.figures.steroids import steroids_in
from knowledge.asking.language.lexicon import Match


@dataclass(frozen=True)
class Told:
    """Clearances (mL/min), creatinines (µmol/L), points, dexamethasone (mg a month), and where all figures stand."""

    clearances: tuple[Band, ...] = ()
    creatinines: tuple[Band, ...] = ()
    points: tuple[Band, ...] = ()
    steroids: tuple[Band, ...] = ()
    places: frozenset[int] = frozenset()


def told_in(words: Sequence[str], numbers: Sequence[int], matches: Sequence[Match], before: Sequence[str]) -> Told:
    """What is told in the words of a clause, `numbers` being the places of those no term covers."""
    measured = measured_in(words, numbers, matches, before)
    points, scored = points_in(words, matches)
    steroids, dosed = steroids_in(words, matches)
    # Beside a clearance an age changes no dose.
    aged = frozenset(ages_in(words)) if measured.clearances else frozenset()
    places = measured.places | of_the_patient(words, matches) | scored | dosed | aged
    return Told(measured.clearances, measured.creatinines, points, steroids, places)
