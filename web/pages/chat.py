"""The page of the chat, and the words it is written in."""

from collections.abc import Mapping

from flask import Response, jsonify, render_template

from rules.facts import FactDefinition
from web.current import service
from web.pages.doors import doors
from web.pages.words import titles

GROUPS: Mapping[str, str] = {
    "setting": "Setting",
    "patient": "Person",
    "disease": "Disease",
    "pregnancy": "Pregnancy",
    "safety_history": "Safety history",
    "kidney": "Kidney",
    "blood": "Blood",
    "treatment": "Treatment",
    "thrombosis": "Thrombosis",
    "bleeding": "Bleeding",
    "derived": "Scores and workings",
}


@doors.get("/")
def chat() -> str:
    """The chat about one patient."""
    return render_template("chat.html", site_label=service().basis.default_label or "")


@doors.get("/vocabulary.json")
def vocabulary() -> Response:
    """The words of the facts and topics, for the chat, as lists because their order counts."""
    facts = [_definition(fact) for fact in service().basis.vocabulary.facts.values()]
    answer = jsonify({"facts": facts, "groups": _titled(GROUPS), "topics": _titled(titles())})
    answer.cache_control.no_cache = True
    return answer


def _titled(titles: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "title": title} for name, title in titles.items()]


def _definition(fact: FactDefinition) -> dict[str, object]:
    choices = [{"value": choice, "label": fact.choice_words.get(choice, choice)} for choice in fact.choices]
    units = [unit for unit in (fact.unit, *fact.also) if unit]
    shown: dict[str, object] = {
        "id": fact.id,
        "group": fact.group,
        "type": fact.type,
        "label": fact.label,
        "unit": fact.unit,
        "units": units,
        "choices": choices,
        "derived": fact.derived,
    }
    optional = ("low", "high", "fresh_days", "question", "why")
    return shown | {name: value for name in optional if (value := getattr(fact, name)) not in (None, "")}
