"""A copy of the project in which a document's commands may change rule files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import PROJECT

ROOMS = ("bot", "docs", "knowledge", "rules", "web")
LENDEX = """\
#!/bin/sh
PYTHONPATH={folder} exec {python} -c 'from web.commands import main; main(prog_name="lendex")' "$@"
"""


@dataclass(frozen=True)
class Sandbox:
    """The folder of the copy, and the environment in which commands run there."""

    folder: Path
    environment: Mapping[str, str]

    def change(self, diff: str) -> None:
        """Make the change that a block of kind `diff` shows; its first line names the file after `+++ `."""
        head, *lines = diff.splitlines()
        file = self.folder / head.removeprefix("+++ ")
        before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
        after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{file.name} must hold once:\n{before}"
        file.write_text(text.replace(before, after), encoding="utf-8")


def make_sandbox(folder: Path, data: Path, **settings: str) -> Sandbox:
    """Copy the rooms of the project into `folder`, with a `lendex` that runs the copy on the data in `data`."""
    for room in ROOMS:
        shutil.copytree(PROJECT / room, folder / room)
    shutil.copy(PROJECT / "wsgi.py", folder)
    command = folder / ".venv" / "bin" / "lendex"
    command.parent.mkdir(parents=True)
    command.write_text(LENDEX.format(folder=folder, python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LENDEX_")}
    path = os.pathsep.join((str(command.parent), kept.get("PATH", "")))
    return Sandbox(folder, {**kept, "PATH": path, "LENDEX_DATA": str(data), **settings})
