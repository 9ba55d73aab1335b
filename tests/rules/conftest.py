"""The rule set of the project, loaded and compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.building import read_evidence
from rules.evaluating import Evaluator, build_evaluator
from rules.facts import Vocabulary
from rules.loading import load_rules
from rules.ruleset import RuleSet
from tests.rules.clinic import Clinic

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def guidance() -> Path:
    """The folder of rule files that the project ships."""
    return ROOT / "rules" / "guidance"


@pytest.fixture(scope="session")
def evidence_ids() -> frozenset[str]:
    """The ids of all findings of the knowledge base."""
    entries = read_evidence(ROOT / "knowledge" / "evidence")
    return frozenset(str(entry.key) for entry in entries if entry.kind == "findings")


@pytest.fixture(scope="session")
def ruleset(guidance: Path, evidence_ids: frozenset[str]) -> RuleSet:
    """The rules of the project."""
    return load_rules(guidance, evidence_ids)


@pytest.fixture(scope="session")
def vocabulary(ruleset: RuleSet) -> Vocabulary:
    """The fact vocabulary of the project."""
    return ruleset.vocabulary


@pytest.fixture(scope="session")
def evaluator(ruleset: RuleSet) -> Iterator[Evaluator]:
    """The rules of the project, compiled."""
    built = build_evaluator(ruleset)
    yield built
    built.retire()


@pytest.fixture(scope="session")
def clinic(evaluator: Evaluator) -> Clinic:
    """Patients in short form, decided on by the rules of the project."""
    return Clinic(evaluator)
