"""The condition tree of the rules, and its Kleene reading.

A condition is true, false or open while facts are missing. The reading here answers two questions at once:
is the condition *certain* (it holds however the open facts turn out) and is it *possible* (some way of
settling the open facts makes it hold). Other readers of the same tree live beside it: `matcher` compiles it
for durable-rules, `wording` says it in clinical words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.quantities import Facts, Quantity, Value


@dataclass(frozen=True)
class Verdict:
    """How a condition stands: certain implies possible; possible without certain is open."""

    certain: bool
    possible: bool

    @property
    def open(self) -> bool:
        """Whether the condition still hangs on facts."""
        return self.possible and not self.certain


TRUE = Verdict(True, True)
FALSE = Verdict(False, False)
OPEN = Verdict(False, True)


@dataclass(frozen=True)
class Band:
    """A number within bounds, in the canonical unit; every bound that is given must hold."""

    fact: str
    at_least: float | None = None
    above: float | None = None
    below: float | None = None
    at_most: float | None = None


@dataclass(frozen=True)
class Is:
    """A yes/no fact, a choice or an exact number equal to a value."""

    fact: str
    value: bool | str | float


@dataclass(frozen=True)
class OneOf:
    """A choice or an exact number among several."""

    fact: str
    values: tuple[str | float, ...]


@dataclass(frozen=True)
class NotKnown:
    """The fact was asked and is not known; open while it has not been asked."""

    fact: str


@dataclass(frozen=True)
class All:
    """Every part holds; an empty one is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds; an empty one is false."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Surely:
    """The part is certain by what is known now; never open. Rules write its denial as `unless_known`."""

    part: Condition


Leaf = Band | Is | OneOf | NotKnown
Condition = Leaf | All | AnyOf | Not | Surely


def judge(condition: Condition, facts: Facts) -> Verdict:
    """The Kleene reading of a condition against one patient's facts."""
    match condition:
        case All(parts):
            verdicts = [judge(part, facts) for part in parts]
            return Verdict(all(v.certain for v in verdicts), all(v.possible for v in verdicts))
        case AnyOf(parts):
            verdicts = [judge(part, facts) for part in parts]
            return Verdict(any(v.certain for v in verdicts), any(v.possible for v in verdicts))
        case Not(part):
            verdict = judge(part, facts)
            return Verdict(not verdict.possible, not verdict.certain)
        case Surely(part):
            return TRUE if judge(part, facts).certain else FALSE
        case _:
            return judge_leaf(condition, facts)


def judge_leaf(leaf: Leaf, facts: Facts) -> Verdict:
    """The Kleene reading of one test on one fact."""
    fact = facts.get(leaf.fact)
    if fact is None:
        return OPEN
    if isinstance(leaf, NotKnown):
        return TRUE if fact.value is None else FALSE
    if fact.value is None:
        return OPEN
    if isinstance(leaf, Band):
        return _judge_band(leaf, _quantity(fact.value))
    values = leaf.values if isinstance(leaf, OneOf) else (leaf.value,)
    return _judge_among(values, fact.value)


def _judge_band(band: Band, number: Quantity) -> Verdict:
    certain = possible = True
    if band.at_least is not None:
        certain, possible = certain and number.low >= band.at_least, possible and number.high >= band.at_least
    if band.above is not None:
        certain, possible = certain and number.low > band.above, possible and number.high > band.above
    if band.below is not None:
        certain, possible = certain and number.high < band.below, possible and number.low < band.below
    if band.at_most is not None:
        certain, possible = certain and number.high <= band.at_most, possible and number.low <= band.at_most
    return Verdict(certain, possible)


def _judge_among(values: tuple[bool | str | float, ...], value: Value) -> Verdict:
    if not isinstance(value, Quantity):
        return TRUE if value in values else FALSE
    possible = any(not isinstance(v, str) and value.low <= v <= value.high for v in values)
    return Verdict(possible and value.point, possible)


def _quantity(value: Value) -> Quantity:
    if not isinstance(value, Quantity):
        raise TypeError("a band was compared with a value that is no number; loading checks this")
    return value


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every test of a condition, left to right."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Surely(part):
            yield from leaves(part)
        case _:
            yield condition


def reads(condition: Condition) -> frozenset[str]:
    """The ids of all facts a condition looks at."""
    return frozenset(leaf.fact for leaf in leaves(condition))


def open_leaves(condition: Condition, facts: Facts) -> tuple[Leaf, ...]:
    """The tests that keep a condition open: settled branches and what is known for sure are left out."""
    if not judge(condition, facts).open:
        return ()
    match condition:
        case All(parts) | AnyOf(parts):
            return tuple(leaf for part in parts for leaf in open_leaves(part, facts))
        case Not(part):
            return open_leaves(part, facts)
        case Surely():
            return ()
        case _:
            return (condition,)


def holding_leaves(condition: Condition, facts: Facts) -> tuple[tuple[Leaf, bool], ...]:
    """The tests a certain condition rests on, each with whether it stands as written (True) or denied (False)."""
    return tuple(_holding(condition, facts, wanted=True))


def _holding(condition: Condition, facts: Facts, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    verdict = judge(condition, facts)
    if not (verdict.certain if wanted else not verdict.possible):
        return
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _holding(part, facts, wanted)
        case Not(part):
            yield from _holding(part, facts, not wanted)
        case Surely(part):
            yield from _holding(part, facts, wanted)
        case _:
            yield condition, wanted
