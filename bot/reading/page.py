"""A message made ready for the readers: tokens, known phrases, scopes, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.reading.amounts import Amount, amount_at
from bot.reading.layout import Layout
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Mention, Sense
from bot.reading.results import Span
from bot.reading.scopes import Scope
from rules.facts import FactDefinition, Vocabulary


@dataclass(frozen=True)
class Page:
    """One message under reading, with everything the readers look at. Nothing on it changes."""

    text: str
    layout: Layout
    scopes: tuple[Scope, ...]
    asking: Mapping[int, Mention]
    vignette: frozenset[int]
    lexicon: Lexicon
    vocabulary: Vocabulary
    asked: tuple[str, ...]
    whole_numbers: Mapping[int, Amount | None]
    numbers: Mapping[int, Amount | None]

    def definition(self, fact: str) -> FactDefinition:
        """The definition of a fact."""
        return self.vocabulary[fact]

    def amount(self, place: int, words: bool = False) -> Amount | None:
        """The amount that begins at a token; `words` admits number words."""
        if place >= len(self.layout.tokens) or place < 0:
            return None
        return (self.whole_numbers if words else self.numbers).get(place)

    def scope(self, mention: Mention) -> Scope:
        """What the words around a phrase make of it."""
        return self.scopes[mention.first]

    def span(self, first: int, last: int) -> Span:
        """The place in the text of tokens `first` to `last`."""
        return self.layout.tokens[first].start, self.layout.tokens[last].end

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last` as written."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def with_cues(self, mention: Mention) -> tuple[int, int]:
        """First and last token of a phrase with the words that decide its meaning, within its segment."""
        segment = self.layout.segment
        near = [cue for cue in self.scopes[mention.first].cues if segment[cue] == segment[mention.first]]
        overs = [self.layout.over.get(cue) for cue in near]
        first = min([mention.first, *(over.first if over else cue for cue, over in zip(near, overs, strict=True))])
        last = max([mention.last, *(over.last if over else cue for cue, over in zip(near, overs, strict=True))])
        return first, last

    def mentions(self, kind: str, name: str | None = None) -> tuple[tuple[Mention, Sense], ...]:
        """All phrases with a meaning of that kind (and name), in order."""
        found = ((mention, mention.of(kind, name)) for mention in self.layout.mentions)
        return tuple((mention, sense) for mention, sense in found if sense)


def amounts_of(layout: Layout, lexicon: Lexicon, words: bool) -> Mapping[int, Amount | None]:
    """Every amount of a message by the token it begins at."""
    begins = ((place, amount_at(layout, place, lexicon.numbers, words)) for place in range(len(layout.tokens)))
    return MappingProxyType({place: amount for place, amount in begins if amount})
