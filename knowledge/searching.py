"""Searching findings by any words: those that hold all of them first, then those that hold most."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.indexed.bits import all_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.lexicon import Match
from knowledge.asking.language.words import stems_of

MOST_WORDS = 40
MOST_WEIGHED = 200
PLACE_WORTH = {"study": 2.0, "endpoint": 2.0, "population": 1.5, "arm": 1.0, "about": 1.5, "statement": 0.5}


def found_for(index: Index, text: str, limit: int) -> tuple[str, ...]:
    """The ids of the findings for a text, best first, at most `limit`; a text without a word to find has none."""
    stems = stems_of(text)[:MOST_WORDS]
    matches = [match for match in index.lexicon.matches(stems) if match.term.kind not in ("framing", "absent")]
    sets = [*_term_sets(index, matches), *_word_sets(index, stems, matches)]
    whole = all_of(sets)
    scores: dict[int, float] = {}
    for bits, worth in [(whole, 1.0 + len(sets)), *((one, 1.0 + len(sets) * (one == whole)) for one in sets)]:
        for at in index.first(bits, MOST_WEIGHED):
            scores[at] = scores.get(at, 0.0) + worth
    for match in matches:
        for at in scores:
            scores[at] += PLACE_WORTH.get(index.tags[at].get(match.term.id, ""), 0.0) / len(matches)
    ranked = sorted(scores, key=lambda at: (-scores[at], index.unnamed[at], index.ids[at]))
    return tuple(index.ids[at] for at in ranked[: max(0, limit)])


def _term_sets(index: Index, matches: Sequence[Match]) -> list[int]:
    return [index.mentions.get(match.term.id, 0) for match in matches]


def _word_sets(index: Index, stems: Sequence[str], matches: Sequence[Match]) -> list[int]:
    """The findings of each word that no term covers and that findings hold."""
    covered = {at for match in matches for at in range(match.start, match.end)}
    rest = dict.fromkeys(one for at, one in enumerate(stems) if at not in covered and one not in index.framing_stems)
    return [index.words[one] for one in rest if one in index.words]
