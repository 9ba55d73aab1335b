"""The case bank itself: a case that is not met says what was missed, and one that could test nothing is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.cases import CaseResult, CasesUnreadable, load_cases, run_cases, unreached
from rules.evaluating import Evaluator
from rules.ruleset import RuleSet
from tests.rules.clinic import READY_TO_START


def bank(folder: Path, case: str) -> Path:
    """A bank with one case about the man who is ready to start."""
    lines = [f"    {fact}: {YAML_WORDS.get(str(value), value)}" for fact, value in READY_TO_START.items()]
    text = "patients:\n  ready:\n" + "\n".join(lines) + f"\ncases:\n  - {{name: a case, like: ready, {case}}}\n"
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


YAML_WORDS = {"True": "true", "False": "false"}


def result(evaluator: Evaluator, folder: Path, case: str) -> CaseResult:
    """What one case comes to."""
    (only,) = run_cases(evaluator, load_cases(bank(folder, case)))
    return only


@pytest.mark.parametrize(
    "expect",
    [
        "advice: [{topic: renal_dosing, action: start, status: firm, dose: {mg: 25, frequency: daily}}]",
        "advice: [{rule: us-renal-normal, topic: renal_dosing}], only: [renal_dosing], settled: [renal_dosing]",
        "advice: [{topic: renal_dosing, dose: any}], no_advice: [{action: emergency}]",
        "no_notices: [near_boundary]",
        "facts: {saved_score: 1, fever: false, bmi_kg_m2: 24, dexamethasone_schedule: weekly}",
        "facts: {creatinine: open, creatinine_clearance_ml_min: 90.0}",
    ],
)
def test_a_case_that_is_met(evaluator: Evaluator, tmp_path: Path, expect: str) -> None:
    assert result(evaluator, tmp_path, f"expect: {{{expect}}}").misses == ()


@pytest.mark.parametrize(
    ("case", "miss"),
    [
        (
            "expect: {advice: [{topic: renal_dosing, dose: {mg: 10}}]}",
            "expected topic renal_dosing, dose {'mg': 10}; came",
        ),
        ("expect: {no_advice: [{topic: renal_dosing}]}", "must not come, but came: renal_dosing start (firm)"),
        ("expect: {only: [renal_dosing]}", "nothing else of renal_dosing was expected, but came"),
        ("expect: {unsettled: {renal_dosing: [on_dialysis]}}", "renal_dosing was expected to be unsettled"),
        (
            "without: [on_dialysis], expect: {unsettled: {renal_dosing: [label]}}",
            "was expected to need label; it needs",
        ),
        (
            "without: [on_dialysis], expect: {settled: [renal_dosing]}",
            "was expected to be settled; it still needs on_dia",
        ),
        ("expect: {notices: [near_boundary]}", "expected the notice near_boundary; came"),
        ("without: [label], expect: {no_notices: [label_unset]}", "the notice label_unset must not come"),
        ("expect: {facts: {saved_score: 2}}", "saved_score was expected to be 2; it is 1"),
        ("expect: {facts: {bmi_kg_m2: 24.1}}", "bmi_kg_m2 was expected to be 24.1; it is 24.0"),
        ("expect: {facts: {bmi_kg_m2: open}}", "bmi_kg_m2 was expected to be open; it is 24.0"),
        ("expect: {facts: {creatinine: 100}}", "creatinine was expected to be 100; it is open"),
        ("expect: {facts: {bmi_kg_m2: {low: 23, high: 24}}}", "bmi_kg_m2 was expected to be 23 to 24; it is 24.0"),
        ("expect: {facts: {fever: true}}", "fever was expected to be True; it is False"),
        ("expect: {facts: {label: eu}}", "label was expected to be eu; it is us"),
        ("facts: {anc: unknown}, expect: {facts: {anc: 3}}", "anc was expected to be 3; it is unknown"),
        ("facts: {anc: 900}, expect: {}", "the patient cannot be read: ANC: 900 10^9/L is not plausible."),
        ("facts: {ank: 1}, expect: {}", 'the patient cannot be read: "ank" is not a fact'),
    ],
)
def test_a_case_that_is_not_met_says_why(evaluator: Evaluator, tmp_path: Path, case: str, miss: str) -> None:
    found = result(evaluator, tmp_path, case)
    assert not found.passed
    assert any(miss in said for said in found.misses), found.misses


@pytest.mark.parametrize(
    ("wanted", "met"),
    [("56.71", True), ("56.7", True), ("56.72", False), ("57", False), ("{low: 56.7, high: 56.71}", True)],
)
def test_a_number_is_compared_to_the_decimals_that_are_written(
    evaluator: Evaluator, tmp_path: Path, wanted: str, met: bool
) -> None:
    facts = "facts: {age_years: 70, weight_kg: 70, creatinine: {value: 1.2, unit: mg/dL}}"
    case = (
        f"{facts}, without: [creatinine_clearance_ml_min], expect: {{facts: {{creatinine_clearance_ml_min: {wanted}}}}}"
    )
    assert result(evaluator, tmp_path, case).passed == met


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("expect: {advise: []}", "`advise` is nothing that can be expected; did you mean `advice`?"),
        ("expct: {}", "a case needs its `name` and what to `expect`"),
        ("fact: {}, expect: {}", "`fact` is no key of a case; did you mean `facts`?"),
        ("expect: {no_advice: [{topc: renal_dosing}]}", "`topc` is no part of a row of advice; did you mean `topic`?"),
        ("expect: {no_advice: [{topic: renal_dose}]}", "`renal_dose` is no topic; did you mean `renal_dosing`?"),
        ("expect: {no_advice: [{topic: renal_dosing, action: stop}]}", "`stop` is no action of renal_dosing"),
        ("expect: {advice: [{action: begin}]}", "`begin` is no action of any topic"),
        ("expect: {advice: [{status: firn}]}", "`firn` is no status; did you mean `firm`?"),
        ("expect: {advice: [{dose: {mgs: 10}}]}", "`mgs` is no part of a dose; did you mean `mg`?"),
        ("expect: {advice: [{dose: some}]}", "`some` is no dose: write its parts, or `any`"),
        ("expect: {settled: [renal]}", "`renal` is no topic"),
        ("expect: {unsettled: {renal: []}}", "`renal` is no topic"),
        ("today: tomorrow, expect: {}", "`today` is a date, such as 2026-11-22"),
    ],
)
def test_a_case_that_could_test_nothing_is_refused(tmp_path: Path, case: str, message: str) -> None:
    with pytest.raises(CasesUnreadable) as refusal:
        load_cases(bank(tmp_path, case))
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("cases.yaml:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cases: [", "cases.yaml:1:9: something is missing here, such as a value or a closing bracket"),
        ("patients: {}\n", "the file needs `cases:`, a list"),
        (
            "cases:\n  - {name: x, like: nobody, expect: {}}\n",
            "cases.yaml:2: there is no patient `nobody` in this file",
        ),
        ("cases:\n  - x\n", "cases.yaml:2: a case needs its `name`"),
    ],
)
def test_a_file_that_cannot_be_read_as_cases_says_why(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CasesUnreadable) as refusal:
        load_cases(tmp_path)
    assert message in str(refusal.value)


def test_what_no_case_reaches_is_named(evaluator: Evaluator, ruleset: RuleSet, tmp_path: Path) -> None:
    cases = load_cases(bank(tmp_path, "without: [label], expect: {}"))
    left_over = unreached(ruleset, run_cases(evaluator, cases))
    assert "stop-label-unset" not in left_over
    assert {"us-renal-normal", "stop-bleeding", "very-low-platelets"} <= set(left_over)


def test_the_patients_of_the_bank_are_plain_values(guidance: Path) -> None:
    for case in load_cases(guidance / "cases"):
        for value in case.facts.values():
            assert type(value) in (bool, int, float, str, dict), (case.name, value)
