"""The facts as a JSON Schema, made from the vocabulary that the clinical team edits."""

from typing import Any

from rules.facts import FactDefinition, Vocabulary
from rules.values import NOT_KNOWN

Described = dict[str, Any]
ASKED_NOT_KNOWN: Described = {"const": NOT_KNOWN, "description": "asked, and not known"}
DAY: Described = {"type": "string", "format": "date", "description": "the day the value is from"}


def facts_schema(vocabulary: Vocabulary) -> Described:
    """The object of facts a request may carry: every fact that can be given, and nothing else."""
    return {
        "type": "object",
        "description": "Facts about one patient. A fact that was not asked is left out.",
        "properties": {fact.id: fact_schema(fact) for fact in vocabulary.askable()},
        "additionalProperties": False,
    }


def fact_schema(fact: FactDefinition) -> Described:
    """One fact: its bare value in the canonical unit, an object with unit and date, or "unknown"."""
    forms = [_bare(fact), ASKED_NOT_KNOWN, _dated(fact)]
    if fact.numeric:
        forms.append(_range(fact))
    unit = {"x-unit": fact.unit} if fact.unit else {}
    return {"title": fact.label, "description": _meaning(fact), **unit, "anyOf": forms}


def _bare(fact: FactDefinition) -> Described:
    if fact.type == "choice":
        return {"type": "string", "enum": list(fact.choices)}
    if fact.type == "boolean":
        return {"type": "boolean"}
    if fact.type == "date":
        return {"type": "string", "format": "date"}
    limits = {"minimum": fact.low, "maximum": fact.high}
    return {"type": fact.type} | {name: limit for name, limit in limits.items() if limit is not None}


def _dated(fact: FactDefinition) -> Described:
    """In another unit the plausible range has other numbers, so the object form names none."""
    value = {"type": "number"} if fact.numeric else _bare(fact)
    return _closed({"value": {"anyOf": [value, ASKED_NOT_KNOWN]}, **_unit(fact), "at": DAY}, ["value"])


def _range(fact: FactDefinition) -> Described:
    end = {"type": "number"}
    return _closed({"low": end, "high": end, **_unit(fact), "at": DAY}, ["low", "high"])


def _unit(fact: FactDefinition) -> dict[str, Described]:
    units = [unit for unit in (fact.unit, *fact.also) if unit]
    usual = {"type": "string", "examples": units, "description": "one of these, in a usual spelling"}
    return {"unit": usual} if units else {}


def _closed(properties: dict[str, Described], always: list[str]) -> Described:
    return {"type": "object", "properties": properties, "required": always, "additionalProperties": False}


def _meaning(fact: FactDefinition) -> str:
    bare = f"A bare value is in {fact.unit}." if fact.unit else ""
    return " ".join(filter(None, (f"{fact.meaning.rstrip('.')}." if fact.meaning else "", bare)))
