"""Questions by a clearance, a creatinine or dialysis: whose dose and whose figures may answer, and at which edge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.figures.clearance import above, at_a, band_of, below
from knowledge.asking.language.words import words_of
from knowledge.library import Library
from tests.knowledge.asking_in_turn import asked

BANDS = ["mm009-010-response-crcl-above-60", "mm009-010-response-crcl-30-60", "mm009-010-response-crcl-below-30"]


def test_several_clearances_in_one_question_are_each_answered(library: Library) -> None:
    assert list(asked(library, "ORR on Rd in the pivotal trials: CrCl >60 vs 30-60 vs <30").findings) == BANDS


def test_a_clearance_below_an_edge_finds_every_band_below_it(library: Library) -> None:
    assert set(asked(library, "response with CrCl below 60").findings) == set(BANDS[1:])


def test_a_bare_number_after_a_question_on_clearance_is_a_clearance(library: Library) -> None:
    found = asked(library, "ORR in the pivotal trials with CrCl 30-60", "and when it is under 30?")
    assert set(found.findings) & set(BANDS) == {BANDS[2]}


def test_at_exactly_60_the_us_sources_are_said_to_disagree(library: Library) -> None:
    assert "uspi-renal-exactly-60" in asked(library, "US label starting dose at CrCl 60").findings


@pytest.mark.parametrize(
    ("label", "clearance", "finding"),
    [
        ("US", "59.97", "uspi-renal-moderate"),
        ("US", "60.01", "uspi-renal-normal-mild"),
        ("US", "30", "uspi-renal-moderate"),
        ("US", "29.97", "uspi-renal-severe"),
        ("EU", "50", "smpc-renal-normal-mild"),
        ("EU", "49.97", "smpc-renal-moderate"),
        ("EU", "30", "smpc-renal-moderate"),
        ("EU", "29.97", "smpc-renal-severe-current"),
    ],
)
def test_a_starting_dose_beside_an_edge_is_that_of_its_side(
    library: Library, label: str, clearance: str, finding: str
) -> None:
    found = asked(library, f"{label} label starting dose at CrCl {clearance}").findings
    others = {"normal-mild", "moderate", "severe", "exactly-60"} - {
        finding.split("-renal-")[1].removesuffix("-current")
    }
    assert finding in found
    assert not [one for one in found for other in others if one.split("-renal-")[-1].startswith(other)]


def test_what_a_later_edition_superseded_stands_behind_it(library: Library) -> None:
    found = asked(library, "EU dose at CrCl 25").findings
    assert found.index("smpc-renal-severe-current") < found.index("smpc-renal-severe-2013")


def test_at_the_very_clearance_asked_for_what_is_on_it_comes_first(library: Library) -> None:
    assert asked(library, "US dose at CrCl 60").findings[0] == "uspi-renal-exactly-60"


def test_every_group_of_clearance_answers_for_each(library: Library) -> None:
    assert asked(library, "PFS with CrCl below 30").findings == ("mm009-010-renal-pfs",)


FOLLOWED = [
    (["US dose at CrCl 55", "and in the EU?"], "smpc-renal-normal-mild"),
    (["US dose at CrCl 55", "and in the EU?", "and below 30?"], "smpc-renal-severe-current"),
    (["EU dose at CrCl 40", "and on dialysis?"], "smpc-renal-dialysis"),
    (["US dose on dialysis", "and without dialysis at CrCl 20?"], "uspi-renal-severe"),
    (["US dose on dialysis", "and at CrCl 6?"], "uspi-renal-not-studied-dialysis"),
    (["US label dose at CrCl 40", "and EU label?", "and in America?"], "uspi-renal-moderate"),
    (["ORR with CrCl below 30", "and PFS?"], "mm009-010-renal-pfs"),
    (["US starting dose", "and at 25 mL/min?"], "uspi-renal-severe"),
    (["EU starting dose", "and at 25?"], "smpc-renal-severe-current"),
    (["US dose on dialysis", "and not on dialysis?", "and at 25?"], "uspi-renal-severe"),
]


@pytest.mark.parametrize(("questions", "finding"), FOLLOWED)
def test_a_follow_up_keeps_the_label_and_the_kidneys_it_does_not_change(
    library: Library, questions: list[str], finding: str
) -> None:
    found = asked(library, *questions).findings
    label = finding.split("-")[0]
    assert found[0] == finding
    assert not [one for one in found if one.startswith(("uspi-", "smpc-")) and one.split("-")[0] != label]


def test_after_a_clearance_a_dose_in_mg_is_none(library: Library) -> None:
    assert "uspi-renal-severe" not in asked(library, "US starting dose", "and at 25 mg?").findings


@pytest.mark.parametrize("then", ["and without?", "and off it?"])
def test_after_dialysis_one_who_is_off_it_is_told_both_doses(library: Library, then: str) -> None:
    found = asked(library, "US dose at CrCl 20 on dialysis", then).findings
    assert set(found) == {"uspi-renal-dialysis", "uspi-renal-severe"}


@pytest.mark.parametrize("told", ["who refuses dialysis", "not yet on dialysis", "dialysis stopped last month"])
def test_dialysis_that_is_denied_gives_no_dose_on_dialysis(library: Library, told: str) -> None:
    found = asked(library, f"US dose for a patient with CrCl 25, {told}").findings
    assert "uspi-renal-severe" in found and "uspi-renal-dialysis" not in found


@pytest.mark.parametrize("age", ["12 year old", "7 year old boy", "11 year old", "60 year old", "8 years old"])
def test_an_age_is_not_answered_with_a_dose_by_clearance(library: Library, age: str) -> None:
    assert not [one for one in asked(library, f"dose for a {age} US").findings if "renal" in one]


def test_above_a_clearance_every_band_has_its_say(library: Library) -> None:
    assert {"uspi-renal-moderate", "uspi-renal-normal-mild"} <= set(asked(library, "US dose at CrCl above 30").findings)
    assert "uspi-renal-moderate" not in asked(library, "US dose at CrCl above 60").findings


def test_a_dose_carried_to_the_other_label_is_answered_with_that_label(library: Library) -> None:
    found = asked(library, "US starting dose at CrCl 55", "so I also write 10 mg in Germany, right?").findings
    assert found == ("smpc-renal-normal-mild",)


def test_and_in_the_registry_asks_for_nothing_new(library: Library) -> None:
    assert not asked(library, "PFS with CrCl below 30", "and in the registry?").findings


def test_dialysis_and_none_are_each_answered(library: Library) -> None:
    found = asked(library, "US dose on dialysis vs not on dialysis, CrCl 20").findings
    assert set(found) == {"uspi-renal-dialysis", "uspi-renal-severe"}


def test_end_stage_disease_without_dialysis_is_not_dosed_as_dialysis(library: Library) -> None:
    assert asked(library, "ESRD not yet on dialysis, CrCl 14, US dose").findings == ("uspi-renal-severe",)


@pytest.mark.parametrize(
    "question",
    [
        "crcl 29.9 EU current vs 2013",
        "CrCl 22, no dialysis: starting len dose in the EU label now compared to the old one from 2013",
    ],
)
def test_both_editions_of_a_label_are_told_where_they_are_compared(library: Library, question: str) -> None:
    assert set(asked(library, question).findings) == {"smpc-renal-severe-current", "smpc-renal-severe-2013"}


@pytest.mark.parametrize("typed", ["Cr 2.5", "cr of 2,5", "SCr 2.5 mg/dL", "Cr 221 umol/L", "creat 2.5"])
def test_cr_before_a_creatinine_is_no_complete_response(typed: str) -> None:
    assert words_of(f"{typed} dose US")[0] == "creatinine"


@pytest.mark.parametrize(
    "typed",
    ["CR 15.2%", "CR rate", "CR in 24 patients", "CR 5.5 %", "CR 5.5 percent", "CR 1.9 vs 2.0", "CR 5.5 months"],
)
def test_a_complete_response_is_no_creatinine(typed: str) -> None:
    assert words_of(typed)[0] == "cr"


def test_no_population_asked_for_is_left_out(library: Library) -> None:
    assert not asked(library, "ORR in elderly dialysis patients").findings


@given(st.floats(0.1, 200, allow_nan=False))
def test_every_clearance_lies_on_one_side_of_an_edge(clearance: float) -> None:
    sides = [below(60).meets(at_a(clearance)), at_a(60).meets(at_a(clearance)), above(60).meets(at_a(clearance))]
    assert sum(sides) == 1


def test_a_population_without_a_clearance_has_no_band() -> None:
    assert band_of("relapsed or refractory multiple myeloma") is None


MEASURED = [
    ("response rate with creatinine 200 µmol/L", ("registry-orr-renal-failure",)),
    ("ORR registry creatinine 2.5 mg/dL", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 2.01 mg/dL", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 2.0 mg/dL", ()),
    ("ORR with creatinine 19.9", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 20", ()),
    ("ORR with creatinine 177 µmol/L", ()),
    ("ORR with creatinine 177.1 µmol/L", ("registry-orr-renal-failure",)),
    ("ORR with creatinine 1.5", ()),
    ("ORR with GFR 45", ()),
    ("OS at CrCl 25", ("mm009-010-renal-severe-toxicity",)),
    ("response rate eGFR 40", ()),
    ("OS at CrCl 45", ()),
]


@pytest.mark.parametrize(("question", "findings"), MEASURED)
def test_a_figure_of_all_patients_is_not_lent_to_a_creatinine_or_an_egfr(
    library: Library, question: str, findings: tuple[str, ...]
) -> None:
    found = asked(library, question).findings
    assert found[:1] == findings
    # Beside the figure of those patients may stand what the review says of it, never one of others.
    assert set(found) <= {*findings, "registry-renal-response-comparable"}


@pytest.mark.parametrize(
    ("question", "findings"),
    [
        ("CrCl 30 exactly EU", {"smpc-renal-moderate"}),
        ("CrCl 29.9 EU no dialysis", {"smpc-renal-severe-current", "smpc-renal-severe-2013"}),
        ("CrCl 20 on HD, EU", {"smpc-renal-dialysis"}),
    ],
)
def test_a_clearance_with_only_a_label_is_asked_for_its_starting_dose(
    library: Library, question: str, findings: set[str]
) -> None:
    assert set(asked(library, question).findings) == findings


def test_the_formula_of_the_clearance_is_found_by_either_name(library: Library) -> None:
    assert "cockcroft-gault-formula" in asked(library, "cockcroft gault formula").findings
    assert "cockcroft-gault-formula" in asked(library, "how to calculate CrCl").findings
