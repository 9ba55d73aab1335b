"""An answer from the evidence laid out to be read: each finding a line of its own, what limits it set apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LIMIT = re.compile(r"(?:(?<=\]) |(?<=these:) |(?<=\.) )(?=(?:Caveat|Since then): |Printed \S+.*?; the arithmetic )")
NEAREST = "Nearest, but not an answer"


@dataclass(frozen=True)
class Line:
    """One line of an answer: its words, the finding it is read from, the place it names, and what limits it."""

    words: str
    place: str = ""
    finding: str = ""
    limits: tuple[tuple[str, str], ...] = ()
    premise: bool = False


def laid_out(found: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of an answer or refusal; a line that is no finding's stands as it was written.

    What is nearest to a refused question has links of its own, so its line is left out where they are given.
    """
    said = found["answer"] if "answer" in found else found["refused"]["reason"]
    statements = {finding["statement"].rstrip("."): finding["id"] for finding in found["findings"]}
    lines = [line for line in said.split("\n") if line.strip()]
    if found.get("nearest"):
        lines = [line for line in lines if not line.startswith(NEAREST)]
    return tuple(_line(line, statements, found.get("premise", "")) for line in lines)


def _line(line: str, statements: Mapping[str, str], premise: str) -> Line:
    first, *limits = LIMIT.split(line)
    told = [statement for statement in statements if statement in first]
    statement = max(told, key=len, default="")
    words, place = _without_place(first, first.index(statement) + len(statement)) if statement else (first, "")
    return Line(
        words=words,
        place=place,
        finding=statements.get(statement, ""),
        limits=tuple(_limit(limit) for limit in limits),
        premise=bool(premise) and not statement and premise in first,
    )


def _without_place(words: str, end: int) -> tuple[str, str]:
    """The words of a finding, and the place in brackets at their end."""
    head, bracket, place = words[end:].partition(" [")
    return (words[:end] + head, place[:-1]) if bracket and place.endswith("]") else (words, "")


def _limit(limit: str) -> tuple[str, str]:
    """What limits a finding: what kind it is of, and its sentence."""
    kind, colon, text = limit.partition(": ")
    return (kind, text) if colon and kind in ("Caveat", "Since then") else ("Misprint", limit)
