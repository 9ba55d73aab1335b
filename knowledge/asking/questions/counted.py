"""The blood counts and the dose of a patient that a question states: what stands there is asked about, not for."""

from __future__ import annotations

from dataclasses import replace

from knowledge.asking.indexed.index import Index
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.falls import ALONE, DOSES_AFTER, FIRST, LATER

DOSE_AFTER = {
    "anc": "dose-after-neutropenia",
    "neutropenia": "dose-after-neutropenia",
    "platelets": "dose-after-thrombocytopenia",
    "thrombocytopenia": "dose-after-thrombocytopenia",
}
RESUMING = "resumption"
STARTING, STARTING_COUNTS = "starting-dose", "starting-counts"
DOSING, HOLDING = frozenset({"dose", "dose-modification"}), frozenset({"interruption", "resumption"})
FALLING = frozenset("drop drops dropped fall falls fell episode nadir dip time".split())
FALLS = frozenset({"neutropenia", "thrombocytopenia"})
# The other toxicity that a fall of counts is most often told with; which row holds then, its words tell.
RASH = "rash"
# "ANC 0.7, can I start?" asks for the counts to start with; not so "after starting", "at the start of cycle 3".
BEGINNING = frozenset("start starting begin beginning initiate commence".split())
BEGUN = frozenset("after since cycle cycles".split())


def dosed_after_count(index: Index, clause: Clause) -> Clause:
    """The clause, asking for the dose after a fall of counts where it names a dose and such a count.

    "Platelets 25, restart dose": not the count for restarting. One that asks for anything beside is left as it is.
    """
    if any(term.id in DOSES_AFTER for term in clause.terms):
        # "Second thrombocytopenia, resume dose": the dose, and not the count.
        return replace(clause, terms=tuple(term for term in clause.terms if term.id not in HOLDING))
    counts = [term for term in clause.terms if term.id in DOSE_AFTER]
    starting = any(term.id == STARTING for term in clause.terms) or _begins(clause)
    if counts and starting and "dose" not in clause.words:
        # "Start with platelets 74?" asks whether, and not with what dose.
        rest = (term for term in clause.terms if term.id not in (STARTING, STARTING_COUNTS) and term not in counts)
        return replace(clause, terms=(*rest, index.lexicon.terms[STARTING_COUNTS]), hints=tuple(counts))
    words, named = set(clause.words), {term.id for term in clause.terms}
    # "First neutropenia, dose" is none of "the first dose".
    dosing = DOSING | {STARTING} if FIRST & words and named & FALLS and not BEGINNING & words else DOSING
    beside = {RASH} if FALLS & named else set()
    others = [term for term in clause.terms if term not in counts and term.id not in HOLDING | dosing | beside]
    dosed = any(term.id in dosing for term in (*clause.terms, *clause.hints))
    # "Second fall of platelets on 20 mg, resume at?", "platelets, second drop, US".
    dosed = dosed or ("mg" in clause.words and any(term.id == RESUMING for term in clause.terms))
    fallen = bool(FALLING & words) or bool(named & FALLS)
    dosed = dosed or (fallen and bool((FIRST | LATER) & words) and not named & HOLDING)
    if not counts or not dosed or any(term.kind in ("endpoint", "hint", "treatment") for term in others):
        return clause
    after = dict.fromkeys(index.lexicon.terms[DOSE_AFTER[term.id]] for term in counts)
    hints = tuple(hint for hint in clause.hints if hint.id not in DOSING)
    # Whether the count fell alone is told by the row that is chosen, and by no word of it.
    open_words = tuple(word for word in clause.open_words if word not in ALONE)
    return replace(clause, terms=(*others, *after), hints=hints, open_words=open_words, claimed=())


def _begins(clause: Clause) -> bool:
    """Whether a clause speaks of beginning treatment, and of nothing held or told of one that has begun."""
    words, named = set(clause.words), {term.id for term in clause.terms}
    return bool(BEGINNING & words) and not (BEGUN & words or named & (HOLDING | DOSING))
