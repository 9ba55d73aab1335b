"""Numbers keep their value through every unit and every way of writing them."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reading import Reader
from bot.reading.dates import read_date
from rules.units import to_canonical
from rules.values import Quantity
from tests.reading.test_any_text import READER, VOCABULARY

NAMES = {
    "creatinine": "creatinine", "creatinine_clearance_ml_min": "CrCl", "egfr_ml_min_1_73m2": "eGFR", "anc": "ANC",
    "platelets": "plts", "haemoglobin": "Hb", "weight_kg": "weight", "height_cm": "height", "temperature_c": "temp",
    "marrow_plasma_cells_percent": "marrow plasma cells",
}  # fmt: skip
numbers = st.decimals(min_value="0.01", max_value="3000", places=2)


def number_of(reader: Reader, text: str, fact: str) -> Quantity:
    value = next(item.value for item in reader.read(text).facts if item.fact == fact)
    assert isinstance(value, Quantity)
    return value


@given(data=st.data(), fact=st.sampled_from(sorted(NAMES)), number=numbers)
def test_a_number_with_its_unit_is_read_exactly(data: st.DataObject, fact: str, number: Decimal) -> None:
    definition = VOCABULARY[fact]
    unit = data.draw(st.sampled_from([definition.unit, *definition.also]))
    meant = to_canonical(str(number), unit, definition)
    reading = READER.read(f"{NAMES[fact]} {number} {unit}")
    if (definition.low or 0) <= meant <= (definition.high or 0):
        assert [(item.fact, item.value) for item in reading.facts] == [(fact, Quantity(meant, meant))]
        assert not reading.facts[0].assumed
    else:
        assert [(item.about, item.reason) for item in reading.not_taken] == [(fact, "out_of_range")]
        assert not reading.facts


@given(number=numbers)
def test_a_decimal_comma_reads_like_a_point(number: Decimal) -> None:
    assume(Decimal("0.23") <= number <= Decimal("22.6"))
    point = number_of(READER, f"Cr {number} mg/dL", "creatinine")
    assert number_of(READER, f"Cr {str(number).replace('.', ',')} mg/dL", "creatinine") == point


@given(count=st.integers(1000, 1_999_999))
def test_commas_part_thousands(count: int) -> None:
    assert number_of(READER, f"plts {count:,}/uL", "platelets") == Quantity(count / 1000, count / 1000)


@given(low=st.integers(1, 120), width=st.integers(1, 60), joint=st.sampled_from(["-", " - ", "–", " to "]))
def test_a_range_keeps_both_ends(low: int, width: int, joint: str) -> None:
    assert number_of(READER, f"CrCl {low}{joint}{low + width} mL/min", "creatinine_clearance_ml_min") == Quantity(
        low, low + width
    )


@given(older=st.decimals("0.1", "9", places=1), newer=st.decimals("0.1", "9", places=1))
@pytest.mark.parametrize("words", ["ANC {} -> {} x10^9/L", "ANC from {} to {} G/L", "ANC was {}, now {} x10^9/L"])
def test_the_newer_value_counts(words: str, older: Decimal, newer: Decimal) -> None:
    item = next(item for item in READER.read(words.format(older, newer)).facts if item.fact == "anc")
    assert item.value == Quantity(float(newer), float(newer))
    assert item.earlier == Quantity(float(older), float(older))


def test_a_strict_bound_leaves_out_its_number(reader: Reader) -> None:
    below = number_of(reader, "CrCl <30 mL/min", "creatinine_clearance_ml_min")
    above = number_of(reader, "CrCl >60 mL/min", "creatinine_clearance_ml_min")
    assert below.low == 0 and 29.99 < below.high < 30
    assert 60 < above.low < 60.01 and above.high == 250
    assert number_of(reader, "CrCl ≤30 mL/min", "creatinine_clearance_ml_min").high == 30
    assert number_of(reader, "prior lines <3", "prior_lines") == Quantity(0, 2)


def test_about_is_a_range_around_the_number(reader: Reader) -> None:
    about = number_of(reader, "CrCl ~38", "creatinine_clearance_ml_min")
    assert about.low < 38 < about.high


@pytest.mark.parametrize("text", ["Cr 1.9", "Cr 177", "creatinine 20"])
def test_a_bare_creatinine_offers_its_plausible_readings(text: str, reader: Reader) -> None:
    reading = reader.read(text)
    assert not reading.facts
    question = next(asked for asked in reading.clarify if asked.fact == "creatinine")
    assert question.options and all(option.fact == "creatinine" and option.assumed for option in question.options)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("20 nov 2026", "2026-11-20"),
        ("nov 20, 2026", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("5/5/2026", "2026-05-05"),
        ("03/04/2026", None),
        ("31/02/2026", None),
        ("2026-13-01", None),
    ],
)
def test_dates_are_read_only_when_they_are_one_day(words: str, day: str | None) -> None:
    read = read_date(words)
    assert (read.isoformat() if read else None) == day
