"""Answers to plain questions: from the findings of the knowledge base, or an honest refusal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.library import Library
from knowledge.records import Finding, as_json
from knowledge.searching import SHORT_FORMS, words_of

# Words that every finding is about, or that only frame a question: they do not make it answerable.
FRAMING = frozenset(
    "lenalidomide dexamethasone len dex len+dex rd myeloma mm rrmm patient patients evidence data study studies trial"
    " trials rate rates percent figure figures treatment treated use used give given know known please many much about"
    " versus vs compared say says happens happen effect effects between among under get got any new".split()
)
MOST_FINDINGS = 8
NOT_SOURCED = "I don't have a sourced answer to that. Ask the consultant or the pharmacist."


@dataclass(frozen=True)
class Answer:
    """What was found: the answer in words, or the reason for the refusal, and the findings beside it."""

    text: str
    refused: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Refusal:
    """One kind of request that is always refused."""

    id: str
    words: tuple[tuple[str, ...], ...]
    text: str
    evidence: tuple[str, ...]


def load_refusals(path: Path, evidence_ids: Collection[str]) -> tuple[Refusal, ...]:
    """Read the refusals; raise ValueError for one that cites a finding that does not exist."""
    found = []
    for entry in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["refusals"]:
        missing = [finding for finding in entry.get("evidence", ()) if finding not in evidence_ids]
        if missing:
            raise ValueError(f"{path.name}: {entry['id']}: the evidence `{missing[0]}` is not in the knowledge base")
        words = tuple(tuple(group) for group in entry["words"])
        found.append(Refusal(entry["id"], words, " ".join(entry["text"].split()), tuple(entry.get("evidence", ()))))
    return tuple(found)


def refusal_for(refusals: Collection[Refusal], text: str) -> Refusal | None:
    """The refusal a message calls for, if any."""
    plain = " ".join(text.lower().split())
    return next((r for r in refusals if all(any(word in plain for word in group) for group in r.words)), None)


def answer(library: Library, question: str) -> Answer:
    """Answer a question from the findings that speak to every specific word of it, or refuse."""
    found = library.search(question, MOST_FINDINGS)
    specific = [word for word in words_of(question) if word not in FRAMING]
    fitting = [finding for finding in found if specific and all(_mentions(finding, word) for word in specific)]
    # What nobody has opened is shown last, so that it never stands in for an opened source.
    fitting.sort(key=lambda finding: finding.source_status == "unverified")
    if not fitting:
        return Answer(NOT_SOURCED, True, found)
    return Answer("\n".join(said(finding) for finding in fitting[:3]), False, tuple(fitting))


def _mentions(finding: Finding, word: str) -> bool:
    text = " ".join(
        (finding.statement, finding.study, finding.population, finding.endpoint, finding.where, finding.id)
    ).lower()
    forms = [word, *([SHORT_FORMS[word]] if word in SHORT_FORMS else [])]
    return any(_stem(form) in text for form in forms)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def said(finding: Finding) -> str:
    """One finding read aloud: what it says, its caveats, and where it stands."""
    caveats = " ".join(f"Caveat: {caveat}" for caveat in finding.caveats)
    return f"{finding.statement} {caveats}".rstrip() + f" [{finding.citation}]"


def answer_json(found: Answer) -> dict[str, Any]:
    """An answer in the outside shape."""
    shown: dict[str, Any] = {"refused": {"reason": found.text}} if found.refused else {"answer": found.text}
    return shown | {"findings": [as_json(finding) for finding in found.findings]}
