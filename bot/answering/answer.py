"""Answers to plain questions: from the findings of the knowledge base, or an honest refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering.directions import figure_of_the_other_side, presumed_wrongly
from bot.answering.telling import told
from knowledge.asking.answered import Answered
from knowledge.asking.asking import ask
from knowledge.asking.language.words import words_of
from knowledge.asking.presuming import PRESUMING, QUESTIONS
from knowledge.library import Library
from knowledge.records import NOT_PRINTED, NOT_REPORTED, Finding, Reference, Term, as_json

MOST_FINDINGS = 12
FEWEST_OF_A_GROUP = 3
MOST_REFERENCES = 3
NOT_SOURCED = "I don't have a sourced answer to that."
ASK_SOMEBODY = "Ask the consultant or the pharmacist."


@dataclass(frozen=True)
class Answer:
    """What was found: the answer in words, or the reason for the refusal, and the findings behind it.

    `about` are the terms a follow-up question starts from; `nearest` what comes closest to a refused question.
    """

    text: str
    refused: bool
    findings: tuple[Finding, ...]
    about: tuple[str, ...] = ()
    nearest: tuple[Finding, ...] = ()
    premise: str = ""


def answer(library: Library, question: str, before: Sequence[str] = ()) -> Answer:
    """Answer a question, which may follow on from one about the terms `before`, or refuse it."""
    found = ask(library.index, question, before)
    if not found.found:
        near = library.chosen(found.nearest)
        return Answer(_refusal(found, near), True, (), found.about, near)
    findings = library.chosen(_shared_out(found.found))
    premise = found.premise or _presumed(library, question, found, findings)
    lines = [*_opening(library, found, findings, premise), *told(findings), *_closing(library, found, findings)]
    return Answer("\n".join(lines), False, findings, found.about, premise=premise)


def _compares_studies(library: Library, found: Answered) -> bool:
    """Whether a question names two studies: "shorter than in the trials" says nothing of the arms of one."""
    terms = [library.index.lexicon.terms.get(one) for one in found.about]
    return sum(term.kind == "study" for term in terms if term) > 1


def _presumed(library: Library, question: str, found: Answered, findings: Sequence[Finding]) -> str:
    """What the findings do not bear out: a direction, or a figure the question takes for granted."""
    words = set(words_of(question))
    if "?" not in question and not (QUESTIONS | PRESUMING) & words:
        # "Renal function got worse on treatment" tells of a patient.
        return ""
    presumed = "" if _compares_studies(library, found) else presumed_wrongly(question, findings)
    if not presumed and PRESUMING & words:
        presumed = figure_of_the_other_side(question, findings) or " or ".join(found.claimed)
    return f"“{presumed}”" if presumed else ""


def _shared_out(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The findings of every group, so many of each that all groups have their say, and more of one where others end."""
    whole = [list(dict.fromkeys(group)) for group in groups]
    fresh = [
        [one for one in group if not any(one in before for before in whole[:at])] for at, group in enumerate(whole)
    ]
    own = [group for group in fresh if group]
    each = max(FEWEST_OF_A_GROUP, MOST_FINDINGS // len(own))
    spare = max(0, MOST_FINDINGS - sum(min(each, len(group)) for group in own))
    kept: list[str] = []
    for group in own:
        kept += group[: each + spare]
        spare -= max(0, min(len(group) - each, spare))
    return tuple(kept)


def _opening(library: Library, found: Answered, findings: Sequence[Finding], premise: str) -> list[str]:
    lines = [_reread(found)] if found.respelt else []
    lines += [f"Not borne out here: {premise}."] if premise else []
    named = [library.reference(number) for number in found.references[:MOST_REFERENCES]]
    return lines + [_introduced(reference, [finding.id for finding in findings]) for reference in named]


def _introduced(reference: Reference, shown: Sequence[str]) -> str:
    """A reference the question names, as the review prints it, with how many findings rest on it and are shown."""
    count, below = len(reference.findings), len(set(reference.findings) & set(shown))
    held = f"{count} finding{'s' * (count != 1)} here" + (f", {below} of them below" if below < count else "")
    return f"Reference {reference.number}: {reference.printed} ({held})"


def _reread(found: Answered) -> str:
    return f"Read as: {'; '.join(f'{better} ({typed})' for typed, better in found.respelt)}."


def _closing(library: Library, found: Answered, findings: Sequence[Finding]) -> list[str]:
    """What keeps the findings apart, what is missing among them, and figures of the question they do not hold."""
    ids = [finding.id for finding in findings]
    lines = [f"Not comparable: {text}" for text in library.not_comparable(ids)]
    lines += [f"Nothing here on {_joined(terms)} together." for terms in found.missing]
    if found.claimed:
        lines.append(f"None of these findings holds the figure {' or '.join(found.claimed)}.")
    return lines


def _refusal(found: Answered, near: Sequence[Finding]) -> str:
    unprinted = [finding for finding in near if found.figureless and finding.value in (NOT_REPORTED, NOT_PRINTED)]
    why = unprinted[0].statement if unprinted else _why(found)
    lines = [f"{NOT_SOURCED} {why} {ASK_SOMEBODY}"]
    if found.respelt:
        lines.insert(0, _reread(found))
    if near and not unprinted:
        lines.append(f"Nearest, but not an answer: {'; '.join(_named(finding) for finding in near)}.")
    return "\n".join(lines)


def _why(found: Answered) -> str:
    if found.absent:
        return f"Nothing here is on {_joined(found.absent, 'or')}."
    if found.figureless:
        return "No figure is given for it."
    asked = _joined(found.missing[0]) if found.missing else ""
    unknown = f"the words “{' '.join(found.unknown)}”" if found.unknown else ""
    if asked and unknown:
        return f"No finding on {asked} fits {unknown}."
    if asked and found.measured:
        return f"No finding on {asked} holds {'within' if found.measured == 'bound' else 'at'} that {found.measured}."
    if asked:
        return f"No finding is on {asked}{' together' if len(found.missing[0]) > 1 else ''}."
    return f"No finding fits {unknown or 'these words'}."


def _joined(terms: Sequence[Term], last: str = "and") -> str:
    names = [term.name for term in terms]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _named(finding: Finding) -> str:
    """What a finding is on, without its figure: that belongs to another question."""
    return f"{finding.endpoint} ({finding.study})"


def answer_json(found: Answer) -> dict[str, Any]:
    """An answer in the outside shape; a refusal names what is nearest without lending its figures."""
    if not found.refused:
        premise = {"premise": found.premise} if found.premise else {}
        return {"answer": found.text, **premise, "findings": [as_json(finding) for finding in found.findings]}
    near = [_near_json(finding) for finding in found.nearest]
    return {"refused": {"reason": found.text}, "findings": []} | ({"nearest": near} if near else {})


def _near_json(finding: Finding) -> dict[str, str]:
    return {"id": finding.id, "endpoint": finding.endpoint, "study": finding.study, "url": f"/evidence/{finding.id}"}
