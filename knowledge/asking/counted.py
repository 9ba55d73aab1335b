"""The blood counts and the dose of a patient that a question states: what stands there is asked about, not for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.clauses import Clause
from knowledge.asking.falls import ALONE, DOSES_AFTER, FIRST, LATER
from knowledge.asking.index import Index
from knowledge.asking.lexicon import Match
from knowledge.asking.words import is_number

DOSE_AFTER = {
    "anc": "dose-after-neutropenia",
    "neutropenia": "dose-after-neutropenia",
    "platelets": "dose-after-thrombocytopenia",
    "thrombocytopenia": "dose-after-thrombocytopenia",
}
COUNTS = frozenset(DOSE_AFTER)
RESUMING = "resumption"
STARTING, STARTING_COUNTS = "starting-dose", "starting-counts"
DOSING, HOLDING = frozenset({"dose", "dose-modification"}), frozenset({"interruption", "resumption"})
FALLING = frozenset("drop drops dropped fall falls fell episode nadir dip time".split())
FALLS = frozenset({"neutropenia", "thrombocytopenia"})
# "ANC 0.7, can I start?" asks for the counts to start with; not so "after starting", "at the start of cycle 3".
BEGINNING = frozenset("start starting begin beginning initiate commence".split())
BEGUN = frozenset("after since cycle cycles".split())
TAKEN = frozenset({"lenalidomide", "lenalidomide-treated"})
# Words that may stand between a count and its figure: platelets now down to 26.
BETWEEN = frozenset(
    "of is was are were at to now today only just count counts come back dropped drop drops dropping fell fall falls"
    " fallen falling down went gone sank nadir from about around".split()
)
# What is counted in these is no blood count.
OTHER_UNITS = frozenset("percent month months patient patients points trials mg".split())


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
    others = [term for term in clause.terms if term not in counts and term.id not in HOLDING | DOSING]
    dosed = any(term.id in DOSING for term in (*clause.terms, *clause.hints))
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


def of_the_patient(words: Sequence[str], matches: Sequence[Match]) -> frozenset[int]:
    """The places of the figures of a blood count ("platelets dropped to 26") or of the dose taken ("on len 25").

    A count below or above a figure is none of a patient's: it asks by a threshold.
    """
    counted = [_figure(words, match.end) for match in matches if match.term.id in COUNTS]
    taken = [match.end for match in matches if match.term.id in TAKEN and _is_taken(words, match)]
    if counted:
        # "The second fall of platelets on 20 mg": the dose that was taken.
        taken += [at for at in range(1, len(words) - 1) if is_number(words[at]) and _stands_between(words, at)]
    return frozenset(at for at in (*counted, *taken) if at is not None)


def _stands_between(words: Sequence[str], at: int) -> bool:
    return words[at - 1] == "on" and words[at + 1] == "mg"


def _is_taken(words: Sequence[str], match: Match) -> bool:
    """Whether a drug stands as the one that is taken, with its dose behind it: on len 25."""
    return "on" in words[max(0, match.start - 1) : match.start + 1] and _is_figure(words, match.end)


def _figure(words: Sequence[str], start: int) -> int | None:
    at = start
    while at < len(words) and words[at] in BETWEEN:
        at += 1
    return at if _is_figure(words, at) and not set(words[at + 1 : at + 2]) & OTHER_UNITS else None


def _is_figure(words: Sequence[str], at: int) -> bool:
    return at < len(words) and is_number(words[at])
