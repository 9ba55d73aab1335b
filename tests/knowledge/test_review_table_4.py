"""Table 4 of the review, cell by cell: each printed cell is one finding of its own column and reference."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.library import Finding, Library


@dataclass(frozen=True)
class Column:
    """A column as printed, with the study its findings report on and the reference in the title of the table."""

    label: str
    study: str
    n: int
    reference: int


TOTAL = Column("Total population (n = 587)", "mm018", 587, 51)
SPANISH = Column("Spanish cohort (n = 63)", "mm018-spain", 63, 34)

FIGURES: list[tuple[str, int | str, int | str]] = [
    ("Median age, years", 65, 62),
    ("Hematologic events, grade ≥3, %", 46, 64),
    ("Neutropenia", 35, 51),
    ("Febrile neutropenia", 4, 6),
    ("Thrombocytopenia", 15, 17),
    ("Anemia", 14, 18),
    ("Deep vein thrombosis, all grades, %", 6, 8),
    ("New-onset peripheral neuropathy, grade ≥3, %", "<1", 2),
]
FIGURE_CELLS = [(row, TOTAL, total) for row, total, _ in FIGURES] + [
    (row, SPANISH, spanish) for row, _, spanish in FIGURES
]

# What the cells in words must say.
WORD_CELLS = [
    ("EORTC QLQ C30", TOTAL, ("14 of the 15 scales", "no significant change", "5 points")),
    (
        "EORTC QLQ C30",
        SPANISH,
        (
            "clinically meaningful improvement",
            "global quality of life",
            "fatigue",
            "pain",
            "emotional",
            "physical",
            "role",
            "social",
            "cognitive",
        ),
    ),
    ("EORTC QLQ MY-20", TOTAL, ("no significant change", "5 points")),
    ("EORTC QLQ MY-20", SPANISH, ("no significant change", "except", "future perspective")),
]


def cell(library: Library, row: str, column: Column) -> Finding:
    """The one finding that holds this cell."""
    (held,) = [one for one in library.findings() if (one.table, one.row, one.column) == (4, row, column.label)]
    return held


@pytest.mark.parametrize(("row", "column", "printed"), FIGURE_CELLS)
def test_a_figure_is_as_printed(library: Library, row: str, column: Column, printed: int | str) -> None:
    held = cell(library, row, column)
    assert held.value == printed
    assert held.unit == ("years" if row.endswith("years") else "%")
    assert (held.comparator_value, held.comparator_arm) == (None, None)


@pytest.mark.parametrize(("row", "column", "words"), WORD_CELLS)
def test_a_cell_in_words_says_what_is_printed(
    library: Library, row: str, column: Column, words: tuple[str, ...]
) -> None:
    held = cell(library, row, column)
    assert held.unit == "text"
    assert [word for word in words if word not in held.statement] == []


@pytest.mark.parametrize(("row", "column"), [one[:2] for one in FIGURE_CELLS + WORD_CELLS])
def test_a_cell_names_its_column_and_rests_on_the_reference_of_it(library: Library, row: str, column: Column) -> None:
    held = cell(library, row, column)
    assert (held.study_id, held.n, held.references) == (column.study, column.n, (column.reference,))
    assert held.cited == "explicit"
    assert held.where.startswith(f"Table 4, row {row.removesuffix(', %').removesuffix(', years')}, column")
    assert any("part of the 587" in caveat for caveat in held.caveats)


def test_table_4_holds_nothing_else(library: Library) -> None:
    held = [one for one in library.findings() if one.table == 4]
    assert len(held) == len(FIGURE_CELLS) + len(WORD_CELLS) == 20
