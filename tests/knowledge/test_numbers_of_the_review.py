"""No number of a finding of the review that the review does not print itself."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.library import Finding, Library

PRINTED = frozenset(
    Decimal(line) for line in (Path(__file__).parent / "numbers_of_the_review.txt").read_text("ascii").split()
)


def numbers_in(text: str) -> set[Decimal]:
    """The numbers of a text; a range is its two ends, 3,839 is one number."""
    return {Decimal(one.replace(",", "")) for one in re.findall(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?", text)}


def invented(finding: Finding) -> set[Decimal]:
    said = (finding.statement, finding.value, finding.n, finding.comparator_value, finding.p_value)
    return numbers_in(" ".join(str(one) for one in said if one is not None)) - PRINTED


def test_every_number_of_a_finding_of_the_review_is_printed_there(library: Library) -> None:
    of_the_review = [
        finding
        for finding in library.findings()
        if finding.source == "alegre-2012" and finding.source_status != "derived"
    ]
    assert len(of_the_review) > 150
    wrong = {finding.id: sorted(invented(finding)) for finding in of_the_review if invented(finding)}
    assert not wrong


@pytest.mark.parametrize("text", ["57.1%", "3,846 patients", "4 to 201", "30.5"])
def test_a_number_the_review_does_not_print_is_seen(text: str) -> None:
    assert numbers_in(text) - PRINTED


def test_a_corrected_figure_is_ours_and_not_the_printed_one(library: Library) -> None:
    corrected = [finding for finding in library.findings() if finding.corrected is not None]
    assert corrected
    for finding in corrected:
        assert numbers_in(str(finding.corrected)) - PRINTED, finding.id
        assert any(str(finding.corrected) in caveat for caveat in finding.caveats), finding.id
