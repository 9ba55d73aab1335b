"""Which findings count the grade of an adverse event that a question asks for."""

from __future__ import annotations

from knowledge.asking.indexed.bits import all_of, any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import is_number
from knowledge.asking.questions.clauses import Clause

GRADE_3, ALL_GRADES = "grade-3", "all-grades"
# What may stand between the grades of "grade 1 or 2".
BETWEEN = frozenset("or and to at least most".split())


def grades_in(clause: Clause) -> frozenset[str]:
    """The grades a clause asks for in figures, where it does not speak of every grade; "severe" names none."""
    if any(term.id == ALL_GRADES for term in clause.settings):
        return frozenset()
    named: set[str] = set()
    for at in (at for at, word in enumerate(clause.words) if word == "grade"):
        behind = at + 1
        while behind < len(clause.words) and (is_number(clause.words[behind]) or clause.words[behind] in BETWEEN):
            named |= {clause.words[behind]} if is_number(clause.words[behind]) else set()
            behind += 1
    return frozenset(named)


def counting_grade(index: Index, clause: Clause) -> int:
    """The findings that may count the grade a clause asks for, and not every grade or others; else all."""
    named = grades_in(clause)
    if not named:
        return -1
    others = 0 if "3" in named else index.mentions.get(GRADE_3, 0) & ~any_of(index.words.get(one, 0) for one in named)
    return ~(index.about.get(ALL_GRADES, 0) | others)


def lacks_grade(index: Index, clause: Clause) -> str:
    """The grade a clause asks for of what is counted of every grade or of others alone, as words; else nothing."""
    named = grades_in(clause)
    counted = all_of(index.about.get(term.id, 0) for term in clause.terms)
    lacking = named and counted & ~counting_grade(index, clause) and not counted & counting_grade(index, clause)
    return f"grade {' or '.join(sorted(named))}" if lacking else ""
