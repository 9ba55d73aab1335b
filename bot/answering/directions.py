"""Comparing what a question presumes with what the findings say: longer or shorter, more or fewer, changed or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.asking.language.words import stems_of, words_of
from knowledge.records import Finding

MORE_WORDS = (
    "more higher longer greater increase increased improved superior raised rise gained outlived commoner likelier"
)
LESS_WORDS = "fewer lower shorter smaller decrease decreased reduce reduced cut drop dropped worse down fell inferior"
MORE = frozenset(stems_of(MORE_WORDS))
LESS = frozenset(stems_of(LESS_WORDS))
PARTS = re.compile(r"[,;?!]|\b(?:so|why|what|how|but)\b")
TREATED = re.compile(r"\blen|\brd\b|revlimid|r-dex")
CONTROL = re.compile(r"placebo|\bdex|control")
# "Fewer than 100 patients" asks by a bound and presumes nothing.
BOUND = re.compile(r"\b\w+ than (?=\d)")
# "Below 30" tells of whom it is asked.
SIDE = re.compile(r"\b(?:below|under|above|over)\s+\d+(?:\.\d+)?")
MARKS = "?!.,;:\"'()"
BETTER = frozenset(stems_of("improve improved improvement better gain gained"))
WORSE = frozenset(stems_of("worse worsen deteriorate decline fall fell badly"))
ALIKE = "similar|comparable|not influenced|no influence|no difference|not differ|unaffected|regardless|not affected"
SAME = re.compile(rf"\b(?:{ALIKE})\b")


def presumed_wrongly(question: str, findings: Sequence[Finding]) -> str:
    """The word with which a question presumes what its first finding denies, such as "shorter"; else empty.

    A finding that says two sides were alike denies every such word; one with two figures denies the word that
    points the other way; one that tells of a change for the better denies "worse". A question that offers both
    directions presumes neither.
    """
    unbounded = BOUND.sub(" ", question.lower()).split()
    words = [(word.strip(MARKS), stem) for word in unbounded for stem in stems_of(word)]
    if findings and (against := _against_its_course(words, findings[0])):
        return against
    more = next((word for word, stem in words if stem in MORE), "")
    less = next((word for word, stem in words if stem in LESS), "")
    if not findings or bool(more) == bool(less):
        return ""
    said = _direction(findings[0], question)
    if said is None or said == (1 if more else -1):
        return ""
    return more or less


def figure_of_the_other_side(question: str, findings: Sequence[Finding]) -> str:
    """A figure a question gives to one arm which its first finding has for the other, else empty.

    Which arm is meant is told from the part of the sentence that has the figure.
    """
    value, other = (findings[0].value, findings[0].comparator_value) if findings else (None, None)
    if not isinstance(value, (int, float)) or not isinstance(other, (int, float)) or value == other:
        return ""
    for part in PARTS.split(question.lower()):
        own, wrong = _own_and_wrong(part, value, other)
        told = words_of(SIDE.sub(" ", part))
        numbers = {float(word): word for word in told if word.replace(".", "", 1).isdigit()}
        if wrong in numbers and own not in numbers:
            return numbers[wrong]
    return ""


def _own_and_wrong(part: str, value: float, other: float) -> tuple[float | None, float | None]:
    """The figure of the arm a part of a sentence names, and that of the other arm; None, None where it names no one."""
    treated, control = TREATED.search(part), CONTROL.search(part)
    if bool(treated) == bool(control):
        return None, None
    return (float(value), float(other)) if treated else (float(other), float(value))


def _against_its_course(words: Sequence[tuple[str, str]], finding: Finding) -> str:
    """The word by which a question has something get worse that got better, or better that got worse; else empty."""
    said = set(stems_of(finding.statement))
    course = bool(said & BETTER) - bool(said & WORSE)
    asked = [(word, 1 if stem in BETTER else -1) for word, stem in words if stem in BETTER | WORSE]
    one_way = len({way for _, way in asked}) == 1
    return asked[0][0] if one_way and course and asked[0][1] == -course else ""


def _direction(finding: Finding, question: str) -> int | None:
    """1 where the first-named side has more, -1 where it has less, 0 where both are alike, None when not told."""
    if SAME.search(f"{finding.value} {finding.statement}".lower()) and not isinstance(finding.value, (int, float)):
        return 0
    value, other = finding.value, finding.comparator_value
    if not isinstance(value, (int, float)) or not isinstance(other, (int, float)) or value == other:
        return None
    sign = 1 if value > other else -1
    return -sign if _asks_of_comparator(question) else sign


def _asks_of_comparator(question: str) -> bool:
    """Whether the control arm is the side spoken of: named first, before "than" where the question has it."""
    before = question.lower().partition(" than ")[0]
    named = re.search(r"placebo|dex(?:amethasone)? alone|control", before)
    treated = TREATED.search(before)
    if not named:
        return False
    return not treated or named.start() < treated.start()
