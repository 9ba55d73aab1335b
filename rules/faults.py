"""Faults in rule files: where, in which rule, what is wrong, and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands in the rule files, counted from one."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, order=True)
class GuidanceFault:
    """One fault of one file; line and column count from one."""

    file: str
    line: int
    column: int
    message: str
    rule: str = ""

    def __str__(self) -> str:
        rule = f"{self.rule}: " if self.rule else ""
        return f"{self.file}:{self.line}:{self.column}: {rule}{self.message}"


class GuidanceBroken(ValueError):
    """The rule files cannot be used; carries every fault that was found in one run."""

    def __init__(self, faults: Iterable[GuidanceFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def as_written(value: object) -> str:
    """A value of a rule file as it stands there; text in quotation marks, so that "10" is not taken for 10."""
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing hint that names the nearest known word, or nothing when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
