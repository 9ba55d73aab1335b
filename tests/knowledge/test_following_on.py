"""Follow-ups: what a short question takes from the one before, and what it leaves alone."""

from __future__ import annotations

import pytest

from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked


@pytest.mark.parametrize("then", ["with p value", "and the p value?", "n?"])
def test_a_figure_beside_an_outcome_is_that_of_the_outcome_before(library: Library, then: str) -> None:
    assert "mm009-010-pfs" in asked(library, "PFS in MM-009", then).findings


@pytest.mark.parametrize("between", ["thanks", "hm ok", "xyzzy"])
def test_what_names_nothing_leaves_the_study_on_the_table(library: Library, between: str) -> None:
    assert asked(library, "PFS in MM-009", between, "and OS?").findings[0] == "mm009-010-os"


def test_the_whole_population_is_that_of_the_study_the_part_is_of(library: Library) -> None:
    found = asked(library, "neuropathy MM-018 Spain", "vs whole population").findings
    assert found == ("mm018-spain-neuropathy", "mm018-neuropathy")
