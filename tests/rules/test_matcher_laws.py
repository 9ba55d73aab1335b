"""durable-rules behind its fence against the Kleene evaluator: on every patient both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.conditions import All, AnyOf, Condition, Is, Not
from rules.evaluating import shadow_standings
from rules.matcher import Matched, Matcher
from rules.quantities import Fact, Facts
from rules.sharding import pieces_of
from rules.translating import CannotTranslate
from tests.rules.generated import patients, rule_sets, variants

FEWEST_EVALUATIONS = 20_000
# The share varies with what is drawn: 2 in 100 on the whole, 3 now and then.
LARGEST_REFUSED_SHARE = 0.05


@dataclass
class Tally:
    """What was evaluated, and how many conditions the fence refused."""

    evaluations: int = 0
    conditions: int = 0
    refused: int = 0
    reused: int = 0


def held(conditions: Mapping[str, Mapping[str, Condition]], tally: Tally) -> dict[str, dict[str, Condition]]:
    """The conditions that the fence lets through; the others are counted."""
    kept: dict[str, dict[str, Condition]] = {}
    for group, named in conditions.items():
        kept[group] = {}
        for name, condition in named.items():
            tally.conditions += 1
            try:
                list(pieces_of(name, condition))
                kept[group][name] = condition
            except CannotTranslate:
                tally.refused += 1
    return kept


def compare(matcher: Matcher, conditions: Mapping[str, Mapping[str, Condition]], facts: Facts, tally: Tally) -> Matched:
    """Both evaluators on one patient."""
    matched = matcher.match(facts)
    assert matched.groups == shadow_standings(conditions, facts)
    tally.evaluations += 1
    return matched


def test_the_matcher_and_the_shadow_never_disagree() -> None:
    tally = Tally()

    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(rule_sets(), st.lists(patients(), min_size=8, max_size=12))
    def agree(drawn: dict[str, dict[str, Condition]], base: list[Facts]) -> None:
        conditions = held(drawn, tally)
        matcher = Matcher(conditions)
        try:
            for patient in base:
                previous = compare(matcher, conditions, patient, tally)
                for variant in variants(patient):
                    matched = compare(matcher, conditions, variant, tally)
                    # What is reused from the patient before must come out as if it had been run again.
                    reused = matcher.match(variant, previous)
                    assert reused.groups == matched.groups
                    tally.reused += sum(one is other for one, other in zip(reused.fired, previous.fired, strict=True))
                    previous = matched
        finally:
            matcher.retire()

    agree()
    assert tally.evaluations >= FEWEST_EVALUATIONS * settings().max_examples / 100
    assert tally.refused <= LARGEST_REFUSED_SHARE * tally.conditions
    assert tally.reused > 0


FINDINGS = tuple(f"finding_{number}" for number in range(48))


@st.composite
def wide_conditions(draw: st.DrawFn) -> Condition:
    """Alternatives beside alternatives: what makes durable-rules fire a rule many times over."""
    widths = draw(st.lists(st.integers(1, 7), min_size=1, max_size=6))
    start = draw(st.integers(0, len(FINDINGS)))
    names = [FINDINGS[(start + number) % len(FINDINGS)] for number in range(sum(widths))]
    wanted = [Is(name, True) for name in names]
    alternatives = [AnyOf(tuple(wanted[sum(widths[:i]) : sum(widths[: i + 1])])) for i in range(len(widths))]
    forms: tuple[Condition, ...] = (All(tuple(alternatives)), Not(AnyOf(tuple(map(Not, alternatives)))))
    return draw(st.sampled_from(forms))


@given(
    st.lists(wide_conditions(), min_size=1, max_size=40),
    st.lists(st.sampled_from((True, True, True, False, None)), min_size=len(FINDINGS), max_size=len(FINDINGS)),
)
def test_rules_that_fire_many_times_over_are_still_answered(drawn: list[Condition], answers: list[bool | None]) -> None:
    conditions = {"wide": {f"rule-{number}": condition for number, condition in enumerate(drawn)}}
    everything = {name: Fact(name, True) for name in FINDINGS}
    some = {name: Fact(name, answer) for name, answer in zip(FINDINGS, answers, strict=True)}
    matcher = Matcher(conditions)
    try:
        for facts in (everything, some, {}):
            assert matcher.match(facts).groups == shadow_standings(conditions, facts)
    finally:
        matcher.retire()
