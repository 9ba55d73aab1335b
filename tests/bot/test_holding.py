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
