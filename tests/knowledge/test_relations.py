"""How findings stand to each other: what is newer is told with the older, what differs is never compared."""

from __future__ import annotations

from itertools import combinations

import pytest

from knowledge.library import Library

SAID_OF_SECOND_CANCERS = (
    "spm-review-rrmm",
    "spm-review-mm009-010-seer",
    "spm-review-long-term",
    "spm-pooled-no-increase",
    "review-abstract-spm",
    "review-summary-spm",
)

LABELS_DISAGREE = [
    ("uspi-renal-moderate", "smpc-renal-normal-mild"),
    ("uspi-renal-severe", "smpc-renal-severe-current"),
    ("uspi-anc-interrupt", "smpc-anc-interrupt"),
    ("uspi-platelets-first", "smpc-platelets-first"),
    ("uspi-dose-floor", "smpc-ladder"),
    ("uspi-dexamethasone-above-75", "smpc-dexamethasone-75-ndmm"),
    ("uspi-pregnancy-test-sensitivity", "smpc-pregnancy-test-sensitivity"),
    ("uspi-not-childbearing-definition", "smpc-not-childbearing-definition"),
    ("uspi-contraception", "smpc-contraception"),
]

NEVER_COMPARED = [
    ("registry-dvt", "mm018-dvt", "dutch-vte"),
    ("registry-orr", "registry-patients"),
    ("registry-orr-renal-failure", "mm009-010-response-crcl-below-30"),
    ("mm018-neutropenia", "mm018-spain-neutropenia"),
    ("mm018-haematological-grade3", "dutch-haematological-grade3"),
    ("palumbo-2011-warfarin", "imwg-2008-two-or-more-factors"),
    ("registry-os", "dutch-os", "mm009-010-os"),
]


def not_comparable(library: Library) -> set[frozenset[str]]:
    """Every two findings that must not be compared."""
    rows = library.rows("SELECT finding, other FROM relations WHERE kind = 'not_comparable'")
    return {frozenset((row["finding"], row["other"])) for row in rows}


@pytest.mark.parametrize("finding_id", SAID_OF_SECOND_CANCERS)
def test_no_claim_on_second_cancers_stands_without_the_later_analysis(library: Library, finding_id: str) -> None:
    finding = library.finding(finding_id)
    assert any(newer.startswith("spm-2012-") for newer in finding.contradicted_by)
    assert any("per 100 patient-years" in sentence for sentence in finding.later)


@pytest.mark.parametrize(("american", "european"), LABELS_DISAGREE)
def test_where_the_labels_disagree_each_names_the_other(library: Library, american: str, european: str) -> None:
    assert european in library.finding(american).contradicted_by
    assert american in library.finding(european).contradicted_by


@pytest.mark.parametrize("group", NEVER_COMPARED)
def test_what_differs_is_never_compared(library: Library, group: tuple[str, ...]) -> None:
    assert {frozenset(pair) for pair in combinations(group, 2)} <= not_comparable(library)


def test_every_cell_of_the_whole_study_is_kept_apart_from_its_spanish_part(library: Library) -> None:
    spanish = [one.id for one in library.findings() if one.table == 4 and one.study_id == "mm018-spain"]
    pairs = {frozenset((one, one.replace("mm018-spain-", "mm018-"))) for one in spanish}
    assert pairs <= not_comparable(library)


def test_a_sentence_on_a_later_source_ends_and_is_one_line(library: Library) -> None:
    for row in library.rows("SELECT DISTINCT text FROM relations"):
        assert row["text"].endswith(".")
        assert "\n" not in row["text"]
