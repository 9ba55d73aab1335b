"""Why nothing answers a question, and what is nearest: never something held for other patients."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.answered import Answered
from knowledge.asking.choosing.grades import lacks_grade
from knowledge.asking.choosing.meeting import nearest
from knowledge.asking.choosing.renal import holding_at
from knowledge.asking.indexed.bits import all_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.questions.clauses import Understood
from knowledge.records import Term

MOST_NEAREST = 2


def references(understood: Understood) -> tuple[int, ...]:
    """The numbers of the references a question names, of those too that the review does not have."""
    numbers = [paper.number for clause in understood.clauses for paper in clause.papers]
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def refused(index: Index, understood: Understood, about: tuple[str, ...], said: tuple[str, ...]) -> Answered:
    """Why nothing answers; `said` are findings that speak to the question without the figure it wants."""
    terms = [term for clause in understood.clauses for term in clause.terms]
    words = [word for clause in understood.clauses for word in clause.open_words]
    needed = [numbers[0] for clause in understood.clauses for numbers in clause.needed]
    needed += [grade for clause in understood.clauses if (grade := lacks_grade(index, clause))]
    # What does not hold at the clearance asked for is not near: its dose would be another's.
    near = nearest(index, terms, words, MOST_NEAREST, all_of(holding_at(index, one) for one in understood.clauses))
    closest = said[:MOST_NEAREST] or tuple(index.ids[at] for at in near)
    return Answered(
        (),
        missing=(tuple(dict.fromkeys(_meant(index, term, terms) for term in terms)),) if terms else (),
        absent=understood.absent,
        unknown=tuple(dict.fromkeys((*words, *needed, *_unknown_references(index, understood)))),
        respelt=understood.respelt,
        about=about,
        nearest=closest,
        figureless=bool(said),
        measured=_measured(understood),
    )


def _unknown_references(index: Index, understood: Understood) -> list[str]:
    return [f"reference {number}" for number in references(understood) if number not in index.papers.numbered]


def _measured(understood: Understood) -> str:
    """The name of what a question states in figures that a finding must hold at, or nothing."""
    if any(clause.clearances for clause in understood.clauses):
        return "creatinine clearance"
    if any(clause.creatinines for clause in understood.clauses):
        return "creatinine"
    return "bound" if any(clause.bound for clause in understood.clauses) else ""


def _meant(index: Index, term: Term, asked: Sequence[Term]) -> Term:
    """A term, or of a country its label, where that speaks of anything else that is asked."""
    own = index.about.get(term.instead or "", 0)
    spoken = any(index.about.get(other.id, 0) & own for other in asked if other is not term)
    return index.lexicon.terms[term.instead] if term.instead and spoken else term
