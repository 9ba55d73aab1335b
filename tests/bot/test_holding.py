"""A figure inside a question never replaces what is held of the patient; one that is told does."""

from __future__ import annotations

import pytest

from bot.service import Service
from tests.bot.chatting import READY_TO_START, Chat

HELD = {**READY_TO_START, "creatinine_clearance_ml_min": 25, "age_years": 68, "label": "us"}
QUESTIONS = [
    ("which dose does the US label give at CrCl 70?", "creatinine_clearance_ml_min", 25),
    ("what is the dose in Europe at CrCl 35?", "creatinine_clearance_ml_min", 25),
    ("can I give 25 mg at a clearance of 45?", "creatinine_clearance_ml_min", 25),
    ("does age 80 count in SAVED?", "age_years", 68),
    ("what dose at a clearance of 70", "creatinine_clearance_ml_min", 25),
]
TOLD = [
    "CrCl 70 mL/min",
    "CrCl 70 mL/min, what dose?",
    "CrCl is 70 mL/min. What dose?",
    "sorry, CrCl is 70 mL/min",
]


@pytest.mark.parametrize(("question", "fact", "value"), QUESTIONS)
def test_a_question_leaves_what_is_held(service: Service, question: str, fact: str, value: float) -> None:
    chat = Chat(service, HELD)
    before = chat.advice
    said = chat.say(question)
    assert chat.facts[fact]["value"] == value and chat.advice == before
    assert "so nothing was changed" in said


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_replaces_what_is_held(service: Service, text: str) -> None:
    chat = Chat(service, HELD)
    chat.say(text)
    assert chat.facts["creatinine_clearance_ml_min"]["value"] == 70


def test_the_same_figure_in_a_question_is_no_news(service: Service) -> None:
    assert "so nothing was changed" not in Chat(service, HELD).say("what dose at CrCl 25 mL/min?")


def test_a_figure_in_a_question_still_counts_where_none_is_held(service: Service) -> None:
    chat = Chat(service)
    chat.say("what dose for CrCl 28 mL/min?")
    assert chat.facts["creatinine_clearance_ml_min"]["value"] == 28


ON_TREATMENT = {
    **HELD,
    "label": "eu",
    "creatinine_clearance_ml_min": 62,
    "anc": 0.7,
    "platelets": 80,
    "on_dialysis": False,
}
OF_THE_EVIDENCE = [
    "how often was DVT in the registry",
    "how common is pulmonary embolism on len dex",
    "does an MI count in IMWG",
    "how often does febrile neutropenia occur",
    "grade 4 rash with thalidomide - what does FDA say",
    "starting dose on dialysis, FDA",
    "platelets 20 in CTCAE?",
    "platelets 29 FDA?",
    "neutrophils 0.4 in CTCAE?",
    "dose for CrCl 70",
    "dose with clearance 25",
    "EMA dose CrCl 25?",
    "CrCl 25 FDA?",
    "dose in Europe for CrCl 55?",
    "dose after first fall of platelets, FDA",
    "resume dose after neutropenia, FDA",
    "does previous VTE raise the IMPEDE score",
    "points for central venous catheter in IMPEDE",
    "Is BMI 30 counted in IMPEDE?",
    "what dose would he need with CrCl below 30 on dialysis per FDA?",
    "Does the US label interrupt at ANC below 1.0?",
]


@pytest.mark.parametrize("question", OF_THE_EVIDENCE)
def test_a_question_to_the_evidence_notes_nothing_of_the_patient(service: Service, question: str) -> None:
    chat = Chat(service, ON_TREATMENT)
    before, advice = dict(chat.facts), chat.advice
    chat.say(question)
    assert chat.facts == before and chat.advice == advice


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what dose would he need with CrCl below 30 on dialysis per FDA?", "5 mg once daily"),
        ("EMA dose CrCl 25?", "15 mg every other day"),
        ("Does the US label interrupt at ANC below 1.0?", "below 1.0"),
        ("dose in Europe for CrCl 55?", "25 mg"),
    ],
)
def test_what_stands_in_a_question_is_asked_of_the_evidence(service: Service, question: str, said: str) -> None:
    assert said in Chat(service, ON_TREATMENT).say(question)


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("he has a DVT now, can I continue?", "current_vte", True),
        ("platelets 22 today. What does the EU label say?", "platelets", 22),
        ("dose reduced to 15 mg", "lenalidomide_dose_mg", 15),
        ("use the US label", "label", "us"),
        ("CrCl is 40 now, which dose?", "creatinine_clearance_ml_min", 40),
    ],
)
def test_what_is_told_of_the_patient_is_still_noted(service: Service, text: str, fact: str, value: object) -> None:
    chat = Chat(service, ON_TREATMENT)
    chat.say(text)
    assert chat.facts[fact]["value"] == value


@pytest.mark.parametrize("text", ["Hb <8", "haemoglobin around 9", "creatinine > 177"])
def test_a_value_with_one_edge_is_asked_back_and_stops_nothing(service: Service, text: str) -> None:
    chat = Chat(service, ON_TREATMENT)
    chat.say(text)
    assert "platelets" in chat.facts
