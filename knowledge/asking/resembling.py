"""How alike a question is to the ways residents ask for each finding, and which findings that brings up."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.asking.clauses import Understood
from knowledge.asking.fitting import fits
from knowledge.asking.index import Index
from knowledge.asking.wordings import Wording, features_of
from knowledge.asking.words import stems_of

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How alike a wording must be, from 0 to 1: to be looked at, to answer, and to answer a question that names no term.
ALIKE_AT_ALL, ALIKE, ALIKE_WITHOUT_TERMS = 0.3, 0.4, 0.6
# Of fewer words and terms than this too much is alike.
FEWEST_FEATURES = 3
# How far behind the best another finding may stay.
SHARE_OF_BEST = 0.88
MOST = 4
# Stems by which a question asserts more than it asks.
ASSERTING = frozenset(
    stems_of(
        "why since so because given explain shorter longer worse better higher lower more fewer less fell rose outlive"
    )
)
# How much of what makes a wording wrong the question must say too, or by how much it must be nearer to it than to
# what only asks for the same finding; and how near is near enough.
SHARE_OF_CUES, WELL_AHEAD, VERY_ALIKE = 0.45, 0.2, 0.8
# How many terms of a wording that assumes a question may leave out, at the most less one.
MOST_UNNAMED = 2


@dataclass(frozen=True)
class Resemblance:
    """A finding (its position) with how alike a question it is asked by is, what that assumes, and its terms.

    `cued` is how much of what makes that question wrong is said, from 0 to 1.
    """

    finding: int
    alike: float
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
        """How alike a finding is asked for, from 0 to 1."""
        return next((one.alike for one in self.ranked if one.finding == finding and not one.assumes), 0.0)


def likeness(index: Index, understood: Understood) -> Likeness:
    """How alike a question is to the wordings of the evidence."""
    features, named = _features(index, understood), _named(index, understood)
    best: dict[tuple[int, bool], Resemblance] = {}
    found = [(alike, place) for place, alike in index.wordings.alike(features).items() if alike >= ALIKE_AT_ALL]
    # The wordings that only ask come first: how alike they are tells what one that assumes must beat.
    for alike, place in sorted(found, key=lambda one: bool(index.wordings.entries[one[1]].assumes)):
        entry = index.wordings.entries[place]
        plain = best.get((entry.finding, False))
        if _is_of_others(index, entry, named) or not _assumed(index, entry, features, named, alike, plain):
            continue
        key = (entry.finding, bool(entry.assumes))
        if key not in best or best[key].alike < alike:
            cued = index.wordings.share_of_cues(entry, features)
            best[key] = Resemblance(entry.finding, alike, entry.assumes, index.lexicon.closure(entry.terms), cued)
    ranked = sorted(best.values(), key=lambda one: (-one.alike, bool(one.assumes), one.finding))
    return Likeness(features, named, tuple(ranked))


def resembling(index: Index, understood: Understood, like: Likeness) -> tuple[Resemblance, ...]:
    """The findings asked for in much the same words, best first, of those nothing in the question rules out."""
    if len(like.features) < FEWEST_FEATURES:
        return ()
    least = ALIKE if any(clause.terms or clause.papers for clause in understood.clauses) else ALIKE_WITHOUT_TERMS
    found = [one for one in like.ranked if not one.assumes and one.alike >= least]
    fitting = [one for one in found if fits(index, understood, one.finding)]
    own = [one for one in fitting if not _is_on_few_others(index, like.named, one.finding)]
    return tuple(one for one in own if one.alike >= own[0].alike * SHARE_OF_BEST)[:MOST]


def _asserts(features: frozenset[str]) -> bool:
    return any(f"~{one}" in features or one in features for one in ASSERTING)


def _is_on_few_others(index: Index, named: frozenset[str], at: int) -> bool:
    """Whether a finding is on patients the question does not name, and who are few of its study: renal failure, say."""
    tags = index.tags[at].items()
    special = [one for one, place in tags if place == "population" and index.lexicon.terms[one].kind == "population"]
    own = index.studied[index.studies[at]]
    few = [one for one in special if 2 * (index.about.get(one, 0) & own).bit_count() < own.bit_count()]
    return bool(few) and not any(index.lexicon.wider[term] & named for term in few)


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
    plain: Resemblance | None,
) -> bool:
    """Whether a question assumes what a wording does; one that assumes nothing always passes."""
    if not entry.assumes:
        return True
    ahead = alike - (plain.alike if plain else 0.0)
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
        features |= features_of(index.lexicon, clause.stems)
        features |= {f"={term.id}" for term in clause.terms}
    return frozenset(features)
