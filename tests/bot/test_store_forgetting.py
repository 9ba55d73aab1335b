"""A deleted conversation: its words are gone from the disk, its chain still holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import (
    ConversationGone,
    Opened,
    Store,
    admit,
    append,
    begin,
    forget,
    open_store,
    repeated,
    turns,
    verify,
)
from bot.store.chain import CONTENT
from tests.bot.stored_turns import NOON, a_turn, address, say

# Longer than a page of the file, so that deleting it frees whole pages.
LONG_STORY = "haemoptysis since Monday, " * 1000
LATER = NOON + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(address(tmp_path))


@pytest.fixture
def deleted(store: Store) -> Opened:
    opened = begin(store, NOON)
    append(store, opened.id, 1, a_turn(LONG_STORY), "k1", "digest", NOON)
    say(store, opened.id, "plts 62k", "no")
    return opened


def rows(folder: Path, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "store.db")) as raw:
        return raw.execute(f"SELECT {columns} FROM turns ORDER BY conversation, n").fetchall()


def on_disk(folder: Path, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in folder.iterdir())


def test_the_words_are_gone_from_the_files(store: Store, deleted: Opened, tmp_path: Path) -> None:
    assert on_disk(tmp_path, "haemoptysis")
    forget(store, deleted.id, LATER)
    assert not on_disk(tmp_path, "haemoptysis")


def test_the_words_are_gone_though_the_file_stays_open_elsewhere(store: Store, deleted: Opened, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as other:
        assert other.execute("SELECT count(*) FROM turns").fetchone() == (3,)
        forget(store, deleted.id, LATER)
        assert not on_disk(tmp_path, "haemoptysis")


def test_numbers_times_and_hashes_stay(store: Store, deleted: Opened, tmp_path: Path) -> None:
    kept = "conversation, n, at, content_digest, previous_hash, hash"
    before = rows(tmp_path, kept)
    forget(store, deleted.id, LATER)
    assert rows(tmp_path, kept) == before
    assert rows(tmp_path, ", ".join(CONTENT)) == [(None,) * len(CONTENT)] * 3


def test_the_chain_still_verifies(store: Store, deleted: Opened) -> None:
    say(store, begin(store, NOON).id, "64 kg")
    forget(store, deleted.id, LATER)
    assert verify(store) == ()


def test_nobody_gets_in_any_more(store: Store, deleted: Opened) -> None:
    forget(store, deleted.id, LATER)
    assert not admit(store, deleted.id, deleted.key)
    assert not admit(store, deleted.id, "")
    assert turns(store, deleted.id) == ()
    assert repeated(store, deleted.id, "k1", "digest") is None


def test_nothing_can_be_added_or_deleted_again(store: Store, deleted: Opened) -> None:
    forget(store, deleted.id, LATER)
    with pytest.raises(ConversationGone):
        append(store, deleted.id, 4, a_turn(), None, "", LATER)
    with pytest.raises(ConversationGone):
        append(store, deleted.id, 4, a_turn(), "k1", "digest", LATER)
    with pytest.raises(ConversationGone):
        forget(store, deleted.id, LATER)
    assert verify(store) == ()


def test_other_conversations_are_untouched(store: Store, deleted: Opened) -> None:
    other = begin(store, NOON)
    written = say(store, other.id, "haemoglobin 9.1 g/dL")
    forget(store, deleted.id, LATER)
    assert turns(store, other.id) == written
    assert admit(store, other.id, other.key)


def test_a_conversation_without_turns_can_be_deleted(store: Store) -> None:
    empty = begin(store, NOON)
    forget(store, empty.id, LATER)
    assert not admit(store, empty.id, empty.key)
    assert verify(store) == ()


def test_two_turns_with_the_same_words_do_not_share_a_digest(store: Store, tmp_path: Path) -> None:
    """Else what a deleted turn said could be found by guessing."""
    say(store, begin(store, NOON).id, "yes", "yes")
    assert len(set(rows(tmp_path, "content_digest"))) == 2
