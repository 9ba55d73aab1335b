"""Loading what Lendex rests on, and running the case bank, for the command line."""

from collections.abc import Iterator
from pathlib import Path

from bot.service import EVIDENCE
from knowledge.building import read_evidence
from rules.cases import CaseResult, CasesUnreadable, load_cases, run_cases
from rules.evaluating import build_evaluator
from rules.loading import load_rules
from rules.ruleset import RuleSet


def load_all(guidance: Path) -> tuple[RuleSet, int]:
    """The rule set of a folder, every citation checked, and the number of findings.

    Raises EvidenceFault or GuidanceBroken with every fault of every file, and OSError.
    """
    entries = read_evidence(EVIDENCE)
    findings = {str(entry.key) for entry in entries if entry.kind == "findings"}
    return load_rules(guidance, findings), len(findings)


def case_results(ruleset: RuleSet, guidance: Path) -> tuple[CaseResult, ...]:
    """Every case beside the rules, run; raises CasesUnreadable, also when there is no case at all."""
    cases = load_cases(guidance / "cases")
    if not cases:
        raise CasesUnreadable(f"there is no case in {guidance / 'cases'}; the bank cannot show anything")
    evaluator = build_evaluator(ruleset)
    try:
        return run_cases(evaluator, cases)
    finally:
        evaluator.retire()


def failures_in_words(results: tuple[CaseResult, ...]) -> Iterator[str]:
    """Each failing case: where it stands, the patient, and what was expected against what came."""
    for result in results:
        if not result.passed:
            yield f"{result.case.file}:{result.case.line}: {result.case.name}"
            yield from (f"    {miss}" for miss in result.misses)


def tally(results: tuple[CaseResult, ...]) -> str:
    """How many cases came out as expected, in one line."""
    passed = sum(result.passed for result in results)
    return f"{passed} of {len(results)} cases came out as expected."
