"""The question bank: each question put to the evidence, and what is not right about its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.answering import Answer, answer
from knowledge.library import Library

BANK = Path(__file__).parent / "questions.yaml"


@dataclass(frozen=True)
class Question:
    """One question with what a right answer holds; of `findings` each group needs one."""

    ask: str
    kind: str
    after: str
    findings: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]
    never: tuple[str, ...]
    set: str


def questions() -> tuple[Question, ...]:
    """Every question of the bank."""
    entries = YAML(typ="safe", pure=True).load(BANK.read_text(encoding="utf-8"))["questions"]
    return tuple(_question(entry) for entry in entries)


def _question(entry: Mapping[str, Any]) -> Question:
    groups = tuple(tuple(one) if isinstance(one, list) else (one,) for one in entry.get("findings", ()))
    return Question(
        entry["ask"],
        entry["kind"],
        entry.get("after", ""),
        groups,
        tuple(entry.get("figures", ())),
        tuple(entry.get("never", ())),
        entry.get("set", "first"),
    )


def put(library: Library, question: Question) -> Answer:
    """The answer to a question, asked after the one it follows on."""
    before = answer(library, question.after).about if question.after else ()
    return answer(library, question.ask, before)


def misses(question: Question, answered: Answer) -> list[str]:
    """What is not right about an answer, in words; empty when nothing is."""
    if question.kind == "unanswerable":
        return [] if answered.refused else ["answered, and should be refused"]
    if answered.refused:
        return ["refused, and should be answered"]
    ids = {finding.id for finding in answered.findings}
    lacking = [" or ".join(group) for group in question.findings if not ids & set(group)]
    unsaid = [figure for figure in question.figures if not numbers_in(figure) <= numbers_in(answered.text)]
    wrong = wrong_figures(question, answered)
    corrected = [] if question.kind != "false_premise" or answered.premise else ["the premise is not corrected"]
    return [
        *(f"without the finding {one}" for one in lacking),
        *(f"without the figure {one}" for one in unsaid),
        *(f"with the figure {one} of another question" for one in wrong),
        *corrected,
    ]


def wrong_figures(question: Question, answered: Answer) -> Sequence[str]:
    """The figures an answer states though they belong to another question; caveats may name them."""
    stated = numbers_in(" ".join(finding.statement for finding in answered.findings))
    return [figure for figure in question.never if numbers_in(figure) <= stated]


def numbers_in(text: str) -> frozenset[float]:
    """The numbers of a text."""
    return frozenset(float(one) for one in re.findall(r"\d*\.?\d+", text.replace(",", "")))
