"""What can be wrong with the evidence files, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place of one evidence file; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """The place and the message, as `findings/renal.yaml:12:5: ...`."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class EvidenceFault(Exception):
    """The evidence files cannot be built; carries every fault of every file, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults sorted by file and line, and say all of them in the message."""
        self.faults = tuple(sorted(set(faults)))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"The knowledge base was not built: {count} in the evidence files.\n{listed}")


class NotInLibrary(LookupError):
    """Nothing of that kind has that name in the knowledge base, for example a finding id nobody wrote."""

    def __init__(self, kind: str, name: object) -> None:
        """Remember what was looked for: a kind such as "finding", and its name."""
        self.kind = kind
        self.name = name
        super().__init__(f"There is no {kind} {name!r} in the knowledge base.")


class LibraryUnreadable(Exception):
    """The database file is missing, is no knowledge base, or was built by another version of the program."""
