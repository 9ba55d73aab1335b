"""What answers a question: the findings that meet its terms, and those asked for in much the same words."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from knowledge.asking.alike.likeness import Likeness
from knowledge.asking.alike.resemblance import Resemblance
from knowledge.asking.alike.resembling import resembling
from knowledge.asking.choosing.meeting import LISTING, is_about
from knowledge.asking.choosing.selecting import Group, select
from knowledge.asking.indexed.bits import all_of, any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.kidneys import DIALYSIS
from knowledge.asking.language.words import stem, stems_of
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.questions.falls import of_that_fall

# How near a finding must be to stand alone, or how far nearer than what meets the question in its terms.
ALONE, FAR_AHEAD = 0.8, 0.15
# How near a group of findings must be, beside the nearest, to be told with it.
SHARE_OF_NEAREST = 0.6
SHARE_WITHIN = 0.4
# How near one must be beside those that meet the question.
SHARE_BESIDE = 0.95
# How far nearer, to be told though another is on all that is asked.
AHEAD = 0.1
# How near one must be, beside those that meet the question, that tells what these do not: the dose after a count.
SHARE_OF_WANTING = 0.75


def gathered(index: Index, understood: Understood, like: Likeness) -> list[Group]:
    """The findings that meet a question in its terms, with those asked for in much the same words; or these alone."""
    groups = [group for clause in understood.clauses for group in _nearest_first(like, select(index, clause), clause)]
    met = {at for group in groups for at in group.found}
    alike = _on_that_fall(index, understood, resembling(index, understood, like))
    if very := _by_this_very(like, alike, met):
        return [Group((), very)]
    settled = any(_settles(index, clause, at) for clause in understood.clauses for at in met)
    own = max((like.of(at) for at in met), default=0.0)
    fresh = _fresh(index, understood, alike, met, own)
    if settled:
        fresh = [one for one in fresh if one.near >= own + AHEAD or _mentions_all(index, understood, one.finding)]
    if not fresh:
        return groups
    added = Group((), tuple(one.finding for one in fresh))
    # Whom a question is on says little of what it asks: its words say more.
    worded = fresh[0].near >= ALONE and not any(has_outcome(clause) for clause in understood.clauses)
    if not met or worded or (not settled and fresh[0].near >= own + FAR_AHEAD):
        return [added]
    return [added, *groups] if fresh[0].near > own and not settled else [*groups, added]


def _by_this_very(like: Likeness, alike: Sequence[Resemblance], met: AbstractSet[int]) -> tuple[int, ...]:
    """The findings that are asked for by this very question, where none of those that meet its terms is."""
    if not like.asked or any(like.asked >> at & 1 for at in met):
        return ()
    return tuple(one.finding for one in alike if like.asked >> one.finding & 1)


def _nearest_first(like: Likeness, groups: Sequence[Group], clause: Clause) -> Sequence[Group]:
    """The groups of what a clause names without setting it side by side: those first that it is most like.

    What it is far less like is left out: the counts for resuming, where resuming after a rash is asked for.
    """
    if clause.alternatives or clause.clearances or any(term.id in DIALYSIS for term in clause.terms):
        return groups
    near = {group: max((like.of(at) for at in group.found), default=0.0) for group in groups}
    least = max(near.values(), default=0.0) * SHARE_OF_NEAREST
    kept = (group for group in groups if not group.found or near[group] >= least)
    return [_within(like, group, clause) for group in sorted(kept, key=lambda group: -near[group])]


def _within(like: Likeness, group: Group, clause: Clause) -> Group:
    """A group without what is far less like the question than the most alike of it, unless a list is asked for."""
    if clause.bound or LISTING & set(clause.words):
        return group
    least = max((like.of(at) for at in group.found), default=0.0) * SHARE_WITHIN
    return Group(group.asked, tuple(at for at in group.found if like.of(at) >= least))


def _fresh(
    index: Index, understood: Understood, resembled: Sequence[Resemblance], met: AbstractSet[int], least: float
) -> list[Resemblance]:
    """The findings asked for in much the same words that are not met yet, as near as the `least` where any is.

    Where one that is met holds a number of the question, or a word that no term covers, another must hold it too.
    """
    alike = [one for one in resembled if one.finding not in met]
    if not met:
        return alike
    numbers = [
        index.words.get(stem(one), 0) for clause in understood.clauses for one in (*clause.claimed, *clause.open_words)
    ]
    held = all_of(bits for bits in numbers if any(bits >> at & 1 for at in met))
    wanting = _wanting(index, understood, met)
    near = [
        one
        for one in alike
        if one.near >= least * (SHARE_OF_WANTING if wanting >> one.finding & 1 else SHARE_BESIDE)
        and not index.unprinted >> one.finding & 1
    ]
    kept = [one for one in near if not held or held >> one.finding & 1 or one.near >= least + FAR_AHEAD]
    own = set(_of_the_falls(index, understood, [*met, *(one.finding for one in kept)]))
    return [one for one in kept if one.finding in own]


def _on_that_fall(index: Index, understood: Understood, alike: Sequence[Resemblance]) -> list[Resemblance]:
    """Of the findings alike those on the fall of counts that is told: no first step down for a dose already lower."""
    lowered = any(clause.lowered for clause in understood.clauses)
    own = set(_of_the_falls(index, understood, [one.finding for one in alike])) if lowered else set()
    return [one for one in alike if not lowered or one.finding in own]


def _of_the_falls(index: Index, understood: Understood, found: Sequence[int]) -> Sequence[int]:
    for clause in understood.clauses:
        found = of_that_fall(index, clause, found)
    return found


def has_outcome(clause: Clause) -> bool:
    """Whether a clause names what is asked of a study or of patients: an outcome, a dose."""
    return any(term.kind in ("endpoint", "hint") for term in clause.terms)


def _wanting(index: Index, understood: Understood, met: AbstractSet[int]) -> int:
    """The findings that mention what helps to tell the question and none that is met mentions."""
    hints = {hint for clause in understood.clauses for hint in clause.hints}
    telling = [
        index.mentions.get(hint.id, 0) | all_of(index.words.get(one, 0) for one in stems_of(hint.name))
        for hint in hints
    ]
    return any_of(bits for bits in telling if not any(bits >> at & 1 for at in met))


def _mentions_all(index: Index, understood: Understood, at: int) -> bool:
    """Whether a finding itself mentions what is asked for, and is not only asked for beside it."""
    terms = {term.instead or term.id for clause in understood.clauses for term in clause.terms}
    return all(index.mentions.get(term, 0) >> at & 1 for term in terms)


def _settles(index: Index, clause: Clause, at: int) -> bool:
    """Whether a finding is on all a clause asks, and mentions what helps to tell it: the dose after a count."""
    mentioned = all(index.mentions.get(hint.id, 0) >> at & 1 for hint in clause.hints)
    return has_outcome(clause) and is_about(index, clause, at) and mentioned
