"""Which findings are asked for in much the same words as a question, of those nothing in it rules out."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.alike.fitting import fitting, fitting_but_for_a_word, fitting_but_for_an_outcome, holding
from knowledge.asking.alike.likeness import Likeness
from knowledge.asking.alike.resemblance import Resemblance
from knowledge.asking.choosing.populations import NEWLY_DIAGNOSED, RELAPSED, is_elsewhere, is_on_few_others
from knowledge.asking.indexed.index import Index
from knowledge.asking.questions.clauses import Understood

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How near a finding must be, from 0 to 1, to answer, and to answer a question that names no term.
NEAR, NEAR_WITHOUT_TERMS = 0.28, 0.35
# How near one must be that does not hold a telling word of the question.
NEAR_BUT_FOR_A_WORD = 0.38
NEAR_BUT_FOR_AN_OUTCOME = 0.5
# How near one must be that is on few patients whom the question does not name, and how near the next may come.
NEAR_ON_FEW, SHARE_OF_FEW = 0.4, 0.75
# Of fewer words and terms than this too much is alike.
FEWEST_FEATURES = 3
# How far behind the best another finding may stay.
SHARE_OF_BEST = 0.85
MOST = 4
# What holds from two risk factors on is told where several are spoken of.
SEVERAL, FACTORS = "two-or-more-factors", "risk-factors"
COUNTED = frozenset("two three several multiple both factor risk high =imwg =imwg-2008".split())
VERSUS = frozenset("vs versus v against than".split())


def resembling(index: Index, understood: Understood, like: Likeness) -> tuple[Resemblance, ...]:
    """The findings asked for in much the same words, nearest first, of those nothing in the question rules out."""
    if len(like.features) < FEWEST_FEATURES and not like.asked:
        return ()
    least = NEAR if any(clause.terms or clause.papers for clause in understood.clauses) else NEAR_WITHOUT_TERMS
    found = [one for one in like.ranked if not one.assumes and one.near >= least]
    if len(like.features) < FEWEST_FEATURES:
        found = [one for one in found if like.asked >> one.finding & 1]
    fresh = [one for one in _fitting(index, understood, like, found) if not _is_of_others(index, like, one.finding)]
    fresh.sort(key=lambda one: (-one.near, one.finding))
    common = [one for one in fresh if not is_on_few_others(index, like.named, one.finding)]
    nearest = _by_far_nearest(fresh)
    # A row for newly diagnosed disease is no answer where another may be, however near.
    newly = any(_is_of_newly_diagnosed(index, like, one.finding) for one in nearest)
    own = (common or nearest) if newly else (nearest or common)
    versus = any(VERSUS & set(one.words) for one in understood.clauses)
    if own and versus and index.compared >> own[0].finding & 1:
        # What sets both sides against each other is the answer; one side of it is not.
        return tuple(own[:1])
    return tuple(one for one in own if one.near >= own[0].near * SHARE_OF_BEST)[:MOST]


def _fitting(index: Index, understood: Understood, like: Likeness, found: Sequence[Resemblance]) -> list[Resemblance]:
    """Of the near findings those that nothing rules out, or for a very near one nothing but a word or an outcome."""
    if not found:
        return []
    fits = fitting(index, understood) | like.asked & holding(index, understood) & ~index.figures
    nearly = 0 if fits else fitting_but_for_a_word(index, understood)
    beside = fitting_but_for_an_outcome(index, understood)
    admitted = ((one, fits | _nearly(one, nearly, beside)) for one in found)
    return [one for one, bits in admitted if bits >> one.finding & 1]


def _nearly(one: Resemblance, nearly: int, beside: int) -> int:
    but_for_a_word = nearly if one.near >= NEAR_BUT_FOR_A_WORD else 0
    return but_for_a_word | (beside if one.near >= NEAR_BUT_FOR_AN_OUTCOME else 0)


def _is_of_others(index: Index, like: Likeness, at: int) -> bool:
    """Whether a row of a label is on other patients than those it is asked for."""
    newly = _is_of_newly_diagnosed(index, like, at)
    counted = (
        index.about.get(SEVERAL, 0) >> at & 1 and not like.named & {SEVERAL, FACTORS} and not COUNTED & like.features
    )
    return is_elsewhere(index, like.named, at) or bool(newly and RELAPSED in like.named) or bool(counted)


def _is_of_newly_diagnosed(index: Index, like: Likeness, at: int) -> bool:
    return bool(index.about.get(NEWLY_DIAGNOSED, 0) >> at & 1) and NEWLY_DIAGNOSED not in like.named


def _by_far_nearest(fresh: Sequence[Resemblance]) -> list[Resemblance]:
    """The nearest of all, though on few patients the question does not name, where none other comes close to it."""
    near = [one.near for one in fresh[:2]] + [0.0, 0.0]
    return list(fresh[:1]) if near[0] >= NEAR_ON_FEW and near[1] < near[0] * SHARE_OF_FEW else []
