"""Asking the evidence: a question in, the findings that answer it out, or why nothing does and what is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.asking.alike.likeness import Likeness, likeness
from knowledge.asking.answered import Answered
from knowledge.asking.answering import RATE, about_of, answered_by
from knowledge.asking.figures.clearance import CLEARANCE
from knowledge.asking.figures.points import SCORES
from knowledge.asking.gathering import has_outcome
from knowledge.asking.indexed.bits import all_of, any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.premises import taken_for_granted
from knowledge.asking.presuming import asks_anything, leaves_open, wrongly_assumed
from knowledge.asking.questions.clauses import Understood
from knowledge.asking.questions.following import follows_on, joined_to, leads_on, leaves_out_study, takes_dose
from knowledge.asking.questions.understanding import understand

# "And the registry?", "MM-018?": a question of so few words and no outcome is on that of the one before.
LONGEST_NAME = 3
THE_DRUG = frozenset({"len-dex", "lenalidomide"})
RATES = RATE | frozenset("frequency often common risk odds chance".split())


def ask(index: Index, question: str, before: Sequence[str] = ()) -> Answered:
    """Answer a question; `before` are the terms of the question it may follow on, as `about` gave them.

    What names nothing leaves them as they are: after "thanks" or a slip "and PFS?" is still on the same study.
    """
    answered = _ask(index, question, before)
    return answered if answered.about else replace(answered, about=tuple(before))


def _ask(index: Index, question: str, before: Sequence[str]) -> Answered:
    alone = understand(index, question, before)
    like = likeness(index, alone)
    if leads_on(alone.clauses[0].words if alone.clauses else ()) and not _names_whom(alone):
        # "And PFS?" after a drug nothing is held on is still about that drug.
        kept = tuple(term for one in before if (term := index.lexicon.terms.get(one)) and term.kind == "absent")
        alone = replace(alone, absent=alone.absent or kept)
    if alone.absent:
        told = _told_by_the_way(index, alone, like)
        return told if told.found else answered_by(index, alone, like)
    # "Renal function got worse on treatment" tells of a patient, and takes nothing for granted.
    asking = "?" in question or asks_anything(alone) or _names_trial(alone)
    if premise := taken_for_granted(index, alone):
        return _corrected(
            index, alone, like, "" if leaves_open(alone) or not asking else premise.assumes, premise.findings
        )
    if asking and (wrong := wrongly_assumed(index, alone, like)):
        return _corrected(index, alone, like, wrong.assumes, (index.ids[wrong.finding],))
    return _following_on(index, alone, like, before) if before else answered_by(index, alone, like)


def _told_by_the_way(index: Index, alone: Understood, like: Likeness) -> Answered:
    """The answer by findings that name everything asked for that nothing is held on: "does an infection count?"."""
    naming = all_of(index.beside.get(term.id, 0) for term in alone.absent)
    if any(RATES & set(clause.words) or clause.wants_figure for clause in alone.clauses):
        # How often it is seen is told by none that only names it.
        naming &= index.figures
    answered = answered_by(index, replace(alone, absent=()), like, naming) if naming else Answered(())
    return replace(answered, missing=())


def _names_trial(understood: Understood) -> bool:
    """Whether a study is named that is no score: of a score a note may tell the items of a patient."""
    named = {term.id for clause in understood.clauses for term in clause.terms if term.kind == "study"}
    return bool(named - SCORES)


def _names_whom(understood: Understood) -> bool:
    """Whether a question names a study, patients or a drug of its own."""
    kinds = {term.kind for clause in understood.clauses for term in clause.terms}
    own = {term.id for clause in understood.clauses for term in clause.settings}
    return bool(kinds & {"study", "population", "treatment"} or own & THE_DRUG)


def _following_on(index: Index, alone: Understood, like: Likeness, before: Sequence[str]) -> Answered:
    """The answer to a question that may follow on from one before: with what it leaves out, or by itself."""
    joined = joined_to(index, alone, before)
    leaning = follows_on(alone) or takes_dose(alone, before)
    by_itself, with_before = partial(answered_by, index, alone, like), partial(answered_by, index, joined)
    answered = with_before() if leaning else by_itself()
    if answered.found or joined == alone:
        return answered
    if leaning and leaves_out_study(alone, joined):
        whom = ("study", "population")
        beside = answered_by(index, joined_to(index, alone, before, whom, ("population",)))
        inside = beside if beside.found else answered_by(index, joined_to(index, alone, before, whom))
        return inside if inside.found else answered
    leads = leads_on(alone.clauses[0].words) or len(alone.clauses[0].words) <= LONGEST_NAME
    asks_nothing_new = leads and not any(map(has_outcome, alone.clauses))
    if leaning and (asks_nothing_new or _points_at_clearance(alone, joined) or _keeps_patients(alone, joined)):
        # "And in the registry?", "the response at this clearance?": nothing else may stand in.
        return answered
    other = by_itself() if leaning else with_before()
    # What is refused is refused in the words of this question, unless it can only be read with the one before.
    return other if other.found or (leaning and not leads_on(alone.clauses[0].words)) else answered


def _keeps_patients(alone: Understood, joined: Understood) -> bool:
    """Whether a follow-up that names nobody is on patients told before: no figure of all patients may stand in."""
    told = [
        term for clause in joined.clauses for term in clause.terms if term.kind == "population" and not term.instead
    ]
    banded = any(clause.clearances for clause in joined.clauses)
    return not _names_whom(alone) and bool(told or banded)


def _points_at_clearance(alone: Understood, joined: Understood) -> bool:
    """Whether a question names the clearance and leaves its figure to what was told before."""
    named = any(term.id == CLEARANCE for clause in alone.clauses for term in (*clause.terms, *clause.hints))
    return named and bool(joined.clauses[0].clearances) and not alone.clauses[0].clearances


def _corrected(
    index: Index, understood: Understood, like: Likeness, assumes: str, against: tuple[str, ...]
) -> Answered:
    """What a question wrongly assumes, with the findings that say otherwise before whatever else answers it."""
    plain, against = answered_by(index, understood, like), _by_the_label_named(index, understood, against)
    rest = tuple(tuple(one for one in group if one not in against) for group in plain.found)
    found = (against, *(group for group in rest if group))
    return Answered(found, respelt=understood.respelt, about=about_of(understood), premise=assumes)


def _by_the_label_named(index: Index, understood: Understood, against: tuple[str, ...]) -> tuple[str, ...]:
    """Of the findings that say otherwise none of the other label, where one label is asked for."""
    named = {one for clause in understood.clauses for term in clause.terms for one in (term.id, term.instead) if one}
    others = index.lexicon.labels - named
    own = any_of(index.about.get(label, 0) for label in index.lexicon.labels & named)
    left_out = any_of(index.about.get(label, 0) for label in others) & ~own if own else 0
    kept = tuple(one for one in against if not left_out >> index.ids.index(one) & 1)
    return kept or against
