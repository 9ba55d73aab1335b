"""Opening the conversation store, and its two kinds of transaction: reading and writing."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from bot.store.faults import StoreFault, explain
from bot.store.schema import PURPOSE, SCHEMA_VERSION, conversations, metadata, store_schema, turn_rows

BUSY_SECONDS = 30
BETWEEN_TRIES_SECONDS = 0.02
"""How long a writer waits for another one before it gives up."""

_PROBE_CHARACTERS = 262_144


@dataclass(frozen=True)
class Store:
    """An open conversation store. Open it in each worker after the fork; threads may share it."""

    engine: Engine


def open_store(address: str) -> Store:
    """Open the store at an SQLAlchemy address, and lay out its tables if it has none.

    SQLite must be a file; it is created for its owner only, since it holds patient data. Raises StoreFault
    when the address is wrong, the file cannot be written or is no database, or a newer Lendex wrote it.
    """
    url = _read_address(address)
    place = url.render_as_string(hide_password=True)
    with _explained(f"The conversation store {place} cannot be opened"):
        engine = _connectable(url)
        with _transaction(engine) as connection:
            _lay_out(connection, place)
        _write_and_roll_back(engine)
    return Store(engine)


def writable(store: Store) -> bool:
    """True when the store takes a write right now. It really writes to the disk, then rolls back."""
    try:
        with _explained("The conversation store cannot be written"):
            _write_and_roll_back(store.engine)
    except StoreFault:
        return False
    return True


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout (SQLite) or per statement (PostgreSQL)."""
    with _explained("The conversation could not be read"), store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """A transaction that is durable when the block ends, and leaves nothing behind when it raises."""
    with _explained("Nothing was stored"), _transaction(store.engine) as connection:
        yield connection


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # The write lock is taken before reading: two writers that both read first would deadlock.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def _explained(what: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreFault(f"{what}: {explain(error.orig)}") from None
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise StoreFault(f"{what}: {explain(error)}") from None


def _read_address(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreFault(
            "LENDEX_STORE is not a database address. Write it like sqlite:////srv/lendex/store.db "
            "or postgresql+psycopg://user@host/lendex."
        ) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreFault(f"LENDEX_STORE names {url.get_backend_name()}. Use sqlite or postgresql.")
    return url


def _connectable(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    if url.database and not url.database.startswith((":memory:", "file:")):
        _create_private_file(url.database)
    # A fresh connection per transaction: none is ever shared between threads or inherited over a fork.
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except ImportError:
        raise StoreFault("PostgreSQL needs the package psycopg. Install it beside Lendex.") from None


def _create_private_file(path: str) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError:
        return  # opening it as a database says why, in the database's own code


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `reading` and `writing` alone
    # Bytes that are no UTF-8 were put in by hand: they must reach the chain check instead of stopping it.
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    if _into_wal(connection) != "wal":
        raise StoreFault(
            "The conversation store must be a file on a local disk: SQLite in memory or on a network share "
            "does not keep turns safely. Let LENDEX_STORE name a local file."
        )
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _into_wal(connection: sqlite3.Connection) -> str:
    """Switch to the write-ahead log and return the mode there is then.

    Of programs that open a new file together SQLite refuses the switch to some at once, whatever they would wait.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(BETWEEN_TRIES_SECONDS)


def _lay_out(connection: Connection, place: str) -> None:
    if connection.dialect.name == "postgresql":
        # Workers that start together must not both create the tables; PostgreSQL would fail one of them.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": 0x1E4DE})
    existing = set(inspect(connection).get_table_names())
    if store_schema.name not in existing:
        if existing & {conversations.name, turn_rows.name}:
            raise StoreFault(f"{place} is a database of another program. Let LENDEX_STORE name another one.")
        metadata.create_all(connection)
        connection.execute(insert(store_schema).values(version=SCHEMA_VERSION, purpose=PURPOSE))
    _check_version(connection, place)


def _check_version(connection: Connection, place: str) -> None:
    rows = connection.execute(select(store_schema.c.version, store_schema.c.purpose)).all()
    if len(rows) != 1 or rows[0].purpose != PURPOSE:
        raise StoreFault(f"{place} is a database of another program. Let LENDEX_STORE name another one.")
    if rows[0].version != SCHEMA_VERSION:
        raise StoreFault(
            f"{place} has table layout {rows[0].version}; this Lendex knows layout {SCHEMA_VERSION}. Another "
            "version of Lendex wrote it: start that one, or restore the backup made before the upgrade."
        )


def _write_and_roll_back(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # With room for one page only, SQLite has to write to the disk before the transaction ends.
            connection.exec_driver_sql("PRAGMA cache_size=1")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(insert(store_schema).values(version=0, purpose="x" * _PROBE_CHARACTERS))
        connection.rollback()
