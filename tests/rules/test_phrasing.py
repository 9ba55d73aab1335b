"""Conditions in words: the notation of a clinical table, and rules read aloud."""

from __future__ import annotations

import pytest

from rules.conditions import All, AnyOf, Band, Condition, Is, Leaf, Not, NotKnown, OneOf, Surely
from rules.facts import Vocabulary
from rules.phrasing import condition_words, open_words, test_words
from rules.quantities import Fact
from rules.ruleset import RuleSet

# pytest would take the function for a test.
words_of = test_words
del test_words

CRCL = "creatinine_clearance_ml_min"


@pytest.mark.parametrize(
    ("leaf", "stands", "words"),
    [
        (Band(CRCL, at_least=30, below=60), True, "30 <= CrCl < 60"),
        (Band(CRCL, above=30, at_most=60), True, "30 < CrCl <= 60"),
        (Band(CRCL, below=30), True, "CrCl < 30"),
        (Band(CRCL, at_most=30), True, "CrCl <= 30"),
        (Band(CRCL, at_least=50), True, "CrCl >= 50"),
        (Band(CRCL, above=60), True, "CrCl > 60"),
        (Band(CRCL, at_least=30, below=60), False, "CrCl < 30 or CrCl >= 60"),
        (Band(CRCL, above=60), False, "CrCl <= 60"),
        (Is("pregnant", True), True, "pregnant"),
        (Is("pregnant", True), False, "not pregnant"),
        (Is("pregnant", False), True, "not pregnant"),
        (Is("diabetes", False), True, "no diabetes"),
        (Is("lenalidomide_dose_mg", 7.5), True, "current lenalidomide dose: 7.5 mg"),
        (Is("diagnosis", "amyloidosis"), False, "diagnosis: not amyloidosis"),
        (OneOf("lenalidomide_dose_mg", (5.0, 10.0)), True, "current lenalidomide dose: 5 mg or 10 mg"),
        (NotKnown("on_dialysis"), True, "on dialysis not known"),
        (NotKnown("on_dialysis"), False, "on dialysis known"),
    ],
)
def test_one_test_in_words(vocabulary: Vocabulary, leaf: Leaf, stands: bool, words: str) -> None:
    assert words_of(vocabulary, leaf, stands) == words


LOW, FEVER = Band("anc", below=1.0), Is("fever", True)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (All((LOW, FEVER)), "ANC < 1 and fever"),
        (AnyOf((LOW, FEVER)), "(ANC < 1 or fever)"),
        (Not(AnyOf((LOW, FEVER))), "ANC >= 1 and no fever"),
        (Not(All((LOW, FEVER))), "(ANC >= 1 or no fever)"),
        (Not(Surely(FEVER)), "unless it is known that fever"),
        (Surely(FEVER), "it is known that fever"),
        (All(()), "always"),
    ],
)
def test_a_whole_condition_in_words(vocabulary: Vocabulary, condition: Condition, words: str) -> None:
    assert condition_words(vocabulary, condition) == words


def test_what_a_condition_still_hangs_on_leaves_out_what_is_settled(vocabulary: Vocabulary) -> None:
    condition = All((LOW, AnyOf((FEVER, Is("pregnant", True)))))
    assert open_words(vocabulary, condition, {}) == "ANC < 1 and (fever or pregnant)"
    assert open_words(vocabulary, condition, {"pregnant": Fact("pregnant", False)}) == "ANC < 1 and fever"
    assert open_words(vocabulary, condition, {"fever": Fact("fever", True)}) == "ANC < 1"


def test_every_rule_can_be_read_aloud(ruleset: RuleSet) -> None:
    for rule in ruleset.rules():
        words = condition_words(ruleset.vocabulary, rule.when)
        assert words and "  " not in words and "None" not in words, rule.id
        assert words.count("(") == words.count(")")
