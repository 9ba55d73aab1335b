"""Numbers spelt in words, as digits: thirty-eight, fifteen; and places in a row, as words: 2nd, 3rd."""

from __future__ import annotations

import re

UNITS = {word: at for at, word in enumerate("one two three four five six seven eight nine".split(), 1)}
TEENS = {
    word: at
    for at, word in enumerate("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 11)
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
TWO_WORDS = re.compile(rf"\b({'|'.join(TENS)})[- ]({'|'.join(UNITS)})\b")
ONE_WORD = re.compile(rf"\b({'|'.join((*TEENS, *TENS))})\b")
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\b")


def in_digits(text: str) -> str:
    """A text in small letters with its spelt numbers above ten in digits, and 2nd as second."""
    placed = ORDINAL.sub(lambda found: ORDINALS[found[1]], text)
    counted = TWO_WORDS.sub(lambda found: str(TENS[found[1]] + UNITS[found[2]]), placed)
    return ONE_WORD.sub(lambda found: str(TENS.get(found[1]) or TEENS[found[1]]), counted)
