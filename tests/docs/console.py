"""Runs what a document shows: commands after `$ `, lines to type after `> `, and the output that must come.

In the shown output `…` alone stands for any number of lines, and inside a line for any text.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROMPT, TYPED, LEFT_OUT = "$ ", "> ", "…"
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Step:
    """One command, what is typed into it, and the lines that its output shows."""

    command: str
    typed: tuple[str, ...]
    shown: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """The steps of one block; a command goes on in the next line after a backslash."""
    joined = text.replace("\\\n", " ")
    found: list[Step] = []
    for line in joined.splitlines():
        if line.startswith(PROMPT):
            found.append(Step(line.removeprefix(PROMPT), (), ()))
        else:
            found[-1] = _with_line(found[-1], line)
    return found


def _with_line(step: Step, line: str) -> Step:
    if line.startswith(TYPED):
        return Step(step.command, (*step.typed, line.removeprefix(TYPED)), step.shown)
    return Step(step.command, step.typed, (*step.shown, line))


def misses(text: str, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Run a block in one shell inside `folder`; for each step that came out another way, what came."""
    found = steps(text)
    outputs = _run(found, folder, environment)
    return [
        f"{step.command}\nis shown as\n{_joined(step.shown)}\nand came out as\n{output}"
        for step, output in zip(found, outputs, strict=True)
        if not fits(step.shown, output)
    ]


def _run(found: list[Step], folder: Path, environment: Mapping[str, str]) -> list[str]:
    mark = "--- end of step ---"
    script = "\n".join(f"{_with_input(step)}\necho; echo '{mark}'" for step in found)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    outputs = done.stdout.decode().split(f"\n{mark}\n")[:-1]
    assert len(outputs) == len(found), f"the shell ended early:\n{done.stdout.decode()}"
    return outputs


def _with_input(step: Step) -> str:
    if not step.typed:
        return f"{{ {step.command}\n}}"
    return f"{{ {step.command}\n}} < <(printf '%s\\n' {' '.join(map(shlex.quote, step.typed))})"


def fits(shown: Iterable[str], output: str) -> bool:
    """Whether an output is what a document shows of it; prompts for typed lines are not compared."""
    lines = [re.sub(r"^(> )+", "", line).rstrip() for line in output.splitlines()]
    came = "".join(f"{line}\n" for line in lines if line)
    return re.fullmatch("".join(map(_pattern, shown)), came) is not None


def _pattern(line: str) -> str:
    if line.strip() == LEFT_OUT:
        return r"(?:.*\n)*?"
    return ".*".join(map(re.escape, line.rstrip().split(LEFT_OUT))) + r"\n" if line.strip() else ""


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)
