"""The rules as others can read them: conditions in words, sources, and the thirteen source attributes."""

from __future__ import annotations

from typing import Any

from bot.consulting import dose_json
from rules.dosing import dose_words
from rules.phrasing import condition_words
from rules.ruleset import Advise, DosePlan, Place, Rule, RuleSet, Source, Stop, Table

Json = dict[str, Any]


def rules_json(ruleset: RuleSet) -> Json:
    """The whole rule set: version, files, topics with their attributes, tables with their rules, and stops."""
    return {
        "version": ruleset.version,
        **_version(ruleset),
        "files": ["facts.yaml", *ruleset.files],
        "topics": [
            {"topic": topic, "title": title, "source_attributes": dict(ruleset.source_attributes.get(topic, {}))}
            for topic, title in ruleset.titles.items()
        ],
        "rules": [_rule(ruleset, table, rule) for table in ruleset.tables for rule in table.rules],
        "stops": [_stop(ruleset, stop) for stop in ruleset.stops],
    }


def rule_json(ruleset: RuleSet, rule_id: str) -> Json | None:
    """One rule or stop by id, with its source attributes; None when there is none."""
    for table in ruleset.tables:
        for rule in table.rules:
            if rule.id == rule_id:
                return {**_rule(ruleset, table, rule), **_version(ruleset)}
    stop = next((stop for stop in ruleset.stops if stop.id == rule_id), None)
    return {**_stop(ruleset, stop), **_version(ruleset)} if stop else None


def _version(ruleset: RuleSet) -> Json:
    return {"ruleset": {"version": ruleset.version, "released": ruleset.released}}


def _rule(ruleset: RuleSet, table: Table, rule: Rule) -> Json:
    return {
        "id": rule.id,
        "topic": rule.topic,
        "table": table.title,
        "decides": table.decides,
        "when": condition_words(ruleset.vocabulary, rule.when),
        **_advise(rule.advise),
        **_source(rule.source),
        "source_attributes": dict(ruleset.source_attributes.get(rule.topic, {})),
        "place": _place(rule.place),
    }


def _advise(advise: Advise) -> Json:
    shown: Json = {"action": advise.action, "headline": advise.headline, "text": advise.text}
    if advise.dose is None:
        return shown
    if advise.dose.next_lower_than or advise.dose.same_as:
        return {**shown, "dose_plan": _plan_words(advise.dose)}
    return {
        **shown,
        "headline": advise.headline.replace("{dose}", dose_words(advise.dose.written)),
        "dose": dose_json(advise.dose.written),
    }


def _plan_words(plan: DosePlan) -> str:
    if plan.next_lower_than:
        return (
            f"the next step below the current dose on the ladder {' → '.join(f'{step:g}' for step in plan.ladder)} mg"
        )
    return "the starting dose again"


def _stop(ruleset: RuleSet, stop: Stop) -> Json:
    shown: Json = {"id": stop.id, "when": condition_words(ruleset.vocabulary, stop.when)}
    if stop.rows:
        shown["forms"] = [{"topic": row.topic, **_advise(row.advise)} for row in stop.rows]
    shown |= {"assumes": stop.assumes} if stop.assumes else {}
    return {**shown, **(_source(stop.source) if stop.source else {}), "place": _place(stop.place)}


def _source(source: Source) -> Json:
    shown: Json = {"evidence": list(source.evidence), "source_status": source.status}
    return shown | ({"edition": source.edition} if source.edition else {})


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}"
