"""Asking the evidence: a question in, the findings that answer it out, or why nothing does and what is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.asking.index import REQUIRED, Index, any_of
from knowledge.asking.meeting import is_about, nearest
from knowledge.asking.premises import taken_for_granted
from knowledge.asking.resembling import Resemblance, likeness, resembling, wrongly_assumed
from knowledge.asking.selecting import Group, select
from knowledge.asking.understanding import CLEARANCE, POINTS_BACK, Clause, Understood, understand
from knowledge.records import Term

FOLLOWS_ON = frozenset(
    {("and",), ("same",), ("also",), ("or",), ("but",), ("versus",), ("vs",), ("what", "about"), ("how", "about")}
)
MOST_NEAREST = 2
SHORT = 4
# A question that opens so asks whether something is given, and is answered by a finding that says it is not.
ASKS_WHETHER = frozenset("does do did is are was were any has have".split())
# How much more alike than what meets the question a wording must be to be told too; than what is on all of it.
AHEAD, FAR_AHEAD, ALONE = 0.1, 0.25, 0.8


@dataclass(frozen=True)
class Answered:
    """The outcome of a question: groups of finding ids that answer it, or none.

    `missing` are combinations of terms nothing answers; `absent` terms nothing is held on; `unknown` words the
    evidence does not know in this place; `claimed` numbers of the question that no chosen finding holds;
    `figureless` that findings speak to it, without the figure it wants;
    `references` the numbered references the question names;
    `about` the terms a follow-up starts from; `nearest` the ids of what comes closest when nothing answers.
    """

    found: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[Term, ...], ...] = ()
    absent: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    references: tuple[int, ...] = ()
    premise: str = ""
    figureless: bool = False

    @property
    def findings(self) -> tuple[str, ...]:
        """Every finding of every group, each once."""
        return tuple(dict.fromkeys(one for group in self.found for one in group))


def ask(index: Index, question: str, before: Sequence[str] = ()) -> Answered:
    """Answer a question; `before` are the terms of the question it may follow on, as `about` gave them."""
    alone = understand(index, question, CLEARANCE in before)
    if not alone.absent and (premise := taken_for_granted(index, alone)):
        return Answered((premise.findings,), respelt=alone.respelt, about=_about(alone), premise=premise.assumes)
    if not alone.absent and (wrong := wrongly_assumed(index, alone)):
        return _corrected(index, alone, wrong)
    if not before or alone.absent:
        return _answered(index, alone)
    joined = _joined(index, alone, before)
    first, second = (joined, alone) if _follows_on(alone) else (alone, joined)
    answered = _answered(index, first)
    if answered.found or first == second:
        return answered
    if first is joined and _leaves_out_study(alone, joined):
        inside = _answered(index, _joined(index, alone, before, ("study", "population")))
        return inside if inside.found else answered
    other = _answered(index, second)
    # What is refused is refused in the words of this question, unless it can only be read with the one before.
    return other if other.found or (second is alone and not leads_on(alone.clauses[0].words)) else answered


def _corrected(index: Index, understood: Understood, wrong: Resemblance) -> Answered:
    """What a question wrongly assumes, with the finding that says otherwise before whatever else answers it."""
    said = index.ids[wrong.finding]
    plain = _answered(index, understood)
    rest = tuple(tuple(one for one in group if one != said) for group in plain.found)
    found = ((said,), *(group for group in rest if group))
    return Answered(found, respelt=understood.respelt, about=_about(understood), premise=wrong.assumes)


def _leaves_out_study(alone: Understood, joined: Understood) -> bool:
    """Whether a follow-up stays with the study asked about before: no other study's figure may stand in for it."""
    studies = [{t for clause in one.clauses for t in clause.terms if t.kind == "study"} for one in (alone, joined)]
    return bool(studies[1]) and not studies[0]


def _about(understood: Understood) -> tuple[str, ...]:
    named = [term.id for clause in understood.clauses for term in (*clause.terms, *clause.settings)]
    of_clearance = [CLEARANCE] if any(clause.clearances for clause in understood.clauses) else []
    return tuple(dict.fromkeys((*named, *of_clearance)))


def _follows_on(alone: Understood) -> bool:
    """Whether a question leans on the one before: it opens with a joining word, or names less than it needs."""
    if not alone.clauses:
        return False
    words = alone.clauses[0].words
    kinds = {term.kind for clause in alone.clauses for term in clause.terms}
    if leads_on(words) or not kinds & {"endpoint", "hint"}:
        return True
    return "study" not in kinds and (bool(POINTS_BACK & set(words)) or len(words) <= SHORT)


def leads_on(words: Sequence[str]) -> bool:
    """Whether a question opens by joining on to the one before: "and the TTP?", "what about the registry?"."""
    return tuple(words[:1]) in FOLLOWS_ON or tuple(words[:2]) in FOLLOWS_ON


def _joined(index: Index, alone: Understood, before: Sequence[str], taking: Sequence[str] = REQUIRED) -> Understood:
    """The question with what it leaves out, of the kinds in `taking`, taken from the one before."""
    if not alone.clauses:
        return alone
    known = [index.lexicon.terms[term] for term in before if term in index.lexicon.terms]
    first = alone.clauses[0]
    kinds = {term.kind for term in first.terms}
    if not (kinds or first.open_words or first.clearances or POINTS_BACK & set(first.words)):
        return alone
    kinds |= {"endpoint", "hint"} if kinds & {"endpoint", "hint"} else set()
    if first.clearances:
        known = [term for term in known if term.id != CLEARANCE]
    taken = tuple(term for term in known if term.kind not in kinds and term.kind in taking)
    settings = first.settings or tuple(term for term in known if term.kind == "setting")
    sides = first.alternatives | {kind for kind in REQUIRED if sum(term.kind == kind for term in taken) > 1}
    whole = replace(first, terms=(*taken, *first.terms), settings=settings, alternatives=sides)
    return replace(alone, clauses=(whole, *alone.clauses[1:]))


def _answered(index: Index, understood: Understood) -> Answered:
    about = _about(understood)
    groups = _groups(index, understood)
    found = tuple(tuple(index.ids[at] for at in group.found) for group in groups if group.found)
    if understood.absent or not found or _lacks_figure(index, understood, groups):
        chosen = [] if understood.absent else [at for group in groups for at in group.found]
        # Those that say there is no figure come first: they are the reason.
        said = tuple(index.ids[at] for at in sorted(chosen, key=lambda at: not index.unprinted >> at & 1))
        return _refused(index, understood, about, said)
    return Answered(
        found,
        missing=_missing(groups),
        references=_references(understood),
        claimed=_unheld(index, understood.clauses, groups),
        respelt=understood.respelt,
        about=about,
    )


def _groups(index: Index, understood: Understood) -> list[Group]:
    """The findings that meet the question, with those asked for in much the same words; or these alone."""
    groups = [group for clause in understood.clauses for group in select(index, clause)]
    met = {at for group in groups for at in group.found}
    alike = [one for one in resembling(index, understood) if one.finding not in met]
    if not met or not alike:
        return [Group((), tuple(one.finding for one in alike))] if alike else groups
    known = likeness(index, understood)
    ahead = alike[0].alike - max(known.get(at, 0.0) for at in met)
    fresh = Group((), tuple(one.finding for one in alike if not index.unprinted >> one.finding & 1))
    settled = any(_has_outcome(clause) and is_about(index, clause, at) for clause in understood.clauses for at in met)
    if ahead < (FAR_AHEAD if settled else AHEAD) or not fresh.found:
        return groups
    # Whom a question is on says little of what it asks: its words say more.
    alone = alike[0].alike >= ALONE and not any(_has_outcome(clause) for clause in understood.clauses)
    return [fresh] if alone else [fresh, *groups]


def _has_outcome(clause: Clause) -> bool:
    return any(term.kind in ("endpoint", "hint") for term in clause.terms)


def _lacks_figure(index: Index, understood: Understood, groups: Sequence[Group]) -> bool:
    """Whether a figure is asked for and every finding that would answer has only words."""
    chosen = [at for group in groups for at in group.found]
    if all(index.unprinted >> at & 1 for at in chosen):
        return not all(clause.words[:1] and clause.words[0] in ASKS_WHETHER for clause in understood.clauses)
    wanted = any(clause.wants_figure for clause in understood.clauses)
    return wanted and not any(index.figures >> at & 1 for at in chosen)


def _references(understood: Understood) -> tuple[int, ...]:
    numbers = [paper.number for clause in understood.clauses for paper in clause.papers]
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def _missing(groups: Sequence[Group]) -> tuple[tuple[Term, ...], ...]:
    return tuple(dict.fromkeys(group.asked for group in groups if not group.found and group.asked))


def _unheld(index: Index, clauses: Sequence[Clause], groups: Sequence[Group]) -> tuple[str, ...]:
    """The numbers a question states that none of the chosen findings holds."""
    chosen = any_of(1 << at for group in groups for at in group.found)
    numbers = dict.fromkeys(number for clause in clauses for number in clause.claimed)
    return tuple(number for number in numbers if not index.words.get(number, 0) & chosen)


def _refused(index: Index, understood: Understood, about: tuple[str, ...], said: tuple[str, ...]) -> Answered:
    """Why nothing answers; `said` are findings that speak to the question without the figure it wants."""
    terms = [term for clause in understood.clauses for term in clause.terms]
    words = [word for clause in understood.clauses for word in clause.open_words]
    needed = [numbers[0] for clause in understood.clauses for numbers in clause.needed]
    near = nearest(index, terms, words, MOST_NEAREST)
    closest = said[:MOST_NEAREST] or tuple(index.ids[at] for at in near)
    return Answered(
        (),
        missing=(tuple(dict.fromkeys(terms)),) if terms else (),
        absent=understood.absent,
        unknown=tuple(dict.fromkeys((*words, *needed))),
        respelt=understood.respelt,
        about=about,
        nearest=closest,
        figureless=bool(said),
    )
