"""Keeping the built knowledge base in step with its YAML files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from knowledge.building.building import build
from knowledge.storage import FORMAT


def refresh(evidence: Path, database: Path) -> bool:
    """Build the database when it is missing or its YAML files changed since; say whether it was built.

    Raises EvidenceFault as `build` does. A fingerprint of the files stands beside the database, so that an
    unchanged folder costs only its reading.
    """
    beside = database.with_suffix(".fingerprint")
    wanted = fingerprint(evidence)
    if database.exists() and beside.exists() and beside.read_text(encoding="ascii") == wanted:
        return False
    build(evidence, database)
    _write_whole(beside, wanted)
    return True


def fingerprint(evidence: Path) -> str:
    """SHA-256 over the names and bytes of all evidence files, and the layout of the database."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in sorted(evidence.rglob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(evidence).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _write_whole(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    os.replace(name, path)
