"""Which findings are asked for in words much like the question, and what such questions wrongly take for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.asking.fitting import carrying, fits
from knowledge.asking.index import Index
from knowledge.asking.understanding import Understood
from knowledge.asking.wordings import Wording, features_of
from knowledge.asking.words import stems_of

# How alike a wording must be, from 0 to 1, to answer where nothing else does, and to be told in any case.
ALIKE_AT_ALL = 0.3
ALIKE, WRONGLY_ALIKE = 0.4, 0.45
# How many outcomes more than a wording assumes a question may name, at the most less one.
MOST_BEYOND = 2
SURELY_WRONG = 0.62
# Of fewer words and terms than this too much is alike.
FEWEST_FEATURES = 3
# Words that take something for granted, and how far a question with one may be from asking for it.
PRESUMING = frozenset("why since so because given explain right as".split())
ALMOST = 0.15
# Words that put two sides beside each other or ask for a list, and take nothing for granted.
COMPARING = frozenset("vs versus v against or whether list".split())
FEWEST_TELLING = 2
WELL_AHEAD, VERY_ALIKE = 0.2, 0.8
# Stems by which a question asserts more than it asks.
ASSERTING = frozenset(
    stems_of(
        "why since so because given explain shorter longer worse better higher lower more fewer less fell rose outlive"
    )
)
ALIKE_WITHOUT_TERMS = 0.6
# How much of what makes a wording wrong the question must say too.
SHARE_OF_CUES = 0.45
# How far behind the best another finding may stay.
SHARE_OF_BEST = 0.88
MOST = 4


@dataclass(frozen=True)
class Resemblance:
    """A finding (its position) with how alike a question it is asked by is, what that assumes, and its terms."""

    finding: int
    alike: float
    assumes: str = ""
    terms: frozenset[str] = frozenset()


def resembling(index: Index, understood: Understood) -> tuple[Resemblance, ...]:
    """The findings asked for in much the same words, best first, of those nothing in the question rules out."""
    if len(_features(index, understood)) < FEWEST_FEATURES:
        return ()
    least = ALIKE if any(clause.terms or clause.papers for clause in understood.clauses) else ALIKE_WITHOUT_TERMS
    found = [one for one in _ranked(index, understood) if not one.assumes and one.alike >= least]
    named = _named(index, understood)
    fitting = [one for one in found if fits(index, understood, one.finding)]
    own = [one for one in fitting if not _of_others(index, named, one.finding)]
    return tuple(one for one in own if one.alike >= own[0].alike * SHARE_OF_BEST)[:MOST]


def _of_others(index: Index, named: frozenset[str], at: int) -> bool:
    """Whether a finding is on patients the question does not name, and who are few of its study: renal failure, say."""
    tags = index.tags[at].items()
    special = [one for one, place in tags if place == "population" and index.lexicon.terms[one].kind == "population"]
    own = index.studied[index.studies[at]]
    few = [one for one in special if 2 * (index.about.get(one, 0) & own).bit_count() < own.bit_count()]
    return bool(few) and not any(index.lexicon.wider[term] & named for term in few)


def likeness(index: Index, understood: Understood) -> Mapping[int, float]:
    """How alike each finding is asked for, from 0 to 1, of those that are asked for alike at all."""
    return {one.finding: one.alike for one in _ranked(index, understood) if not one.assumes}


def wrongly_assumed(index: Index, understood: Understood) -> Resemblance | None:
    """What the question takes for granted, where it is most like one that wrongly does."""
    ranked = _ranked(index, understood)
    wrong = next((one for one in ranked if one.assumes), None)
    if wrong is None or wrong.alike < WRONGLY_ALIKE or _wants_another_figure(index, understood, wrong.finding):
        return None
    words = {word for clause in understood.clauses for word in clause.words}
    telling = sum(feature[0] != "~" for feature in _features(index, understood))
    if telling < FEWEST_TELLING or (COMPARING & words and not PRESUMING & words):
        return None
    behind = ranked[0].alike - wrong.alike
    if behind > (ALMOST if PRESUMING & words else 0):
        return None
    if not _covers(index, understood, wrong):
        return None
    return wrong if wrong.alike >= SURELY_WRONG or fits(index, understood, wrong.finding) else None


def _covers(index: Index, understood: Understood, wrong: Resemblance) -> bool:
    """Whether all the question names is named by the wording or its finding: else it asks for more than it assumes."""
    asked = {term for clause in understood.clauses for term in clause.terms if term.id not in wrong.terms}
    beyond = [term for term in asked if not carrying(index, term) >> wrong.finding & 1]
    return len(beyond) < MOST_BEYOND and all(term.kind in ("endpoint", "hint") for term in beyond)


def _wants_another_figure(index: Index, understood: Understood, at: int) -> bool:
    """Whether a figure is asked for and nothing is taken for granted, or the finding has no figure."""
    wanted = any(clause.wants_figure for clause in understood.clauses)
    presuming = PRESUMING & {word for clause in understood.clauses for word in clause.words}
    return wanted and not (presuming and index.figures >> at & 1)


def _ranked(index: Index, understood: Understood) -> list[Resemblance]:
    """Each finding by its most alike wording, and by the most alike that takes something for granted."""
    best: dict[tuple[int, bool], Resemblance] = {}
    features, named = _features(index, understood), _named(index, understood)
    found = [(alike, place) for place, alike in index.wordings.alike(features).items() if alike >= ALIKE_AT_ALL]
    # The wordings that only ask come first: how alike they are tells what one that assumes must beat.
    for alike, place in sorted(found, key=lambda one: bool(index.wordings.entries[one[1]].assumes)):
        entry = index.wordings.entries[place]
        plain = best.get((entry.finding, False))
        if _is_of_another(index, entry, features, named, alike, alike - (plain.alike if plain else 0.0)):
            continue
        key = (entry.finding, bool(entry.assumes))
        if key not in best or best[key].alike < alike:
            best[key] = Resemblance(entry.finding, alike, entry.assumes, index.lexicon.closure(entry.terms))
    return sorted(best.values(), key=lambda one: (-one.alike, bool(one.assumes), one.finding))


def _is_of_another(
    index: Index, entry: Wording, features: frozenset[str], named: frozenset[str], alike: float, ahead: float
) -> bool:
    """Whether a wording names a study, patients or a drug the question does not, or assumes what it does not.

    `alike` is how alike it is, `ahead` how much more alike it is than the wordings that only ask for its finding.
    """
    unnamed = entry.narrowing - named
    if entry.assumes:
        asserts = any(f"~{one}" in features or one in features for one in ASSERTING)
        very = alike >= VERY_ALIKE and ahead > 0
        said = (
            very or (asserts and ahead >= WELL_AHEAD) or index.wordings.share_of_cues(entry, features) >= SHARE_OF_CUES
        )
        clear = bool(entry.terms & named) or alike >= ALIKE_WITHOUT_TERMS
        return not (clear and said) or bool(unnamed) or len(entry.terms - named) >= MOST_BEYOND
    kinds = {index.lexicon.terms[one].kind for one in unnamed}
    return bool(kinds - {"study"}) or bool(kinds and _studies(index, named))


def _studies(index: Index, named: frozenset[str]) -> bool:
    return any(index.lexicon.terms[one].kind == "study" for one in named)


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
