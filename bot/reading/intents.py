"""What the writer wants: to give facts, to correct one, to ask, to command, or something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from bot.reading.lexicon import Lexicon
from bot.reading.lexing import Token
from bot.reading.phrases import Mention
from bot.reading.results import Command, Courtesy, Intent, Outcome

POLITE = frozenset({"please", "pls", "thanks", "ok", "okay", "hmm", "the", "now", "just"})


def command_of(tokens: Sequence[Token], lexicon: Lexicon) -> Command | None:
    """The command a whole message is, marks and politeness aside; None when it is none."""
    words = tuple(token.text for token in tokens if token.kind == "word" or token.text == "/")
    plain = tuple(word for word in words if word not in POLITE)
    if len(words) != len([token for token in tokens if token.kind not in ("mark", "line") or token.text == "/"]):
        return None
    command = lexicon.commands.get(words) or lexicon.commands.get(plain)
    return cast(Command, command) if command else None


def courtesy_of(tokens: Sequence[Token], lexicon: Lexicon) -> Courtesy | None:
    """Thanks, assent or a greeting, where a whole message is nothing else; None otherwise."""
    words = tuple(token.text for token in tokens if token.kind not in ("mark", "line"))
    found = next((kind for kind, phrases in lexicon.courtesies.items() if words in phrases), None)
    return cast(Courtesy, found) if found else None


def what_if_cue(tokens: Sequence[Token], asking: Mapping[int, Mention]) -> Mention | None:
    """The words that open a supposition ("what if", "suppose"), where they open the message."""
    for place, token in enumerate(tokens):
        mention = asking.get(place)
        if mention and mention.of("what_if"):
            return mention
        if token.kind not in ("mark", "line") and token.text not in ("and", "so", "ok", "now", "but"):
            return None
    return None


def without_cue(text: str, tokens: Sequence[Token], cue: Mention) -> str:
    """The supposition as a plain statement of the same length: the cue and question marks become blanks."""
    start, end = tokens[0].start, tokens[cue.last].end
    return text[:start] + " " * (end - start) + text[end:].replace("?", " ")


def corrects(asking: Mapping[int, Mention]) -> bool:
    """Whether words of correction stand in the message: "sorry", "actually", "make that"."""
    return any(mention.of("corrections") for mention in asking.values())


def intent_of(outcome: Outcome, asking: Mapping[int, Mention], questions: frozenset[int]) -> Intent:
    """The intent of a message that is no command. A question may carry facts: they count all the same."""
    something = outcome.facts or outcome.clarify or outcome.not_taken
    if corrects(asking) and (outcome.facts or outcome.clarify):
        return "correction"
    if questions:
        return "question"
    return "facts" if something else "other"
