"""Looking the evidence over: what builds, yet nobody can find, was written twice, or lacks its unit."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.asking.answered import Answered
from knowledge.asking.asking import ask
from knowledge.building import build, read_evidence
from knowledge.building.entries import Entry
from knowledge.building.reading import Problem, place, read_documents
from knowledge.faults import Fault
from knowledge.library import Library, open_library

CLAIM = ("source", "study", "population", "endpoint", "arm", "value", "unit", "edition", "table", "row", "column")
UNREACHABLE = "no question reaches it: name its endpoint with a term of terms.yaml, or add the term to about"


def weaknesses(evidence: Path) -> tuple[Fault, ...]:
    """Every weakness of the findings of a folder, each at its place; raises EvidenceFault when it does not build."""
    entries = read_evidence(evidence)
    findings = [entry for entry in entries if entry.kind == "findings"]
    problems = [*_without_unit(findings), *_twice(findings), *_unreachable(evidence, findings, entries)]
    documents, _ = read_documents(evidence)
    return tuple(sorted(place(problems, documents)))


def _without_unit(findings: Sequence[Entry]) -> Iterator[Problem]:
    for entry in findings:
        value = entry.fields["value"]
        if isinstance(value, (int, float)) and entry.fields["unit"] == "text":
            yield entry.problem(f"the figure {value} has no unit", "unit")


def _twice(findings: Sequence[Entry]) -> Iterator[Problem]:
    """Findings that say in the same words, or of the same study and group, what an earlier one says."""
    first: dict[object, Entry] = {}
    for entry in findings:
        said = re.sub(r"\W+", " ", str(entry.fields["statement"]).lower())
        claim = tuple(entry.fields.get(name) for name in CLAIM)
        earlier = first.get(said) or first.get(claim)
        if earlier:
            yield entry.problem(f"claims the same as {earlier.key}, in {earlier.document}", "statement")
        first.setdefault(said, entry)
        first.setdefault(claim, entry)


def _unreachable(evidence: Path, findings: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[Problem]:
    """Findings that not even a question in their own words brings up."""
    studies = {entry.key: str(entry.fields["name"]) for entry in entries if entry.kind == "studies"}
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "knowledge.sqlite3"
        build(evidence, database)
        with open_library(database) as library:
            for entry in findings:
                asked = _questions(entry.fields, studies)
                if not any(entry.key in _brought_up(library, ask(library.index, one)) for one in asked):
                    yield entry.problem(UNREACHABLE, "endpoint")


def _brought_up(library: Library, answered: Answered) -> frozenset[str]:
    """What an answer rests on, what a refusal names as nearest, and what is said to contradict either."""
    shown = library.chosen(answered.findings + answered.nearest)
    return frozenset(name for finding in shown for name in (finding.id, *finding.contradicted_by))


def _questions(fields: Mapping[str, object], studies: Mapping[object, str]) -> tuple[str, ...]:
    """A finding's own questions: its endpoint in its study, with its population, alone; and what it says."""
    endpoint, study = str(fields["endpoint"]), studies[fields["study"]]
    return (f"{endpoint} {study}", f"{endpoint} {study} {fields['population']}", endpoint, str(fields["statement"]))
