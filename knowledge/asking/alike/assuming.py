"""What a question may assume wrongly: the findings for which it is like one that does, and says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.asking.alike.resemblance import Resemblance
from knowledge.asking.indexed.index import Index
from knowledge.asking.indexed.wordings import Wording
from knowledge.asking.language.words import stems_of

# All figures of likeness here were set by what the question bank shows; they are of no source.
# How alike a wording must be that assumes something, and one that shares no term with the question.
ALIKE_AT_ALL, ALIKE_WITHOUT_TERMS = 0.3, 0.6
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


def assuming(
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


def asserts(features: frozenset[str]) -> bool:
    """Whether the features have a word that asserts: why, shorter, fewer."""
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
    said = cued or (asserts(features) and ahead >= WELL_AHEAD) or (alike >= VERY_ALIKE and ahead > 0)
    clear = bool(entry.terms & named) or alike >= ALIKE_WITHOUT_TERMS
    return said and clear and len(entry.terms - named) < MOST_UNNAMED
