"""The pages of the rules, and what Lendex is for."""

from typing import Any

from flask import render_template

from rules.ruleset import ACTIONS
from web.current import library, service
from web.pages.doors import doors
from web.pages.words import rule_headline


@doors.get("/rules")
def rules() -> str:
    """Every rule in force, topic by topic."""
    found = service().rules()
    tables: dict[str, dict[str, list[Any]]] = {topic: {} for topic in ACTIONS}
    for rule in found["rules"]:
        tables[rule["topic"]].setdefault(rule["table"], []).append(rule)
    titles = {entry["topic"]: entry["title"] for entry in found["topics"]}
    return render_template("rules.html", found=found, tables=tables, titles=titles)


@doors.get("/rules/<rule_id>")
def rules_one(rule_id: str) -> str:
    """One rule, readable aloud, with its sources."""
    rule = service().rule(rule_id)
    findings = library().chosen(rule.get("evidence", ()))
    title = rule_headline(rule) if "headline" in rule else rule_headline(rule.get("forms", [{}])[0])
    return render_template("rule.html", rule=rule, findings=findings, title=title)


@doors.get("/intended-use")
def intended_use() -> str:
    """What Lendex is for, what it is not, and what it rests on."""
    return render_template("intended_use.html")
