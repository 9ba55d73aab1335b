"""A conversation in the store: begun, opened with its key, added to, read back after a restart, forgotten."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.store import (
    ConversationGone,
    IdempotencyKeyReused,
    Store,
    TurnTaken,
    admit,
    append,
    begin,
    forget,
    open_store,
    repeated,
    turns,
    verify,
    writable,
)
from bot.store.opening import reading
from tests.bot.stored_turns import NOON, PROJECT, a_turn, address, say


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(address(tmp_path))


def test_a_turn_comes_back_as_it_was_written(store: Store) -> None:
    talk = begin(store, NOON).id
    new = a_turn(reply={"text": "CrCl 38 mL/min – “reduce”\0", "advice": [1.9, None, True, {}]})
    written = append(store, talk, 1, new, None, "", NOON)
    assert turns(store, talk) == (written,)
    assert (written.n, written.at, written.conversation) == (1, NOON, talk)
    assert all(getattr(written, name) == value for name, value in vars(new).items())


def test_each_turn_follows_the_hash_of_the_one_before(store: Store) -> None:
    talk = begin(store, NOON).id
    one, two, three = say(store, talk, "on dialysis?", "no", "undo")
    assert (two.previous_hash, three.previous_hash) == (one.hash, two.hash)
    assert one.previous_hash not in {one.hash, begin(store, NOON).id}
    assert verify(store) == ()


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    before = open_store(address(tmp_path))
    opened = begin(before, NOON)
    written = say(before, opened.id, "Cr 1.9 mg/dL", "64 kg")
    before.engine.dispose()
    after = open_store(address(tmp_path))
    assert turns(after, opened.id) == written
    assert admit(after, opened.id, opened.key)
    assert verify(after) == ()


def test_a_turn_outlives_the_process_killed_right_after_writing_it(store: Store, tmp_path: Path) -> None:
    talk = begin(store, NOON).id
    killed = (
        "import os, signal, sys; from bot.store import open_store; from tests.bot.stored_turns import say;"
        "say(open_store(sys.argv[1]), sys.argv[2], 'plts 62k'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", killed, address(tmp_path), talk], cwd=PROJECT, check=False)
    assert done.returncode == -9
    assert [turn.said for turn in turns(store, talk)] == ["plts 62k"]
    assert verify(store) == ()


def test_the_moment_is_kept_in_utc(store: Store) -> None:
    talk = begin(store, NOON).id
    madrid = datetime(2026, 11, 22, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    append(store, talk, 1, a_turn(), None, "", madrid)
    (turn,) = turns(store, talk)
    assert (turn.at, turn.at.tzinfo) == (NOON, UTC)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    talk = begin(store, NOON).id
    with pytest.raises(ValueError, match="time zone"):
        append(store, talk, 1, a_turn(), None, "", NOON.replace(tzinfo=None))
    assert turns(store, talk) == ()


def test_only_the_key_of_the_conversation_opens_it(store: Store) -> None:
    mine, other = begin(store, NOON), begin(store, NOON)
    assert admit(store, mine.id, mine.key)
    assert not admit(store, mine.id, other.key)
    assert not admit(store, mine.id, mine.key[:-1])
    assert not admit(store, mine.id, "")
    assert not admit(store, "no-such-conversation", mine.key)


@pytest.mark.parametrize("odd", ["", "\0", "\ud800", "ø", "x" * 100_000])
def test_odd_ids_and_keys_open_nothing(store: Store, odd: str) -> None:
    opened = begin(store, NOON)
    assert not admit(store, odd, "")
    assert not admit(store, odd, opened.key)
    assert not admit(store, opened.id, odd)


def test_the_key_stands_nowhere_in_the_store(store: Store, tmp_path: Path) -> None:
    opened = begin(store, NOON)
    assert not any(opened.key.encode() in file.read_bytes() for file in tmp_path.iterdir())
    assert opened.key not in repr(opened)
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        assert raw.execute("SELECT length(key_hash) FROM conversations").fetchall() == [(64,)]


def test_the_store_is_readable_by_its_owner_only(store: Store, tmp_path: Path) -> None:
    say(store, begin(store, NOON).id, "Cr 1.9 mg/dL")
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())


def test_a_number_already_written_is_taken(store: Store) -> None:
    talk = begin(store, NOON).id
    (first,) = say(store, talk, "64 kg")
    with pytest.raises(TurnTaken) as taken:
        append(store, talk, 1, a_turn("65 kg"), None, "", NOON)
    assert taken.value.n == 1
    assert turns(store, talk) == (first,)


@pytest.mark.parametrize("n", [-1, 0, 3])
def test_no_turn_may_be_left_out(store: Store, n: int) -> None:
    talk = begin(store, NOON).id
    (first,) = say(store, talk, "64 kg")
    with pytest.raises(ValueError, match="cannot follow"):
        append(store, talk, n, a_turn(), None, "", NOON)
    assert turns(store, talk) == (first,)


def test_the_same_idempotency_key_gives_the_same_turn_and_stores_it_once(store: Store) -> None:
    talk = begin(store, NOON).id
    assert repeated(store, talk, "k1", "digest") is None
    first = append(store, talk, 1, a_turn("64 kg"), "k1", "digest", NOON)
    again = append(store, talk, 2, a_turn("64 kg"), "k1", "digest", NOON + timedelta(seconds=3))
    assert again == first == repeated(store, talk, "k1", "digest")
    assert turns(store, talk) == (first,)


def test_an_idempotency_key_cannot_stand_for_another_message(store: Store) -> None:
    talk = begin(store, NOON).id
    first = append(store, talk, 1, a_turn("64 kg"), "k1", "digest", NOON)
    with pytest.raises(IdempotencyKeyReused):
        append(store, talk, 2, a_turn("46 kg"), "k1", "another digest", NOON)
    with pytest.raises(IdempotencyKeyReused):
        repeated(store, talk, "k1", "another digest")
    assert turns(store, talk) == (first,)


def test_an_idempotency_key_belongs_to_one_conversation(store: Store) -> None:
    one, other = begin(store, NOON).id, begin(store, NOON).id
    append(store, one, 1, a_turn("64 kg"), "k1", "digest", NOON)
    assert repeated(store, other, "k1", "digest") is None
    assert append(store, other, 1, a_turn("81 kg"), "k1", "other digest", NOON).said == "81 kg"


def test_sqlite_is_set_so_that_a_turn_survives_a_power_cut_and_writers_wait(store: Store) -> None:
    with reading(store) as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert values == ["wal", 2, 1, 30_000]


def test_asking_whether_it_is_writable_leaves_no_trace(store: Store, tmp_path: Path) -> None:
    say(store, begin(store, NOON).id, "64 kg")
    assert writable(store)
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        assert raw.execute("SELECT version FROM store_schema").fetchall() == [(1,)]
    assert verify(store) == ()


def test_nothing_is_added_to_a_conversation_that_does_not_exist(store: Store) -> None:
    with pytest.raises(ConversationGone):
        append(store, "no-such-conversation", 1, a_turn(), None, "", NOON)
    with pytest.raises(ConversationGone):
        forget(store, "no-such-conversation", NOON)
    assert turns(store, "no-such-conversation") == ()
