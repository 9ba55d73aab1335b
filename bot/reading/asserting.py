"""What the words beside a finding say of it, apart from a denial: that it is there, or which one is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bot.reading.layout import Layout, concept
from bot.reading.phrases import NUMBER, Mention

Weight = Literal["", "weak", "strong", "other"]

ALTERNATIVES = frozenset({"or", "nor"})
CONJUNCTIONS = frozenset({"and", "&", "+"})
# Words that state what they stand beside, where the lexicon gives them no sense of their own.
STATING = frozenset(
    "before beforehand stable worsening rising diagnosed confirmed positive pos present planned then place"
    " situ enrolled now today done met complete weekly daily yes".split()
)
# Words that tell which one is meant. They contrast with a plain denial before them, or go on with a list of such.
QUALIFYING = frozenset("active new acute current known recent ongoing fresh severe massive".split())


def weight(layout: Layout, mention: Mention) -> Weight:
    """What the words beside a finding say of it: nothing, which one it is, that it is there, or something unknown."""
    weights = set(_weights(layout, mention))
    return next((weight for weight in ("strong", "other", "weak") if weight in weights), "")


def _weights(layout: Layout, mention: Mention) -> Iterator[Weight]:
    for place in range(mention.first, mention.last + 1):
        if mention.last > mention.first:
            yield _weight_of_word(layout.tokens[place].text)
    if NUMBER in mention.key or _signed(layout, mention):
        yield "strong"
    for place in _own_words(layout, mention):
        over = layout.over.get(place)
        if over is None:
            yield _weight_of_token(layout, place)
        elif over.first == place:
            yield _weight_of_phrase(over, before=over.last < mention.first)


def _signed(layout: Layout, mention: Mention) -> bool:
    """Whether a plus or "y" right behind a finding states it: "DVT+", "DVT: y"."""
    place = mention.last + 1
    place += place < len(layout.tokens) and layout.tokens[place].text == ":"
    if place >= len(layout.tokens) or layout.tokens[place].text not in ("+", "y"):
        return False
    following = layout.tokens[place + 1 : place + 2]
    return not following or following[0].kind not in ("word", "number")


def only_timed(layout: Layout, mention: Mention) -> bool:
    """Whether all that states a finding is when it was, which may be said of what stands before as well."""
    tokens = [(place, layout.tokens[place]) for place in _own_words(layout, mention)]
    words = [layout.over.get(place) for place, token in tokens if token.kind == "word" and token.text != "in"]
    timed = any(token.kind in ("word", "number", "date") for _, token in tokens)
    return timed and all(over is not None and (over.of("cue", "past") or over.key == "before") for over in words)


def _weight_of_word(text: str) -> Weight:
    return "weak" if text in QUALIFYING else "strong" if text in STATING else ""


def _weight_of_token(layout: Layout, place: int) -> Weight:
    token = layout.tokens[place]
    if token.kind in ("date", "number"):
        year = token.kind == "date" or (len(token.text) == 4 and token.text[:2] in ("19", "20"))
        return "strong" if year else "other"
    if token.kind != "word" or token.text == "in":
        return ""
    return _weight_of_word(token.text) or "other"


def _weight_of_phrase(over: Mention, before: bool) -> Weight:
    word = _weight_of_word(over.key)
    if word:
        return word
    cues = [sense for sense in over.senses if sense.kind == "cue"]
    if cues:
        kinds = {sense.name for sense in cues}
        if kinds == {"negated"}:
            return ""
        return "weak" if before and kinds <= {"past", "now", "recent"} and over.of("ends") is None else "strong"
    if over.of("ends") or NUMBER in over.key or over.of("number", "stable") or over.of("number", "unstable"):
        return "strong"
    return "" if over.of("list_words") else "other"


def _own_words(layout: Layout, mention: Mention) -> Iterator[int]:
    """The places that belong to a finding: back to the word that joins it, and on to the next one or the next comma."""
    first = mention.first - 1
    while first >= 0 and layout.segment[first] == layout.segment[mention.first] and not _parts(layout, first):
        yield first
        first -= 1
    for place in range(mention.last + 1, len(layout.tokens)):
        bracket = layout.tokens[place - 1].text == "("
        if (layout.segment[place] != layout.segment[place - 1] and not bracket) or _parts(layout, place):
            return
        yield place


def _parts(layout: Layout, place: int) -> bool:
    over = layout.over.get(place)
    return layout.tokens[place].text in ALTERNATIVES | CONJUNCTIONS | {"/"} or (over is not None and concept(over))
