"""The numbers a question states: those a finding must hold to answer it, and those the question claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.asking.figures.measuring import COUNTED
from knowledge.asking.language.words import is_number

CLAIMING = frozenset("so since because".split())
AGES = ("years", "aged", "age", "old")
# Behind these a number tells when, before those how old.
WHEN, OLD = frozenset("d day cycle c week".split()), frozenset("yo y yr year".split())
EXTREMES = frozenset("lowest highest minimum maximum smallest largest".split())
BEFORE_HELD = frozenset("at after within by aged age over under above grade".split())
YEAR = re.compile(r"(?:19|20)\d\d")
COMPARING = frozenset("now current currently today compared vs versus against".split())
DENYING = frozenset("no without denies afebrile never".split())


def must_be_held(words: Sequence[str], at: int) -> bool:
    """Whether a number is a point in time, an age or a dose, which a finding must hold to answer."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if set(words[at + 2 : at + 3]) == {"ago"}:
        # "A rash on thalidomide 3 years ago" tells of the patient.
        return False
    if after == "or" and at + 2 < len(words) and is_number(words[at + 2]):
        # "Start at 10 or 25?" asks which of them.
        return False
    if after == "mg" and "or" in words and list(words).count("mg") > 1:
        # "15 mg every other day or 5 mg?" asks which of them.
        return False
    if after in COUNTED:
        # "On 25 mg" tells the patient's dose, "so 10 mg" or "lowest dose 5 mg?" claims one: none asks for it.
        return not (
            after == "mg" and (before in ("on", "from", "give", "giving", "use") or (CLAIMING | EXTREMES) & set(words))
        )
    return before in BEFORE_HELD and "." not in words[at]


def as_held(words: Sequence[str], at: int) -> tuple[str, ...]:
    """A number as typed, and where it counts years the same time in months: 1 year is 12 months."""
    of_years = set(words[at + 1 : at + 2]) & {"year", "years"} and words[at].isdigit()
    return (words[at], str(12 * int(words[at]))) if of_years else (words[at],)


def is_claimed(words: Sequence[str], at: int) -> bool:
    """Whether a number is large or exact enough to be a figure and not a count of things spoken of."""
    after = words[at + 1 : at + 3]
    if YEAR.fullmatch(words[at]) and COMPARING & set(words):
        # "The label now against that of 2013" asks for both.
        return False
    if (at and words[at - 1] in WHEN) or set(after[1:]) == {"ago"} or set(after[:1]) & OLD:
        # "On D15", "2 years ago", "52 yo": when and how old, and no figure.
        return False
    return "." in words[at] or len(words[at]) > 1 or set(after[:1]) == {"percent"}


def is_age(words: Sequence[str], at: int) -> bool:
    """Whether a number is an age: 12 years old, aged 12. A finding that holds it must speak of ages."""
    after = tuple(words[at + 1 : at + 3])
    return words[max(0, at - 1)] == "aged" or (after[:1] in (("year",), ("years",)) and after[1:] == ("old",))


def is_denied(words: Sequence[str], at: int) -> bool:
    """Whether a word is denied: "no fever" tells of the patient, and asks for nothing on it."""
    return at > 0 and words[at - 1] in DENYING
