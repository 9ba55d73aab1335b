"""The database file: its tables with their keys, written whole and put in place in one step."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlite_utils

from knowledge.storage import FORMAT, INDEXES, SEARCHED, TABLES, Table


def store(database: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]], content_hash: str) -> None:
    """Write the rows into a new file and put it at `database` in one step; open readers keep the old.

    The same rows always give the same bytes.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{database.name}.", dir=database.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            _fill(sqlite_utils.Database(connection), tables, content_hash)
            _check_links(connection)
            connection.execute("VACUUM")
        finally:
            connection.close()
        os.chmod(name, 0o644)
        os.replace(name, database)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _fill(
    database: sqlite_utils.Database, tables: Mapping[str, Sequence[Mapping[str, Any]]], content_hash: str
) -> None:
    for name, table in TABLES.items():
        _create(database, name, table)
        database.table(name).insert_all(_ordered(table, row) for row in tables.get(name, ()))
    for name, columns in INDEXES:
        database.table(name).create_index(columns)
    database.table("findings").enable_fts(SEARCHED, tokenize="porter unicode61")
    about = {"format": FORMAT, "content_hash": content_hash}
    database.table("about").insert_all(({"name": name, "value": value} for name, value in about.items()), pk="name")


def _check_links(connection: sqlite3.Connection) -> None:
    """Refuse a database in which a row names one that is not there: the checks before it should have told."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise sqlite3.IntegrityError(f"rows that name nothing: {broken[:5]}")


def _create(database: sqlite_utils.Database, name: str, table: Table) -> None:
    """A table; what is declared as bytes has no affinity, so that a figure stays the number or text it is."""
    database.table(name).create(
        dict(table.columns),
        pk=table.key,
        foreign_keys=table.links,
        not_null=table.required,
        strict=False,
    )


def _ordered(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: row.get(column) for column in table.columns}
