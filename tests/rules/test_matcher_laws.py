"""durable-rules behind its fence against the Kleene evaluator: on every patient both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.conditions import Condition
from rules.evaluating import shadow_standings
from rules.matcher import Matched, Matcher
from rules.quantities import Facts
from rules.sharding import pieces_of
from rules.translating import CannotTranslate
from tests.rules.generated import patients, rule_sets, variants

FEWEST_EVALUATIONS = 20_000
LARGEST_REFUSED_SHARE = 0.02


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
