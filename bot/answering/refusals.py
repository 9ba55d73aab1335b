"""Standing refusals: requests and situations that get one answer, whatever else the message says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Refusal:
    """One kind of request that is always refused."""

    id: str
    words: tuple[tuple[str, ...], ...]
    text: str
    evidence: tuple[str, ...]


def load_refusals(path: Path, evidence_ids: Collection[str]) -> tuple[Refusal, ...]:
    """Read the refusals; raise ValueError for one that cites a finding that does not exist."""
    found = []
    for entry in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["refusals"]:
        missing = [finding for finding in entry.get("evidence", ()) if finding not in evidence_ids]
        if missing:
            raise ValueError(f"{path.name}: {entry['id']}: the evidence `{missing[0]}` is not in the knowledge base")
        words = tuple(tuple(group) for group in entry["words"])
        found.append(Refusal(entry["id"], words, " ".join(entry["text"].split()), tuple(entry.get("evidence", ()))))
    return tuple(found)


def refusal_for(refusals: Collection[Refusal], text: str) -> Refusal | None:
    """The refusal a message calls for, if any."""
    plain = " ".join(text.lower().split())
    return next((r for r in refusals if all(any(word in plain for word in group) for group in r.words)), None)
