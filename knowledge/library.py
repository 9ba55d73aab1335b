"""Reading the knowledge base: findings, references, sources and search, from a file opened read-only."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from knowledge.citing import citation
from knowledge.faults import LibraryUnreadable, NotInLibrary
from knowledge.records import Finding, Reference, Source, as_json
from knowledge.searching import query_for, words_of
from knowledge.storing import FORMAT, record_of

__all__ = ["Finding", "Library", "Reference", "Source", "as_json", "citation", "open_library"]

WEIGHTS = "4.0, 1.5, 3.0, 5.0, 0.5, 0.5"


class Library:
    """A built knowledge base, safe to read from several threads; open one in each process, after any fork."""

    def __init__(self, connection: sqlite3.Connection, content_hash: str) -> None:
        """Wrap an open read-only connection; use `open_library`."""
        self._connection = connection
        self._lock = threading.Lock()
        self.content_hash = content_hash

    def finding_ids(self) -> frozenset[str]:
        """The id of every finding."""
        return frozenset(row["id"] for row in self._rows("SELECT id FROM findings"))

    def finding(self, finding_id: str) -> Finding:
        """The finding with this id; raises NotInLibrary."""
        rows = self._rows("SELECT * FROM findings WHERE id = ?", _clean(finding_id))
        if not rows:
            raise NotInLibrary("finding", finding_id)
        return record_of(Finding, rows[0])

    def findings(self, after: str | None = None, limit: int | None = None) -> tuple[Finding, ...]:
        """Findings in the order of their ids, those after the id `after`, at most `limit` of them."""
        rows = self._rows("SELECT * FROM findings WHERE id > ? ORDER BY id LIMIT ?", _clean(after or ""), _count(limit))
        return tuple(record_of(Finding, row) for row in rows)

    def references(self) -> tuple[Reference, ...]:
        """Every reference of the review, in the order of their numbers."""
        rows = self._rows("SELECT * FROM review_references ORDER BY number")
        return tuple(record_of(Reference, row) for row in rows)

    def reference(self, number: int) -> Reference:
        """The reference of the review with this number and the ids of its findings; raises NotInLibrary."""
        # Compared as text, because SQLite cannot be asked about a whole number beyond 64 bits.
        rows = self._rows("SELECT * FROM review_references WHERE CAST(number AS TEXT) = ?", str(number))
        if not rows:
            raise NotInLibrary("reference", number)
        return record_of(Reference, rows[0])

    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order of their ids."""
        return tuple(record_of(Source, row) for row in self._rows("SELECT * FROM sources ORDER BY id"))

    def source(self, source_id: str) -> Source:
        """The source with this id; raises NotInLibrary."""
        rows = self._rows("SELECT * FROM sources WHERE id = ?", _clean(source_id))
        if not rows:
            raise NotInLibrary("source", source_id)
        return record_of(Source, rows[0])

    def search(self, words: str, limit: int = 20) -> tuple[Finding, ...]:
        """Findings for any text, best first: those with all of its words (by bm25), then those with some.

        Text without a word to search for, empty or not, finds nothing; no text raises.
        """
        wanted = words_of(words)
        if not wanted or limit < 1:
            return ()
        found: dict[str, Finding] = {}
        for joined in ("AND", "OR"):
            for row in self._matches(query_for(wanted, joined), limit) if len(found) < limit else []:
                found.setdefault(row["id"], record_of(Finding, row))
        return tuple(found.values())[:limit]

    def close(self) -> None:
        """Close the database file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Library:
        """The library itself, closed when the block ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database file."""
        self.close()

    def _matches(self, query: str, limit: int) -> list[dict[str, Any]]:
        return self._rows(
            "SELECT findings.* FROM findings_fts JOIN findings ON findings.rowid = findings_fts.rowid"
            f" WHERE findings_fts MATCH ? ORDER BY bm25(findings_fts, {WEIGHTS}), findings.id LIMIT ?",
            query,
            _count(limit),
        )

    def _rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(row) for row in self._connection.execute(sql, values)]


def open_library(path: Path) -> Library:
    """Open a built knowledge base; raises LibraryUnreadable with what to do about it."""
    try:
        connection = connect_read_only(path)
        about = dict(connection.execute("SELECT name, value FROM about").fetchall())
    except sqlite3.Error as error:
        message = f"The knowledge base {path} cannot be read ({error}); build it again."
        raise LibraryUnreadable(message) from error
    if about.get("format") != FORMAT:
        connection.close()
        raise LibraryUnreadable(f"The knowledge base {path} was built by another version; build it again.")
    return Library(connection, about["content_hash"])


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, usable from any thread; raises sqlite3.Error where there is no file."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _clean(text: str) -> str:
    """Text SQLite can be asked about: lone surrogates, which are no characters, become question marks."""
    return text.encode("utf-8", "replace").decode()


def _count(limit: int | None) -> int:
    """SQLite's limit: none is -1; never more than SQLite can count."""
    return -1 if limit is None else max(0, min(limit, 1_000_000))
