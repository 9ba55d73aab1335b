"""Building the knowledge base: evidence files in, one SQLite file out, or every fault at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.building.checking import check
from knowledge.building.entries import Entry, holds_list, read_entries
from knowledge.building.reading import kind_of, place, read_documents
from knowledge.building.rows import rows_of
from knowledge.building.storing import store
from knowledge.faults import EvidenceFault


@dataclass(frozen=True)
class BuildReport:
    """What a build put where: the file, the rows of each table, and the hash of the content (64 hex digits)."""

    database: Path
    counts: dict[str, int]
    content_hash: str


def build(evidence: Path, database: Path) -> BuildReport:
    """Build the knowledge base of the folder `evidence` into the file `database`, replacing it in one step.

    Raises EvidenceFault with every fault of every file; the old database then stays as it was.
    """
    entries = read_evidence(evidence)
    content_hash = _content_hash(entries)
    tables = rows_of(entries)
    store(database, tables, content_hash)
    return BuildReport(database, {name: len(rows) for name, rows in tables.items()}, content_hash)


def read_evidence(evidence: Path) -> list[Entry]:
    """Every entry of the evidence folder, checked; raises EvidenceFault with every fault of every file."""
    documents, faults = read_documents(evidence)
    entries: list[Entry] = []
    problems = []
    for document in documents:
        read, wrong = read_entries(document)
        entries += read
        problems += wrong
    unread = {kind_of(fault.file) for fault in faults}
    unread |= {kind_of(document.name) for document in documents if not holds_list(document)}
    problems += check(entries, unread)
    if faults or problems:
        raise EvidenceFault(faults + place(problems, documents))
    return entries


def _content_hash(entries: Sequence[Entry]) -> str:
    """SHA-256 of what the files say, whatever their layout and comments."""
    content = sorted((entry.kind, str(entry.key), dict(entry.fields)) for entry in entries)
    canonical = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
