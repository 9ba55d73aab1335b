"""The case bank of the team: every patient comes out as expected, and every rule is reached by some patient."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.cases import CaseResult, load_cases, run_cases, unreached
from rules.evaluating import Evaluator
from rules.ruleset import RuleSet
from rules.topics import ACTIONS

BANK = Path(__file__).parents[2] / "rules" / "guidance" / "cases"
FILES = sorted(path.name for path in BANK.glob("*.yaml"))
# Notices that Lendex makes itself; the others have their code in notices.yaml.
BUILT_IN_NOTICES = frozenset(
    {"near_boundary", "label_conflict", "label_unset", "score_discordance", "second_opinion", "out_of_scope"}
    | {"outside_rules", "stale_source", "stale_value", "engine_disagreement", "inputs_disagree"}
)


@pytest.fixture(scope="module")
def results(evaluator: Evaluator) -> tuple[CaseResult, ...]:
    """Every case of the bank, run once."""
    return run_cases(evaluator, load_cases(BANK))


@pytest.mark.parametrize("file", FILES)
def test_every_patient_comes_out_as_expected(results: tuple[CaseResult, ...], file: str) -> None:
    here = [result for result in results if result.case.file == file]
    failing = [f"{file}:{r.case.line}: {r.case.name}: {'; '.join(r.misses)}" for r in here if not r.passed]
    assert here and not failing, "\n".join(failing)


def test_every_rule_stop_and_notice_is_reached_by_some_patient(
    ruleset: RuleSet, results: tuple[CaseResult, ...]
) -> None:
    assert unreached(ruleset, results) == ()


def test_every_topic_has_cases() -> None:
    assert {f"{topic}.yaml" for topic in ACTIONS} <= set(FILES)


def test_no_case_expects_a_notice_that_cannot_come(ruleset: RuleSet, results: tuple[CaseResult, ...]) -> None:
    possible = BUILT_IN_NOTICES | {rule.code for rule in ruleset.notices}
    expected = {
        (result.case.name, code)
        for result in results
        for key in ("notices", "no_notices")
        for code in result.case.expect.get(key, ())
    }
    assert {(name, code) for name, code in expected if code not in possible} == set()


def test_no_two_cases_of_a_file_have_one_name(results: tuple[CaseResult, ...]) -> None:
    names = [(result.case.file, result.case.name) for result in results]
    assert sorted(set(names)) == sorted(names)
