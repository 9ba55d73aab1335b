"""Known phrases and where they stand in a text: the longest known phrase wins, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.reading.lexing import Token, tokens

NUMBER = "#"


@dataclass(frozen=True)
class Sense:
    """One meaning of a phrase: its kind ("finding", "cue", ...), a name within the kind, and a detail."""

    kind: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Phrase:
    """The words of one phrase with a meaning; `exact` is the one writing it is read in, where capitals count."""

    parts: tuple[str, ...]
    sense: Sense
    exact: str = ""


@dataclass(frozen=True)
class Mention:
    """A phrase found in the text, from token `first` to token `last`."""

    first: int
    last: int
    senses: tuple[Sense, ...]
    key: str
    respelt: bool = False

    def of(self, kind: str, name: str | None = None) -> Sense | None:
        """The meaning of that kind (and name), or None."""
        for sense in self.senses:
            if sense.kind == kind and name in (None, sense.name):
                return sense
        return None


@dataclass(frozen=True)
class PhraseBook:
    """All phrases by their words, and every beginning of one."""

    phrases: Mapping[tuple[str, ...], tuple[Phrase, ...]]
    beginnings: frozenset[tuple[str, ...]]


def parts_of(words: str) -> tuple[str, ...]:
    """The words of a phrase as the lexer gives them, without hyphens inside words; `<n>` stands for any number."""
    if words.isascii() and words.replace(" ", "").isalpha():
        return tuple(words.lower().split())
    found = tokens(words.replace("<n>", NUMBER))
    return tuple(token.text for place, token in enumerate(found) if not joining_hyphen(found, place))


def phrase(words: str, sense: Sense) -> Phrase:
    """One phrase of the lexicon. Words written in capitals or mixed case ("PAD", "Rd") are only read so."""
    return Phrase(parts_of(words), sense, words if words != words.lower() else "")


def build(phrases: Iterable[Phrase]) -> PhraseBook:
    """A phrase book from phrases; a phrase may have several meanings."""
    by_parts: dict[tuple[str, ...], list[Phrase]] = {}
    for entry in phrases:
        known = by_parts.setdefault(entry.parts, [])
        if entry not in known:
            known.append(entry)
    beginnings = {parts[:length] for parts in by_parts for length in range(1, len(parts) + 1)}
    frozen = {parts: tuple(entries) for parts, entries in by_parts.items()}
    return PhraseBook(MappingProxyType(frozen), frozenset(beginnings))


def joining_hyphen(text: Sequence[Token], place: int) -> bool:
    """Whether the token is a hyphen inside a compound word: "post-menopausal"."""
    if text[place].text != "-" or not text[place].glued or place + 1 >= len(text):
        return False
    return text[place + 1].glued and text[place - 1].kind == "word" and text[place + 1].kind == "word"


def find(text: Sequence[Token], respelt: Mapping[int, str], book: PhraseBook) -> tuple[Mention, ...]:
    """All phrases in the text, longest first from the left; `respelt` replaces misspelt words by their place."""
    found: list[Mention] = []
    place = 0
    while place < len(text):
        mention = _longest(text, place, respelt, book)
        if mention:
            found.append(mention)
            place = mention.last
        place += 1
    return tuple(found)


def _longest(text: Sequence[Token], first: int, respelt: Mapping[int, str], book: PhraseBook) -> Mention | None:
    best: Mention | None = None
    paths: list[tuple[str, ...]] = [()]
    changed = False
    for place in range(first, len(text)):
        if place > first and joining_hyphen(text, place):
            continue
        word = respelt.get(place, text[place].text)
        changed = changed or place in respelt
        words = (word, NUMBER) if text[place].kind == "number" else (word,)
        paths = [(*path, step) for path in paths for step in words if (*path, step) in book.beginnings]
        if not paths:
            break
        for parts in paths:
            senses = _senses(text[first : place + 1], book.phrases.get(parts, ()))
            if senses and (best is None or best.last < place):
                best = Mention(first, place, senses, " ".join(parts), changed)
    return best


def _senses(text: Sequence[Token], entries: tuple[Phrase, ...]) -> tuple[Sense, ...]:
    return tuple(dict.fromkeys(entry.sense for entry in entries if not entry.exact or _same_case(text, entry.exact)))


def _same_case(text: Sequence[Token], exact: str) -> bool:
    written = "".join(token.written for token in text)
    return written.replace("-", "") == exact.replace(" ", "").replace("-", "")
