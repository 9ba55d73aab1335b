"""Building the knowledge base: evidence files in, one SQLite file out, or every fault at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.checking import check
from knowledge.citing import cite, doi_of
from knowledge.entries import Entry, holds_list, read_entries
from knowledge.faults import EvidenceFault
from knowledge.reading import kind_of, place, read_documents
from knowledge.records import Finding, Reference, Source
from knowledge.storing import store


@dataclass(frozen=True)
class BuildReport:
    """What a build put where: the counts, the file, and the hash of the content (64 hex digits)."""

    database: Path
    findings: int
    references: int
    sources: int
    caveats: int
    content_hash: str


def build(evidence: Path, database: Path) -> BuildReport:
    """Build the knowledge base of the folder `evidence` into the file `database`, replacing it in one step.

    Raises EvidenceFault with every fault of every file; the old database then stays as it was.
    """
    entries = read_evidence(evidence)
    references, sources = _references(entries), _sources(entries)
    findings = _findings(entries, sources, references)
    content_hash = _content_hash(entries)
    store(database, list(findings.values()), list(references.values()), list(sources.values()), content_hash)
    caveats = len(_of(entries, "caveats"))
    return BuildReport(database, len(findings), len(references), len(sources), caveats, content_hash)


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


def _of(entries: Sequence[Entry], kind: str) -> list[dict[str, Any]]:
    """The fields of every entry of a kind, lists as tuples, ready for a record."""
    return [
        {name: tuple(value) if isinstance(value, list) else value for name, value in entry.fields.items()}
        for entry in entries
        if entry.kind == kind
    ]


def _sources(entries: Sequence[Entry]) -> dict[str, Source]:
    return {fields["id"]: Source(**fields) for fields in _of(entries, "sources")}


def _references(entries: Sequence[Entry]) -> dict[int, Reference]:
    resting: dict[int, list[str]] = {}
    for finding in _of(entries, "findings"):
        for number in finding.get("references", ()):
            resting.setdefault(number, []).append(finding["id"])
    references = {}
    for fields in _of(entries, "references"):
        number = fields["number"]
        findings = tuple(sorted(resting.get(number, ())))
        caveats = _shared(entries, "references", number)
        references[number] = Reference(**fields, caveats=caveats, findings=findings)
    return references


def _findings(
    entries: Sequence[Entry], sources: Mapping[str, Source], references: Mapping[int, Reference]
) -> dict[str, Finding]:
    findings = {}
    for fields in _of(entries, "findings"):
        source, numbers = sources[fields["source"]], fields.get("references", ())
        own = fields.pop("caveats", ())
        findings[fields["id"]] = Finding(
            **fields,
            caveats=own + _shared(entries, "findings", fields["id"]),
            citation=cite(source, numbers, fields["where"], references),
            doi=doi_of(source, numbers, references),
        )
    return findings


def _shared(entries: Sequence[Entry], kind: str, name: object) -> tuple[str, ...]:
    return tuple(fields["text"] for fields in _of(entries, "caveats") if name in fields.get(kind, ()))


def _content_hash(entries: Sequence[Entry]) -> str:
    """SHA-256 of what the files say, whatever their layout and comments."""
    content = sorted((entry.kind, str(entry.key), dict(entry.fields)) for entry in entries)
    canonical = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
