"""A store that cannot be opened or written says so, and nothing is half-written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.store import StoreFault, append, begin, open_store, opening, turns, verify, writable
from tests.bot.stored_turns import NOON, PROJECT, a_turn, address, say

NOBODY = 65534
SAY = """
import os, resource, sys
from bot.store import StoreFault, begin, open_store, writable
from tests.bot.stored_turns import NOON, say
"""
ON_A_FULL_DISK = (
    SAY
    + """
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    say(store, sys.argv[2], "haemoptysis " * 20_000)
except StoreFault as fault:
    print(fault, writable(store))
"""
)
WITHOUT_LEAVE_TO_WRITE = (
    SAY
    + """
begin(open_store(sys.argv[2]), NOON)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
try:
    open_store(sys.argv[1])
except StoreFault as fault:
    print(fault)
"""
)


def told(program: str, *arguments: str) -> str:
    """What another process prints that runs this program."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ("/srv/store.db", "Write it like"),
        ("", "Write it like"),
        ("mysql://host/lendex", "Use sqlite or postgresql"),
        ("sqlite://", "name a local file"),
        ("sqlite:///:memory:", "name a local file"),
        ("sqlite:////no/such/folder/store.db", "Check that the folder exists"),
        ("sqlite:////", "Check that the folder exists"),
    ],
)
def test_a_wrong_address_is_told_with_its_remedy(wrong: str, remedy: str) -> None:
    with pytest.raises(StoreFault, match=remedy):
        open_store(wrong)


def test_the_password_of_the_address_is_not_shown() -> None:
    with pytest.raises(StoreFault) as fault:
        open_store("postgresql://lendex:s3cret@127.0.0.1:1/none")
    assert "s3cret" not in str(fault.value)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    letter = "Dear colleague, thank you for referring this patient. " * 20
    (tmp_path / "store.db").write_text(letter)
    with pytest.raises(StoreFault, match="not a database"):
        open_store(address(tmp_path))
    assert (tmp_path / "store.db").read_text() == letter


@pytest.mark.parametrize(
    "table", ["conversations (id)", "turns (n)", "store_schema (version INTEGER PRIMARY KEY, purpose)"]
)
def test_the_database_of_another_program_is_refused(tmp_path: Path, table: str) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        raw.execute(f"CREATE TABLE {table}")
    with pytest.raises(StoreFault, match="another program"):
        open_store(address(tmp_path))
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        assert len(raw.execute("SELECT * FROM sqlite_schema").fetchall()) == 1


def test_a_store_of_a_newer_lendex_is_refused(tmp_path: Path) -> None:
    open_store(address(tmp_path))
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw, raw:
        raw.execute("UPDATE store_schema SET version = 2")
    with pytest.raises(StoreFault, match="layout 2; this Lendex knows layout 1"):
        open_store(address(tmp_path))


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    file = tmp_path / "store.db"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(StoreFault, match="restore the last backup"):
        turns(store, talk)
    assert not writable(store)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user may enter; the one pytest gives is closed to others."""
    with TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_a_file_that_may_not_be_written_is_told(public_folder: Path, tmp_path: Path) -> None:
    talk = begin(open_store(address(public_folder)), NOON).id
    (public_folder / "store.db").chmod(0o444)
    public_folder.chmod(0o555)
    said = told(WITHOUT_LEAVE_TO_WRITE, address(public_folder), address(tmp_path), str(NOBODY))
    public_folder.chmod(0o755)
    (public_folder / "store.db").chmod(0o600)
    assert "cannot be opened: the file is read-only (SQLITE_READONLY" in said
    assert turns(open_store(address(public_folder)), talk) == ()


def test_a_store_opened_for_reading_only_is_refused(tmp_path: Path) -> None:
    open_store(address(tmp_path))
    with pytest.raises(StoreFault, match="read-only"):
        open_store(f"sqlite:///file:{tmp_path / 'store.db'}?mode=ro&uri=true")


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    before = say(store, talk, "Cr 1.9 mg/dL")
    said = told(ON_A_FULL_DISK, address(tmp_path), talk)
    assert said.startswith("Nothing was stored: the disk refused to read or write (SQLITE_IOERR")
    assert said.endswith("False\n")
    assert "haemoptysis" not in said
    assert turns(open_store(address(tmp_path)), talk) == before
    assert verify(store) == ()
    assert [turn.n for turn in say(store, talk, "haemoptysis " * 20_000)] == [2]


def test_a_store_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault, match="Try again in a moment") as fault:
            append(store, talk, 1, a_turn("haemoptysis"), None, "", NOON)
        assert not writable(store)
        assert turns(store, talk) == ()
    assert "haemoptysis" not in str(fault.value)
    assert writable(store)


def test_no_fault_carries_what_was_said(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw, raw:
        raw.execute("CREATE TRIGGER refuse BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'no'); END")
    talk = begin(store, NOON).id
    with pytest.raises(StoreFault) as fault:
        append(store, talk, 1, a_turn("haemoptysis"), None, "", NOON)
    assert "haemoptysis" not in f"{fault.value!r} {fault.value.__context__}"
    assert turns(store, talk) == ()
    assert verify(store) == ()
