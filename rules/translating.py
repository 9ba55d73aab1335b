"""The condition tree in the dialect that durable-rules reads reliably, and facts as the message it matches.

Only comparisons with constants under `$and` and `$or` are emitted; denials are pushed down to the tests.
Each condition is translated twice: *certain* (bounds on the safe side) and *possible* (bounds on the other side).

Every number or yes/no fact is an interval, `<fact>__low` to `<fact>__high`, with no = 0 and yes = 1; an open one spans
everything, so one comparison with the right end reads it as certain or as possible. `<fact>__exact` is the number
itself when it is a point. A choice is `<fact>__is`, empty while open. `<fact>__state` tells asked and not known apart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from rules.conditions import All, AnyOf, Band, Condition, Is, Leaf, Not, NotKnown, OneOf, Surely, leaves
from rules.quantities import Fact, Facts, Quantity

Expression = dict[str, Any]
Kind = Literal["interval", "exact", "choice", "state"]

# One property that every message carries, so that every ruleset always has one match (the sentinel rule).
SENTINEL = "asked__now"
NEVER: Expression = {SENTINEL: False}
ALWAYS: Expression = {SENTINEL: True}
# Far outside every plausible range: the ends of an open interval, and "no exact number".
LOWEST, HIGHEST, NO_NUMBER = -1_000_000_000, 1_000_000_000, -2_000_000_000


class CannotTranslate(ValueError):
    """The condition cannot be put to durable-rules without tripping one of its limits."""


def translate(condition: Condition, possible: bool, denied: bool = False) -> Expression:
    """One condition, read as certain or as possible, as a durable-rules expression."""
    match condition:
        case All(parts):
            return _joined("$or" if denied else "$and", (translate(part, possible, denied) for part in parts))
        case AnyOf(parts):
            return _joined("$and" if denied else "$or", (translate(part, possible, denied) for part in parts))
        case Not(part):
            return translate(part, possible, not denied)
        case Surely(part):
            # "not certain that X" is "possible that not X"; either way the reading no longer depends on ours.
            return translate(part, possible=denied, denied=denied)
        case _:
            return _test(condition, possible, denied)


def conjuncts(expression: Expression) -> list[Expression]:
    """The parts of a conjunction, nested ones included; anything else is its own only part."""
    if "$and" not in expression:
        return [expression]
    return [inner for part in expression["$and"] for inner in conjuncts(part)]


def _joined(operator: str, expressions: Iterable[Expression]) -> Expression:
    parts = list(expressions)
    if not parts:
        return ALWAYS if operator == "$and" else NEVER
    return parts[0] if len(parts) == 1 else {operator: parts}


def _test(leaf: Leaf, possible: bool, denied: bool) -> Expression:
    match leaf:
        case NotKnown(fact):
            stands = {f"{fact}__state": "value" if denied else "unknown"}
            return {"$or": [stands, {f"{fact}__state": "unasked"}]} if possible else stands
        case Band():
            return _band(leaf, possible, denied)
        case Is(fact, value) if isinstance(value, bool):
            band = Band(fact, at_least=1) if value else Band(fact, at_most=0)
            return _band(band, possible, denied)
        case Is(fact, value):
            return _among(fact, (value,), possible, denied)
        case OneOf(fact, values):
            return _among(fact, values, possible, denied)


def _band(band: Band, possible: bool, denied: bool) -> Expression:
    low, high = f"{band.fact}__low", f"{band.fact}__high"
    # A lower bound is safe on the low end of a range; a denial or the possible reading looks at the other end.
    floor, ceiling = (high, low) if possible != denied else (low, high)
    bounds = (
        ("$lt" if denied else "$gte", floor, band.at_least),
        ("$lte" if denied else "$gt", floor, band.above),
        ("$gte" if denied else "$lt", ceiling, band.below),
        ("$gt" if denied else "$lte", ceiling, band.at_most),
    )
    tests = [{operator: {name: constant(bound)}} for operator, name, bound in bounds if bound is not None]
    return _joined("$or" if denied else "$and", tests)


def _among(fact: str, values: tuple[str | float, ...], possible: bool, denied: bool) -> Expression:
    equal = _equal_choice if all(isinstance(value, str) for value in values) else _equal_number
    tests = [equal(fact, value, possible, denied) for value in values]
    open_choice = f"{fact}__is"
    if equal is _equal_choice and possible and not denied:
        tests.append({open_choice: ""})
    if equal is _equal_choice and denied and not possible:
        tests.append({"$neq": {open_choice: ""}})
    return _joined("$and" if denied else "$or", tests)


def _equal_choice(fact: str, value: Any, possible: bool, denied: bool) -> Expression:
    return {"$neq": {f"{fact}__is": value}} if denied else {f"{fact}__is": value}


def _equal_number(fact: str, value: Any, possible: bool, denied: bool) -> Expression:
    low, high, exact, number = f"{fact}__low", f"{fact}__high", f"{fact}__exact", constant(value)
    if denied:
        return {"$neq": {exact: number}} if possible else {"$or": [{"$gt": {low: number}}, {"$lt": {high: number}}]}
    return {"$and": [{"$lte": {low: number}}, {"$gte": {high: number}}]} if possible else {exact: number}


def constant(number: float) -> float | int:
    """A constant of a rule, refused when it would need an exponent, which durable-rules cannot read."""
    if not math.isfinite(number) or (number != 0 and not 1e-4 <= abs(number) < HIGHEST):
        raise CannotTranslate(f"{number!r} is too small or too large to compare with")
    return int(number) if number == int(number) else number


def most_matches(expression: Expression) -> int:
    """At most how often one rule can fire for one message: every true branch of an `$or` fires it again."""
    if "$and" in expression:
        return math.prod(most_matches(part) for part in expression["$and"])
    return sum(most_matches(part) for part in expression["$or"]) if "$or" in expression else 1


def size(expression: Expression) -> int:
    """The tests and connectives of an expression, as the engine counts them against its limit."""
    parts = expression.get("$and") or expression.get("$or")
    return 1 + sum(size(part) for part in parts) if parts else 1


def kinds(condition: Condition) -> frozenset[tuple[str, Kind]]:
    """The facts a condition reads, each with the form in which it reads them."""
    return frozenset(pair for leaf in leaves(condition) for pair in _leaf_kinds(leaf))


def _leaf_kinds(leaf: Leaf) -> Iterable[tuple[str, Kind]]:
    match leaf:
        case NotKnown(fact):
            return ((fact, "state"),)
        case Band(fact):
            return ((fact, "interval"),)
        case Is(fact, value):
            values: tuple[bool | str | float, ...] = (value,)
        case OneOf(fact, several):
            values = several
    if isinstance(values[0], str):
        return ((fact, "choice"),)
    return ((fact, "interval"), (fact, "exact"))


def describe(fact_id: str, kind: Kind, facts: Facts) -> str:
    """One fact in one form, as JSON properties without braces."""
    fact = facts.get(fact_id)
    value = fact.value if fact else None
    if kind == "state":
        return f'"{fact_id}__state":"{_state(fact)}"'
    if kind == "choice":
        return f'"{fact_id}__is":{json.dumps(value if isinstance(value, str) else "")}'
    low, high = _ends(value)
    if kind == "exact":
        return f'"{fact_id}__exact":{low if low == high else NO_NUMBER}'
    return f'"{fact_id}__low":{low},"{fact_id}__high":{high}'


def _state(fact: Fact | None) -> str:
    if fact is None:
        return "unasked"
    return "unknown" if fact.value is None else "value"


def _ends(value: object) -> tuple[str, str]:
    if isinstance(value, bool):
        return str(int(value)), str(int(value))
    if isinstance(value, Quantity):
        return plain_decimal(value.low), plain_decimal(value.high)
    return str(LOWEST), str(HIGHEST)


def plain_decimal(number: float) -> str:
    """A number in plain decimal writing: durable-rules fails on exponents."""
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def property_names(fact_id: str, kind: Kind) -> tuple[str, ...]:
    """The message properties of one fact in one form."""
    names = {"interval": ("low", "high"), "exact": ("exact",), "choice": ("is",), "state": ("state",)}
    return tuple(f"{fact_id}__{name}" for name in names[kind])
