"""Laws of the hash chain, for whatever turns a dialogue may bring."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.store import NewTurn, append, begin, open_store, turns, verify
from bot.store.chain import chain_faults, content_digest, turn_hash
from bot.store.opening import reading
from bot.store.schema import conversations, turn_rows
from tests.bot.stored_turns import NOON, a_turn, address, say

# Half of a surrogate pair is no character, yet JSON from a browser may carry one.
any_text = st.text(st.characters(exclude_categories=()), max_size=30)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
any_object = st.dictionaries(any_text, any_json, max_size=3)
any_turn = st.builds(
    a_turn,
    said=any_text,
    understood=st.lists(any_json, max_size=3) | any_object,
    change=any_object,
    reply=any_object,
    facts=any_object,
)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of an untouched conversation of five turns."""
    store = open_store(address(tmp_path_factory.mktemp("laws")))
    talk = begin(store, NOON).id
    say(store, talk, "Cr 1.9 mg/dL", "64 kg", "no", "no", "undo")
    with reading(store) as connection:
        head = connection.execute(conversations.select().where(conversations.c.id == talk)).one()
        rows = connection.execute(turn_rows.select().where(turn_rows.c.conversation == talk)).all()
    return head._asdict(), sorted((row._asdict() for row in rows), key=lambda row: row["n"])


@given(new=st.lists(any_turn, max_size=3))
def test_any_turns_come_back_unchanged_and_verify(new: list[NewTurn]) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(address(Path(folder)))
        talk = begin(store, NOON).id
        written = tuple(append(store, talk, n, turn, None, "", NOON) for n, turn in enumerate(new, 1))
        assert turns(store, talk) == written
        assert verify(store) == ()
    names = [field.name for field in fields(NewTurn)]
    assert [NewTurn(**{name: getattr(turn, name) for name in names}) for turn in written] == new


@given(order=st.lists(st.integers(0, 4), max_size=6))
def test_only_all_turns_in_order_make_a_whole_chain(
    chain: tuple[dict[str, Any], list[dict[str, Any]]], order: list[int]
) -> None:
    head, rows = chain
    assert (chain_faults(head, [rows[place] for place in order]) == ()) == (order == [0, 1, 2, 3, 4])


@given(place=st.integers(0, 4), column=st.sampled_from(sorted(turn_rows.columns.keys())), value=any_json)
def test_any_other_value_anywhere_is_found(
    chain: tuple[dict[str, Any], list[dict[str, Any]]], place: int, column: str, value: Any
) -> None:
    head, rows = chain
    assume(value != rows[place][column])
    changed = [{**row, column: value} if row is rows[place] else row for row in rows]
    assert chain_faults(head, changed) != ()


@given(place=st.integers(0, 4), said=any_text)
def test_a_forged_turn_with_its_own_hash_right_is_found_by_what_follows(
    chain: tuple[dict[str, Any], list[dict[str, Any]]], place: int, said: str
) -> None:
    head, rows = chain
    forged = {**rows[place], "said": said}
    forged["content_digest"] = content_digest(forged)
    forged["hash"] = turn_hash(forged)
    found = chain_faults(head, [*rows[:place], forged, *rows[place + 1 :]])
    assert [fault.n for fault in found] == [min(place + 2, 5)]
