"""A reading as the outside sees it: the shape of the answer to POST /readings."""

import json
from typing import Any

from bot.reading import Reader, reading_json
from rules.facts import Vocabulary


def test_the_shape_of_a_reading(reader: Reader, vocabulary: Vocabulary) -> None:
    text = "72F, Cr 1.9 mg/dL, plts 62k, no prior DVT, mother had PE"
    shown: dict[str, Any] = reading_json(reader.read(text), vocabulary)
    facts = shown["facts"]
    assert facts[2] == {
        "fact": "creatinine",
        "value": 167.96,
        "unit": "umol/L",
        "said": {"value": 1.9, "unit": "mg/dL"},
        "span": [5, 17],
        "words": "Cr 1.9 mg/dL",
    }
    assert facts[4] == {"fact": "history_of_vte", "value": False, "span": [29, 41], "words": "no prior DVT"}
    (refused,) = shown["not_taken"]
    assert {key: refused[key] for key in ("words", "about", "reason")} == {
        "words": "mother had PE",
        "about": "history_of_vte",
        "reason": "family",
    }
    assert (shown["clarify"], shown["intent"]) == ([], "facts")
    assert json.loads(json.dumps(shown)) == shown


def entries(reader: Reader, vocabulary: Vocabulary, text: str, part: str) -> Any:
    return reading_json(reader.read(text), vocabulary)[part]


def test_what_is_empty_is_left_out(reader: Reader, vocabulary: Vocabulary) -> None:
    for text in ("", "CrCl ~38", "INR 2.1", "Cr 1.9", "ANC 2.1 -> 0.7", "Cr 90 umol/L (2026-11-20)", "Cr pending"):
        assert not has_empty(reading_json(reader.read(text), vocabulary), top=True), text


def has_empty(shown: object, top: bool = False) -> bool:
    if isinstance(shown, dict):
        return any(has_empty(value) or value is None or value == "" for value in shown.values())
    return isinstance(shown, list) and any(has_empty(entry) for entry in shown) and not top


def test_ranges_and_dates_are_shown(reader: Reader, vocabulary: Vocabulary) -> None:
    (about,) = entries(reader, vocabulary, "CrCl 30-40 mL/min", "facts")
    assert (about["low"], about["high"], about["unit"]) == (30.0, 40.0, "mL/min")
    (dated,) = entries(reader, vocabulary, "Cr 90 umol/L (2026-11-20)", "facts")
    assert dated["at"] == "2026-11-20"


def test_a_question_back_offers_its_readings(reader: Reader, vocabulary: Vocabulary) -> None:
    (asked,) = entries(reader, vocabulary, "weight 154", "clarify")
    assert [option["said"] for option in asked["options"]] == [
        {"value": 154, "unit": "kg"},
        {"value": 154, "unit": "lb"},
    ]


def test_what_is_only_possible_is_shown_as_not_known(reader: Reader, vocabulary: Vocabulary) -> None:
    (fact,) = entries(reader, vocabulary, "she missed her period", "facts")
    assert (fact["fact"], fact["value"], fact["words"]) == ("pregnant", "unknown", "missed her period")


def test_a_doubtful_menopause_is_asked_with_the_definition(reader: Reader, vocabulary: Vocabulary) -> None:
    (asked,) = entries(reader, vocabulary, "45F, postmenopausal", "clarify")
    assert "from 50 years with 12 months without periods (EU) or 24 months (US)" in asked["question"]
    assert "after chemotherapy it does not count" in asked["question"]
