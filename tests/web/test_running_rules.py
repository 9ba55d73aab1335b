"""A broken rule file stops a start with its place, and never ends a server that runs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from tests.dialogues.server import PROJECT, running_server

GUIDANCE = PROJECT / "rules" / "guidance"


@pytest.fixture
def guidance(tmp_path: Path) -> Path:
    copy = tmp_path / "guidance"
    shutil.copytree(GUIDANCE, copy, ignore=shutil.ignore_patterns("cases"))
    return copy


def break_a_rule(guidance: Path) -> None:
    path = guidance / "renal_dosing.yaml"
    whole = path.read_text()
    broken = whole.replace("creatinine_stable: no", "creatinin_stable: no", 1)
    assert broken != whole
    path.write_text(broken)


def test_a_broken_file_stops_the_start_and_names_its_place(guidance: Path, tmp_path: Path) -> None:
    break_a_rule(guidance)
    with (
        pytest.raises(RuntimeError, match=r"renal_dosing\.yaml:\d+:\d+: .*did you mean `creatinine_stable`"),
        running_server(tmp_path / "data", {"LENDEX_GUIDANCE": str(guidance)}),
    ):
        pass


def test_a_replaced_worker_goes_on_with_the_last_good_rules(guidance: Path, tmp_path: Path) -> None:
    with running_server(tmp_path / "data", {"LENDEX_GUIDANCE": str(guidance)}) as address:
        before = ruleset(address)
        break_a_rule(guidance)
        for worker in workers_of(tmp_path / "data"):
            os.kill(worker, signal.SIGKILL)
        assert ruleset(address) == before


def ruleset(address: str) -> str:
    """The version of the rules that answer, as soon as a worker does."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as response:
                return str(json.load(response)["ruleset"])
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no worker came back")


def workers_of(data: Path) -> list[int]:
    """The gunicorn workers whose data folder this is: gunicorn processes whose parent is gunicorn too."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            ours = str(data).encode() in (process / "environ").read_bytes()
            if ours and b"gunicorn" in (process / "cmdline").read_bytes():
                found[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [number for number, parent in found.items() if parent in found]
