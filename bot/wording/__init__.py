"""Wording: facts, advice and questions in plain clinical words."""

from bot.wording.advice import BACKGROUND, advice_line, advice_lines, full_headline, open_lines, standing_words
from bot.wording.facts import changed_line, computed_line, fact_words, not_taken_lines, understood_line
from bot.wording.questions import clarify_json, question_json

__all__ = [
    "BACKGROUND",
    "advice_line",
    "advice_lines",
    "changed_line",
    "clarify_json",
    "computed_line",
    "fact_words",
    "full_headline",
    "not_taken_lines",
    "open_lines",
    "question_json",
    "standing_words",
    "understood_line",
]
