"""Advice joined with its evidence, in the shape that outside programs read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answering.telling import limits
from bot.faults import Refused
from knowledge.library import Library
from rules.deciding import decide
from rules.decision import Advice, Decision, Notice, Possible, Unsettled
from rules.evaluating import Evaluator
from rules.facts import Vocabulary
from rules.ruleset import ACTIONS, Dose
from rules.values import Fact, FactRejected, Facts, Quantity, read_fact, show_fact

Json = dict[str, Any]


@dataclass(frozen=True)
class Basis:
    """What every answer rests on: the compiled rules, the knowledge base, and the label the site follows."""

    evaluator: Evaluator
    library: Library
    default_label: str | None

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts that can be known."""
        return self.evaluator.ruleset.vocabulary


def read_facts(vocabulary: Vocabulary, raw: object, today: date) -> dict[str, Fact]:
    """The facts of a JSON object; raise Refused naming the first that is not accepted."""
    if not isinstance(raw, dict):
        raise Refused(400, "bad_facts", "The facts must be an object of fact names and values.", "facts")
    facts = {}
    for fact_id, value in raw.items():
        try:
            facts[fact_id] = read_fact(vocabulary, fact_id, value)
        except FactRejected as refusal:
            raise Refused(400, "bad_fact", refusal.message, refusal.fact, refusal.hint) from None
        dated = facts[fact_id].at
        if dated and dated > today:
            message = f"{vocabulary[fact_id].label}: {dated.isoformat()} lies in the future."
            raise Refused(400, "bad_fact", message, fact_id, "Give the day the value was measured.")
    return facts


def read_topics(raw: object) -> tuple[str, ...]:
    """The topics of a request; raise Refused for one that does not exist."""
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple) or not raw:
        raise Refused(400, "bad_topics", "Topics must be a list of topic names.", "topics", _topic_hint())
    for topic in raw:
        if not isinstance(topic, str) or topic not in ACTIONS:
            raise Refused(400, "bad_topics", f"{str(topic)[:60]!r} is not a topic.", "topics", _topic_hint())
    return tuple(raw)


def _topic_hint() -> str:
    return f"Topics are {', '.join(ACTIONS)}."


def with_label(basis: Basis, facts: Facts) -> tuple[Facts, str]:
    """The facts with the site's label where none was given, and where the label came from: fact, setting or none."""
    if "label" in facts:
        return facts, "fact"
    if basis.default_label is None:
        return facts, "none"
    return {**facts, "label": Fact("label", basis.default_label, "assumed", "setting of this site")}, "setting"


def decide_on(basis: Basis, facts: Facts, topics: Iterable[str], today: date) -> Decision:
    """The decision on these facts under the label that holds."""
    labelled, _ = with_label(basis, facts)
    return decide(basis.evaluator, labelled, today, tuple(topics))


def consultation(basis: Basis, decision: Decision) -> Json:
    """A whole decision in the outside shape."""
    return {
        "ruleset": {"version": decision.version, "released": decision.released},
        "knowledge": basis.library.content_hash,
        "facts": facts_json(basis.vocabulary, decision.facts),
        "advice": [advice_json(basis, decision, row) for row in decision.advice],
        "unsettled": [unsettled_json(entry) for entry in decision.unsettled],
        "notices": [notice_json(notice) for notice in decision.notices],
    }


def facts_json(vocabulary: Vocabulary, facts: Facts) -> Json:
    """All facts in the outside shape, without the flags that only rules read."""
    shown = {fact_id: fact for fact_id, fact in facts.items() if not vocabulary[fact_id].internal}
    return {fact_id: show_fact(vocabulary, fact) for fact_id, fact in shown.items()}


def advice_json(basis: Basis, decision: Decision, row: Advice) -> Json:
    """One piece of advice with its reasons and citations; fields without a value are left out."""
    shown: Json = {"rule": row.rule, "topic": row.topic, "action": row.action, "status": row.status}
    shown |= {"withheld_by": row.withheld_by} if row.withheld_by else {}
    shown |= {"provided": list(row.provided)} if row.provided else {}
    shown |= {"headline": row.headline, "text": row.text}
    shown |= {"dose": dose_json(row.dose)} if row.dose else {}
    shown |= {"source_status": row.source_status}
    shown |= {"edition": row.edition} if row.edition else {}
    shown["because"] = [
        {"fact": reason.fact, **_reason_value(decision, reason.fact), "condition": reason.condition}
        for reason in row.because
        if not basis.vocabulary[reason.fact].internal
    ]
    shown["evidence"] = [citation_json(basis.library, finding) for finding in row.evidence]
    return shown


def _reason_value(decision: Decision, fact_id: str) -> Json:
    fact = decision.facts[fact_id]
    if isinstance(fact.value, Quantity) and not fact.value.point:
        return {"value": {"low": fact.value.low, "high": fact.value.high}}
    value = fact.value.low if isinstance(fact.value, Quantity) else fact.value
    return {"value": "unknown" if value is None else value}


def citation_json(library: Library, finding_id: str) -> Json:
    """One finding as a citation that opens it, with everything that limits it."""
    finding = library.finding(finding_id)
    cited: Json = {"id": finding_id, "citation": finding.citation, "statement": finding.statement}
    cited |= {"doi": finding.doi} if finding.doi else {}
    caveats = limits(finding)
    cited |= {"caveats": list(caveats)} if caveats else {}
    return cited | {"url": f"/evidence/{finding_id}"}


def dose_json(dose: Dose) -> Json:
    """A dose with the fields it has; whole milligrams as whole numbers."""
    fields = ("drug", "mg", "mg_low", "mg_high", "frequency", "days", "cycle_days", "timing")
    found = {name: value for name in fields if (value := getattr(dose, name)) not in (None, "")}
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in found.items()
    }


def unsettled_json(entry: Unsettled) -> Json:
    """One open topic: what it needs, and what may come out."""
    shown: Json = {"topic": entry.topic, "needs": list(entry.needs)}
    shown["possible"] = [_possible_json(outcome) for outcome in entry.possible]
    return shown | ({"moot": True} if entry.moot else {})


def _possible_json(outcome: Possible) -> Json:
    shown: Json = {"action": outcome.action}
    shown |= {"dose": dose_json(outcome.dose)} if outcome.dose else {}
    return shown | ({"if": outcome.condition} if outcome.condition else {})


def notice_json(notice: Notice) -> Json:
    """One notice, with the findings behind it when there are any."""
    shown: Json = {"code": notice.code, "text": notice.text}
    return shown | ({"evidence": list(notice.evidence)} if notice.evidence else {})


def stored_fact(vocabulary: Vocabulary, fact: Fact) -> Mapping[str, Any]:
    """One given fact as a turn keeps it."""
    return show_fact(vocabulary, fact)


def restored_fact(vocabulary: Vocabulary, fact_id: str, kept: Mapping[str, Any]) -> Fact:
    """One given fact read back from a turn, with where it came from."""
    raw = {key: value for key, value in kept.items() if key in ("value", "low", "high", "at")}
    fact = read_fact(vocabulary, fact_id, raw)
    return Fact(fact_id, fact.value, kept["origin"], kept.get("how", ""), fact.at, kept.get("said", ""))
