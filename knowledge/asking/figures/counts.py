"""Where a question states the blood counts and the dose of a patient in figures."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.language.lexicon import Match
from knowledge.asking.language.words import is_number

COUNTS = frozenset("anc neutropenia platelets thrombocytopenia".split())
TAKEN = frozenset({"lenalidomide", "lenalidomide-treated"})
# Words that may stand between a count and its figure: platelets now down to 26.
BETWEEN = frozenset(
    "of is was are were at to now today only just count counts come back dropped drop drops dropping fell fall falls"
    " fallen falling down went gone sank nadir from about around".split()
)
# What is counted in these is no blood count.
OTHER_UNITS = frozenset("percent month months patient patients points trials mg".split())


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
