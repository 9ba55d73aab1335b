"""Which terms of a question are taken apart and answered one by one, and which only together."""

from __future__ import annotations

from knowledge.asking.figures.counts import COUNTS
from knowledge.asking.indexed.bits import all_of
from knowledge.asking.indexed.index import REQUIRED, Index
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.counted import HOLDING
from knowledge.asking.questions.falls import DOSES_AFTER
from knowledge.records import Term

# By these another outcome is narrowed: "OS after 2 prior lines" is none of all patients.
QUALIFYING = frozenset({"prior-lines", "maintenance", "high-dose-dex", "grades", "haematological"})
QUALIFYING_HINTS = frozenset({"treatment-duration"})
# Outcomes that are measured in patients: a figure of one is none of another.
MEASURED = frozenset(
    "os pfs ttp response cr scr vgpr pr minimal-response stable-disease duration-of-response spm invasive-spm"
    " skin-cancer dvt vte pe mi stroke neuropathy neutropenia thrombocytopenia anaemia"
    " febrile-neutropenia discontinuation renal-improvement quality-of-life".split()
)
# What is held or restarted at is a count; "anaemia, hold?" asks for both in one.
HELD_AT = (COUNTS | HOLDING | DOSES_AFTER).union(
    "numeric-threshold starting-counts blood-counts capsule-strengths haematological dose-modification dose-ladder"
    " dose-floor starting-dose".split()
)


def kind_to_split(index: Index, clause: Clause) -> str:
    """The kind of which the clause names several terms; one of those asked side by side first."""
    several = [kind for kind in REQUIRED if len(apart(clause, kind)) > 1]
    if "population" in several and not (_countries(clause) or "population" in clause.alternatives):
        # Of two by which patients are told neither is left out: a figure of the elderly is none of those on dialysis.
        several.remove("population")
    if "endpoint" in several and "endpoint" not in clause.alternatives and is_qualified(clause):
        several.remove("endpoint")
    if "study" in several and "study" not in clause.alternatives and _within_one_study(index, clause):
        several.remove("study")
    return next((kind for kind in several if kind in clause.alternatives), several[0] if several else "")


def _within_one_study(index: Index, clause: Clause) -> bool:
    """Whether the studies named are one, told by its larger ones: the Spanish part of MM-018."""
    return bool(all_of(index.about.get(term.id, 0) for term in apart(clause, "study")))


def apart(clause: Clause, kind: str) -> list[Term]:
    """The terms of one kind that a clause names."""
    return [term for term in clause.terms if term.kind == kind]


def _countries(clause: Clause) -> bool:
    """Whether two countries are named."""
    return sum(bool(term.instead) for term in clause.terms) > 1


def told_with(index: Index, clause: Clause) -> int:
    """The findings that mention how long was treated, where an outcome of that is asked for."""
    measured = any(term.id in MEASURED for term in clause.terms)
    hints = [hint.id for hint in clause.hints if hint.id in QUALIFYING_HINTS] if measured else []
    return all_of(index.mentions.get(hint, 0) for hint in hints) if hints else -1


def is_qualified(clause: Clause) -> bool:
    """Whether one of the outcomes a clause names only narrows the others, so that a finding must be on both."""
    named = {term.id for term in clause.terms if term.kind == "endpoint"}
    if named & HOLDING:
        return bool(named - HELD_AT)
    return bool(named & QUALIFYING and named & MEASURED)
