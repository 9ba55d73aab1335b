"""How alike a question is to the ways residents ask for each finding, and which findings that brings up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.asking.clauses import Understood
from knowledge.asking.fitting import fitting, fitting_but_for_a_word
from knowledge.asking.index import Index
from knowledge.asking.populations import is_on_few_others
from knowledge.asking.wordings import Wording, features_of
from knowledge.asking.words import stems_of

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How near a finding must be, from 0 to 1: to be looked at, to answer, and to answer a question that names no term.
NEAR_AT_ALL, NEAR, NEAR_WITHOUT_TERMS = 0.2, 0.28, 0.35
# What the second of the two most alike wordings counts beside the first.
SECOND = 0.5
# How near one must be that does not hold a telling word of the question.
NEAR_BUT_FOR_A_WORD = 0.33
# How much counts how typical a question is for a finding, beside how near the nearest is.
TYPICAL = 0.6
# How alike a wording must be that assumes something, and one that shares no term with the question.
ALIKE_AT_ALL, ALIKE_WITHOUT_TERMS = 0.3, 0.6
# Wordings less alike than these do not count beside another, and are not looked at more sharply.
HARDLY_ALIKE, LOOKED_AT = 0.1, 0.2
# How near one must be that is on few patients whom the question does not name, and how near the next may come.
NEAR_ON_FEW, SHARE_OF_FEW = 0.4, 0.75
# Of fewer words and terms than this too much is alike.
FEWEST_FEATURES = 3
# How far behind the best another finding may stay.
SHARE_OF_BEST = 0.85
MOST = 4
VERSUS = frozenset("vs versus v against than".split())
# Stems by which a question asserts more than it asks.
ASSERTING = frozenset(
    stems_of(
        "why since so because given explain shorter longer worse better higher lower more fewer less fell rose outlive"
    )
)
# How much of what makes a wording wrong the question must say too, or by how much it must be nearer to it than to
# what only asks for the same finding; and how near is near enough.
SHARE_OF_CUES, WELL_AHEAD, VERY_ALIKE = 0.3, 0.2, 0.8
# How many terms of a wording that assumes a question may leave out, at the most less one.
MOST_UNNAMED = 2


@dataclass(frozen=True)
class Resemblance:
    """A finding (its position) with how alike the nearest question on it is, what that assumes, and its terms.

    `near` is how alike the two nearest are, `cued` how much of what makes that question wrong is said, all from 0 to 1.
    """

    finding: int
    alike: float
    near: float
    assumes: str = ""
    terms: frozenset[str] = frozenset()
    cued: float = 0.0


@dataclass(frozen=True)
class Likeness:
    """What a question is compared by, the terms it names, and each finding by its most alike wordings, best first.

    A finding may stand twice: by a wording that only asks for it, and by one that assumes something of it.
    """

    features: frozenset[str]
    named: frozenset[str]
    ranked: tuple[Resemblance, ...]

    @property
    def asserts(self) -> bool:
        """Whether the question has a word that asserts: why, shorter, fewer."""
        return _asserts(self.features)

    def of(self, finding: int) -> float:
        """How near a finding is to what is asked for, from 0 to 1."""
        return next((one.near for one in self.ranked if one.finding == finding and not one.assumes), 0.0)


def likeness(index: Index, understood: Understood) -> Likeness:
    """How alike a question is to the wordings of the evidence."""
    features, named = _features(index, understood), _named(index, understood)
    alike = index.wordings.alike(features)
    sharply = index.wordings.sharply(features, [place for place, how in alike.items() if how >= LOOKED_AT])
    asking = _asking(index, alike, sharply, index.wordings.typically(features))
    assuming = _assuming(index, sharply, features, named, {one.finding: one.alike for one in asking})
    ranked = sorted((*asking, *assuming), key=lambda one: (-one.alike, bool(one.assumes), one.finding))
    return Likeness(features, named, tuple(ranked))


def _asking(
    index: Index, alike: Mapping[int, float], sharply: Mapping[int, float], typical: Mapping[int, float]
) -> list[Resemblance]:
    """Each finding by the wordings that only ask for it: the most alike, and the two nearest together."""
    found: dict[int, list[int]] = {}
    for place, how in alike.items():
        entry = index.wordings.entries[place]
        if not entry.assumes and how >= HARDLY_ALIKE:
            found.setdefault(entry.finding, []).append(place)
    best = {finding: max(sharply.get(place, 0.0) for place in places) for finding, places in found.items()}
    near = {
        finding: _near(sorted((alike[place] for place in places), reverse=True), typical.get(finding, 0.0))
        for finding, places in found.items()
    }
    return [Resemblance(one, best[one], near[one]) for one in found if near[one] >= NEAR_AT_ALL]


def _near(hows: Sequence[float], typical: float) -> float:
    return (1 - TYPICAL) * (hows[0] + SECOND * sum(hows[1:2])) / (1 + SECOND) + TYPICAL * typical


def _assuming(
    index: Index,
    sharply: Mapping[int, float],
    features: frozenset[str],
    named: frozenset[str],
    plain: Mapping[int, float],
) -> list[Resemblance]:
    """Each finding by the most alike wording that assumes something of it which the question assumes too."""
    best: dict[int, Resemblance] = {}
    for place, how in sharply.items():
        entry = index.wordings.entries[place]
        known = best.get(entry.finding)
        if not entry.assumes or how < max(ALIKE_AT_ALL, known.alike if known else 0.0):
            continue
        asked = plain.get(entry.finding, 0.0)
        if not _is_of_others(index, entry, named) and _assumed(index, entry, features, named, how, asked):
            cued = index.wordings.share_of_cues(entry, features)
            terms = index.lexicon.closure(entry.terms)
            best[entry.finding] = Resemblance(entry.finding, how, how, entry.assumes, terms, cued)
    return list(best.values())


def resembling(index: Index, understood: Understood, like: Likeness) -> tuple[Resemblance, ...]:
    """The findings asked for in much the same words, nearest first, of those nothing in the question rules out."""
    if len(like.features) < FEWEST_FEATURES:
        return ()
    least = NEAR if any(clause.terms or clause.papers for clause in understood.clauses) else NEAR_WITHOUT_TERMS
    found = [one for one in like.ranked if not one.assumes and one.near >= least]
    fits = fitting(index, understood) if found else 0
    nearly = fitting_but_for_a_word(index, understood) if found and not fits else 0
    fresh = [one for one in found if (fits | (nearly if one.near >= NEAR_BUT_FOR_A_WORD else 0)) >> one.finding & 1]
    fresh.sort(key=lambda one: (-one.near, one.finding))
    own = [one for one in fresh if not is_on_few_others(index, like.named, one.finding)] or _by_far_nearest(fresh)
    if (
        own
        and index.compared >> own[0].finding & 1
        and VERSUS & {word for one in understood.clauses for word in one.words}
    ):
        # What sets both sides against each other is the answer; one side of it is not.
        return tuple(own[:1])
    return tuple(one for one in own if one.near >= own[0].near * SHARE_OF_BEST)[:MOST]


def _by_far_nearest(fresh: Sequence[Resemblance]) -> list[Resemblance]:
    """The nearest of findings on few patients the question does not name, where none other comes close to it."""
    near = [one.near for one in fresh[:2]] + [0.0, 0.0]
    return list(fresh[:1]) if near[0] >= NEAR_ON_FEW and near[1] < near[0] * SHARE_OF_FEW else []


def _asserts(features: frozenset[str]) -> bool:
    return any(f"~{one}" in features or one in features for one in ASSERTING)


def _is_of_others(index: Index, entry: Wording, named: frozenset[str]) -> bool:
    """Whether a wording names patients or a drug the question does not, or a study that binds either of them."""
    kinds = {index.lexicon.terms[one].kind for one in entry.narrowing - named}
    studies = any(index.lexicon.terms[one].kind == "study" for one in named)
    return bool(kinds - {"study"}) or bool(kinds and (studies or entry.assumes))


def _assumed(
    index: Index,
    entry: Wording,
    features: frozenset[str],
    named: frozenset[str],
    alike: float,
    plain: float,
) -> bool:
    """Whether a question assumes what a wording does, `plain` being how alike it is to what only asks."""
    ahead = alike - plain
    cued = index.wordings.share_of_cues(entry, features) >= SHARE_OF_CUES
    said = cued or (_asserts(features) and ahead >= WELL_AHEAD) or (alike >= VERY_ALIKE and ahead > 0)
    clear = bool(entry.terms & named) or alike >= ALIKE_WITHOUT_TERMS
    return said and clear and len(entry.terms - named) < MOST_UNNAMED


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
