"""Whatever is changed, removed, inserted or moved behind the store's back is found and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import RecordAltered, Store, append, begin, forget, open_store, repeated, turns, verify
from bot.store.chain import CONTENT, ENVELOPE
from bot.store.schema import conversations, turn_rows
from tests.bot.stored_turns import NOON, a_turn, address, say

Talks = tuple[str, str]

REMOVALS = {
    "the first turn": "DELETE FROM turns WHERE conversation = :talk AND n = 1",
    "a turn in the middle": "DELETE FROM turns WHERE conversation = :talk AND n = 2",
    "the last turn": "DELETE FROM turns WHERE conversation = :talk AND n = 3",
    "the last two turns": "DELETE FROM turns WHERE conversation = :talk AND n > 1",
    "every turn": "DELETE FROM turns WHERE conversation = :talk",
    "the conversation's own row": "DELETE FROM conversations WHERE id = :talk",
}
FIRST_MISSING = {"the first turn": 1, "a turn in the middle": 2, "the last turn": 3, "the last two turns": 2}
CUT_WITHOUT_SEAL = """
    DELETE FROM turns WHERE conversation = :talk AND n = 3;
    UPDATE conversations SET turns = 2, head_hash =
      (SELECT hash FROM turns WHERE conversation = :talk AND n = 2) WHERE id = :talk
"""
INSERT_AT_END = f"""
    INSERT INTO turns SELECT {", ".join("4" if c.name == "n" else c.name for c in turn_rows.columns)}
    FROM turns WHERE conversation = :talk AND n = 3
"""
SWAP = """
    UPDATE turns SET n = 20 WHERE conversation = :talk AND n = 2;
    UPDATE turns SET n = 2 WHERE conversation = :talk AND n = 1;
    UPDATE turns SET n = 1 WHERE conversation = :talk AND n = 20
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(address(tmp_path))


@pytest.fixture
def talks(store: Store) -> Talks:
    """A conversation of three turns that is tampered with, and another one that is left alone."""
    talk, other = begin(store, NOON).id, begin(store, NOON).id
    say(store, talk, "Cr 1.9 mg/dL")
    append(store, talk, 2, a_turn("plts 62k"), "k2", "digest", NOON)
    say(store, talk, "no prior DVT")
    say(store, other, "64 kg")
    assert verify(store) == ()
    return talk, other


def tamper(store: Store, script: str, talk: str) -> None:
    """Change the file with the bare driver, which heeds neither keys nor seals."""
    with closing(sqlite3.connect(str(store.engine.url.database))) as raw, raw:
        for statement in script.split(";"):
            raw.execute(statement, {"talk": talk} if ":talk" in statement else {})


def places(store: Store, talk: str) -> set[int | None]:
    return {fault.n for fault in verify(store) if fault.conversation == talk}


def test_every_column_of_a_turn_is_under_the_hash() -> None:
    assert {*CONTENT, *ENVELOPE, "hash"} == set(turn_rows.columns.keys())


@pytest.mark.parametrize("column", sorted(turn_rows.columns.keys()))
def test_a_changed_column_of_a_turn_is_found(store: Store, talks: Talks, column: str) -> None:
    changed = "99" if column == "n" else f"{column} || ' '"
    tamper(store, f"UPDATE turns SET {column} = {changed} WHERE conversation = :talk AND n = 2", talks[0])
    assert 2 in places(store, talks[0])
    assert places(store, talks[1]) == set()


@pytest.mark.parametrize("column", CONTENT)
def test_an_erased_column_of_a_turn_is_found(store: Store, talks: Talks, column: str) -> None:
    tamper(store, f"UPDATE turns SET {column} = NULL WHERE conversation = :talk AND n = 2", talks[0])
    assert places(store, talks[0]) == {2}


@pytest.mark.parametrize("column", CONTENT)
def test_bytes_that_are_no_text_are_found(store: Store, talks: Talks, column: str) -> None:
    """They would stop a reader that insists on UTF-8."""
    tamper(
        store,
        f"UPDATE turns SET {column} = CAST(x'ff' AS TEXT) WHERE conversation = :talk AND n = 2",
        talks[0],
    )
    assert places(store, talks[0]) == {2}
    tamper(store, f"UPDATE turns SET {column} = x'ff' WHERE conversation = :talk AND n = 2", talks[0])
    assert places(store, talks[0]) == {2}


def test_a_number_that_is_no_number_is_found(store: Store, talks: Talks) -> None:
    tamper(store, "UPDATE turns SET n = 'two' WHERE conversation = :talk AND n = 2", talks[0])
    assert 2 in places(store, talks[0])


@pytest.mark.parametrize("column", sorted(conversations.columns.keys()))
def test_a_changed_column_of_the_conversation_is_found(store: Store, talks: Talks, column: str) -> None:
    changed = {"turns": "turns + 1", "forgotten_at": "begun_at"}.get(column, f"{column} || ' '")
    tamper(store, f"UPDATE conversations SET {column} = {changed} WHERE id = :talk", talks[0])
    assert places(store, talks[0]) != set()
    assert places(store, talks[1]) == set()


@pytest.mark.parametrize("removed", REMOVALS)
def test_a_removed_row_is_found(store: Store, talks: Talks, removed: str) -> None:
    tamper(store, REMOVALS[removed], talks[0])
    assert FIRST_MISSING.get(removed, 1) in places(store, talks[0])
    assert places(store, talks[1]) == set()


def test_the_words_of_a_fault_name_the_missing_turn(store: Store, talks: Talks) -> None:
    tamper(store, REMOVALS["a turn in the middle"], talks[0])
    assert "turn 2 is missing; turn 3 follows instead" in {fault.what for fault in verify(store)}


def test_an_inserted_turn_is_found(store: Store, talks: Talks) -> None:
    tamper(store, INSERT_AT_END, talks[0])
    assert 4 in places(store, talks[0])


def test_turns_in_another_order_are_found(store: Store, talks: Talks) -> None:
    tamper(store, SWAP, talks[0])
    assert {1, 2} <= places(store, talks[0])


def test_a_turn_moved_to_another_conversation_is_found(store: Store, talks: Talks) -> None:
    talk, other = talks
    tamper(store, f"UPDATE turns SET conversation = '{other}' WHERE conversation = :talk AND n = 2", talk)
    assert 2 in places(store, talk)
    assert 2 in places(store, other)


def test_a_cut_end_is_found_though_the_row_above_was_adapted(store: Store, talks: Talks) -> None:
    tamper(store, CUT_WITHOUT_SEAL, talks[0])
    assert places(store, talks[0]) == {None}


def test_an_altered_conversation_is_not_read(store: Store, talks: Talks) -> None:
    tamper(store, "UPDATE turns SET facts = '{}' WHERE conversation = :talk AND n = 2", talks[0])
    with pytest.raises(RecordAltered, match="Start a new conversation"):
        turns(store, talks[0])
    with pytest.raises(RecordAltered):
        repeated(store, talks[0], "k2", "digest")
    assert [turn.said for turn in turns(store, talks[1])] == ["64 kg"]


@pytest.mark.parametrize("script", [CUT_WITHOUT_SEAL, INSERT_AT_END, REMOVALS["the last turn"]])
def test_an_altered_end_is_not_written_on(store: Store, talks: Talks, script: str) -> None:
    """A new turn would put a good seal over it and hide it for ever."""
    tamper(store, script, talks[0])
    before = verify(store)
    for n in (3, 4, 5):
        with pytest.raises(RecordAltered):
            append(store, talks[0], n, a_turn(), None, "", NOON)
    assert verify(store) == before != ()


def test_deleting_does_not_hide_an_altered_row(store: Store, talks: Talks) -> None:
    tamper(store, CUT_WITHOUT_SEAL, talks[0])
    forget(store, talks[0], NOON)
    assert places(store, talks[0]) == {None}


def test_a_turn_that_only_looks_deleted_is_found(store: Store, talks: Talks) -> None:
    erased = ", ".join(f"{column} = NULL" for column in CONTENT)
    tamper(store, f"UPDATE turns SET {erased} WHERE conversation = :talk AND n = 2", talks[0])
    assert places(store, talks[0]) == {2}


@pytest.mark.parametrize("column", sorted({*turn_rows.columns.keys()} - {"n", "conversation"}))
def test_a_changed_turn_of_a_deleted_conversation_is_found(store: Store, talks: Talks, column: str) -> None:
    forget(store, talks[0], NOON)
    tamper(store, f"UPDATE turns SET {column} = 'x' WHERE conversation = :talk AND n = 2", talks[0])
    assert 2 in places(store, talks[0])
