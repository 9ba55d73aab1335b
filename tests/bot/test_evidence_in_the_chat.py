"""Evidence questions in a conversation: answered, followed up, and never taken for facts of the patient."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering import asks_evidence
from bot.service import Service
from knowledge.building import build
from knowledge.library import Library, open_library
from tests.bot.chatting import Chat
from tests.evidence.bank import questions

EVIDENCE = Path(__file__).parents[2] / "knowledge" / "evidence"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The knowledge base of the project, open."""
    return open_library(build(EVIDENCE, tmp_path_factory.mktemp("chat") / "knowledge.db").database)


TOLD = [
    "72F, Cr 1.9 mg/dL, 64 kg, plts 62k, no prior DVT",
    "relapsed after VRd then auto, bortezomib-refractory",
    "US label",
    "EU label. 66M on treatment, lenalidomide 25 mg daily",
    "best response VGPR",
    "on apixaban for PE",
    "SJS with thal",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_about_a_patient_is_no_question_for_the_evidence(library: Library, text: str) -> None:
    assert not asks_evidence(library.index, text)


def test_a_question_that_names_a_study_is_one_for_the_evidence(library: Library) -> None:
    named = ("registry", "MM-009", "MM-018", "Dutch", "PrE1003")
    asked = [one.ask for one in questions() if any(study in one.ask for study in named)]
    assert len(asked) > 20
    assert all(asks_evidence(library.index, ask) for ask in asked)


def test_a_short_follow_up_belongs_to_the_question_before(library: Library) -> None:
    assert asks_evidence(library.index, "and from cycle 5?", ("mm009-010", "dex-schedule"))
    assert not asks_evidence(library.index, "and from cycle 5?")


STUDY_WORDS = [", was in registry trial", ", was in MM-018", " in the trial", ", survival discussed", ", IMPEDE high"]


@pytest.mark.parametrize(
    "fact", ["pregnant", "grade 4 rash with thalidomide", "CrCl 28 mL/min", "platelets 20 x10^9/L"]
)
@pytest.mark.parametrize("words", STUDY_WORDS)
def test_facts_of_the_patient_are_kept_beside_words_of_studies(service: Service, fact: str, words: str) -> None:
    plain, beside = (given_by(service, text) for text in (fact, fact + words))
    assert plain
    assert plain <= beside


def given_by(service: Service, text: str) -> set[str]:
    """The facts that the first message of a new conversation gives."""
    opened = service.open_conversation()
    turn = service.take_turn(opened["id"], opened["key"], {"text": text})
    return {name for name, fact in turn["facts"].items() if fact.get("origin") == "given"}


def test_a_question_about_a_study_gives_no_fact(service: Service) -> None:
    assert given_by(service, "had thalidomide before, still a response in MM-009?") == set()


KEPT_IN_QUESTIONS = [
    ("on dialysis", "on_dialysis"),
    ("grade 4 rash with thalidomide", "thalidomide_grade4_rash"),
    ("pregnant", "pregnant"),
    ("72 years old", "age_years"),
]


@pytest.mark.parametrize(("told", "fact"), KEPT_IN_QUESTIONS)
def test_a_fact_a_dose_hangs_on_is_kept_beside_a_question_to_the_evidence(
    service: Service, told: str, fact: str
) -> None:
    assert fact in given_by(service, told)
    assert fact in given_by(service, f"{told}. What dose did the registry give?")


def test_every_fact_that_a_stop_reads_is_kept_whatever_is_asked(service: Service) -> None:
    ruleset = service.basis.evaluator.ruleset
    stopping = ruleset.stop_facts()
    assert {"pregnant", "current_vte", "thalidomide_grade4_rash", "severe_skin_or_allergic_reaction"} <= stopping


@pytest.mark.parametrize("told", ["on dialysis", "CrCl 28 mL/min, platelets 62k", "66M, EU label"])
def test_a_question_beside_facts_is_answered_and_the_facts_are_kept(service: Service, told: str) -> None:
    opened = service.open_conversation()
    turn = service.take_turn(opened["id"], opened["key"], {"text": f"{told}. What was the ORR in the registry?"})
    assert given_by(service, told) <= set(turn["facts"])
    assert not turn["reply"]["evidence"]["refused"]
    assert "response rate of the registry as 66%" in turn["reply"]["text"]


BESIDE = [
    (
        "CrCl 28, 72F. What was the response rate with CrCl below 30?",
        "response rate to lenalidomide plus dexamethasone was 50%",
    ),
    (
        "CrCl 45. What is the response rate at this clearance?",
        "response rate to lenalidomide plus dexamethasone was 56%",
    ),
    ("72F CrCl 45 on Rd, plt 80. Is neuropathy common?", "rarely observed with lenalidomide"),
    ("72F on HD. Response rate at her clearance?", "comparable in mild or no, moderate and severe"),
    ("ref 33", "Reference 33: Alegre A"),
]


@pytest.mark.parametrize(("text", "said"), BESIDE)
def test_a_question_on_figures_beside_facts_is_answered_for_what_it_points_at(
    service: Service, text: str, said: str
) -> None:
    assert said in Chat(service).say(text)


def test_the_clearance_of_a_question_on_responses_is_not_noted_as_the_patients(service: Service) -> None:
    assert "creatinine_clearance_ml_min" not in given_by(service, "ORR with CrCl 28 mL/min")
    assert "creatinine_clearance_ml_min" in given_by(service, "CrCl 28 mL/min, what dose?")


@pytest.mark.parametrize(
    "question",
    [
        "SPM rate MM-009",
        "EMD response rate registry",
        "How many points does SAVED give for age 80?",
        "how many patients in this registry had a DVT",
    ],
)
def test_a_question_on_a_study_leaves_nothing_with_the_patient(service: Service, question: str) -> None:
    assert given_by(service, question) == set()


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("response rate in the registry, pt on dialysis", "on_dialysis"),
        ("ORR in MM-009, she is pregnant", "pregnant"),
    ],
)
def test_what_is_told_of_one_patient_in_a_question_on_a_study_is_kept(
    service: Service, question: str, fact: str
) -> None:
    assert fact in given_by(service, question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what is the ORR in the registry for my patient on dialysis", "on dialysis"),
        ("how many VTE in MM-009, she has DVT", "has DVT"),
        ("what dose for my patient on dialysis", "on dialysis"),
    ],
)
def test_what_a_question_says_of_one_patient_is_noted_or_said_not_to_be(
    service: Service, question: str, words: str
) -> None:
    assert f"“{words}”" in Chat(service).say(question)


def test_what_is_told_behind_a_question_on_a_study_is_kept(service: Service) -> None:
    assert "on_dialysis" in given_by(service, "What is the ORR in the registry? He is on dialysis")
