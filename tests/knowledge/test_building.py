"""Building: what a sound evidence folder becomes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from knowledge.building import BuildReport, build
from knowledge.library import Library, open_library
from tests.knowledge.conftest import EVIDENCE
from tests.knowledge.small_evidence import SmallEvidence

POOLED = "findings/pooled.yaml"


def test_the_report_counts_what_was_built(evidence: SmallEvidence) -> None:
    report = build(evidence.folder, evidence.database)
    counted = [report.counts[name] for name in ("findings", "references", "sources", "caveats", "studies", "terms")]
    assert counted == [2, 1, 3, 2, 2, 4]
    assert report.database == evidence.database
    assert len(report.content_hash) == 64


def test_a_finding_gains_its_shared_caveats_and_its_citation(evidence: SmallEvidence) -> None:
    build(evidence.folder, evidence.database)
    with open_library(evidence.database) as library:
        finding = library.finding("pooled-orr")
    assert finding.caveats == ("The text rounds.", "Rounded in the text.")
    assert finding.citation == (
        "Dimopoulos 2009, Leukemia 23:2147 (review reference 23), in the review: Table 3, row Overall response"
    )


def test_a_reference_knows_its_findings_and_caveats(evidence: SmallEvidence) -> None:
    build(evidence.folder, evidence.database)
    with open_library(evidence.database) as library:
        reference = library.reference(23)
    assert reference.findings == ("pooled-orr",)
    assert reference.caveats == ("Rounded in the text.",)


def test_the_hash_follows_what_is_said_and_not_how_it_is_laid_out(evidence: SmallEvidence) -> None:
    first = build(evidence.folder, evidence.database).content_hash
    evidence.add("sources.yaml", "# a remark\n")
    evidence.spoil(POOLED, "unit: '%'", 'unit: "%"')
    assert build(evidence.folder, evidence.database).content_hash == first
    evidence.spoil(POOLED, "The text rounds.", "The text rounds up.")
    assert build(evidence.folder, evidence.database).content_hash != first


def test_a_new_build_replaces_the_file_while_an_open_reader_keeps_the_old(evidence: SmallEvidence) -> None:
    build(evidence.folder, evidence.database)
    with open_library(evidence.database) as before:
        evidence.spoil(POOLED, "id: label-floor", "id: label-lowest")
        build(evidence.folder, evidence.database)
        assert before.finding("label-floor").value == 2.5
        with open_library(evidence.database) as after:
            assert after.finding_ids() == {"pooled-orr", "label-lowest"}
            assert after.content_hash != before.content_hash


def test_a_figure_stays_the_number_or_text_it_was(evidence: SmallEvidence) -> None:
    evidence.spoil(POOLED, "value: 2.5\n", "value: <2.5\n")
    build(evidence.folder, evidence.database)
    with sqlite3.connect(evidence.database) as connection:
        stored = dict(connection.execute("SELECT id, value FROM findings"))
    assert stored == {"pooled-orr": 61, "label-floor": "<2.5"}


def test_the_same_files_give_the_same_bytes(evidence: SmallEvidence) -> None:
    build(evidence.folder, evidence.database)
    first = evidence.database.read_bytes()
    build(evidence.folder, evidence.database)
    assert evidence.database.read_bytes() == first


def test_the_projects_own_evidence_builds_to_the_same_bytes_and_every_link_holds(
    built: BuildReport, tmp_path: Path
) -> None:
    again = build(EVIDENCE, tmp_path / "again.db").database
    assert again.read_bytes() == built.database.read_bytes()
    with sqlite3.connect(again) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (links,) = connection.execute(
            "SELECT count(*) FROM sqlite_master, pragma_foreign_key_list(sqlite_master.name) WHERE type = 'table'"
        ).fetchone()
    assert links >= 20


def test_the_hash_of_the_content_stands_in_the_file(built: BuildReport, library: Library) -> None:
    assert library.content_hash == built.content_hash
    with sqlite3.connect(built.database) as connection:
        about = dict(connection.execute("SELECT name, value FROM about"))
    assert about["content_hash"] == built.content_hash


def test_what_is_newer_is_told_with_the_older_finding(evidence: SmallEvidence) -> None:
    evidence.spoil("relations.yaml", "relations: []", "relations:")
    newer = "  - id: one\n    kind: contradicts\n    findings: [label-floor]\n    others: [pooled-orr]\n"
    evidence.add("relations.yaml", newer + "    text: The label says otherwise.\n")
    build(evidence.folder, evidence.database)
    with open_library(evidence.database) as opened:
        older = opened.finding("pooled-orr")
        assert opened.finding("label-floor").later == ()
    assert (older.contradicted_by, older.later) == (("label-floor",), ("The label says otherwise.",))
