"""Reading the built knowledge base."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from knowledge.building import BuildReport
from knowledge.faults import LibraryUnreadable, NotInLibrary
from knowledge.library import Library, as_json, connect_read_only, open_library


def test_a_finding_is_read_by_its_id(library: Library) -> None:
    finding = library.finding("registry-orr-renal-failure")
    assert (finding.value, finding.unit, finding.references) == (54, "%", (33,))
    assert any("only 7 of 13 gives 54%" in caveat for caveat in finding.caveats)


def test_a_finding_cannot_be_changed(library: Library) -> None:
    with pytest.raises(FrozenInstanceError):
        library.finding("registry-orr").value = 99  # type: ignore[misc]


@pytest.mark.parametrize("name", ["no-such-finding", "", "' OR 1=1 --", "\ud800", "x" * 10_000])
def test_a_finding_or_source_nobody_wrote_is_told_so(library: Library, name: str) -> None:
    with pytest.raises(NotInLibrary, match="There is no finding"):
        library.finding(name)
    with pytest.raises(NotInLibrary, match="There is no source"):
        library.source(name)


@pytest.mark.parametrize("number", [0, 57, -1, 10**30])
def test_a_reference_the_review_does_not_have_is_told_so(library: Library, number: int) -> None:
    with pytest.raises(NotInLibrary, match=f"There is no reference {number}"):
        library.reference(number)


def test_pages_of_findings_cover_every_finding_once(library: Library) -> None:
    pages: list[str] = []
    while page := library.findings(after=pages[-1] if pages else None, limit=37):
        pages += [finding.id for finding in page]
    assert pages == sorted(library.finding_ids())
    assert library.findings(limit=0) == ()


def test_the_references_are_the_56_of_the_review(library: Library) -> None:
    references = library.references()
    assert [reference.number for reference in references] == list(range(1, 57))
    assert references[22].authors == ("Dimopoulos MA", "Chen C", "Spencer A")
    assert references[22].et_al
    assert "mm009-010-orr" in references[22].findings
    assert library.reference(40).doi == "10.1038/leu.2011.3"


def test_every_finding_of_a_reference_names_that_reference(library: Library) -> None:
    for reference in library.references():
        for finding_id in reference.findings:
            assert reference.number in library.finding(finding_id).references


def test_a_citation_names_the_paper_the_review_cites_and_the_place_in_the_review(library: Library) -> None:
    assert library.finding("mm009-010-cr").citation == (
        "Dimopoulos 2009, Leukemia 23:2147 (review reference 23), in the review: Table 3, row Complete response"
    )


def test_a_citation_of_a_label_names_its_edition(library: Library) -> None:
    assert library.finding("smpc-renal-moderate").citation == (
        "Revlimid (lenalidomide) EU summary of product characteristics, EU SmPC, about 2013, "
        "section 4.2, page 3 of the stored copy"
    )


def test_a_paper_read_beyond_the_review_keeps_its_number_in_the_review_and_its_doi(library: Library) -> None:
    finding = library.finding("imwg-2008-two-or-more-factors")
    assert finding.citation.startswith("Palumbo 2008, Leukemia 22:414 (review reference 44)")
    assert finding.doi == "10.1038/sj.leu.2405062"


def test_a_finding_as_json_leaves_out_what_it_has_no_value_for(library: Library) -> None:
    shown = as_json(library.finding("uspi-renal-moderate"))
    assert shown["value"] == 10
    assert shown["references"] == []
    assert shown["edition"] == "US label, description of 2010-12"
    without = {"n", "arm", "comparator_arm", "comparator_value", "p_value", "doi", "derived_from"}
    assert not without & set(shown)


def test_a_figure_of_zero_is_a_figure(library: Library) -> None:
    assert as_json(library.finding("saved-dexamethasone-below-120"))["value"] == 0


def test_every_finding_as_json_has_what_a_reader_needs(library: Library) -> None:
    needed = {"id", "statement", "study", "population", "endpoint", "value", "unit", "where", "references"}
    needed |= {"source", "source_status", "caveats", "citation"}
    for finding in library.findings():
        shown = as_json(finding)
        assert needed <= set(shown)
        assert not any(value is None or value == "" for value in shown.values())


def test_a_source_as_json_gives_its_day_in_words(library: Library) -> None:
    shown = as_json(library.source("palumbo-2008"))
    assert (shown["read"], shown["reference"], shown["stands"]) == ("2026-11-22", 44, "confirms")
    assert "read" not in as_json(library.source("uspi-2009-01"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM findings",
        "UPDATE findings SET value = 99",
        "INSERT INTO about VALUES ('a', 'b')",
        "DROP TABLE findings",
        "CREATE TABLE notes (a)",
        "PRAGMA user_version = 7",
    ],
)
def test_the_knowledge_base_refuses_to_be_written(built: BuildReport, statement: str) -> None:
    before = built.database.read_bytes()
    connection = connect_read_only(built.database)
    try:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute(statement)
    finally:
        connection.close()
    assert built.database.read_bytes() == before


def test_eight_threads_read_the_same_as_one(library: Library) -> None:
    ids = sorted(library.finding_ids())
    alone = [(library.finding(one), library.search(one.replace("-", " "), 5)) for one in ids[:80]]

    def read_all(_: int) -> list[object]:
        return [(library.finding(one), library.search(one.replace("-", " "), 5)) for one in ids[:80]]

    with ThreadPoolExecutor(max_workers=8) as pool:
        for read in pool.map(read_all, range(8)):
            assert read == alone


def test_a_missing_knowledge_base_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnreadable, match="build it again"):
        open_library(tmp_path / "knowledge.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_knowledge_base_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database at all, but long enough to look at " * 20)
    with pytest.raises(LibraryUnreadable, match="cannot be read"):
        open_library(tmp_path / "text.db")


def test_a_knowledge_base_of_another_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.execute("CREATE TABLE about (name TEXT, value TEXT)")
        connection.execute("INSERT INTO about VALUES ('format', '0')")
    with pytest.raises(LibraryUnreadable, match="another version"):
        open_library(tmp_path / "old.db")
