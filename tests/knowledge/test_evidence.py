"""The evidence itself: every figure in words, every status honest, the figures of the review as printed."""

from __future__ import annotations

import re

import pytest

from knowledge.library import Finding, Library

PIVOTAL = [
    ("mm009-010-orr", 61, 22, "<0.001"),
    ("mm009-010-ttp", 13.4, 4.6, "<0.001"),
    ("mm009-010-pfs", 11.1, 4.6, "<0.001"),
    ("mm009-010-os", 38.0, 31.6, "0.045"),
]

TABLE_3 = [
    ("registry-orr", 66.0, "mm009-010-orr-table3", 60.6),
    ("registry-cr", 14.6, "mm009-010-cr", 15.0),
    ("registry-vgpr", 10.7, "mm009-010-vgpr", 17.3),
    ("registry-pr", 40.8, "mm009-010-pr", 28.3),
    ("registry-ttp", 13.0, "mm009-010-ttp", 13.4),
    ("registry-os", 17.4, "mm009-010-os", 38.0),
]

CLEARANCE = [
    ("mm009-010-response-crcl-above-60", 64),
    ("mm009-010-response-crcl-30-60", 56),
    ("mm009-010-response-crcl-below-30", 50),
]


def numbers_in(text: str) -> set[float]:
    return {float(one.replace(",", "")) for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}


def test_every_figure_stands_in_its_statement(library: Library) -> None:
    for finding in library.findings():
        for figure in (finding.value, finding.comparator_value):
            if isinstance(figure, (int, float)):
                assert abs(figure) in numbers_in(finding.statement), finding.id


def test_every_statement_is_one_sentence_with_its_end(library: Library) -> None:
    assert all(finding.statement.endswith(".") for finding in library.findings())


@pytest.mark.parametrize(("finding_id", "treated", "control", "p_value"), PIVOTAL)
def test_pooled_results_are_as_the_review_prints_them(
    library: Library, finding_id: str, treated: float, control: float, p_value: str
) -> None:
    finding = library.finding(finding_id)
    assert (finding.value, finding.comparator_value, finding.p_value) == (treated, control, p_value)
    assert finding.references == (23,)


@pytest.mark.parametrize(("registry", "in_registry", "trials", "in_trials"), TABLE_3)
def test_table_3_is_as_printed(
    library: Library, registry: str, in_registry: float, trials: str, in_trials: float
) -> None:
    assert library.finding(registry).value == in_registry
    assert library.finding(registry).n == 103
    assert library.finding(trials).value == in_trials


@pytest.mark.parametrize(("finding_id", "response"), CLEARANCE)
def test_response_by_clearance_is_as_printed_and_admits_its_missing_denominator(
    library: Library, finding_id: str, response: float
) -> None:
    finding = library.finding(finding_id)
    assert (finding.value, finding.n, finding.references) == (response, None, (26,))
    assert any("number of patients" in caveat for caveat in finding.caveats)


def test_the_misprint_of_table_2_keeps_its_figure_and_says_the_right_one(library: Library) -> None:
    finding = library.finding("registry-renal-schedule-three-days-weekly")
    assert finding.value == 57.4
    assert any("57.1%" in caveat for caveat in finding.caveats)
    assert any("must not be recommended" in caveat for caveat in finding.caveats)


def test_plasmacytoma_denominators_are_explained(library: Library) -> None:
    for finding_id in (
        "registry-plasmacytoma-prevalence",
        "registry-plasmacytoma-response",
        "registry-plasmacytoma-cr",
    ):
        assert any("Table 2 counts 27" in caveat for caveat in library.finding(finding_id).caveats)


def test_second_cancers_of_the_review_are_contradicted_by_the_later_analysis(library: Library) -> None:
    finding = library.finding("spm-review-rrmm")
    assert {"spm-2012-all", "spm-2012-invasive", "uspi-warning-spm"} == set(finding.contradicted_by)
    assert any("3.98 against 1.38" in sentence for sentence in finding.later)
    assert library.source(library.finding("spm-2012-all").source).stands == "contradicts"


def test_the_thalidomide_trial_carries_its_three_caveats(library: Library) -> None:
    for finding_id in ("palumbo-2011-aspirin", "palumbo-2011-warfarin", "review-prophylaxis-trial"):
        said = " ".join(library.finding(finding_id).caveats)
        assert "not lenalidomide" in said
        assert "not relapsed" in said
        assert "not warfarin to an INR of 2 to 3" in said


def unverified(library: Library) -> list[Finding]:
    return [finding for finding in library.findings() if finding.source_status == "unverified"]


def test_an_unverified_finding_says_so_and_gives_no_dose(library: Library) -> None:
    assert unverified(library)
    for finding in unverified(library):
        assert finding.statement.startswith("Nobody has opened the source of this")
        assert isinstance(finding.value, str)
        assert not re.search(r"\d\s*mg\b(?!/)", finding.statement), finding.id


def test_no_unverified_source_was_read(library: Library) -> None:
    for source in library.sources():
        assert (source.read is None) == (source.source_status == "unverified"), source.id


def test_a_finding_is_never_more_certain_than_its_source(library: Library) -> None:
    for finding in library.findings():
        if library.source(finding.source).source_status == "unverified":
            assert finding.source_status == "unverified", finding.id


def test_a_label_read_in_an_older_edition_names_that_edition(library: Library) -> None:
    for finding in library.findings():
        source = library.source(finding.source)
        if source.kind == "label" and finding.source_status == "secondary":
            assert finding.edition, finding.id


def test_every_seed_finding_says_where_in_the_review_it_stands(library: Library) -> None:
    for finding in library.findings():
        if finding.source_status == "seed":
            assert finding.source == "alegre-2012"
            assert re.match(
                r"title page|Abstract|Acknowledgements|Disclosures|Table|Figure|Introduction|Efficacy|Safety|Spanish"
                r"|MM-018|Plasmacytomas|Summary",
                finding.where,
            ), finding.id


def test_labels_of_the_two_regions_are_never_one_finding(library: Library) -> None:
    for finding in library.findings():
        if finding.id.startswith("uspi-"):
            assert "European" not in library.source(finding.source).title, finding.id
        if finding.id.startswith("smpc-"):
            assert "US " not in library.source(finding.source).title, finding.id
