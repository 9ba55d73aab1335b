"""The Kleene reading against all ways in which open facts can turn out, enumerated."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from rules.conditions import All, AnyOf, Band, Condition, Is, Not, NotKnown, OneOf, Surely, judge, leaves, open_leaves
from rules.quantities import Fact, Facts, Quantity
from tests.rules.generated import CHOICES, NUMBERS, YES_NO, bands, facts_of, nested

NUMBER, FLAG, CHOICE = NUMBERS[0], YES_NO[0], "label"

few_leaves: st.SearchStrategy[Condition] = st.one_of(
    bands().map(lambda band: replace(band, fact=NUMBER)),
    st.sampled_from((30.0, 60.0)).map(lambda number: Is(NUMBER, number)),
    st.just(OneOf(NUMBER, (30.0, 60.0))),
    st.booleans().map(lambda answer: Is(FLAG, answer)),
    st.sampled_from(CHOICES[CHOICE]).map(lambda value: Is(CHOICE, value)),
    st.sampled_from((NUMBER, FLAG, CHOICE)).map(NotKnown),
)
few_conditions = nested(few_leaves, surely=False)


@dataclass(frozen=True)
class Truth:
    """How one fact turns out: what is really the case, and whether it will have been found out."""

    value: float | bool | str
    found_out: bool


World = Mapping[str, Truth]


def holds(condition: Condition, world: World) -> bool:
    """Whether a condition holds in one world: plain logic, written apart from the rules."""
    match condition:
        case All(parts):
            return all(holds(part, world) for part in parts)
        case AnyOf(parts):
            return any(holds(part, world) for part in parts)
        case Not(part):
            return not holds(part, world)
        case NotKnown(fact):
            return not world[fact].found_out
        case Is(fact, value):
            return world[fact].value == value
        case OneOf(fact, values):
            return world[fact].value in values
        case Band():
            return within(condition, float(world[condition.fact].value))
    raise AssertionError(condition)


def within(band: Band, number: float) -> bool:
    """Whether a number lies within the bounds."""
    return (
        (band.at_least is None or number >= band.at_least)
        and (band.above is None or number > band.above)
        and (band.below is None or number < band.below)
        and (band.at_most is None or number <= band.at_most)
    )


def worlds(condition: Condition, facts: Facts) -> Iterator[World]:
    """All ways in which the facts can turn out, as far as the condition can tell them apart."""
    turns = [truths(fact_id, facts.get(fact_id), condition) for fact_id in (NUMBER, FLAG, CHOICE)]
    for found in itertools.product(*turns):
        yield dict(zip((NUMBER, FLAG, CHOICE), found, strict=True))


def truths(fact_id: str, fact: Fact | None, condition: Condition) -> list[Truth]:
    """How one fact can turn out."""
    if fact is not None and fact.value is not None:
        if not isinstance(fact.value, Quantity):
            return [Truth(fact.value, True)]
        inside = [n for n in telling_numbers(condition, fact.value) if fact.value.low <= n <= fact.value.high]
        return [Truth(number, True) for number in inside]
    everything: Mapping[str, list[float | bool | str]] = {
        NUMBER: [*telling_numbers(condition, Quantity(0, 1e6))],
        FLAG: [False, True],
        CHOICE: [*CHOICES[CHOICE]],
    }
    # What was asked in vain stays not found out; what was not asked may be found out, or not.
    return [Truth(value, out) for value in everything[fact_id] for out in ((False,) if fact else (False, True))]


def telling_numbers(condition: Condition, value: Quantity) -> list[float]:
    """Every bound of the condition with its neighbours, and the ends of the value."""
    bounds: list[float] = [value.low, value.high]
    for leaf in leaves(condition):
        if isinstance(leaf, Band):
            ends = (leaf.at_least, leaf.above, leaf.below, leaf.at_most)
            bounds += [end for end in ends if end is not None]
        elif isinstance(leaf, Is | OneOf) and leaf.fact == NUMBER:
            listed = leaf.values if isinstance(leaf, OneOf) else (leaf.value,)
            bounds += [float(number) for number in listed]
    neighbours = [math.nextafter(bound, end) for bound in bounds for end in (-math.inf, math.inf)]
    return sorted({*bounds, *neighbours})


@st.composite
def few_facts(draw: st.DrawFn) -> dict[str, Fact]:
    """The three facts, each in any of its states."""
    drawn = {fact_id: draw(facts_of(fact_id)) for fact_id in (NUMBER, FLAG, CHOICE)}
    return {fact_id: fact for fact_id, fact in drawn.items() if fact is not None}


@given(few_conditions, few_facts())
def test_certain_holds_in_every_world_and_impossible_in_none(condition: Condition, facts: dict[str, Fact]) -> None:
    verdict = judge(condition, facts)
    outcomes = {holds(condition, world) for world in worlds(condition, facts)}
    assert verdict.possible or not verdict.certain
    if verdict.certain:
        assert outcomes == {True}
    if not verdict.possible:
        assert outcomes == {False}


@given(few_conditions, few_facts())
def test_what_can_turn_out_both_ways_is_open(condition: Condition, facts: dict[str, Fact]) -> None:
    if len({holds(condition, world) for world in worlds(condition, facts)}) == 2:
        assert judge(condition, facts).open


@given(few_leaves, few_facts())
def test_a_single_test_is_open_only_when_it_can_turn_out_both_ways(leaf: Condition, facts: dict[str, Fact]) -> None:
    if judge(leaf, facts).open:
        assert {holds(leaf, world) for world in worlds(leaf, facts)} == {True, False}


@given(few_conditions, few_facts())
def test_an_open_condition_names_a_fact_that_is_not_settled(condition: Condition, facts: dict[str, Fact]) -> None:
    named = [leaf.fact for leaf in open_leaves(condition, facts)]
    assert bool(named) == judge(condition, facts).open
    for fact_id in named:
        value = facts[fact_id].value if fact_id in facts else None
        assert value is None or (isinstance(value, Quantity) and not value.point)


@given(few_conditions, few_facts(), st.sampled_from((NUMBER, FLAG, CHOICE)))
def test_an_answer_never_turns_certain_into_open_or_impossible(
    condition: Condition, facts: dict[str, Fact], answered: str
) -> None:
    less = {fact_id: fact for fact_id, fact in facts.items() if fact_id != answered}
    before, after = judge(condition, less), judge(condition, facts)
    assert after.certain or not before.certain
    assert before.possible or not after.possible


@given(few_conditions, few_facts())
def test_known_is_never_open(condition: Condition, facts: dict[str, Fact]) -> None:
    verdict = judge(condition, facts)
    known, unless_known = judge(Surely(condition), facts), judge(Not(Surely(condition)), facts)
    assert not known.open and known.certain == verdict.certain
    assert not unless_known.open and unless_known.certain != verdict.certain
