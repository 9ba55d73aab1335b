"""How typical a question is for a finding: a share, whole for a finding asked for in these words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.asking import ask
from knowledge.asking.indexed.typical import typical_of
from knowledge.library import Library

QUESTIONS = st.lists(st.tuples(st.integers(0, 5), st.frozensets(st.sampled_from("abcdefgh"), min_size=1)), min_size=1)


@given(QUESTIONS, st.frozensets(st.sampled_from("abcdefghij"), min_size=1))
def test_how_typical_a_question_is_lies_between_nothing_and_all(
    asked: list[tuple[int, frozenset[str]]], question: frozenset[str]
) -> None:
    weight = {feature: 1.0 + place for place, feature in enumerate("abcdefghij")}
    typical = typical_of(asked, weight).of({feature: weight[feature] for feature in question})
    told = {finding for finding, features in asked if features & question}
    assert {finding for finding, share in enumerate(typical) if share} == told
    assert all(0 <= share <= 1 + 1e-9 for share in typical)


def test_a_finding_always_asked_for_in_the_same_words_is_wholly_typical_of_them() -> None:
    weight = {"orr": 2.0, "registry": 1.0, "os": 3.0}
    typical = typical_of([(0, {"orr", "registry"}), (0, {"orr", "registry"}), (1, {"os", "registry"})], weight)
    found = typical.of({"orr": 2.0, "registry": 1.0})
    assert found[0] == pytest.approx(1) and found[1] < 0.5


def test_one_word_that_nothing_holds_does_not_hide_what_is_asked_for(library: Library) -> None:
    assert ask(library.index, "wat does revlimd do to naturel killer cels").findings == ("mechanism-nk-cells",)


@pytest.mark.parametrize(
    "question",
    [
        "ORR in smokers in the registry",
        "OS of smokers on len dex",
        "smokers OS len dex",
        "smoker response registry",
        "rhabdo risk with len plus a statin",
    ],
)
def test_a_word_that_narrows_whom_it_is_asked_for_must_be_held(library: Library, question: str) -> None:
    assert not ask(library.index, question).found


def test_both_sides_are_told_of_a_part_against_everybody(library: Library) -> None:
    found = ask(library.index, "MM-018 gr3+ low neuts, spaniards vs everybody").findings
    assert found == ("mm018-neutropenia", "mm018-spain-neutropenia")


def test_a_list_of_items_is_whole(library: Library) -> None:
    found = ask(library.index, "Which items go into SAVED and what does each one score?").findings
    items = {"saved-surgery", "saved-asian", "saved-vte-history", "saved-age"}
    assert items | {"saved-dexamethasone-standard", "saved-dexamethasone-high"} <= set(found)


def test_what_a_part_of_a_study_is_asked_for_lends_no_figure_of_the_whole(library: Library) -> None:
    first = ask(library.index, "rate of second cancers in mm-009 and mm-010 in the blood 2012 paper?")
    assert ask(library.index, "and the skin ones only", first.about).findings == ("spm-2012-skin",)
