"""Units: every accepted unit is converted exactly, and nothing else is taken for a unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import Vocabulary
from rules.units import CONVERSIONS, UnitNotAccepted, canonical_unit_name, exact, to_canonical


@pytest.mark.parametrize(
    ("fact", "value", "unit", "canonical"),
    [
        ("creatinine", 1.9, "mg/dL", 167.96),
        ("creatinine", "1.9", "mg/dl", 167.96),
        ("creatinine", 1.2, "mg/dL", 106.08),
        ("creatinine", 177, "µmol/L", 177.0),
        ("weight_kg", 154, "lb", 69.85322498),
        ("weight_kg", 64, "kg", 64.0),
        ("height_cm", 1.75, "m", 175.0),
        ("height_cm", 70, "in", 177.8),
        ("anc", 900, "/uL", 0.9),
        ("anc", 500, "/mm3", 0.5),
        ("anc", 0.9, "10^3/uL", 0.9),
        ("anc", 0.9, "×10⁹/L", 0.9),
        ("platelets", 62_000, "/uL", 62.0),
        ("platelets", 62, "K/uL", 62.0),
        ("platelets", 29_970, "/mm³", 29.97),
        ("platelets", 62, "G/L", 62.0),
        ("haemoglobin", 121, "g/L", 12.1),
        ("haemoglobin", 7.5, "mmol/L", 12.085875),
        ("temperature_c", 100.4, "°F", 38.0),
        ("temperature_c", 212, "degF", 100.0),
        ("temperature_c", 38.5, "C", 38.5),
        ("creatinine_clearance_ml_min", 59.97, "mL/min", 59.97),
        ("prior_lines", 2, "", 2.0),
    ],
)
def test_a_value_is_converted_exactly(
    vocabulary: Vocabulary, fact: str, value: float | str, unit: str, canonical: float
) -> None:
    assert to_canonical(value, unit, vocabulary[fact]) == canonical


@pytest.mark.parametrize(
    ("unit", "canonical", "factor"),
    [
        ("mg/dL", "umol/L", "88.4"),
        ("lb", "kg", "0.45359237"),
        ("m", "cm", "100"),
        ("in", "cm", "2.54"),
        ("/uL", "10^9/L", "0.001"),
        ("/mm3", "10^9/L", "0.001"),
        ("10^3/uL", "10^9/L", "1"),
        ("g/L", "g/dL", "0.1"),
        ("mmol/L", "g/dL", "1.61145"),
    ],
)
@given(number=st.integers(1, 10**7))
def test_there_and_back_is_the_same_number(unit: str, canonical: str, factor: str, number: int) -> None:
    value = Fraction(number, 1000)
    assert CONVERSIONS[(unit, canonical)](value) == value * Fraction(factor)
    assert CONVERSIONS[(unit, canonical)](value) / Fraction(factor) == value


@given(st.integers(300, 430))
def test_fahrenheit_there_and_back_is_the_same_temperature(tenths: int) -> None:
    celsius = Fraction(tenths, 10)
    assert CONVERSIONS[("degF", "degC")](celsius * Fraction(9, 5) + 32) == celsius


def test_every_unit_of_the_fact_list_has_a_conversion(vocabulary: Vocabulary) -> None:
    also = {(unit, fact.unit) for fact in vocabulary.askable() for unit in fact.also}
    assert also == set(CONVERSIONS)


def test_a_decimal_is_taken_as_it_is_written() -> None:
    assert exact(59.97) == Fraction(5997, 100)
    assert exact("0.1") == Fraction(1, 10)


@pytest.mark.parametrize(
    ("fact", "unit"),
    [
        ("creatinine", "mg"),
        ("creatinine", ""),
        ("creatinine", "mmol/L"),
        ("weight_kg", "g"),
        ("anc", "g/L"),
        ("creatinine_clearance_ml_min", "mL/min/1.73m2"),
        ("egfr_ml_min_1_73m2", "mL/min"),
        ("prior_lines", "mg"),
    ],
)
def test_another_unit_is_refused_with_those_that_fit(vocabulary: Vocabulary, fact: str, unit: str) -> None:
    with pytest.raises(UnitNotAccepted, match="it is measured in") as refusal:
        to_canonical(5, unit, vocabulary[fact])
    assert vocabulary[fact].unit in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("µmol/L", "umol/L"),
        ("μmol/l", "umol/L"),
        ("mcmol/L", "umol/L"),
        ("umol / l", "umol/L"),
        ("x10^9/L", "10^9/L"),
        ("10*9/L", "10^9/L"),
        ("G/L", "10^9/L"),
        ("g/L", "g/L"),
        ("g/l", "g/L"),
        ("K/µL", "10^3/uL"),
        ("cells/mm³", "/mm3"),
        ("ml/min/1.73 m²", "mL/min/1.73m2"),
        ("°C", "degC"),
        ("furlong", None),
        ("", None),
    ],
)
def test_the_spellings_of_a_unit(words: str, unit: str | None) -> None:
    assert canonical_unit_name(words) == unit
