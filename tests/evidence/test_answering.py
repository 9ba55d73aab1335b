"""What an answer tells beside its findings: caveats, corrections, what cannot be compared, what is missing."""

from __future__ import annotations

import pytest

from bot.answering import Answer, answer
from bot.answering.telling import told
from knowledge.library import Library


def asked(library: Library, *questions: str) -> Answer:
    """The answer to the last of these questions, each asked after the one before."""
    found = Answer("", True, ())
    for question in questions:
        found = answer(library, question, found.about)
    return found


def test_a_finding_is_never_told_without_its_caveats(library: Library) -> None:
    for finding in library.findings():
        said = "\n".join(told([finding]))
        assert all(caveat in said for caveat in finding.caveats), finding.id
        assert all(text in said for text in finding.later), finding.id


def test_a_printed_figure_stands_beside_the_one_the_sum_gives(library: Library) -> None:
    found = asked(library, "registry, renal failure: how many got 25 mg on 3 days a week?")
    assert "57.4" in found.text
    assert "the arithmetic gives 57.1%" in found.text


def test_what_a_later_source_contradicts_says_so_when_it_is_quoted(library: Library) -> None:
    found = asked(library, "is the SPM risk up in RRMM on len, per the review?")
    assert "spm-review-rrmm" in {finding.id for finding in found.findings}
    assert "Since then:" in found.text


@pytest.mark.parametrize(
    "question",
    ["DVT in the registry vs VTE in the Dutch programme", "response: renal failure in the registry vs CrCl below 30"],
)
def test_different_endpoints_are_called_not_comparable(library: Library, question: str) -> None:
    found = asked(library, question)
    assert not found.refused
    assert "Not comparable:" in found.text


def test_a_follow_up_keeps_study_and_population(library: Library) -> None:
    found = asked(library, "ORR in the Dutch programme?", "and the TTP?")
    assert [finding.id for finding in found.findings] == ["dutch-ttp"]


def test_a_follow_up_changes_the_study_and_keeps_the_endpoint(library: Library) -> None:
    found = asked(library, "median OS in the registry?", "and in the Dutch programme?")
    assert [finding.id for finding in found.findings] == ["dutch-os"]


def test_a_misspelt_word_is_named_with_its_reading(library: Library) -> None:
    found = asked(library, "thromocytopenia in MM-018")
    assert found.text.startswith("Read as: thrombocytopenia (thromocytopenia).")


def test_a_figure_of_the_question_that_no_finding_holds_is_named(library: Library) -> None:
    found = asked(library, "was the ORR in the Dutch programme 81%?")
    assert "None of these findings holds the figure 81." in found.text


def test_a_false_premise_is_told_before_the_findings(library: Library) -> None:
    found = asked(library, "why does Len cause neuropathy so often")
    assert found.text.startswith("Not borne out here: that lenalidomide often causes neuropathy.")


def test_a_word_that_points_the_wrong_way_is_denied(library: Library) -> None:
    found = asked(library, "why was OS shorter with len+dex than with dex alone?")
    assert found.premise


@pytest.mark.parametrize(
    "question",
    [
        "daratumumab response rate",
        "CAR-T in RRMM",
        "what does lenalidomide cost",
        "response rate in children",
        "OS at 3 years off Figure 1B",
        "PFS in the Spanish registry",
        "plitidepsin response rate",
        "ORR in smokers",
    ],
)
def test_what_is_not_held_is_refused_with_what_is_nearest_and_no_figure(library: Library, question: str) -> None:
    found = asked(library, question)
    assert found.refused
    assert found.findings == ()
    assert "I don't have a sourced answer to that." in found.text


def test_a_figure_asked_for_and_not_printed_is_refused(library: Library) -> None:
    found = asked(library, "what percentage of the len arm had grade 3 neutropenia in MM-009 and MM-010?")
    assert found.refused
    assert "No figure is given for it." in found.text


def test_a_question_in_two_parts_gets_both(library: Library) -> None:
    found = asked(library, "how many in the registry had kidney failure and what did they get")
    ids = {finding.id for finding in found.findings}
    assert "registry-renal-failure-definition" in ids
    assert {"registry-renal-schedule-standard", "registry-renal-schedule-three-days-weekly"} <= ids


def test_a_new_question_is_not_mixed_with_the_one_before(library: Library) -> None:
    found = asked(
        library, "does the steroid blunt any of what Len does?", "how many in the registry had kidney failure"
    )
    assert "antagonism" not in found.about


def test_a_study_is_not_answered_for_by_a_part_of_its_patients(library: Library) -> None:
    assert asked(library, "overall response rate for all 587 in MM-018").refused
    assert not asked(library, "overall response rate of the Spanish cohort of MM-018").refused


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ORR in the Dutch programme?", "and the PFS?"),
        ("OS in the registry", "and the PFS?"),
        ("ORR in the Spanish cohort of MM-018", "and the TTP?"),
        ("ORR in the registry", "and the neutropenia rate?"),
        ("response of plasmacytomas in the registry", "and OS?"),
    ],
)
def test_a_follow_up_never_lends_the_figure_of_another_study(library: Library, first: str, then: str) -> None:
    assert not asked(library, first).refused
    assert asked(library, first, then).refused


def test_a_figure_given_to_the_wrong_arm_is_said_to_be_wrong(library: Library) -> None:
    found = answer(library, "since OS was 38 months with dex alone, what about len?")
    assert found.premise == "“38”" and found.findings[0].id == "mm009-010-os"
    assert not answer(library, "since OS was 38 months with len, what about dex alone?").premise
    assert not answer(library, "because TTP was 4.6 months with dex").premise


def test_a_reference_tells_how_many_of_its_findings_are_shown(library: Library) -> None:
    found = answer(library, "ref 26")
    count, shown = len(library.reference(26).findings), len(found.findings)
    assert f"({count} findings here, {shown} of them below)" in found.text


def test_a_reference_the_review_does_not_have_is_named_in_the_refusal(library: Library) -> None:
    found = answer(library, "ref 99")
    assert found.refused and "reference 99" in found.text


def test_a_drug_nothing_is_held_on_stays_refused_when_followed(library: Library) -> None:
    first = answer(library, "ORR daratumumab")
    assert first.refused and answer(library, "and PFS?", first.about).refused
    assert not answer(library, "and PFS in the pivotal trials?", first.about).refused


@pytest.mark.parametrize(
    ("question", "assumes"),
    [
        ("why does len activate NF-kB", "that lenalidomide activates NF-κB"),
        ("NK cells, why do they fall on len", "that lenalidomide weakens natural killer cells"),
        (
            "ANC 0.7 at relapse, the EU label makes me stop, until when",
            "that the European label interrupts lenalidomide at neutrophils below 1.0 ×10⁹/L in relapsed disease",
        ),
    ],
)
def test_what_is_wrongly_taken_for_granted_is_said(library: Library, question: str, assumes: str) -> None:
    assert answer(library, question).premise == assumes


def test_what_is_told_of_a_patient_presumes_nothing(library: Library) -> None:
    assert asked(library, "renal function got worse on treatment").premise == ""
    assert asked(library, "why did renal function get worse on treatment in MM-009").premise
