"""The project's own evidence, built once and open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.service import EVIDENCE
from knowledge.building import build
from knowledge.library import Library, open_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The knowledge base of the project, open."""
    with open_library(build(EVIDENCE, tmp_path_factory.mktemp("evidence") / "knowledge.db").database) as opened:
        yield opened
