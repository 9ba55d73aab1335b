"""The chart-ready note of a conversation, in plain text."""

from __future__ import annotations

from datetime import datetime

from bot import wording
from bot.consulting import Basis
from rules.decision import Advice, Decision
from rules.values import Fact

INTENDED_USE = (
    "Decision support for professionals; it does not replace clinical judgement. The rules have not been signed off "
    "by a clinician."
)


def note(basis: Basis, decision: Decision, at: datetime) -> str:
    """Problem, facts with their origin, advice with citations, open points, versions and time; about a page."""
    sections = [
        ["Lendex note: lenalidomide and dexamethasone in relapsed or refractory multiple myeloma"],
        ["Facts", *_facts(basis, decision)],
        ["Advice", *(_numbered(basis, decision) or ["None yet."])],
        ["Open", *(wording.open_lines(basis.vocabulary, decision, basis.evaluator.ruleset.titles) or ["Nothing."])],
        ["Remarks", *([notice.text for notice in decision.notices] or ["None."])],
        [f"Rule set {decision.version}, released {decision.released}. Written {at:%Y-%m-%d %H:%M} UTC.", INTENDED_USE],
    ]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _facts(basis: Basis, decision: Decision) -> list[str]:
    given = [fact for fact in decision.facts.values() if not basis.vocabulary[fact.id].derived]
    present = [_fact(basis, fact) for fact in given if fact.value is not False and fact.value is not None]
    absent = [basis.vocabulary[fact.id] for fact in given if fact.value is False]
    present += [definition.denial for definition in absent if definition.denial]
    missing = [definition.label for definition in absent if not definition.denial]
    unknown = [basis.vocabulary[fact.id].label for fact in given if fact.value is None]
    lines = [f"- {'; '.join(present)}"] if present else ["- none given"]
    lines += [f"- Absent: {'; '.join(missing)}"] if missing else []
    return lines + ([f"- Not known: {'; '.join(unknown)}"] if unknown else [])


def _fact(basis: Basis, fact: Fact) -> str:
    origin = f" ({fact.how or fact.origin})" if fact.origin != "given" else ""
    return wording.fact_words(basis.vocabulary, fact) + origin + (f", {fact.at.isoformat()}" if fact.at else "")


def _numbered(basis: Basis, decision: Decision) -> list[str]:
    main = [row for row in decision.advice if row.action not in wording.BACKGROUND]
    background = [row for row in decision.advice if row.action in wording.BACKGROUND]
    lines = [line for row in main for line in _row(basis, decision, row)]
    return lines + ([f"- For information: {'; '.join(row.headline for row in background)}."] if background else [])


def _row(basis: Basis, decision: Decision, row: Advice) -> list[str]:
    citations = "; ".join(basis.library.finding(finding).citation for finding in row.evidence)
    said = wording.advice_line(basis.vocabulary, decision, row)
    return [f"- [{wording.standing_words(row)}] {said}", *([f"  Sources: {citations}"] if citations else [])]
