"""When the two evaluators differ, or durable-rules fails, no dose and no treatment is shown; what stops it still is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cases import Case, load_cases, read_facts
from rules.deciding import decide
from rules.decision import Advice, Decision
from rules.evaluating import Evaluator, build_evaluator, shadow_standings
from rules.grouping import STOPS, conditions_of
from rules.matcher import EngineFailed, Matched, Matcher, Standing
from rules.quantities import Facts
from tests.rules.clinic import INTERRUPTED, ON_TREATMENT, READY_TO_START, TODAY, Clinic, codes

# What may still be shown: nothing here gives, plans or resumes a drug.
HARMLESS = frozenset({"emergency", "contraindicated", "out_of_scope", "do_not_start", "stop"})
CASES: tuple[Case, ...] = load_cases(Path(__file__).parents[2] / "rules" / "guidance" / "cases")
A_DOSE = re.compile(r"\d\s*mg\b")


@dataclass(frozen=True)
class Falsified(Matcher):
    """A matcher that says the opposite about some conditions."""

    honest: Matcher
    lies: frozenset[tuple[str, str, str]]

    def match(self, facts: Facts, previous: Matched | None = None) -> Matched:
        """The honest answer with the lies in it."""
        told = self.honest.match(facts)
        groups = {group: self._told(group, standing) for group, standing in told.groups.items()}
        return replace(told, groups=groups)

    def _told(self, group: str, standing: Standing) -> Standing:
        certain = frozenset(name for where, name, reading in self.lies if (where, reading) == (group, "certain"))
        possible = frozenset(name for where, name, reading in self.lies if (where, reading) == (group, "possible"))
        return Standing(standing.certain ^ certain, standing.possible ^ possible)


class Broken(Matcher):
    """A matcher whose engine has failed."""

    def __init__(self) -> None:
        super().__init__({})

    def match(self, facts: Facts, previous: Matched | None = None) -> Matched:
        """No answer."""
        raise EngineFailed("durable-rules refused a message with code 303")


def under(evaluator: Evaluator, matcher: Matcher, facts: Facts) -> Decision:
    """The decision when this matcher answers."""
    return decide(replace(evaluator, matcher=matcher), facts, TODAY)


def assert_nothing_is_given(decision: Decision) -> None:
    """No dose, no treatment action, nothing still possible; the notice says so."""
    assert "engine_disagreement" in codes(decision)
    assert decision.unsettled == ()
    for row in decision.advice:
        assert row.dose is None
        assert row.rule.startswith("stop-") or row.action in HARMLESS
        assert not A_DOSE.search(row.headline + row.text)
    assert not any(A_DOSE.search(notice.text) for notice in decision.notices)


def restraints(rows: tuple[Advice, ...]) -> set[tuple[str, str]]:
    """The stops, contraindications and emergencies of a decision.

    A stop counts by its name: when the evaluators differ on its rows, the first of them, the gravest, is shown.
    """
    stops = {(row.rule, "stop") for row in rows if row.rule.startswith("stop-")}
    return stops | {(row.rule, row.action) for row in rows if row.action in HARMLESS and ("stop-" not in row.rule)}


def test_a_stop_whose_rows_are_in_dispute_is_announced_by_the_gravest(clinic: Clinic) -> None:
    patient = clinic.facts({**READY_TO_START, "label": "eu"}, platelets=50)
    lie = frozenset({(STOPS, "stop-starting-counts/row-0", "certain")})
    falsified = under(clinic.evaluator, Falsified(clinic.evaluator.matcher, lie), patient)
    assert ("stop-starting-counts", "do_not_start") in {(row.rule, row.action) for row in falsified.advice}


def every_name(evaluator: Evaluator) -> list[tuple[str, str, str]]:
    """Every answer about every condition that a matcher could get wrong."""
    named = conditions_of(evaluator.ruleset).items()
    return [(group, name, how) for group, names in named for name in names for how in ("certain", "possible")]


@given(st.data())
def test_a_falsified_answer_gives_nothing_and_hides_no_restraint(evaluator: Evaluator, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    facts = read_facts(evaluator.ruleset.vocabulary, case.facts)
    lies = data.draw(st.frozensets(st.sampled_from(every_name(evaluator)), min_size=1, max_size=6))
    honest, falsified = decide(evaluator, facts, TODAY), under(evaluator, Falsified(evaluator.matcher, lies), facts)
    assert_nothing_is_given(falsified)
    assert restraints(honest.advice) <= restraints(falsified.advice)


@pytest.mark.parametrize("case", CASES[::9], ids=lambda case: case.name)
def test_a_failed_engine_gives_nothing_and_hides_no_restraint(evaluator: Evaluator, case: Case) -> None:
    facts = read_facts(evaluator.ruleset.vocabulary, case.facts)
    honest, failed = decide(evaluator, facts, TODAY), under(evaluator, Broken(), facts)
    assert_nothing_is_given(failed)
    assert restraints(honest.advice) == restraints(failed.advice)


@pytest.mark.parametrize("stop", ["stop-bleeding", "stop-pregnancy", "stop-thrombosis-now", "stop-scope"])
def test_a_stop_that_only_the_matcher_finds_is_shown(clinic: Clinic, stop: str) -> None:
    lie = frozenset({(STOPS, stop, "certain")})
    falsified = under(clinic.evaluator, Falsified(clinic.evaluator.matcher, lie), clinic.facts(READY_TO_START))
    assert_nothing_is_given(falsified)
    assert stop in {row.rule for row in falsified.advice}


@pytest.mark.parametrize("stop", ["stop-bleeding", "stop-thrombosis-now", "stop-pembrolizumab"])
def test_a_stop_that_the_matcher_overlooks_is_shown(clinic: Clinic, stop: str) -> None:
    present = {
        "stop-bleeding": {"active_bleeding": True},
        "stop-thrombosis-now": {"current_vte": True},
        "stop-pembrolizumab": {"planned_pembrolizumab": True},
    }[stop]
    lie = frozenset({(STOPS, stop, "certain"), (STOPS, stop, "possible")})
    facts = clinic.facts(READY_TO_START, **present)
    falsified = under(clinic.evaluator, Falsified(clinic.evaluator.matcher, lie), facts)
    assert_nothing_is_given(falsified)
    assert stop in {row.rule for row in falsified.advice}


def test_very_low_counts_are_still_escalated_when_the_engine_has_failed(clinic: Clinic) -> None:
    failed = under(clinic.evaluator, Broken(), clinic.facts(ON_TREATMENT, anc=0.4, platelets=20))
    assert_nothing_is_given(failed)
    escalated = [notice.text for notice in failed.notices if notice.code == "escalate"]
    assert len(escalated) == 2
    assert "tell the consultant today" in escalated[0]


class FalsifiedAbroad(Falsified):
    """A matcher that lies only about patients under the EU label."""

    def match(self, facts: Facts, previous: Matched | None = None) -> Matched:
        """The honest answer at home, the falsified one abroad."""
        return super().match(facts) if facts["label"].value == "eu" else self.honest.match(facts)


def test_evaluators_that_differ_only_under_the_other_label_give_nothing_either(clinic: Clinic) -> None:
    lie = frozenset({("renal_dosing", "eu-renal-normal", "certain")})
    matcher = FalsifiedAbroad(clinic.evaluator.matcher, lie)
    falsified = under(clinic.evaluator, matcher, clinic.facts(READY_TO_START))
    assert_nothing_is_given(falsified)
    assert falsified.advice == ()


@pytest.mark.parametrize("patient", [READY_TO_START, ON_TREATMENT, INTERRUPTED])
def test_honest_evaluators_do_give_a_dose_or_a_treatment(clinic: Clinic, patient: Mapping[str, Any]) -> None:
    decision = clinic.decide(patient)
    assert "engine_disagreement" not in codes(decision)
    assert any(row.action in ("start", "continue", "resume") for row in decision.advice)


def test_what_the_engine_says_of_a_failure_holds_nothing_about_the_patient(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, message: str) -> None:
        raise ValueError(f"could not handle {message}")

    monkeypatch.setattr("rules.matcher.engine.assert_fact", refuse)
    with pytest.raises(EngineFailed) as failure:
        clinic.evaluator.matcher.match(clinic.facts(READY_TO_START))
    assert "platelets" not in str(failure.value) and "180" not in str(failure.value)
    assert failure.value.__suppress_context__


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("assert_fact", (303, 0)),
        ("get_facts", '[{"platelets__low":180.0}]'),
        ("start_action_for_state", None),
    ],
)
def test_an_engine_that_misbehaves_is_noticed(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, call: str, answer: object
) -> None:
    matcher = Matcher({"counts": dict(clinic.evaluator.conditions["myelosuppression"])})
    monkeypatch.setattr(f"rules.matcher.engine.{call}", lambda *_: answer)
    with pytest.raises(EngineFailed):
        matcher.match(clinic.facts(ON_TREATMENT))


def test_conditions_that_the_engine_refuses_are_no_rule_set(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, definition: str) -> None:
        raise ValueError("Could not create ruleset, error code: 204")

    monkeypatch.setattr("rules.matcher.engine.create_ruleset", refuse)
    with pytest.raises(EngineFailed, match=r"refused the conditions of stops: .* 204"):
        build_evaluator(clinic.evaluator.ruleset)


def test_facts_that_an_engine_failure_left_behind_never_reach_the_next_patient(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    conditions = {"counts": dict(clinic.evaluator.conditions["myelosuppression"])}
    matcher = Matcher(conditions)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as failing:
        failing.setattr("rules.matcher.engine.retract_fact", fail)
        with pytest.raises(EngineFailed):
            matcher.match(clinic.facts(ON_TREATMENT, anc=0.2, platelets=10))
    assert matcher.match(clinic.facts(ON_TREATMENT)).groups == shadow_standings(conditions, clinic.facts(ON_TREATMENT))
