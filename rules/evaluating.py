"""Which conditions hold: durable-rules decides, the Kleene evaluator runs in shadow on every evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.conditions import Condition, judge
from rules.grouping import conditions_of
from rules.matcher import EngineFailed, Matched, Matcher, Standing
from rules.quantities import Facts
from rules.ruleset import RuleSet


@dataclass(frozen=True)
class Evaluation:
    """How every condition stands, and whether the two evaluators agreed.

    After a disagreement `certain` and `possible` hold what *either* evaluator found.
    """

    groups: Mapping[str, Standing]
    agreed: bool
    matched: Matched | None = None

    def certain(self, group: str, name: str) -> bool:
        """Whether a condition holds for sure."""
        return name in self.groups[group].certain

    def possible(self, group: str, name: str) -> bool:
        """Whether a condition holds or may still hold."""
        return name in self.groups[group].possible

    def open(self, group: str, name: str) -> bool:
        """Whether a condition may still turn out either way."""
        return self.possible(group, name) and not self.certain(group, name)


@dataclass(frozen=True)
class Evaluator:
    """A rule set with its compiled conditions; one in each worker process."""

    ruleset: RuleSet
    matcher: Matcher
    conditions: Mapping[str, Mapping[str, Condition]] = field(repr=False)

    def evaluate(self, facts: Facts, previous: Evaluation | None = None) -> Evaluation:
        """Evaluate all conditions with both evaluators; `previous` saves the shards that did not change.

        Raises RuleSetReplaced once the evaluator is retired.
        """
        shadow = shadow_standings(self.conditions, facts)
        try:
            matched = self.matcher.match(facts, previous.matched if previous else None)
        except EngineFailed:
            return Evaluation(shadow, agreed=False)
        if matched.groups == shadow:
            return Evaluation(matched.groups, agreed=True, matched=matched)
        return Evaluation(_either(matched.groups, shadow), agreed=False, matched=matched)

    def retire(self) -> None:
        """Free the compiled conditions once no evaluation holds them."""
        self.matcher.retire()


def build_evaluator(ruleset: RuleSet) -> Evaluator:
    """Compile a rule set for this process."""
    conditions = conditions_of(ruleset)
    return Evaluator(ruleset, Matcher(conditions), conditions)


def shadow_standings(conditions: Mapping[str, Mapping[str, Condition]], facts: Facts) -> dict[str, Standing]:
    """How every condition stands by the Kleene evaluator alone."""
    standings = {}
    for group, named in conditions.items():
        verdicts = {name: judge(condition, facts) for name, condition in named.items()}
        certain = frozenset(name for name, verdict in verdicts.items() if verdict.certain)
        standings[group] = Standing(certain, frozenset(name for name, verdict in verdicts.items() if verdict.possible))
    return standings


def _either(one: Mapping[str, Standing], other: Mapping[str, Standing]) -> dict[str, Standing]:
    return {
        group: Standing(one[group].certain | other[group].certain, one[group].possible | other[group].possible)
        for group in one
    }
