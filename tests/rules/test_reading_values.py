"""Facts come in strictly: what is not exactly a value of the fact is refused with a reason, never mended."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import FactDefinition, Vocabulary
from rules.quantities import Fact, Quantity
from rules.values import FactRejected, read_fact, show_fact


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("anc", 0.9, Quantity(0.9, 0.9)),
        ("anc", 1, Quantity(1.0, 1.0)),
        ("anc", {"value": 900, "unit": "/uL"}, Quantity(0.9, 0.9)),
        ("creatinine", {"value": 1.9, "unit": "mg/dL"}, Quantity(167.96, 167.96)),
        ("creatinine_clearance_ml_min", {"low": 30, "high": 40, "unit": "mL/min"}, Quantity(30.0, 40.0)),
        ("creatinine_clearance_ml_min", {"low": 38, "high": 38}, Quantity(38.0, 38.0)),
        ("age_years", 72, Quantity(72.0, 72.0)),
        ("age_years", 72.0, Quantity(72.0, 72.0)),
        ("age_years", 0, Quantity(0.0, 0.0)),
        ("prior_lines", {"low": 2, "high": 3}, Quantity(2.0, 3.0)),
        ("label", "us", "us"),
        ("label", {"value": "eu"}, "eu"),
        ("pregnant", False, False),
        ("pregnant", {"value": True}, True),
        ("anc", "unknown", None),
        ("label", "unknown", None),
        ("pregnant", "unknown", None),
        ("creatinine", {"value": "unknown"}, None),
        ("creatinine", {"value": "unknown", "unit": "mg/dL"}, None),
    ],
)
def test_what_is_accepted(vocabulary: Vocabulary, fact: str, raw: object, value: object) -> None:
    assert read_fact(vocabulary, fact, raw).value == value


NUMBERS_REFUSED: list[tuple[str, object, str]] = [
    ("anc", "59", 'ANC: "59" is not a number.'),
    ("anc", True, "ANC: true is not a number."),
    ("anc", None, "ANC: null is not a number."),
    ("anc", [1.0], "ANC: [1.0] is not a number."),
    ("anc", math.nan, "ANC: NaN is not a number."),
    ("anc", math.inf, "ANC: Infinity is not a number."),
    ("anc", -math.inf, "ANC: -Infinity is not a number."),
    ("anc", 10**400, "ANC: the number is too large."),
    ("anc", -0.1, "ANC: -0.1 10^9/L is not plausible."),
    ("anc", 100.1, "ANC: 100.1 10^9/L is not plausible."),
    ("anc", 900, "ANC: 900 10^9/L is not plausible."),
    ("age_years", 111, "age: 111 year is not plausible."),
    ("age_years", 72.5, "age: 72.5 is not a whole number."),
    ("prior_lines", 16, "prior lines of therapy: 16 is not plausible."),
    ("creatinine", {"value": 0.1, "unit": "mg/dL"}, "serum creatinine: 8.84 umol/L is not plausible."),
]


@pytest.mark.parametrize(("fact", "raw", "message"), NUMBERS_REFUSED)
def test_a_number_that_is_refused(vocabulary: Vocabulary, fact: str, raw: object, message: str) -> None:
    with pytest.raises(FactRejected) as refusal:
        read_fact(vocabulary, fact, raw)
    assert (refusal.value.fact, refusal.value.message) == (fact, message)
    assert refusal.value.hint.startswith("Accepted: a")


@pytest.mark.parametrize(
    ("fact", "raw", "message", "hint"),
    [
        ("pregnant", "no", 'pregnant: "no" is not yes or no.', 'Accepted: true, false or "unknown".'),
        ("pregnant", 0, "pregnant: 0 is not yes or no.", 'Accepted: true, false or "unknown".'),
        ("label", "uk", 'prescribing label: "uk" is not one of the choices.', 'Accepted: us, eu or "unknown".'),
        ("label", "US", 'prescribing label: "US" is not one of the choices.', 'Accepted: us, eu or "unknown".'),
        ("label", True, "prescribing label: true is not one of the choices.", 'Accepted: us, eu or "unknown".'),
        ("anc", {"value": 1, "unit": "g/L"}, "'g/L' is no unit of ANC", "Accepted: a number from 0 to 100"),
        ("anc", {"value": 1, "unit": 9}, "ANC: the unit must be text.", "Accepted: a number"),
        ("label", {"value": "us", "unit": ""}, "prescribing label has no unit.", "Accepted: us, eu"),
        ("pregnant", {"value": True, "unit": "mg"}, "pregnant has no unit.", "Accepted: true, false"),
        ("anc", {}, "ANC: no value was given.", "Accepted: a number"),
        (
            "anc",
            {"valeu": 1},
            'ANC: "valeu" is not part of a value.',
            'Use "value", "unit", "at", or "low" and "high".',
        ),
        ("anc", {"low": 1}, "ANC: a range needs both low and high, and nothing else.", "Accepted: a number"),
        ("anc", {"low": 1, "high": 2, "value": 1}, "ANC: a range needs both low and high, and nothing else.", "Acc"),
        ("anc", {"low": 2, "high": 1}, "ANC: the range runs from 2 down to 1.", "Give the lower end first."),
        ("anc", {"low": 1, "high": 200}, "ANC: 200 10^9/L is not plausible.", "Accepted: a number from 0 to 100"),
        ("anc", {"low": "unknown", "high": 2}, 'ANC: "unknown" is not a number.', "Accepted: a number"),
        ("label", {"low": "eu", "high": "us"}, "prescribing label is no number, so it has no range.", "Accepted: us"),
        ("anc", {"value": 1, "at": "20 Nov"}, 'ANC: "20 Nov" is not a date.', "Write the date as 2026-11-20."),
        ("anc", {"value": 1, "at": "2026-02-30"}, 'ANC: "2026-02-30" is not a date.', "Write the date as"),
        ("anc", {"value": 1, "at": "2026-W47-7"}, 'ANC: "2026-W47-7" is not a date.', "Write the date as"),
        ("anc", {"value": 1, "at": 20261120}, "ANC: 20261120 is not a date.", "Write the date as"),
        ("creatinin", 100, '"creatinin" is not a fact Lendex knows.', "See the list of facts"),
        ("saved_score", 2, "saved_score is computed by Lendex and cannot be given.", "See the list of facts"),
    ],
)
def test_what_else_is_refused(vocabulary: Vocabulary, fact: str, raw: object, message: str, hint: str) -> None:
    with pytest.raises(FactRejected) as refusal:
        read_fact(vocabulary, fact, raw)
    assert refusal.value.message.startswith(message)
    assert refusal.value.hint.startswith(hint)


def test_a_number_of_thousands_of_digits_is_refused_in_words(vocabulary: Vocabulary) -> None:
    with pytest.raises(FactRejected, match="a number of thousands of digits is not yes or no"):
        read_fact(vocabulary, "pregnant", 10**5000)


def test_what_is_refused_is_shown_cut_short(vocabulary: Vocabulary) -> None:
    with pytest.raises(FactRejected) as refusal:
        read_fact(vocabulary, "label", "x" * 500)
    assert len(refusal.value.message) < 130


def test_both_ends_of_a_plausible_range_are_accepted(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.askable():
        for end in (fact.low, fact.high):
            if end is not None:
                assert read_fact(vocabulary, fact.id, end).value == Quantity(end, end)


def test_a_number_just_outside_its_range_is_refused(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.askable():
        if fact.type == "number" and fact.low is not None and fact.high is not None:
            for outside in (math.nextafter(fact.low, -math.inf), math.nextafter(fact.high, math.inf)):
                with pytest.raises(FactRejected, match="is not plausible"):
                    read_fact(vocabulary, fact.id, outside)


def test_the_date_and_the_words_of_a_value_are_kept(vocabulary: Vocabulary) -> None:
    fact = read_fact(vocabulary, "creatinine", {"value": 1.9, "unit": "mg/dL", "at": "2026-11-20"})
    assert (fact.at, fact.said) == (date(2026, 11, 20), "1.9 mg/dL")
    assert read_fact(vocabulary, "anc", {"low": 500, "high": 900, "unit": "/uL"}).said == "500–900 /uL"


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (Fact("anc", Quantity(0.9, 0.9)), {"value": 0.9, "unit": "10^9/L", "origin": "given"}),
        (Fact("age_years", Quantity(72, 72)), {"value": 72, "unit": "year", "origin": "given"}),
        (Fact("prior_lines", Quantity(2, 3)), {"low": 2, "high": 3, "origin": "given"}),
        (Fact("label", "us"), {"value": "us", "origin": "given"}),
        (Fact("pregnant", False), {"value": False, "origin": "given"}),
        (Fact("anc", None), {"value": "unknown", "origin": "given"}),
        (
            Fact("anc", Quantity(0.9, 0.9), "computed", "how", date(2026, 11, 20), "900 /uL"),
            {
                **{"value": 0.9, "unit": "10^9/L", "origin": "computed"},
                **{"how": "how", "said": "900 /uL", "at": "2026-11-20"},
            },
        ),
    ],
)
def test_a_fact_is_shown_in_its_outside_form(vocabulary: Vocabulary, fact: Fact, shown: dict[str, object]) -> None:
    assert show_fact(vocabulary, fact) == shown


def raw_values(fact: FactDefinition) -> st.SearchStrategy[Any]:
    """Everything that a fact accepts."""
    if fact.type == "boolean":
        return st.booleans() | st.just("unknown")
    if fact.type == "choice":
        return st.sampled_from((*fact.choices, "unknown"))
    low, high = fact.low or 0, fact.high or 0
    numbers: st.SearchStrategy[float] = (
        st.integers(int(low), int(high)) if fact.type == "integer" else st.floats(low, high)
    )
    ranges = st.tuples(numbers, numbers).map(sorted).map(lambda ends: {"low": ends[0], "high": ends[1]})
    return numbers | ranges | st.just("unknown")


@given(st.data())
def test_what_was_read_is_shown_as_it_came(vocabulary: Vocabulary, data: st.DataObject) -> None:
    definition = data.draw(st.sampled_from(vocabulary.askable()))
    raw = data.draw(raw_values(definition))
    shown = show_fact(vocabulary, read_fact(vocabulary, definition.id, raw))
    again = {key: value for key, value in shown.items() if key in ("value", "low", "high", "unit")}
    assert read_fact(vocabulary, definition.id, again).value == read_fact(vocabulary, definition.id, raw).value
    json.dumps(shown, allow_nan=False)


@given(st.data())
def test_nothing_else_gets_through(vocabulary: Vocabulary, data: st.DataObject) -> None:
    definition = data.draw(st.sampled_from(vocabulary.askable()))
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    objects = st.dictionaries(st.sampled_from(("value", "low", "high", "unit", "at")), scalars, max_size=3)
    raw = data.draw(scalars | objects | st.lists(scalars, max_size=2))
    try:
        fact = read_fact(vocabulary, definition.id, raw)
    except FactRejected as refusal:
        assert refusal.message.endswith(".") and refusal.hint.endswith(".")
        return
    if isinstance(fact.value, Quantity):
        assert definition.low is not None and definition.high is not None
        assert definition.low <= fact.value.low <= fact.value.high <= definition.high
