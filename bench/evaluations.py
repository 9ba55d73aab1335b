"""Evaluations per second of the full rule set on one core, both evaluators running, over the case bank's patients.

Run: python -m bench.evaluations
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from knowledge.building import read_evidence
from rules.cases import load_cases, read_facts
from rules.deciding import decide
from rules.deriving import derive
from rules.evaluating import build_evaluator, shadow_standings
from rules.loading import load_rules

PROJECT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def main() -> None:
    """Print the rates, each as the median of five rounds with its spread."""
    entries = read_evidence(PROJECT / "knowledge" / "evidence")
    findings = {str(entry.key) for entry in entries if entry.kind == "findings"}
    evaluator = build_evaluator(load_rules(PROJECT / "rules" / "guidance", findings))
    cases = load_cases(PROJECT / "rules" / "guidance" / "cases")
    patients = [read_facts(evaluator.ruleset.vocabulary, case.facts) for case in cases]
    derived = [derive(evaluator.ruleset, patient).facts for patient in patients]
    today = date(2026, 11, 22)
    print(f"{len(evaluator.ruleset.rules())} rules, {len(patients)} patients")
    _rate("durable-rules alone", lambda: [evaluator.matcher.match(facts) for facts in derived], len(derived))
    _rate("Kleene evaluator alone", lambda: [shadow_standings(evaluator.conditions, f) for f in derived], len(derived))
    _rate("evaluation, both in shadow", lambda: [evaluator.evaluate(facts) for facts in derived], len(derived))
    _rate("decision, both labels compared", lambda: [decide(evaluator, p, today) for p in patients], len(patients))


def _rate(name: str, work: Callable[[], object], count: int) -> None:
    work()
    rates = sorted(count / _seconds(work) for _ in range(ROUNDS))
    print(f"{name:32} {statistics.median(rates):8.0f} per second ({rates[0]:.0f} to {rates[-1]:.0f})")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
