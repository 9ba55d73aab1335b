"""What a question wrongly takes for granted, told by its likeness to questions that do."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.alike.fitting import carrying, fitting
from knowledge.asking.alike.likeness import Likeness
from knowledge.asking.alike.resemblance import Resemblance
from knowledge.asking.figures.stating import CLAIMING
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import is_number, words_of
from knowledge.asking.questions.clauses import Understood
from knowledge.records import Term

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How alike a question that assumes must be, from 0 to 1; and how alike to do so whatever else the question names.
WRONGLY_ALIKE, SURELY_WRONG = 0.45, 0.62
# Words that take something for granted, and how far a question with one may be from asking for it.
PRESUMING = CLAIMING | frozenset("why given explain right".split())
ALMOST = 0.15
# Words that put two sides beside each other or ask for a list, and take nothing for granted.
SETTING_BESIDE, LEAVING_OPEN = frozenset("vs versus v against".split()), frozenset("whether list".split())
# Opening words of a question that leaves both ways open where it has an "or".
OPENING = frozenset("is are was were does do did use better should would can".split())
# A text with none of these asks nothing, and so presumes nothing: "renal function got worse on treatment".
QUESTIONS = OPENING | frozenset(
    "what how which many much when who whom whose where why or need must may has have had if not n't ok allowed".split()
)
# Of fewer terms and telling words than this a question says too little to presume.
FEWEST_TELLING = 2
# "INR 1.5" presumes nothing.
FEWEST_WORDS = 4
# How much of what makes a wording wrong must be said: alone, and where no neutral wording is nearly as near.
CUED, CUED_A_LITTLE, FAR_AHEAD = 0.3, 0.1, 0.2
# How much nearer it must be than to what only asks, where it has a word that asserts.
CLEARLY_AHEAD = 0.05
# How many outcomes more than a wording assumes a question may name, at the most less one.
MOST_BEYOND = 2


def wrongly_assumed(index: Index, understood: Understood, like: Likeness) -> Resemblance | None:
    """What the question takes for granted, where it is most like one that wrongly does; else None."""
    wrong = next((one for one in like.ranked if one.assumes and _has_its_figures(understood, one.assumes)), None)
    if wrong is None or wrong.alike < WRONGLY_ALIKE or not _could_presume(understood, like):
        return None
    ahead = wrong.alike - max((one.alike for one in like.ranked if not one.assumes), default=0.0)
    if (
        ahead < (-ALMOST if _presumes(understood) else 0)
        or not _said(like, wrong, ahead)
        or _wants_another_figure(index, understood, wrong.finding)
    ):
        return None
    sure = wrong.alike >= SURELY_WRONG or fitting(index, understood) >> wrong.finding & 1
    return wrong if sure and _covers(index, understood, wrong) else None


def _has_its_figures(understood: Understood, assumed: str) -> bool:
    """Whether a question with figures has all that are assumed: who says 2 points does not assume that there are 3."""
    own = {word for clause in understood.clauses for word in clause.words if is_number(word)}
    return not own or {word for word in words_of(assumed) if is_number(word)} <= own


def _said(like: Likeness, wrong: Resemblance, ahead: float) -> bool:
    """Whether a question says what is wrong, and is not only on the same subject."""
    clearly = like.asserts and ahead >= CLEARLY_AHEAD
    return wrong.cued >= CUED or clearly or (wrong.cued >= CUED_A_LITTLE and ahead >= FAR_AHEAD)


def _presumes(understood: Understood) -> bool:
    return bool(PRESUMING & {word for clause in understood.clauses for word in clause.words})


def _could_presume(understood: Understood, like: Likeness) -> bool:
    """Whether a question says enough to presume something, and does not merely compare or list."""
    telling = sum(feature[0] != "~" for feature in like.features)
    words = sum(len(clause.words) for clause in understood.clauses)
    enough = telling >= FEWEST_TELLING and (words >= FEWEST_WORDS or _presumes(understood))
    return enough and not compares(understood)


def asks_anything(understood: Understood) -> bool:
    """Whether a text has a word that asks or claims; a note without one presumes nothing."""
    return _presumes(understood) or bool(QUESTIONS & {word for clause in understood.clauses for word in clause.words})


def compares(understood: Understood) -> bool:
    """Whether a question only compares, lists or leaves both ways open: is the registry prospective?"""
    words = {word for clause in understood.clauses for word in clause.words}
    return leaves_open(understood) or (bool(SETTING_BESIDE & words) and not _presumes(understood))


def leaves_open(understood: Understood) -> bool:
    """Whether a question asks if something holds, or for a list, and takes nothing for granted."""
    words = [word for clause in understood.clauses for word in clause.words]
    open_ways = bool(words) and words[0] in OPENING
    return (open_ways or bool(LEAVING_OPEN & set(words))) and not _presumes(understood)


def _covers(index: Index, understood: Understood, wrong: Resemblance) -> bool:
    """Whether all the question names is named by the wording or its finding: else it asks for more than it assumes."""
    asked = {term for clause in understood.clauses for term in clause.terms if term.id not in wrong.terms}
    beyond = [term for term in asked if not carrying(index, term) >> wrong.finding & 1]
    if _on_another_outcome(index, understood, wrong, beyond):
        return False
    return len(beyond) < MOST_BEYOND and all(term.kind in ("endpoint", "hint") for term in beyond)


def _on_another_outcome(index: Index, understood: Understood, wrong: Resemblance, beyond: Sequence[Term]) -> bool:
    """Whether a question names an outcome, and not the one that is assumed: of that it assumes nothing."""
    named = {term for clause in understood.clauses for term in clause.terms if term.kind == "endpoint"}
    assumed = {one for one in wrong.terms if index.lexicon.terms[one].kind == "endpoint"}
    other = assumed and not assumed & {term.id for term in named}
    return bool(named) and named <= set(beyond) and (bool(other) or wrong.cued < CUED_A_LITTLE)


def _wants_another_figure(index: Index, understood: Understood, at: int) -> bool:
    """Whether a figure is asked for and nothing is taken for granted, or the finding has no figure."""
    wanted = any(clause.wants_share for clause in understood.clauses)
    return wanted and not (_presumes(understood) and index.figures >> at & 1)
