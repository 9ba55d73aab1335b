"""A running Lendex for what the documents show, and copies of the project in which their commands run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.ruleset import RuleSet
from tests.dialogues.server import free_port, running_server
from tests.docs.pages import PROJECT
from tests.docs.sandbox import Sandbox, make_sandbox
from web.checks import load_all


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of everything that runs here."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def address(data: Path) -> Iterator[str]:
    """Where a real server answers; no label is set, as by default."""
    with running_server(data, {"LENDEX_LABEL": ""}) as found:
        yield found


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    """The rules of the project."""
    return load_all(PROJECT / "rules" / "guidance")[0]


@pytest.fixture
def sandbox(tmp_path: Path, data: Path) -> Sandbox:
    """A copy of the project whose own server would listen on a free port."""
    return make_sandbox(tmp_path / "lendex", data, LENDEX_PORT=str(free_port()))
