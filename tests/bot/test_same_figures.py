"""Figures that two rooms need, and that neither may take from the other: they must be the same."""

from __future__ import annotations

from knowledge.asking.figures.measuring import UMOL_PER_MG
from rules.units import CREATININE_UMOL_L_PER_MG_DL


def test_creatinine_is_converted_alike_for_rules_and_evidence() -> None:
    assert float(CREATININE_UMOL_L_PER_MG_DL) == UMOL_PER_MG
