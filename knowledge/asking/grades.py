"""Which findings count the grade of an adverse event that a question asks for."""

from __future__ import annotations

from knowledge.asking.bits import all_of
from knowledge.asking.clauses import Clause
from knowledge.asking.index import Index

GRADE_3, ALL_GRADES = "grade-3", "all-grades"


def _of_a_grade(clause: Clause) -> bool:
    """Whether a grade is asked for in figures, and not beside every grade: "severe" may be a figure of speech."""
    named = {term.id for term in clause.settings}
    return GRADE_3 in named and ALL_GRADES not in named and "grade" in clause.words


def counting_grade(index: Index, clause: Clause) -> int:
    """The findings that may count the grade a clause asks for: not those that count every grade; else all."""
    return ~index.about.get(ALL_GRADES, 0) if _of_a_grade(clause) else -1


def lacks_grade(index: Index, clause: Clause) -> bool:
    """Whether a clause asks for a grade of what is counted of every grade alone."""
    counted = all_of(index.mentions.get(term.id, 0) for term in clause.terms)
    return _of_a_grade(clause) and bool(counted & index.about.get(ALL_GRADES, 0))
