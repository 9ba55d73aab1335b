"""Conditions, rule sets and patients for the laws of the evaluators, drawn by Hypothesis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from rules.conditions import All, AnyOf, Band, Condition, Is, Not, NotKnown, OneOf, Surely
from rules.quantities import Fact, Quantity

NUMBERS = ("clearance", "anc", "platelets", "dose")
YES_NO = ("dialysis", "fever", "pregnant")
CHOICES: Mapping[str, tuple[str, ...]] = {"label": ("us", "eu"), "reason": ("neutropenia", "rash", "other")}
FACTS = (*NUMBERS, *YES_NO, *CHOICES)

BOUNDS = (0.0001, 0.5, 1.0, 2.5, 7.5, 11.0, 30.0, 49.99, 50.0, 59.97, 60.0, 75.0, 99.999, 160.0, 2000.0, 999_999.5)
# Values next to the bounds, tiny and huge ones, and ones whose decimals run to the end of a double.
HARD_NUMBERS = (
    *BOUNDS,
    *(math.nextafter(bound, -math.inf) for bound in BOUNDS),
    *(math.nextafter(bound, math.inf) for bound in BOUNDS),
    *(0.0, 1e-05, 1e-300, 5e-324, 29.97, 59.99, 0.1 + 0.2, 100 / 3, 123456.78901234567, 1e15 / 7),
)

bounds = st.sampled_from(BOUNDS) | st.integers(1, 20_000_000).map(lambda number: number / 10_000)
exact_numbers = st.sampled_from(HARD_NUMBERS) | st.floats(0, 1_000_000, allow_subnormal=True)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """A number within one or two bounds between which numbers lie."""
    fact = draw(st.sampled_from(NUMBERS))
    low, high = sorted(draw(st.tuples(bounds, bounds)))
    sides = draw(st.sampled_from(("low", "high", "both"))) if low < high else "low"
    band = {draw(st.sampled_from(("at_least", "above"))): low} if sides != "high" else {}
    if sides != "low":
        band[draw(st.sampled_from(("below", "at_most")))] = high
    return Band(fact, **band)


choices = st.sampled_from([(fact, value) for fact, values in CHOICES.items() for value in values])
leaves: st.SearchStrategy[Condition] = st.one_of(
    bands(),
    bands(),
    choices.map(lambda pair: Is(*pair)),
    st.builds(Is, st.sampled_from(YES_NO), st.booleans()),
    st.builds(Is, st.sampled_from(NUMBERS), bounds),
    st.builds(OneOf, st.sampled_from(NUMBERS), st.lists(bounds, min_size=1, max_size=4).map(tuple)),
    st.sampled_from([OneOf(fact, values[:2]) for fact, values in CHOICES.items()]),
    st.builds(NotKnown, st.sampled_from(FACTS)),
)


def nested(leaf: st.SearchStrategy[Condition], surely: bool = True) -> st.SearchStrategy[Condition]:
    """Conditions of all connectives over these leaves."""

    def joined(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(part, max_size=4).map(tuple)
        denied = part.map(Not)
        connected = st.builds(All, parts) | st.builds(AnyOf, parts) | st.builds(AnyOf, parts).map(Not) | denied
        known = part.map(Surely)
        return connected | known | known.map(Not) if surely else connected

    return st.recursive(leaf, joined, max_leaves=8)


conditions = nested(leaves)


@st.composite
def rule_sets(draw: st.DrawFn) -> dict[str, dict[str, Condition]]:
    """One to four groups of 1 to 40 rules, composed from a few drawn conditions."""
    pool = draw(st.lists(conditions, min_size=3, max_size=9))
    sizes = draw(st.lists(st.sampled_from((1, 4, 12, 29, 30, 31, 40)), min_size=1, max_size=4))
    return {
        f"group-{group}": {f"rule-{number}": composed(pool, group + number) for number in range(size)}
        for group, size in enumerate(sizes)
    }


def composed(pool: list[Condition], number: int) -> Condition:
    """The condition of this number among all that a pool gives rise to."""
    one, other = pool[number % len(pool)], pool[(number // len(pool) + number) % len(pool)]
    forms = (one, Not(one), All((one, other)), AnyOf((one, other)), Surely(one), All((one, Not(other))))
    return forms[number // len(pool) % len(forms)]


@st.composite
def facts_of(draw: st.DrawFn, fact_id: str) -> Fact | None:
    """One fact in any of its four states; None when it was not asked."""
    state = draw(st.sampled_from(("value", "value", "value", "range", "unknown", "unasked")))
    if state == "unasked":
        return None
    if state == "unknown":
        return Fact(fact_id, None)
    if fact_id in YES_NO:
        return Fact(fact_id, draw(st.booleans()))
    if fact_id in CHOICES:
        return Fact(fact_id, draw(st.sampled_from(CHOICES[fact_id])))
    low, high = sorted(draw(st.tuples(exact_numbers, exact_numbers)))
    return Fact(fact_id, Quantity(low, high if state == "range" else low))


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Fact]:
    """A patient with every fact in any of its states."""
    drawn = {fact_id: draw(facts_of(fact_id)) for fact_id in FACTS}
    return {fact_id: fact for fact_id, fact in drawn.items() if fact is not None}


def variants(patient: Mapping[str, Fact]) -> Iterator[dict[str, Fact]]:
    """The patient, and the same one with each fact in its other states and with each number next to its own."""
    yield dict(patient)
    for fact_id in FACTS:
        yield {other: fact for other, fact in patient.items() if other != fact_id}
        yield {**patient, fact_id: Fact(fact_id, None)}
        value = patient[fact_id].value if fact_id in patient else None
        if isinstance(value, bool):
            yield {**patient, fact_id: Fact(fact_id, not value)}
        if isinstance(value, Quantity):
            below, above = math.nextafter(value.low, -math.inf), math.nextafter(value.high, math.inf)
            yield {**patient, fact_id: Fact(fact_id, Quantity(value.low, above))}
            yield {**patient, fact_id: Fact(fact_id, Quantity(max(below, 0.0), max(below, 0.0)))}
