"""Building: what a sound evidence folder becomes."""

from __future__ import annotations

import sqlite3

from knowledge.building import build
from knowledge.library import open_library
from tests.knowledge.small_evidence import SmallEvidence

POOLED = "findings/pooled.yaml"


def test_the_report_counts_what_was_built(evidence: SmallEvidence) -> None:
    report = build(evidence.folder, evidence.database)
    assert (report.findings, report.references, report.sources, report.caveats) == (2, 1, 3, 1)
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
