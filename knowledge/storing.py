"""The database file: its tables, how records become rows, and rows records again."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

from knowledge.records import Finding, Reference, Source

FORMAT = "1"
SEARCHED = ("statement", "study", "population", "endpoint", "where", "caveats")

Record = TypeVar("Record", Finding, Reference, Source)


def store(
    database: Path,
    findings: Sequence[Finding],
    references: Sequence[Reference],
    sources: Sequence[Source],
    content_hash: str,
) -> None:
    """Write the records into a new file and put it at `database` in one step; open readers keep the old."""
    database.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{database.name}.", dir=database.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            with connection:
                _fill(sqlite_utils.Database(connection), findings, references, sources, content_hash)
        finally:
            connection.close()
        os.chmod(name, 0o644)
        os.replace(name, database)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _fill(
    database: sqlite_utils.Database,
    findings: Sequence[Finding],
    references: Sequence[Reference],
    sources: Sequence[Source],
    content_hash: str,
) -> None:
    _table(database, "sources", Source, sources, "id")
    _table(database, "review_references", Reference, references, "number")
    _table(database, "findings", Finding, findings, "id")
    database.table("findings").enable_fts(SEARCHED, tokenize="porter unicode61")
    database.table("about").insert_all(
        [{"name": "format", "value": FORMAT}, {"name": "content_hash", "value": content_hash}], pk="name"
    )


def _table(database: sqlite_utils.Database, name: str, record: type[Record], rows: Sequence[Record], key: str) -> None:
    """A table with one column per field; as BLOB columns, so that a figure stays the number or text it is."""
    columns: dict[str, type] = {field.name: bytes for field in fields(record)}
    columns[key] = int if key == "number" else str
    database.table(name).create(columns, pk=key)
    database.table(name).insert_all(_row(row) for row in rows)


def _row(record: Finding | Reference | Source) -> dict[str, object]:
    return {field.name: _cell(getattr(record, field.name)) for field in fields(record)}


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def record_of(record: type[Record], row: Mapping[str, Any]) -> Record:
    """The record a row of the database holds."""
    values = {}
    for field in fields(record):
        value = row[field.name]
        if isinstance(field.default, tuple) or field.name in ("references", "caveats"):
            value = tuple(json.loads(value))
        elif isinstance(field.default, bool):
            value = bool(value)
        elif field.name == "read" and value is not None:
            value = date.fromisoformat(value)
        values[field.name] = value
    return record(**values)
