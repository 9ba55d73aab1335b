"""Reading the knowledge base: findings, references, sources and search, from a file opened read-only."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from knowledge.asking.indexed.index import Index
from knowledge.asking.indexed.indexing import load_index
from knowledge.asking.language.lexicon import Lexicon
from knowledge.charts import Chart, charts_of
from knowledge.faults import LibraryUnreadable, NotInLibrary
from knowledge.records import Finding, Reference, Source, Study, as_json
from knowledge.restoring import findings_of, references_of, source_of, studies_of
from knowledge.searching import found_for
from knowledge.storage import FORMAT

__all__ = ["Finding", "Library", "Reference", "Source", "Study", "as_json", "open_library"]


class Library:
    """A built knowledge base, safe to read from several threads; open one in each process, after any fork."""

    def __init__(self, connection: sqlite3.Connection, content_hash: str) -> None:
        """Wrap an open read-only connection; use `open_library`."""
        self._connection = connection
        self._lock = threading.Lock()
        self.content_hash = content_hash
        self.index: Index = load_index(self.rows)

    @property
    def lexicon(self) -> Lexicon:
        """The terms a question may name."""
        return self.index.lexicon

    def finding_ids(self) -> frozenset[str]:
        """The id of every finding."""
        return frozenset(row["id"] for row in self.rows("SELECT id FROM findings"))

    def finding(self, finding_id: str) -> Finding:
        """The finding with this id; raises NotInLibrary."""
        rows = self.rows("SELECT * FROM findings WHERE id = ?", _clean(finding_id))
        if not rows:
            raise NotInLibrary("finding", finding_id)
        return findings_of(self.rows, rows)[0]

    def findings(self, after: str | None = None, limit: int | None = None) -> tuple[Finding, ...]:
        """Findings in the order of their ids, those after the id `after`, at most `limit` of them."""
        rows = self.rows("SELECT * FROM findings WHERE id > ? ORDER BY id LIMIT ?", _clean(after or ""), _count(limit))
        return findings_of(self.rows, rows)

    def chosen(self, finding_ids: Sequence[str]) -> tuple[Finding, ...]:
        """The findings with these ids, in this order; an id that does not exist is left out."""
        marks = ",".join("?" * len(finding_ids))
        rows = {row["id"]: row for row in self.rows(f"SELECT * FROM findings WHERE id IN ({marks})", *finding_ids)}
        return findings_of(self.rows, [rows[one] for one in finding_ids if one in rows])

    def not_comparable(self, finding_ids: Sequence[str]) -> tuple[str, ...]:
        """Why findings among these cannot be compared, each reason once."""
        marks = ",".join("?" * len(finding_ids))
        sql = (
            "SELECT text FROM relations WHERE kind = 'not_comparable'"
            f" AND finding IN ({marks}) AND other IN ({marks}) GROUP BY text ORDER BY min(id)"
        )
        return tuple(row["text"] for row in self.rows(sql, *finding_ids, *finding_ids))

    def studies(self) -> tuple[Study, ...]:
        """Every study, in the order of their ids."""
        return studies_of(self.rows, self.rows("SELECT * FROM studies ORDER BY id"))

    def study(self, study_id: str) -> Study:
        """The study with this id and the ids of its findings; raises NotInLibrary."""
        rows = self.rows("SELECT * FROM studies WHERE id = ?", _clean(study_id))
        if not rows:
            raise NotInLibrary("study", study_id)
        return studies_of(self.rows, rows)[0]

    def charts(self) -> tuple[Chart, ...]:
        """Every chart, in the order of their positions."""
        return charts_of(self.rows, self.rows("SELECT * FROM charts ORDER BY position"), self.chosen)

    def chart(self, chart_id: str) -> Chart:
        """The chart with this id; raises NotInLibrary."""
        rows = self.rows("SELECT * FROM charts WHERE id = ?", _clean(chart_id))
        if not rows:
            raise NotInLibrary("chart", chart_id)
        return charts_of(self.rows, rows, self.chosen)[0]

    def references(self) -> tuple[Reference, ...]:
        """Every reference of the review, in the order of their numbers."""
        return references_of(self.rows, self.rows('SELECT * FROM "references" ORDER BY number'))

    def reference(self, number: int) -> Reference:
        """The reference of the review with this number and the ids of its findings; raises NotInLibrary."""
        # Compared as text, because SQLite cannot be asked about a whole number beyond 64 bits.
        rows = self.rows('SELECT * FROM "references" WHERE CAST(number AS TEXT) = ?', str(number))
        if not rows:
            raise NotInLibrary("reference", number)
        return references_of(self.rows, rows)[0]

    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order of their ids."""
        return tuple(source_of(row) for row in self.rows("SELECT * FROM sources ORDER BY id"))

    def source(self, source_id: str) -> Source:
        """The source with this id; raises NotInLibrary."""
        rows = self.rows("SELECT * FROM sources WHERE id = ?", _clean(source_id))
        if not rows:
            raise NotInLibrary("source", source_id)
        return source_of(rows[0])

    def search(self, words: str, limit: int = 20) -> tuple[Finding, ...]:
        """Findings for any text, best first: those with all of its words, then those with most.

        Text without a word to search for, empty or not, finds nothing; no text raises.
        """
        return self.chosen(found_for(self.index, words, limit))

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

    def image(self) -> bytes:
        """The whole database file as it was opened, even when another build has replaced it since."""
        with self._lock:
            return self._connection.serialize()

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of one read-only query, each by column name."""
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
