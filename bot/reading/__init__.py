"""Reading: terse clinical English into typed facts, each with its words, unit and certainty."""

from bot.reading.masking import Masked, mask
from bot.reading.reader import Reader, load_reader, read
from bot.reading.results import Clarify, NotTaken, Reading, Understood
from bot.reading.showing import reading_json

__all__ = [
    "Clarify",
    "Masked",
    "NotTaken",
    "Reader",
    "Reading",
    "Understood",
    "load_reader",
    "mask",
    "read",
    "reading_json",
]
