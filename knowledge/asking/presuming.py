"""What a question wrongly takes for granted, told by its likeness to questions that do."""

from __future__ import annotations

from knowledge.asking.clauses import Understood
from knowledge.asking.fitting import carrying, fits
from knowledge.asking.index import Index
from knowledge.asking.resembling import Likeness, Resemblance

# How alike a question that assumes must be, from 0 to 1; and how alike to do so whatever else the question names.
WRONGLY_ALIKE, SURELY_WRONG = 0.45, 0.62
# Words that take something for granted, and how far a question with one may be from asking for it.
PRESUMING = frozenset("why since so because given explain right".split())
ALMOST = 0.15
# Words that put two sides beside each other or ask for a list, and take nothing for granted.
COMPARING = frozenset("vs versus v against or whether list".split())
FEWEST_TELLING = 2
# How many outcomes more than a wording assumes a question may name, at the most less one.
MOST_BEYOND = 2


def wrongly_assumed(index: Index, understood: Understood, like: Likeness) -> Resemblance | None:
    """What the question takes for granted, where it is most like one that wrongly does; else None."""
    wrong = next((one for one in like.ranked if one.assumes), None)
    if wrong is None or wrong.alike < WRONGLY_ALIKE or not _could_presume(understood, like):
        return None
    behind = like.ranked[0].alike - wrong.alike
    if behind > (ALMOST if _presumes(understood) else 0) or _wants_another_figure(index, understood, wrong.finding):
        return None
    sure = wrong.alike >= SURELY_WRONG or fits(index, understood, wrong.finding)
    return wrong if sure and _covers(index, understood, wrong) else None


def _presumes(understood: Understood) -> bool:
    return bool(PRESUMING & {word for clause in understood.clauses for word in clause.words})


def _could_presume(understood: Understood, like: Likeness) -> bool:
    """Whether a question says enough to presume something, and does not merely compare or list."""
    compares = COMPARING & {word for clause in understood.clauses for word in clause.words}
    telling = sum(feature[0] != "~" for feature in like.features)
    return telling >= FEWEST_TELLING and (not compares or _presumes(understood))


def _covers(index: Index, understood: Understood, wrong: Resemblance) -> bool:
    """Whether all the question names is named by the wording or its finding: else it asks for more than it assumes."""
    asked = {term for clause in understood.clauses for term in clause.terms if term.id not in wrong.terms}
    beyond = [term for term in asked if not carrying(index, term) >> wrong.finding & 1]
    return len(beyond) < MOST_BEYOND and all(term.kind in ("endpoint", "hint") for term in beyond)


def _wants_another_figure(index: Index, understood: Understood, at: int) -> bool:
    """Whether a figure is asked for and nothing is taken for granted, or the finding has no figure."""
    wanted = any(clause.wants_share for clause in understood.clauses)
    return wanted and not (_presumes(understood) and index.figures >> at & 1)
