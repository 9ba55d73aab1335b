"""Answering plain questions: from the evidence, or with a refusal that says why and what is nearest."""

from bot.answering.answer import Answer, answer, answer_json
from bot.answering.leaning import leaning_on
from bot.answering.recognising import asks_evidence, asks_of_a_study, names_source
from bot.answering.refusals import Refusal, load_refusals, refusal_for

__all__ = [
    "Answer",
    "Refusal",
    "answer",
    "answer_json",
    "asks_evidence",
    "asks_of_a_study",
    "leaning_on",
    "load_refusals",
    "names_source",
    "refusal_for",
]
