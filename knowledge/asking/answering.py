"""The answer to a question as read: the findings chosen for it, or a refusal where none answers or gives the figure."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.alike.likeness import Likeness, likeness
from knowledge.asking.answered import Answered
from knowledge.asking.choosing.meeting import RESPONSE
from knowledge.asking.choosing.selecting import Group
from knowledge.asking.figures.bounds import BY_A_BOUND
from knowledge.asking.figures.clearance import CLEARANCE, written
from knowledge.asking.gathering import gathered
from knowledge.asking.indexed.bits import any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import ABOVE, BELOW
from knowledge.asking.presuming import SETTING_BESIDE
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.refusing import references, refused
from knowledge.records import Term

# A question that opens so asks whether something is given, and is answered by a finding that says it is not.
ASKS_WHETHER = frozenset("does do did is are was were any has have".split())
RATE = frozenset("rate rates incidence".split())


def answered_by(index: Index, understood: Understood, like: Likeness | None = None, among: int = -1) -> Answered:
    """The answer by the findings `among` those of a bit set; a refusal where none of them is chosen."""
    about = about_of(understood)
    chosen = gathered(index, understood, like or likeness(index, understood))
    groups = [Group(group.asked, tuple(at for at in group.found if among >> at & 1)) for group in chosen]
    found = tuple(tuple(index.ids[at] for at in group.found) for group in groups if group.found)
    if understood.absent or not found or _lacks_figure(index, understood, groups):
        met = [] if understood.absent else [at for group in groups for at in group.found]
        # Those that say there is no figure come first: they are the reason.
        said = tuple(index.ids[at] for at in sorted(met, key=lambda at: not index.unprinted >> at & 1))
        return refused(index, understood, about, said)
    return Answered(
        found,
        missing=_missing(groups),
        references=tuple(number for number in references(understood) if number in index.papers.numbered),
        claimed=_unheld(index, understood.clauses, groups),
        respelt=understood.respelt,
        about=about,
    )


def about_of(understood: Understood) -> tuple[str, ...]:
    """What is kept of a question for one that follows on from it: its terms, clearances and bound."""
    named = [term.id for clause in understood.clauses for term in (*clause.terms, *clause.settings)]
    named += [term.id for term in understood.absent]
    bands = [written(band) for clause in understood.clauses for band in clause.clearances]
    bounded = [BY_A_BOUND] if any(clause.bound for clause in understood.clauses) else []
    return tuple(dict.fromkeys((*named, *([CLEARANCE] if bands else []), *bands, *bounded)))


def _lacks_figure(index: Index, understood: Understood, groups: Sequence[Group]) -> bool:
    """Whether a figure is asked for and every finding that would answer has only words."""
    chosen = [at for group in groups for at in group.found]
    if all(index.unprinted >> at & 1 for at in chosen):
        return not all(clause.words[:1] and clause.words[0] in ASKS_WHETHER for clause in understood.clauses)
    wanted = any(clause.wants_figure or _asks_rate(clause) for clause in understood.clauses)
    return wanted and not any(index.figures >> at & 1 for at in chosen)


def _asks_rate(clause: Clause) -> bool:
    """Whether a clause asks for a rate, and not which of two is higher: was it above what was expected?

    The response rate is what a response is called, and may be told in words.
    """
    words = set(clause.words)
    responses = any(term.id == RESPONSE for term in clause.terms)
    return bool(RATE & words) and not responses and not (ABOVE | BELOW | SETTING_BESIDE) & words


def _missing(groups: Sequence[Group]) -> tuple[tuple[Term, ...], ...]:
    return tuple(dict.fromkeys(group.asked for group in groups if not group.found and group.asked))


def _unheld(index: Index, clauses: Sequence[Clause], groups: Sequence[Group]) -> tuple[str, ...]:
    """The numbers a question states that none of the chosen findings holds."""
    chosen = any_of(1 << at for group in groups for at in group.found)
    numbers = dict.fromkeys(number for clause in clauses for number in clause.claimed)
    return tuple(number for number in numbers if not index.words.get(number, 0) & chosen)
