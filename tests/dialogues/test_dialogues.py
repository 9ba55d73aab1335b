"""Dialogues kept as data files, played over HTTP against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogues.playing import Player, load_dialogue
from tests.dialogues.server import running_server

DIALOGUES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with running_server(tmp_path_factory.mktemp("lendex")) as found:
        yield found


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue_goes_as_written(address: str, path: Path) -> None:
    assert Player(address).play(load_dialogue(path)) == []


def test_a_dialogue_that_expects_too_much_is_told_apart(address: str) -> None:
    impossible = {
        "turns": [{"say": "72F", "expect": {"facts": {"age_years": 27}, "advice": [{"topic": "renal_dosing"}]}}]
    }
    assert len(Player(address).play(impossible)) == 2
