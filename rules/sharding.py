"""Conditions cut and packed for durable-rules, inside the limits beyond which it fails, hangs or crashes.

Its own limits are 64 matches at once, 511 tests and 252 properties a ruleset, 31 tests and connectives an expression.
A long conjunction is therefore cut into parts, and the parts of a group are packed into shards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.conditions import Condition
from rules.translating import (
    SENTINEL,
    CannotTranslate,
    Expression,
    Kind,
    conjuncts,
    kinds,
    most_matches,
    property_names,
    size,
    translate,
)

MOST_RULES, MOST_MATCHES, MOST_SIZE, MOST_PROPERTIES, LONGEST_PART = 30, 60, 400, 200, 24
READINGS = (("c", False), ("p", True))


@dataclass(frozen=True)
class Piece:
    """One part of one condition in one reading, ready for the engine; a condition holds when all its parts do."""

    whole: str
    name: str
    expression: Expression
    reads: frozenset[tuple[str, Kind]]


def pieces(rules: Mapping[str, Condition]) -> list[Piece]:
    """All parts of the conditions of one group, certain ones named `c:…`, possible ones `p:…`.

    Raises CannotTranslate for a condition that the engine cannot hold.
    """
    return [piece for name, condition in rules.items() for piece in pieces_of(name, condition)]


def pieces_of(name: str, condition: Condition) -> Iterator[Piece]:
    """The parts of one condition in both readings; raises CannotTranslate."""
    for prefix, possible in READINGS:
        for index, part in enumerate(_parts(translate(condition, possible))):
            names = _compared(part)
            reads = frozenset(pair for pair in kinds(condition) if names & set(property_names(*pair)))
            yield Piece(f"{prefix}:{name}", f"{prefix}:{name}#{index}", part, reads)


def _parts(expression: Expression) -> list[Expression]:
    """A conjunction cut into parts that the engine can hold."""
    parts: list[list[Expression]] = [[]]
    for piece in conjuncts(expression):
        if not _holdable([piece]):
            raise CannotTranslate("there are too many alternatives in one place; split the rule into several")
        if parts[-1] and not _holdable([*parts[-1], piece]):
            parts.append([])
        parts[-1].append(piece)
    return [part[0] if len(part) == 1 else {"$and": part} for part in parts if part]


def _holdable(part: list[Expression]) -> bool:
    # Every true branch of an `$or` fires the rule again, and the branches of several multiply.
    return sum(map(size, part)) <= LONGEST_PART and math.prod(map(most_matches, part)) <= MOST_MATCHES - 1


def _compared(expression: Expression) -> set[str]:
    """The message properties that an expression looks at."""
    for operator in ("$and", "$or"):
        if operator in expression:
            return {name for part in expression[operator] for name in _compared(part)}
    return {name for key, test in expression.items() for name in (test if key.startswith("$") else (key,))}


def batches(found: list[Piece]) -> list[list[Piece]]:
    """The parts of one group packed in order, each batch small enough for one ruleset."""
    packed: list[list[Piece]] = [[]]
    for piece in found:
        if packed[-1] and not _fits([*packed[-1], piece]):
            packed.append([])
        packed[-1].append(piece)
    return [batch for batch in packed if batch]


def _fits(batch: list[Piece]) -> bool:
    return (
        len(batch) <= MOST_RULES
        and sum(most_matches(piece.expression) for piece in batch) <= MOST_MATCHES
        and sum(size(piece.expression) for piece in batch) <= MOST_SIZE
        and len(_names(reads_of(batch))) <= MOST_PROPERTIES
    )


def reads_of(batch: Sequence[Piece]) -> tuple[tuple[str, Kind], ...]:
    """The facts that a batch reads, each in the form in which it reads it."""
    return tuple(sorted(frozenset().union(*(piece.reads for piece in batch))))


def _names(reads: tuple[tuple[str, Kind], ...]) -> list[str]:
    return [name for fact, kind in reads for name in property_names(fact, kind)]


def refuse_collisions(reads: tuple[tuple[str, Kind], ...]) -> None:
    """Raise CannotTranslate when the engine would take two properties for one."""
    for one, other in same_to_the_engine(_names(reads)):
        raise CannotTranslate(f"{one} and {other} cannot be told apart by the engine")


def same_to_the_engine(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of properties with one 32-bit hash: the engine tells them apart by nothing else and merges them."""
    seen: dict[int, str] = {}
    for name in (SENTINEL, "id", "sid", *names):
        other = seen.setdefault(_fnv1a(name), name)
        if other != name:
            yield other, name


def _fnv1a(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
