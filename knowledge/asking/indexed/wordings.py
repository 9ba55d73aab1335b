"""The ways residents word a question for each finding, and which of them a question resembles.

Two wordings are as alike as the terms and words they share, the rare ones counting most: the cosine of their
features, each weighted by the root of its inverse document frequency (Spärck Jones 1972, J Doc 28:11).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.asking.indexed.bits import sets_by
from knowledge.asking.indexed.typical import Typical, typical_of
from knowledge.asking.language.lexicon import Lexicon

# A feature that more wordings have than this tells nothing of itself about which is meant.
MOST_SHARING = 800
# What a word counts that only frames a question, such as "worse" or "instead"; set by what the question bank shows.
FRAMING = 0.5
# A feature that so many findings are asked for with narrows no question.
SPOKEN_OF = 4
# In so many wordings of a finding a word is part of what it is asked for with.
FEWEST_NAMING, OFTEN = 2, 3


@dataclass(frozen=True)
class Wording:
    """One way to ask for the finding at a position; `assumes` is what it wrongly takes for granted, else empty.

    `terms` are the terms it names, nearly all of which a question must name that assumes the same; `narrowing` those by
    which it speaks of some patients, studies or drugs only; `cues` the features by which one that assumes differs
    from all that only ask for its finding.
    """

    finding: int
    assumes: str
    features: frozenset[str]
    terms: frozenset[str] = frozenset()
    narrowing: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wordings:
    """All wordings; by feature those that have it; the weight of a feature; and the length of each wording.

    `asked` has, by feature, the findings asked for with it by wordings that assume nothing, `often` by several of them;
    `spoken` the features that so many findings are asked for with that they narrow no question; `typical` what is
    typical of those that assume nothing; `asks_for` the finding of each of these, and -1 for one that assumes.
    """

    entries: tuple[Wording, ...]
    having: Mapping[str, tuple[int, ...]]
    weight: Mapping[str, float]
    lengths: tuple[float, ...]
    sharp_lengths: tuple[float, ...]
    unknown: float
    asked: Mapping[str, int]
    often: Mapping[str, int]
    spoken: frozenset[str]
    typical: Typical
    asks_for: tuple[int, ...]

    def alike(self, features: frozenset[str]) -> dict[int, float]:
        """Every wording that shares a telling feature, by its place, with how alike it is, from 0 to 1."""
        shared: dict[int, float] = {}
        for feature in sorted(features):
            having = self.having.get(feature, ())
            if len(having) <= MOST_SHARING:
                worth = self.weight.get(feature, 0.0) ** 2
                for place in having:
                    shared[place] = shared.get(place, 0.0) + worth
        length = math.sqrt(sum(self._weight_of(feature) ** 2 for feature in features)) or 1.0
        return {place: worth / (length * self.lengths[place]) for place, worth in shared.items()}

    def sharply(self, features: frozenset[str], places: Iterable[int]) -> dict[int, float]:
        """How alike the wordings at these places are where the rare words count more still, from 0 to 1.

        What a question takes for granted stands in a few words; what it is about in many.
        """
        length = math.sqrt(sum(self._weight_of(feature) ** 4 for feature in features)) or 1.0
        return {
            place: sum(self.weight[one] ** 4 for one in features & self.entries[place].features)
            / (length * self.sharp_lengths[place])
            for place in places
        }

    def typically(self, features: frozenset[str]) -> Sequence[float]:
        """How typical a question is for each finding, by its position, from 0 to 1."""
        return self.typical.of({feature: self._weight_of(feature) for feature in features})

    def _weight_of(self, feature: str) -> float:
        return self.weight.get(feature, 0.0 if feature[0] == "~" else self.unknown)

    def share_of_cues(self, entry: Wording, features: frozenset[str]) -> float:
        """How much of the cues of a wording is among the features, from 0 to 1."""
        whole = sum(self.weight[cue] ** 2 for cue in entry.cues)
        return sum(self.weight[cue] ** 2 for cue in entry.cues & features) / whole if whole else 0.0


def features_of(lexicon: Lexicon, stems: Sequence[str]) -> frozenset[str]:
    """What a text is compared by: its terms behind "=", words that only frame it behind "~", and its other stems."""
    matches = lexicon.matches(stems)
    covered = {at for match in matches for at in range(match.start, match.end)}
    named = [match.term for match in matches if match.term.kind != "framing"]
    terms = {f"={one}" for term in named for one in (term.id, term.instead) if one}
    framing = [match for match in matches if match.term.kind == "framing"]
    framed = {f"~{' '.join(stems[match.start : match.end])}" for match in framing}
    return frozenset(terms | framed | {one for at, one in enumerate(stems) if at not in covered and len(one) > 1})


def wording_of(lexicon: Lexicon, finding: int, assumes: str, stems: Sequence[str]) -> Wording:
    """One wording, given the stems of its text."""
    features = features_of(lexicon, stems)
    named = [term for one in features if one[0] == "=" and not (term := lexicon.terms[one[1:]]).instead]
    terms = frozenset(term.id for term in named if term.kind not in ("setting", "absent"))
    narrowing = frozenset(term.id for term in named if term.kind in ("population", "treatment", "study"))
    return Wording(finding, assumes, features, terms, narrowing)


def wordings_of(entries: Iterable[Wording], size: int) -> Wordings:
    """The wordings of `size` findings, their features weighed, with the cues of those that assume."""
    entries = _with_cues(tuple(entries))
    counted = Counter(feature for entry in entries for feature in entry.features)
    weight = {
        feature: math.sqrt(math.log(1 + len(entries) / times)) * (FRAMING if feature[0] == "~" else 1)
        for feature, times in counted.items()
    }
    having: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        for feature in entry.features:
            having.setdefault(feature, []).append(place)
    lengths = tuple(math.sqrt(sum(weight[one] ** 2 for one in entry.features)) or 1.0 for entry in entries)
    sharp = tuple(math.sqrt(sum(weight[one] ** 4 for one in entry.features)) or 1.0 for entry in entries)
    found = {feature: tuple(places) for feature, places in having.items()}
    said = Counter((one, entry.finding) for entry in entries if not entry.assumes for one in entry.features)
    # One wording may name a term by the way: "before their bone marrow cancer" asks for no second cancer.
    asked = sets_by(size, (pair for pair, times in said.items() if times >= FEWEST_NAMING or pair[0][0] != "="))
    often = sets_by(size, (pair for pair, times in said.items() if times >= OFTEN))
    spoken = frozenset(one for one, bits in asked.items() if bits.bit_count() >= SPOKEN_OF)
    unknown = math.sqrt(math.log(1 + len(entries)))
    typical = typical_of(((entry.finding, entry.features) for entry in entries if not entry.assumes), weight)
    asks_for = tuple(-1 if entry.assumes else entry.finding for entry in entries)
    return Wordings(entries, found, weight, lengths, sharp, unknown, asked, often, spoken, typical, asks_for)


def _words(features: frozenset[str]) -> frozenset[str]:
    """The words among the features: a term is what is spoken of, and asserts nothing."""
    return frozenset(one for one in features if one[0] != "=")


def _with_cues(entries: tuple[Wording, ...]) -> tuple[Wording, ...]:
    plain: dict[int, set[str]] = {}
    for entry in entries:
        if not entry.assumes:
            plain.setdefault(entry.finding, set()).update(entry.features)
    return tuple(
        replace(entry, cues=_words(entry.features - plain.get(entry.finding, set()))) if entry.assumes else entry
        for entry in entries
    )
