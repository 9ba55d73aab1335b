"""Answers in clinical words for a terminal: advice in reading order, the dose first, then why and whence."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rules.dosing import dose_words
from rules.ruleset import Dose

WIDTH = 100
STATUS_WORDS = {"firm": "", "provisional": " (provisional)", "withheld": " (withheld)"}
SOURCE_WORDS = {
    "verified": "source opened",
    "secondary": "primary source not opened; confirm against the current one",
    "seed": "from the review only",
    "unverified": "source not opened",
}


def consult_in_words(answer: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A whole consult; `labels` are the short clinical names of the facts, by id."""
    lines = list(advice_in_words(answer["advice"]))
    lines += open_topics_in_words(answer["unsettled"], labels)
    lines += notices_in_words(answer["notices"])
    ruleset = answer["ruleset"]
    lines.append(f"Rules {ruleset['version']}, released {ruleset['released']}.")
    lines.append("For professionals; it supports a decision and does not replace it.")
    return "\n".join(lines)


def advice_in_words(advice: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Every piece of advice as a block of lines."""
    for row in advice:
        yield f"{topic_words(row['topic']).upper()}{STATUS_WORDS[row['status']]}: {row['headline']}"
        yield from _details(row)
        yield ""


def _details(row: Mapping[str, Any]) -> Iterator[str]:
    if "dose" in row:
        yield from _indented("Dose", one_dose(row["dose"]))
    yield from _indented("", row["text"])
    yield from _indented("Withheld by", row.get("withheld_by", ""))
    yield from _indented("Provided that", "; ".join(row.get("provided", ())))
    yield from _indented("Why", "; ".join(reason["condition"] for reason in row["because"]))
    for cited in row["evidence"]:
        yield from _indented("Source", f"{cited['citation']} [{cited['id']}]")
    yield from _indented("Source status", SOURCE_WORDS.get(row.get("source_status", ""), ""))
    yield from _indented("Edition", row.get("edition", ""))


def one_dose(dose: Mapping[str, Any]) -> str:
    """A dose with its drug: "lenalidomide 10 mg once daily, days 1–21 of 28"."""
    return f"{dose['drug']} {dose_words(Dose(**dose))}"


def open_topics_in_words(unsettled: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> Iterator[str]:
    """What is not settled yet, and the facts that would settle it."""
    for entry in unsettled:
        needs = ", ".join(labels.get(fact, fact) for fact in entry["needs"])
        yield f"{topic_words(entry['topic']).upper()}: not settled yet"
        yield from _indented("Needs", needs)
        yield from _indented("Possible", "; ".join(dict.fromkeys(map(_outcome, entry.get("possible", ())))))
        yield ""


def _outcome(possible: Mapping[str, Any]) -> str:
    what = one_dose(possible["dose"]) if "dose" in possible else possible.get("action", "").replace("_", " ")
    return f"{what} if {possible['if']}" if "if" in possible else what


def notices_in_words(notices: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The remarks beside the advice."""
    for notice in notices:
        yield from _indented("Note", notice["text"], indent="")
        yield ""


def topic_words(topic: str) -> str:
    """A topic as people write it: "renal dosing"."""
    return topic.replace("_", " ")


def _indented(name: str, text: str, indent: str = "  ") -> list[str]:
    if not text:
        return []
    words = f"{name}: {text}" if name else text
    lines: list[str] = []
    for paragraph in words.splitlines():
        lines += textwrap.wrap(paragraph, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
    return lines
