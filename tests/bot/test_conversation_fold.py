"""Facts are a fold over the turns: undo, redo, restart and skipping follow from it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import fold

FACTS = st.dictionaries(
    st.sampled_from(["anc", "sex", "label"]), st.fixed_dictionaries({"value": st.integers(0, 9)}), min_size=1
)
EFFECTIVE = st.one_of(
    st.fixed_dictionaries({"set": FACTS}),
    st.fixed_dictionaries({"skip": st.lists(st.sampled_from(["anc", "sex"]), min_size=1, unique=True)}),
    st.just({"restart": True}),
)
CHANGES = st.lists(st.one_of(EFFECTIVE, st.just({"undo": True}), st.just({"redo": True}), st.just({})))


def test_later_values_replace_earlier_ones() -> None:
    state = fold([{"set": {"anc": {"value": 2}}}, {"set": {"anc": {"value": 1}, "sex": {"value": "male"}}}]).present
    assert state.facts == {"anc": {"value": 1}, "sex": {"value": "male"}}


def test_undo_brings_the_replaced_value_back() -> None:
    state = fold([{"set": {"anc": {"value": 2}}}, {"set": {"anc": {"value": 1}}}, {"undo": True}]).present
    assert state.facts == {"anc": {"value": 2}}


def test_a_change_after_an_undo_ends_the_redo() -> None:
    history = fold(
        [{"set": {"anc": {"value": 2}}}, {"undo": True}, {"set": {"sex": {"value": "male"}}}, {"redo": True}]
    )
    assert history.present.facts == {"sex": {"value": "male"}}


def test_an_answered_question_is_no_longer_put_off() -> None:
    assert fold([{"skip": ["anc"]}, {"set": {"anc": {"value": 2}}}]).present.skipped == ()


@given(CHANGES, EFFECTIVE)
def test_undo_takes_back_exactly_one_change(changes: list[dict[str, Any]], change: dict[str, Any]) -> None:
    assert fold([*changes, change, {"undo": True}]).present == fold(changes).present


@given(CHANGES, EFFECTIVE)
def test_redo_takes_back_an_undo(changes: list[dict[str, Any]], change: dict[str, Any]) -> None:
    assert fold([*changes, change, {"undo": True}, {"redo": True}]).present == fold([*changes, change]).present


@given(CHANGES)
def test_undo_never_goes_before_the_beginning(changes: list[dict[str, Any]]) -> None:
    assert fold([*changes, *[{"undo": True}] * (len(changes) + 1)]).present == fold([]).present
