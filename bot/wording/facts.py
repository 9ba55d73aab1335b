"""Facts in words: values with their units, what was understood, what changed, what was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.reading.results import NotTaken
from rules.decision import Decision
from rules.facts import FactDefinition, Vocabulary
from rules.values import Fact, Quantity

SPEAKS_FOR_ITSELF = frozenset({"sex", "diagnosis", "disease_status"})


def number_words(number: float) -> str:
    """A number as a clinician writes it: one decimal, more where rounding would move it across a whole number."""
    for places in (0, 1, 2, 3, 4):
        text = f"{number:.{places}f}"
        if abs(float(text) - number) < 1e-9:
            return text
        if places and float(text) != round(number):
            return text
    return repr(number)


def value_words(definition: FactDefinition, fact: Fact) -> str:
    """One fact's value: "38.2 mL/min", "yes", "not known"."""
    if fact.value is None:
        return "not known"
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    if isinstance(fact.value, Quantity):
        return f"{_quantity_words(fact.value)} {_unit_words(definition.unit)}".strip()
    return definition.choice_words.get(fact.value, fact.value)


def _quantity_words(value: Quantity) -> str:
    return number_words(value.low) if value.point else f"{number_words(value.low)} to {number_words(value.high)}"


def _unit_words(unit: str) -> str:
    return {
        "umol/L": "µmol/L",
        "10^9/L": "×10⁹/L",
        "degC": "°C",
        "year": "years",
        "kg/m2": "kg/m²",
        "mg/28 d": "mg per 28 days",
    }.get(unit, unit)


def fact_words(vocabulary: Vocabulary, fact: Fact) -> str:
    """One fact with its name: "CrCl 38.2 mL/min", "no diabetes"."""
    definition = vocabulary[fact.id]
    if isinstance(fact.value, bool):
        return definition.label if fact.value else definition.denied
    if fact.id in SPEAKS_FOR_ITSELF and fact.value is not None:
        return value_words(definition, fact)
    return f"{definition.label} {value_words(definition, fact)}"


def understood_line(vocabulary: Vocabulary, facts: Sequence[Fact], earlier: Mapping[str, Fact]) -> str:
    """What was taken from a message, read back, with the older value where one was replaced."""
    if not facts:
        return ""
    parts = []
    for fact in facts:
        before = earlier.get(fact.id)
        changed = before is not None and before.value != fact.value
        was = f" (was {value_words(vocabulary[fact.id], before)})" if changed and before else ""
        parts.append(
            fact_words(vocabulary, fact)
            + was
            + (" (as I read it; correct it if wrong)" if fact.origin == "assumed" else "")
        )
    return f"Noted: {'; '.join(parts)}."


def computed_line(vocabulary: Vocabulary, decision: Decision, before: Decision) -> str:
    """The creatinine clearance as soon as it has been computed, or when it changed."""
    fact, earlier = (side.facts.get("creatinine_clearance_ml_min") for side in (decision, before))
    if fact is None or fact.origin != "computed" or (earlier and earlier.value == fact.value):
        return ""
    return f"{fact_words(vocabulary, fact)}, computed ({fact.how})."


def not_taken_lines(entries: Iterable[NotTaken]) -> list[str]:
    """What was seen and not taken, each with its reason."""
    return [clinical_units(f"Not taken: “{entry.words}”. {entry.explanation}".rstrip()) for entry in entries]


def changed_line(vocabulary: Vocabulary, before: Mapping[str, Fact], after: Mapping[str, Fact]) -> str:
    """Which facts came, went or changed, for a step back or forward."""
    parts = []
    for fact_id in dict.fromkeys((*before, *after)):
        old, new = before.get(fact_id), after.get(fact_id)
        if old == new:
            continue
        if new is None:
            parts.append(f"{vocabulary[fact_id].label} open again")
        else:
            was = f" (was {value_words(vocabulary[fact_id], old)})" if old else ""
            parts.append(fact_words(vocabulary, new) + was)
    return "; ".join(parts)


def clinical_units(text: str) -> str:
    """A text with units as clinicians write them."""
    return text.replace("umol/L", "µmol/L").replace("x10^9/L", "×10⁹/L").replace("10^9/L", "×10⁹/L")
