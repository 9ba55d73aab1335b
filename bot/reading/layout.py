"""The shape of a message: which phrases stand where, and where thoughts begin and end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.reading.lexicon import Lexicon
from bot.reading.lexing import Token
from bot.reading.phrases import Mention

CONCEPTS = ("finding", "choice", "drug", "regimen", "measure", "other_findings")
SOFT = frozenset(",()[]")
HARD = frozenset(";!")


@dataclass(frozen=True)
class Layout:
    """Tokens with the phrase over each, and the clause and segment each belongs to.

    Commas and brackets part segments; full stops, semicolons, line ends and words like "but" part clauses.
    A token that parts belongs to what it ends.
    """

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    over: Mapping[int, Mention]
    clause: tuple[int, ...]
    segment: tuple[int, ...]

    def starts(self, place: int) -> Mention | None:
        """The phrase that begins at a token, or None."""
        mention = self.over.get(place)
        return mention if mention and mention.first == place else None

    def clause_ranges(self) -> tuple[tuple[int, int], ...]:
        """First token and end (excluded) of every clause."""
        return _ranges(self.clause)

    def segment_end(self, place: int) -> int:
        """The first token behind the segment a token stands in."""
        end = place
        while end < len(self.tokens) and self.segment[end] == self.segment[place]:
            end += 1
        return end

    def segment_start(self, place: int) -> int:
        """The first token of the segment a token stands in."""
        start = place
        while start > 0 and self.segment[start - 1] == self.segment[place]:
            start -= 1
        return start


def lay_out(tokens: tuple[Token, ...], mentions: tuple[Mention, ...], lexicon: Lexicon) -> Layout:
    """Place phrases over their tokens and part the message into clauses and segments."""
    over = {place: mention for mention in mentions for place in range(mention.first, mention.last + 1)}
    clause, segment = [], []
    clause_number = segment_number = 0
    for place in range(len(tokens)):
        mention = over.get(place)
        if mention and mention.first == place and mention.of("resets"):
            clause_number, segment_number = clause_number + 1, segment_number + 1
        clause.append(clause_number)
        segment.append(segment_number)
        if _parts_clause(tokens, place, over, lexicon.numbers.abbreviations):
            clause_number, segment_number = clause_number + 1, segment_number + 1
        elif tokens[place].text in SOFT and not _inside_phrase(over, place):
            segment_number += 1
    return Layout(tokens, mentions, MappingProxyType(over), tuple(clause), tuple(segment))


def suspects(tokens: Sequence[Token], place: int) -> bool:
    """Whether a question mark stands before a word as a sign of suspicion: "?PE"."""
    glued_to_next = place + 1 < len(tokens) and tokens[place + 1].glued and tokens[place + 1].kind == "word"
    return tokens[place].text == "?" and glued_to_next and not tokens[place].glued


def concept(mention: Mention) -> bool:
    """Whether a phrase names something about a patient, rather than how it is said."""
    return any(sense.kind in CONCEPTS for sense in mention.senses)


def _inside_phrase(over: Mapping[int, Mention], place: int) -> bool:
    mention = over.get(place)
    return bool(mention and mention.first < place < mention.last)


def _parts_clause(
    tokens: Sequence[Token], place: int, over: Mapping[int, Mention], abbreviations: frozenset[str]
) -> bool:
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.kind == "line" or token.text in HARD:
        return True
    if token.text == "?":
        answered = following is not None and following.text in ("yes", "no", "none", "y", "n")
        return not answered and not suspects(tokens, place)
    if token.text == ".":
        short = place > 0 and token.glued and tokens[place - 1].text in abbreviations
        # "No." stands for "number" only before one.
        short = short and not (tokens[place - 1].text == "no" and (following is None or following.kind != "number"))
        return not short and not (following and following.glued) and not _inside_phrase(over, place)
    return token.text == "-" and _dash_between_thoughts(tokens, place, over)


def _dash_between_thoughts(tokens: Sequence[Token], place: int, over: Mapping[int, Mention]) -> bool:
    if place == 0 or place + 1 >= len(tokens) or tokens[place].glued or tokens[place + 1].glued:
        return False
    named = over.get(place - 1)
    measured = named is not None and named.of("measure") is not None
    if tokens[place + 1].text in ("yes", "no", "none"):
        return False
    return tokens[place + 1].kind != "number" or not (measured or tokens[place - 1].kind == "number")


def _ranges(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    if not numbers:
        return ()
    starts = [place for place, number in enumerate(numbers) if place == 0 or numbers[place - 1] != number]
    return tuple(zip(starts, [*starts[1:], len(numbers)], strict=True))
