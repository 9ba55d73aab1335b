"""Identifiers are covered, clinical words and numbers are not."""

import pytest

from bot.reading import Reader, mask


def covered(text: str) -> list[str]:
    return [text[start:end] for start, end in mask(text).spans]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mr Smith, 72", ["Smith"]),
        ("Mrs O'Brien 72F", ["O'Brien"]),
        ("Ms Rose on dialysis", ["Rose"]),
        ("Mrs de la Cruz-Garcia", ["de", "la", "Cruz", "Garcia"]),
        ("Dr. Jones advised len", ["Jones"]),
        ("mr smith", ["smith"]),
        ("Patient John Smith refractory", ["John", "Smith"]),
        ("Patient: Maria Lopez, 64 kg", ["Maria", "Lopez"]),
        ("MRN 4471234", ["4471234"]),
        ("hospital number A123456", ["A123456"]),
        ("NHS no 943 476 5919", ["943 476 5919"]),
        ("DOB 12/03/1950", ["12/03/1950"]),
        ("born 3 March 1951", ["3 March 1951"]),
        ("tel 020 7946 0958", ["020 7946 0958"]),
        ("call +34 612 345 678", ["+34 612 345 678"]),
        ("ring 07700900123", ["07700900123"]),
        ("write to j.smith@nhs.uk", ["j.smith@nhs.uk"]),
    ],
)
def test_identifiers_are_covered(text: str, hidden: list[str]) -> None:
    assert covered(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "patient refractory",
        "patient Relapsed after VMP",
        "Patient on EPO, pt stable",
        "mr len refractory",
        "72F Cr 1.9 mg/dL plts 62,000/uL ANC 1200 CrCl 30-40",
        "plts 120 115 98 76",
        "plts 1500000/uL",
        "DVT 2019-03-12, ASCT 12/03/2019",
        "dex d1-4,9-12,17-20, cycle 3",
        "The patient has diabetes",
        "ID 55, age 72",
    ],
)
def test_clinical_words_and_numbers_are_left(text: str) -> None:
    assert mask(text).text == text


def test_known_words_are_never_covered() -> None:
    assert mask("Mr Zuckerkrank", {"zuckerkrank"}).text == "Mr Zuckerkrank"


def test_masked_text_reads_the_same(reader: Reader) -> None:
    text = "Mrs Smith, DOB 12/03/1950, MRN 4471234: 72F, Cr 1.9 mg/dL, no prior DVT, on EPO"
    plain, masked = reader.read(text), reader.read(mask(text).text)
    assert [(item.fact, item.value, item.span) for item in plain.facts] == [
        (item.fact, item.value, item.span) for item in masked.facts
    ]
