"""Tables 1 to 3 of the review, cell by cell: each printed cell is one finding of its own column and reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from knowledge.library import Finding, Library


@dataclass(frozen=True)
class Column:
    """A column as printed, with the study its findings report on and the reference in the title of the table."""

    table: int
    label: str
    study: str
    reference: int
    n: int | None = None


DIRECT = Column(1, "Direct tumoricidal effects on MM cells", "review-background", 9)
INDIRECT = Column(1, "Indirect immunomodulatory effects inhibiting MM cell expansion", "review-background", 9)
ALL_PATIENTS = Column(2, "All patients (n = 111)", "registry", 33, 111)
RENAL_FAILURE = Column(2, "Renal failure (n = 14)", "registry", 33, 14)
COMPASSIONATE_USE = Column(3, "Compassionate use (n = 103)", "registry", 33, 103)
TRIALS = Column(3, "MM-009/010 (n = 353)", "mm009-010-pooled", 23, 353)

TABLE_1 = [
    ("Antiproliferative effects", "Immunomodulation"),
    ("G0-G1 cell cycle arrest", "Altering cytokine production"),
    ("Increased p21 expression", "T cell activation"),
    ("Proapoptotic effects", "Augmentation of natural killer cell function"),
    ("Enhanced TRAIL effects", "Inhibition of MM-BMSC adhesion"),
    ("Caspase-8 pathway activation", "Inhibition of proinflammatory cytokines"),
    ("Inhibition of NF-κB", "Antiangiogenic effects"),
]

TABLE_2 = [
    ("Duration of disease, median (range), months", "37.4 (4–200)", "32.9 (6–101)"),
    ("Cytogenetic abnormalities, n/N (%)", "18/105 (17.1)", "0"),
    ("Extramedullary plasmacytomas, n (%)", "27 (24.3)", "3 (21.4)"),
    ("Multiple lytic lesions, n/N (%)", "59/97 (60.8)", "6/11 (54.5)"),
    ("Number of prior therapies, median (range)", "3.0 (1–8)", "2.5 (1–5)"),
    ("Prior ASCT, n (%)", "39 (35.1)", "4 (28.6)"),
    ("Prior bortezomib, n (%)", "100 (90.1)", "11 (78.6)"),
    ("Prior thalidomide, n (%)", "29 (26.1)", "3 (21.4)"),
    ("Standard schedule (25 mg/day for the first 3 weeks of a 4-week cycle)", "89 (80.2)", "5 (35.7)"),
    ("25 mg/day for 3 days per week for the first 3 weeks of a 4-week cycle", "10 (9.0)", "8 (57.4)"),
    ("Other low-intensity schedules", "9 (8.1)", "1 (7.1)"),
]

TABLE_3 = [
    ("Overall response (partial response or better), %", "66.0", "60.6"),
    ("Complete response, %", "14.6*", "15.0"),
    ("Very good partial response, %", "10.7", "17.3"),
    ("Partial response, %", "40.8", "28.3"),
    ("Median time to progression, months", "13.0", "13.4"),
    ("Median duration of response, months", "NA", "15.8"),
    ("Median progression-free survival, months", "NA", "11.1"),
    ("Median overall survival, months", "17.4", "38.0"),
]

# Row, column and printed text of every cell; in Table 1 the cell is its own row.
WORD_CELLS = [(cell, column, cell) for row in TABLE_1 for column, cell in zip((DIRECT, INDIRECT), row, strict=True)]
PATIENT_CELLS = [
    (row, column, cell)
    for row, *cells in TABLE_2
    for column, cell in zip((ALL_PATIENTS, RENAL_FAILURE), cells, strict=True)
]
OUTCOME_CELLS = [
    (row, column, cell)
    for row, *cells in TABLE_3
    for column, cell in zip((COMPASSIONATE_USE, TRIALS), cells, strict=True)
]
CELLS = WORD_CELLS + PATIENT_CELLS + OUTCOME_CELLS

MEDIAN = re.compile(r"(?P<value>[\d.]+) \((?P<lowest>\d+)–(?P<highest>\d+)\)")
SHARE = re.compile(r"(?P<count>\d+)(?:/(?P<of>\d+))? \((?P<percentage>[\d.]+)\)")


def cell(library: Library, row: str, column: Column) -> Finding:
    """The one finding that holds this cell."""
    place = (column.table, row, column.label)
    (held,) = [one for one in library.findings() if (one.table, one.row, one.column) == place]
    return held


@pytest.mark.parametrize(("row", "column", "printed"), CELLS)
def test_a_cell_rests_on_the_study_and_reference_of_its_column(
    library: Library, row: str, column: Column, printed: str
) -> None:
    held = cell(library, row, column)
    assert (held.study_id, held.references, held.cited) == (column.study, (column.reference,), "explicit")
    assert (held.source, held.source_status) == ("alegre-2012", "seed")
    assert (held.comparator_arm, held.comparator_value) == (None, None)
    assert held.where.startswith(f"Table {column.table}, row ")


@pytest.mark.parametrize(("row", "column", "printed"), WORD_CELLS)
def test_a_mechanism_is_the_printed_one(library: Library, row: str, column: Column, printed: str) -> None:
    held = cell(library, row, column)
    spelt_out = printed.replace("MM-BMSC adhesion", "adhesion to bone marrow stromal cells").removesuffix("s")
    assert str(held.value).removesuffix("s").lower() == spelt_out.lower()
    assert held.unit == "text"
    assert held.endpoint == f"mechanism of action: {held.value}"
    assert any("grouping of Table 1 is inferred" in caveat for caveat in held.caveats)


@pytest.mark.parametrize(("row", "column", "printed"), [one for one in PATIENT_CELLS if SHARE.fullmatch(one[2])])
def test_a_share_has_its_count_its_denominator_and_its_percentage(
    library: Library, row: str, column: Column, printed: str
) -> None:
    held = cell(library, row, column)
    share = SHARE.fullmatch(printed)
    assert share
    of = int(share["of"] or column.n or 0)
    assert (held.value, held.n) == (float(share["percentage"]), of)
    assert held.unit in {"%", "%, as printed"}
    assert f"{share['count']} of {of} " in held.statement
    assert f"{share['percentage']}%" in held.statement


@pytest.mark.parametrize(("row", "column", "printed"), [one for one in PATIENT_CELLS if MEDIAN.fullmatch(one[2])])
def test_a_median_has_its_range(library: Library, row: str, column: Column, printed: str) -> None:
    held = cell(library, row, column)
    median = MEDIAN.fullmatch(printed)
    assert median
    assert (held.value, held.n) == (float(median["value"]), column.n)
    assert held.unit.endswith(f"(range {median['lowest']} to {median['highest']})")
    assert f"(range {median['lowest']} to {median['highest']})" in held.statement


def test_the_cell_without_a_denominator_gets_none(library: Library) -> None:
    held = cell(library, "Cytogenetic abnormalities, n/N (%)", RENAL_FAILURE)
    assert (held.value, held.unit, held.n) == (0, "patients", None)
    assert any("without a denominator" in caveat for caveat in held.caveats)


@pytest.mark.parametrize(("row", "column", "printed"), OUTCOME_CELLS)
def test_an_outcome_is_as_printed(library: Library, row: str, column: Column, printed: str) -> None:
    held = cell(library, row, column)
    assert held.n == column.n
    if printed == "NA":
        assert (held.value, held.unit) == ("not reported", "text")
        return
    figure = printed.rstrip("*")
    assert held.value == float(figure)
    assert figure in held.statement
    assert held.unit == ("%" if row.endswith("%") else "months")


def test_the_footnote_of_table_3_is_told_with_its_cell(library: Library) -> None:
    held = cell(library, "Complete response, %", COMPASSIONATE_USE)
    assert "4 patients (4%) with a stringent complete response" in held.statement
    footnote = library.finding("registry-scr")
    assert (footnote.value, footnote.n, footnote.where) == (4, 103, "Table 3, footnote")


def test_only_the_wrong_percentage_has_a_corrected_one(library: Library) -> None:
    corrected = [one for one in library.findings() if one.table in {1, 2, 3} and one.corrected is not None]
    assert [(one.row, one.value, one.corrected) for one in corrected] == [
        ("25 mg/day for 3 days per week for the first 3 weeks of a 4-week cycle", 57.4, 57.1)
    ]


@pytest.mark.parametrize(("table", "cells"), [(1, WORD_CELLS), (2, PATIENT_CELLS), (3, OUTCOME_CELLS)])
def test_a_table_holds_nothing_else(library: Library, table: int, cells: list[tuple[str, Column, str]]) -> None:
    held = [one for one in library.findings() if one.table == table]
    assert len(held) == len(cells)
    assert {(one.row, one.column) for one in held} == {(row, column.label) for row, column, _ in cells}
