"""A question as read: its clauses, each with what a finding must or may hold to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from knowledge.asking.figures.bounds import Bound
from knowledge.asking.figures.clearance import Band
from knowledge.asking.indexed.citations import Paper
from knowledge.asking.language.words import stem
from knowledge.records import Term

OF_A_PAPER = frozenset("wrote written author authors authored journal title titled published publication".split())
FIGURE_WANTED = frozenset("proportion fraction percent percentage percentages exact exactly precise precisely".split())


@dataclass(frozen=True)
class Clause:
    """One thing asked for: the required terms in their order, and what else a finding must or may hold.

    `settings` and `hints` only help to choose; `open_words` are words no term covers; `needed` numbers a finding
    must hold, years also in months; `claimed` numbers the question states; `clearances` bands of creatinine
    clearance, `creatinines` of creatinine in µmol/L, `points` of a score, `steroids` of milligrams of dexamethasone a
    month; `told` the figures these and the counts stand in; `alternatives` kinds whose terms are asked side by side;
    `together` that one outcome is asked by groups of another; `papers` those it names, on one of which a finding must
    rest; `bound` the side of a number its figure must lie on; `lowered` that the dose taken is no full one.
    """

    terms: tuple[Term, ...]
    settings: tuple[Term, ...] = ()
    hints: tuple[Term, ...] = ()
    open_words: tuple[str, ...] = ()
    needed: tuple[tuple[str, ...], ...] = ()
    claimed: tuple[str, ...] = ()
    clearances: tuple[Band, ...] = ()
    creatinines: tuple[Band, ...] = ()
    points: tuple[Band, ...] = ()
    steroids: tuple[Band, ...] = ()
    told: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    together: bool = False
    words: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    bound: Bound | None = None
    lowered: bool = False

    @property
    def of_paper(self) -> bool:
        """Whether it asks who wrote a paper it names, where or when, and for nothing the paper found."""
        return bool(self.papers) and bool(OF_A_PAPER & set(self.words))

    @property
    def wants_figure(self) -> bool:
        """Whether it asks for a figure and for nothing less."""
        pairs = set(pairwise(self.words))
        return self.wants_share or bool(pairs & {("how", "many"), ("in", "months"), ("in", "years")})

    @property
    def wants_share(self) -> bool:
        """Whether it asks for a share or an exact figure."""
        return bool(FIGURE_WANTED & set(self.words))

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words."""
        return tuple(stem(word) for word in self.words)


@dataclass(frozen=True)
class Understood:
    """A question as read: its clauses, the terms this collection holds nothing on, and the words respelt."""

    clauses: tuple[Clause, ...]
    absent: tuple[Term, ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()
