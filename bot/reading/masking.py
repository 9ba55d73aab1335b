"""Text that looks like an identifier is covered before it is stored: numbers of records and telephones,
e-mail addresses, dates of birth, and names after a title. The length stays, and clinical words are never covered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.reading.lexicon import Lexicon
from bot.reading.lexing import Token, tokens
from bot.reading.loading import shared_lexicon
from bot.reading.phrases import parts_of
from bot.reading.results import Span

COVER = "•"
MOST_NAME_WORDS = 3
DIGITS_OF_AN_IDENTIFIER = 7
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
# A telephone number begins with 0, a plus or a bracket, or has the groups 3-3-4; a row of counts does not.
_PHONE = re.compile(
    r"(?<![\w.])(?:\+[0-9]{1,3}(?:[ \-]?\(?[0-9]{1,5}\)?){2,5}|\(?0[0-9]{1,4}\)?(?:[ \-][0-9]{2,8}){1,4}"
    r"|\(?[0-9]{3}\)?[ \-][0-9]{3}[ \-][0-9]{4})(?![\w.%])"
)
_LONG_NUMBER = re.compile(r"(?<![\w.,])[0-9]{7,20}(?!\s?/|[\w.]?[0-9])")
_DATE_OF_BIRTH = re.compile(
    r"[\s:.\-]{0,4}(?:[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ](?:[0-9]{4}|[0-9]{2})|[0-9]{4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,2}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?[ \-][A-Za-z]{3,9}[ \-,]{1,2}[0-9]{2,4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4})"
)
_RECORD = re.compile(r"(?:\s?(?:no|number|num|id)\b)?[\s.:#=\-]{0,4}([A-Za-z]{0,3}[0-9][A-Za-z0-9\-/]{2,19})")


@dataclass(frozen=True)
class Masked:
    """A text with identifiers covered, of the same length, and the places that were covered."""

    text: str
    spans: tuple[Span, ...]


def mask(text: str, known_words: Collection[str] = ()) -> Masked:
    """Cover what looks like an identifier with as many dots; `known_words` are words never to be covered."""
    lexicon = shared_lexicon()
    found = tokens(text)
    spans = [*_matches(_EMAIL, text), *_matches(_LONG_NUMBER, text), *_phones(text)]
    spans += [*_after_words(text, found, lexicon.identifiers["birth_words"], _DATE_OF_BIRTH)]
    spans += [*_after_words(text, found, lexicon.identifiers["record_words"], _RECORD)]
    spans += [*_names(found, lexicon, frozenset(word.lower() for word in known_words))]
    merged = _merged(spans)
    return Masked(_covered(text, merged), merged)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _phones(text: str) -> Iterator[Span]:
    """Groups of digits long enough for a telephone number."""
    for match in _PHONE.finditer(text):
        if sum(letter.isdigit() for letter in match.group()) >= DIGITS_OF_AN_IDENTIFIER:
            yield match.span()


def _after_words(
    text: str, found: tuple[Token, ...], words: tuple[str, ...], pattern: re.Pattern[str]
) -> Iterator[Span]:
    """What the pattern matches right behind one of the words: "DOB 12/03/1950", "MRN 4471"."""
    phrases = sorted({parts_of(word) for word in words}, key=len, reverse=True)
    for place in range(len(found)):
        for phrase in phrases:
            if tuple(token.text for token in found[place : place + len(phrase)]) != phrase:
                continue
            match = pattern.match(text, found[place + len(phrase) - 1].end)
            if match:
                yield match.span(1) if pattern.groups else (_digit_start(text, match), match.end())
            break


def _digit_start(text: str, match: re.Match[str]) -> int:
    start = match.start()
    while start < match.end() and not text[start].isalnum():
        start += 1
    return start


def _names(found: tuple[Token, ...], lexicon: Lexicon, known: frozenset[str]) -> Iterator[Span]:
    titles, weak = frozenset(lexicon.identifiers["titles"]), frozenset(lexicon.identifiers["weak_titles"])
    clinical = frozenset(lexicon.identifiers["no_names"]) | lexicon.spelling.clinical | known
    particles = frozenset(lexicon.identifiers["name_particles"])
    for place, token in enumerate(found):
        if token.text in titles:
            words = _Words(clinical, lexicon.spelling.known, particles, token.text not in weak)
            for word in _name_behind(found, place + 1, words):
                yield word.start, word.end


@dataclass(frozen=True)
class _Words:
    """What is no name: clinical words in any case, other known words unless in capitals after a sure title.

    `sure` marks Mr, Mrs and the like; "patient" is often followed by a common word.
    """

    clinical: frozenset[str]
    known: frozenset[str]
    particles: frozenset[str]
    sure: bool

    def name(self, token: Token, first: bool) -> bool:
        """Whether a word is part of a name."""
        plain = token.text.removesuffix("'s")
        capital = token.written[:1].isupper()
        if token.kind != "word" or {plain, plain.rstrip("s")} & self.clinical:
            return False
        return (capital and (self.sure or plain not in self.known)) or (first and self.sure and plain not in self.known)


def _name_behind(found: tuple[Token, ...], place: int, words: _Words) -> Iterator[Token]:
    """The words of a name: the first by its title, further ones by their capital, small words between them."""
    count = 0
    while place < len(found) and count < MOST_NAME_WORDS:
        token = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        if token.text in words.particles and following and _goes_on(following, words):
            yield token
        elif words.name(token, first=count == 0):
            count += 1
            yield token
        elif not (token.text in (".", "-", ":", "'") and (token.glued or count == 0)):
            return
        place += 1


def _goes_on(following: Token, words: _Words) -> bool:
    return following.written[:1].isupper() or following.text in words.particles


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _covered(text: str, spans: tuple[Span, ...]) -> str:
    parts, place = [], 0
    for start, end in spans:
        parts += [text[place:start], COVER * (end - start)]
        place = end
    return "".join([*parts, text[place:]])
