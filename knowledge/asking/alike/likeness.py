"""How alike a question is to the ways residents ask for each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.asking.alike.assuming import asserts, assuming
from knowledge.asking.alike.resemblance import Resemblance
from knowledge.asking.indexed.bits import any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.indexed.wordings import features_of
from knowledge.asking.questions.clauses import Understood

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How near a finding must be, from 0 to 1, to be looked at.
NEAR_AT_ALL = 0.2
# What the second of the two most alike wordings counts beside the first.
SECOND = 0.5
# How much counts how typical a question is for a finding, beside how near the nearest is.
TYPICAL = 0.6
# How alike a wording must be that says all a question does, to be that very question.
THE_SAME = 0.8
# Wordings less alike than these do not count beside another, and are not looked at more sharply.
HARDLY_ALIKE, LOOKED_AT = 0.1, 0.2


@dataclass(frozen=True)
class Likeness:
    """What a question is compared by, the terms it names, and each finding by its most alike wordings, best first.

    A finding may stand twice: by a wording that only asks for it, and by one that assumes something of it. `asked` are
    the findings (a bit set) that are asked for by this very question.
    """

    features: frozenset[str]
    named: frozenset[str]
    ranked: tuple[Resemblance, ...]
    asked: int = 0

    @property
    def asserts(self) -> bool:
        """Whether the question has a word that asserts: why, shorter, fewer."""
        return asserts(self.features)

    def of(self, finding: int) -> float:
        """How near a finding is to what is asked for, from 0 to 1."""
        return next((one.near for one in self.ranked if one.finding == finding and not one.assumes), 0.0)


def likeness(index: Index, understood: Understood) -> Likeness:
    """How alike a question is to the wordings of the evidence."""
    features, named = _features(index, understood), _named(index, understood)
    alike = index.wordings.alike(features)
    sharply = index.wordings.sharply(features, [place for place, how in alike.items() if how >= LOOKED_AT])
    asking = _asking(index, alike, sharply, index.wordings.typically(features))
    wrong = assuming(index, sharply, features, named, {one.finding: one.alike for one in asking})
    ranked = sorted((*asking, *wrong), key=lambda one: (-one.alike, bool(one.assumes), one.finding))
    return Likeness(features, named, tuple(ranked), _by_this_very(index, features, alike))


def _by_this_very(index: Index, features: frozenset[str], alike: Mapping[int, float]) -> int:
    """The findings with a wording that says all the question does and hardly more."""
    said = frozenset(feature for feature in features if feature[0] != "~")
    wordings = index.wordings
    same = (place for place, how in alike.items() if how >= THE_SAME and said <= wordings.entries[place].features)
    return any_of(1 << at for at in {wordings.asks_for[place] for place in same} if at >= 0)


def _asking(
    index: Index, alike: Mapping[int, float], sharply: Mapping[int, float], typical: Sequence[float]
) -> list[Resemblance]:
    """Each finding by the wordings that only ask for it: the most alike, and the two nearest together."""
    asks_for = index.wordings.asks_for
    first: dict[int, float] = {}
    second: dict[int, float] = {}
    for place, how in alike.items():
        finding = asks_for[place]
        if finding < 0 or how < HARDLY_ALIKE or how <= second.get(finding, 0.0):
            continue
        least, most = sorted((how, first.get(finding, 0.0)))
        first[finding], second[finding] = most, least
    best: dict[int, float] = {}
    for place, how in sharply.items():
        best[asks_for[place]] = max(how, best.get(asks_for[place], 0.0))
    near = {one: _near(first[one], second[one], typical[one]) for one in first}
    return [Resemblance(one, best.get(one, 0.0), how) for one, how in near.items() if how >= NEAR_AT_ALL]


def _near(first: float, second: float, typical: float) -> float:
    return (1 - TYPICAL) * (first + SECOND * second) / (1 + SECOND) + TYPICAL * typical


def _named(index: Index, understood: Understood) -> frozenset[str]:
    """Every term the question names, with the wider ones and the label a country stands for."""
    own = {match.term.id for clause in understood.clauses for match in index.lexicon.matches(clause.stems)}
    own |= {term.id for clause in understood.clauses for term in clause.terms}
    meant = {instead for one in own if (instead := index.lexicon.terms[one].instead)}
    return index.lexicon.closure(own | meant)


def _features(index: Index, understood: Understood) -> frozenset[str]:
    features: set[str] = set()
    for clause in understood.clauses:
        # The figures of a patient say for whom it is asked, not what is asked or taken for granted.
        features |= features_of(index.lexicon, [one for one in clause.stems if one not in clause.told])
        features |= {f"={term.id}" for term in clause.terms}
    return frozenset(features)
