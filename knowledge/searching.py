"""Searching findings by any words: those that hold all of them first, then those that hold most."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.index import Index
from knowledge.asking.lexicon import Match
from knowledge.asking.words import stem, words_of

MOST_WORDS = 40
MOST_WEIGHED = 200
PLACE_WORTH = {"study": 2.0, "endpoint": 2.0, "population": 1.5, "arm": 1.0, "about": 1.5, "statement": 0.5}


def found_for(index: Index, text: str, limit: int) -> tuple[str, ...]:
    """The ids of the findings for a text, best first, at most `limit`; a text without a word to find has none."""
    words = words_of(text)[:MOST_WORDS]
    stems = [stem(word) for word in words]
    matches = [match for match in index.lexicon.matches(stems) if match.term.kind not in ("framing", "absent")]
    sets = [*_term_sets(index, matches), *_word_sets(index, stems, matches)]
    scores: dict[int, float] = {}
    for bits in _together(sets):
        for at in _some(index, bits):
            scores[at] = scores.get(at, 0.0) + 1.0 + len(sets) * (bits == _all(sets))
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


def _together(sets: Sequence[int]) -> list[int]:
    whole = _all(sets)
    return ([whole] if whole else []) + list(sets)


def _all(sets: Sequence[int]) -> int:
    bits = sets[0] if sets else 0
    for one in sets[1:]:
        bits &= one
    return bits


def _some(index: Index, bits: int) -> list[int]:
    found = []
    for at in index.members(bits):
        found.append(at)
        if len(found) == MOST_WEIGHED:
            break
    return found
