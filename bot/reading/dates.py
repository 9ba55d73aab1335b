"""Dates as they are written, read only where one reading is possible: 03/04/2026 is two."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\s([a-z]{3})[a-z]*\.?,?\s([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s([0-9]{1,2}),?\s([0-9]{4})")


def read_date(text: str) -> date | None:
    """The day a date token names, or None when it names none or could be two days."""
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_MONTH.fullmatch(text):
        return _day(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _day(int(match[3]), MONTHS.index(match[1]) + 1, int(match[2]))
    if match := _SLASHED.fullmatch(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    return None


def _slashed(first: int, second: int, year: int) -> date | None:
    if first == second or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
