"""Asking the evidence: a question in, the findings that answer it out, or why nothing does and what is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.asking.alike.likeness import Likeness, likeness
from knowledge.asking.answered import Answered
from knowledge.asking.choosing.meeting import RESPONSE
from knowledge.asking.choosing.selecting import Group
from knowledge.asking.figures.bounds import BY_A_BOUND
from knowledge.asking.figures.clearance import CLEARANCE, written
from knowledge.asking.figures.points import SCORES
from knowledge.asking.gathering import gathered, has_outcome
from knowledge.asking.indexed.bits import all_of, any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import ABOVE, BELOW
from knowledge.asking.premises import taken_for_granted
from knowledge.asking.presuming import SETTING_BESIDE, asks_anything, leaves_open, wrongly_assumed
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.questions.following import follows_on, joined_to, leads_on, leaves_out_study, takes_dose
from knowledge.asking.questions.understanding import understand
from knowledge.asking.refusing import references, refused
from knowledge.records import Term

# A question that opens so asks whether something is given, and is answered by a finding that says it is not.
# "And the registry?", "MM-018?": a question of so few words and no outcome is on that of the one before.
LONGEST_NAME = 3
THE_DRUG = frozenset({"len-dex", "lenalidomide"})
RATE = frozenset("rate rates incidence".split())
RATES = RATE | frozenset("frequency often common risk odds chance".split())
ASKS_WHETHER = frozenset("does do did is are was were any has have".split())


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
        return told if told.found else _answered(index, alone, like)
    # "Renal function got worse on treatment" tells of a patient, and takes nothing for granted.
    asking = "?" in question or asks_anything(alone) or _names_trial(alone)
    if premise := taken_for_granted(index, alone):
        return _corrected(
            index, alone, like, "" if leaves_open(alone) or not asking else premise.assumes, premise.findings
        )
    if asking and (wrong := wrongly_assumed(index, alone, like)):
        return _corrected(index, alone, like, wrong.assumes, (index.ids[wrong.finding],))
    return _following_on(index, alone, like, before) if before else _answered(index, alone, like)


def _told_by_the_way(index: Index, alone: Understood, like: Likeness) -> Answered:
    """The answer by findings that name everything asked for that nothing is held on: "does an infection count?"."""
    naming = all_of(index.beside.get(term.id, 0) for term in alone.absent)
    if any(RATES & set(clause.words) or clause.wants_figure for clause in alone.clauses):
        # How often it is seen is told by none that only names it.
        naming &= index.figures
    answered = _answered(index, replace(alone, absent=()), like, naming) if naming else Answered(())
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
    by_itself, with_before = partial(_answered, index, alone, like), partial(_answered, index, joined)
    answered = with_before() if leaning else by_itself()
    if answered.found or joined == alone:
        return answered
    if leaning and leaves_out_study(alone, joined):
        whom = ("study", "population")
        beside = _answered(index, joined_to(index, alone, before, whom, ("population",)))
        inside = beside if beside.found else _answered(index, joined_to(index, alone, before, whom))
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
    plain = _answered(index, understood, like)
    rest = tuple(tuple(one for one in group if one not in against) for group in plain.found)
    found = (against, *(group for group in rest if group))
    return Answered(found, respelt=understood.respelt, about=_about(understood), premise=assumes)


def _about(understood: Understood) -> tuple[str, ...]:
    named = [term.id for clause in understood.clauses for term in (*clause.terms, *clause.settings)]
    named += [term.id for term in understood.absent]
    bands = [written(band) for clause in understood.clauses for band in clause.clearances]
    bounded = [BY_A_BOUND] if any(clause.bound for clause in understood.clauses) else []
    return tuple(dict.fromkeys((*named, *([CLEARANCE] if bands else []), *bands, *bounded)))


def _answered(index: Index, understood: Understood, like: Likeness | None = None, among: int = -1) -> Answered:
    """The answer by the findings `among` those of a bit set; a refusal where none of them is chosen."""
    about = _about(understood)
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
