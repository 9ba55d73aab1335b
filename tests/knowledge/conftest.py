"""A built knowledge base to read, and a small evidence folder to spoil."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.building import BuildReport, build
from knowledge.library import Library, open_library
from tests.knowledge.small_evidence import SmallEvidence

EVIDENCE = Path(__file__).parents[2] / "knowledge" / "evidence"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The knowledge base of the project, built once."""
    return build(EVIDENCE, tmp_path_factory.mktemp("knowledge") / "knowledge.db")


@pytest.fixture(scope="session")
def library(built: BuildReport) -> Iterator[Library]:
    """The knowledge base of the project, open."""
    with open_library(built.database) as opened:
        yield opened


@pytest.fixture
def evidence(tmp_path: Path) -> SmallEvidence:
    """A small sound evidence folder; tests spoil it line by line."""
    return SmallEvidence(tmp_path / "evidence")
