"""Mending misspelt words of a question, but only towards words the evidence knows."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import is_number, stem

SHORTEST = 3
# A text with more slips than this is no question.
MOST_MENDED = 40
SHORTEST_WITH_TWO_SLIPS = 8
# A word of a clinical term may be two slips away, when it begins alike.
SHORTEST_OF_A_TERM = 6


def corrected(index: Index, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The words with misspelt ones mended, and each pair of typed and mended word."""
    mended: list[str] = []
    respelt: list[tuple[str, str]] = []
    for at, word in enumerate(words):
        if len(respelt) == MOST_MENDED:
            mended += words[at:]
            break
        after = [one for follower in words[at + 1 : at + 2] for one in _mend(index, follower, (), ())]
        better = _mend(index, word, mended[-1:], after)
        if better != (word,):
            respelt.append((word, " ".join(better)))
        mended += better
    return tuple(mended), tuple(respelt)


def _mend(index: Index, word: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    if is_number(word) or len(word) < SHORTEST or _is_known(index, stem(word)):
        return (word,)
    return _shortened(index, word) or _nearest(index, word, before, after) or _split(index, word) or (word,)


def _shortened(index: Index, word: str) -> tuple[str, ...]:
    """The framing word typed without its vowels: jst, mny, whch."""
    if len(word) > 4 or set(word) & set("aeiou"):
        return ()
    fitting = [known for known in index.framing if known[0] == word[0] and _consonants(known) == word]
    return (min(fitting, key=lambda known: (len(known), known)),) if fitting else ()


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aeiou")


def _nearest(index: Index, word: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The known word at most one slip away, two in a long word; a term's word before one of a text only.

    Of several, the one that makes a term with the words beside it. A word of three letters is mended towards a
    framing word alone: a wrong guess there loses nothing.
    """
    allowed = 1 if len(word) < SHORTEST_WITH_TWO_SLIPS else 2
    near = extract(word, index.by_length(len(word), allowed), scorer=OSA.distance, score_cutoff=allowed, limit=30)
    if not near and len(word) >= SHORTEST_OF_A_TERM:
        terms = [one for one in index.by_length(len(word), 2) if one in index.term_words and one[:2] == word[:2]]
        near = extract(word, terms, scorer=OSA.distance, score_cutoff=2, limit=30)
    known = [(hit[0], hit[1]) for hit in near if hit[0][0] == word[0] or (hit[1] == 1 and len(word) > 4)]
    if len(word) == SHORTEST:
        known = [(one, slips) for one, slips in known if one in index.framing and len(one) > SHORTEST]
    ranked = sorted(
        known,
        key=lambda hit: (
            -_fits(index, hit[0], before, after),
            hit[1],
            hit[0][0] != word[0],
            not (_only_left_out(word, hit[0]) or sorted(word) == sorted(hit[0])),
            hit[0] not in index.lexicon.spoken,
            hit[0],
        ),
    )
    return (ranked[0][0],) if ranked else ()


def _only_left_out(typed: str, known: str) -> bool:
    """Whether only letters were left out: comon is common before it is colon."""
    letters = iter(known)
    return len(typed) < len(known) and all(letter in letters for letter in typed)


def _fits(index: Index, word: str, before: Sequence[str], after: Sequence[str]) -> int:
    """How many words a term covers that the word forms with its neighbours; none when it stands alone."""
    stems = [stem(one) for one in (*before, word, *after)]
    return max((m.end - m.start for m in index.lexicon.matches(stems) if m.end - m.start > 1), default=0)


def _split(index: Index, word: str) -> tuple[str, ...]:
    """Two known words typed without the blank between them."""
    for at in range(3, len(word) - 2):
        if word[:at] in index.lexicon.spoken and word[at:] in index.lexicon.spoken:
            return (word[:at], word[at:])
    return ()


def _is_known(index: Index, one: str) -> bool:
    return one in index.vocabulary or one in index.ordinary
