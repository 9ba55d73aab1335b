"""What the reader reads: advice, changes, facts and questions in plain clinical words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.planning import Question
from bot.reading.results import Clarify, NotTaken, Understood
from rules.decision import Advice, Decision
from rules.dosing import dose_words
from rules.facts import FactDefinition, Vocabulary
from rules.topics import GIVES
from rules.values import Fact, Quantity, show_fact

BACKGROUND = frozenset({"inform", "caution", "schedule", "support"})
# What every row of a table shares, or what is said better by another reason.
UNSAID = frozenset({"treatment_phase", "diagnosis", "creatinine_stable"})
SPEAKS_FOR_ITSELF = frozenset({"sex", "diagnosis", "disease_status"})
# A firm row that forbids, holds or refers is called by what it does: "firm" beside "refer" reads as a go-ahead.
RESTRICTING = {
    "emergency": "emergency",
    "contraindicated": "contraindicated",
    "out_of_scope": "out of scope",
    "do_not_start": "do not start",
    "stop": "stop",
    "interrupt": "hold",
    "refer": "refer",
}
LABEL_WORDS = {"us": "US label", "eu": "EU label"}


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


def advice_lines(vocabulary: Vocabulary, decision: Decision, before: Decision) -> list[str]:
    """The advice that is new or changed, the most urgent first; background remarks in one line at the end."""
    fresh = [row for row in decision.advice if row not in before.advice]
    main = [row for row in fresh if row.action not in BACKGROUND]
    lines = [advice_line(vocabulary, decision, row, _replaced(row, before)) for row in main]
    lines += [_gone_line(row, decision) for row in _gone(decision, before)]
    background = [row.headline for row in fresh if row.action in BACKGROUND]
    return lines + ([f"For information: {'; '.join(background)}."] if background else [])


def _gone_line(row: Advice, decision: Decision) -> str:
    open_again = any(entry.topic == row.topic for entry in decision.unsettled)
    ending = "What follows from the new facts is still open." if open_again else ""
    return f"No longer holds: {full_headline(row)}. {ending}".rstrip()


def _replaced(row: Advice, before: Decision) -> Advice | None:
    """The dose that a new one takes the place of: same topic, same action, another dose."""
    alike = (old for old in before.advice if (old.topic, old.action) == (row.topic, row.action))
    return next((old for old in alike if old.dose and old.dose != row.dose), None)


def _gone(decision: Decision, before: Decision) -> list[Advice]:
    topics = {row.topic for row in decision.advice if row.action not in BACKGROUND}
    return [row for row in before.advice if row.action not in BACKGROUND and row.topic not in topics]


def full_headline(row: Advice) -> str:
    """The headline with its drug where the headline is the bare dose."""
    bare = row.dose is not None and row.headline.startswith(dose_words(row.dose))
    return f"{row.dose.drug.capitalize()} {row.headline}".rstrip(".") if bare and row.dose else row.headline.rstrip(".")


def advice_line(vocabulary: Vocabulary, decision: Decision, row: Advice, replaced: Advice | None = None) -> str:
    """One piece of advice: the dose or action first, then its standing, reason and text."""
    line = f"{full_headline(row)}."
    if row.status == "provisional":
        line += f" Provisional, provided: {'; '.join(row.provided)}."
    if replaced:
        line += f" It replaces: {full_headline(replaced)}."
    reasons = _reasons(vocabulary, decision, row)
    return line + (f" Because: {reasons}." if reasons and row.status != "withheld" else "") + f" {row.text}"


def standing_words(row: Advice) -> str:
    """How one row stands, in a word: "firm" only where it gives a drug and nothing is assumed."""
    if row.status != "firm":
        return row.status
    return "firm" if (row.topic, row.action) in GIVES else RESTRICTING.get(row.action, "settled")


def _reasons(vocabulary: Vocabulary, decision: Decision, row: Advice) -> str:
    """The reasons worth reading aloud: numbers with bounds, choices, what is present; the rest is on the card."""
    said = []
    for reason in row.because:
        fact = decision.facts.get(reason.fact)
        if fact is None or _goes_without_saying(vocabulary, fact):
            continue
        if reason.fact == "label":
            said.append(LABEL_WORDS.get(str(fact.value), str(fact.value)))
        elif isinstance(fact.value, Quantity):
            bound = reason.condition.removeprefix(f"{vocabulary[fact.id].label} ")
            said.append(f"{fact_words(vocabulary, fact)} ({bound})")
        else:
            said.append(fact_words(vocabulary, fact))
    return ", ".join(dict.fromkeys(said))


def _goes_without_saying(vocabulary: Vocabulary, fact: Fact) -> bool:
    absent = fact.value is False and fact.id != "on_dialysis"
    return vocabulary[fact.id].internal or fact.id in UNSAID or absent


def open_lines(vocabulary: Vocabulary, decision: Decision, titles: Mapping[str, str]) -> list[str]:
    """The topics that stay open when nothing is left to ask, and what they hang on."""
    lines = []
    for entry in decision.unsettled:
        if not entry.moot:
            needs = ", ".join(vocabulary[need].label for need in entry.needs)
            title = titles.get(entry.topic, entry.topic)
            lines.append(f"I cannot tell ({title}): {needs} not known. Ask the consultant or the pharmacist.")
    return lines


def question_json(vocabulary: Vocabulary, question: Question) -> dict[str, Any]:
    """A question in the outside shape, with what fits as an answer."""
    definition = vocabulary[question.fact]
    shown: dict[str, Any] = {
        "fact": question.fact,
        "text": question.text,
        "why": question.why,
        "topics": list(question.topics),
    }
    if len(question.facts) > 1:
        items = [{"fact": fact, "text": vocabulary[fact].label, "why": vocabulary[fact].why} for fact in question.facts]
        return shown | {"kind": "checklist", "facts": list(question.facts), "items": items}
    if definition.type == "boolean":
        return shown | {"kind": "yes_no", **_offered([(True, "Yes"), (False, "No")])}
    if definition.type == "choice":
        words = [(choice, definition.choice_words.get(choice, choice)) for choice in definition.choices]
        return shown | {"kind": "choice", **_offered(words)}
    units = [unit for unit in (definition.unit, *definition.also) if unit]
    shown |= {"kind": "number", "low": definition.low, "high": definition.high}
    return shown | ({"units": units} if units else {})


def _offered(answers: Sequence[tuple[bool | str, str]]) -> dict[str, Any]:
    """The answers a question offers: as plain values to send back, and with their words to show."""
    options = [{"value": value, "text": text} for value, text in answers]
    return {"choices": [value for value, _ in answers], "options": options}


def clarify_json(vocabulary: Vocabulary, entry: Clarify) -> dict[str, Any]:
    """A question back about something that was said unclearly, with the readings that are possible."""
    shown: dict[str, Any] = {
        "fact": entry.fact,
        "text": clinical_units(entry.question),
        "kind": "clarify",
        "topics": [],
    }
    shown["why"] = "It could be read in more than one way."
    options = [_reading_option(vocabulary, option) for option in entry.options]
    return shown | ({"options": options} if options else {})


def _reading_option(vocabulary: Vocabulary, option: Understood) -> dict[str, Any]:
    fact = Fact(option.fact, option.value)
    text = f"{vocabulary[option.fact].label} {option.said}" if option.said else fact_words(vocabulary, fact)
    return {
        "fact": option.fact,
        "value": show_fact(vocabulary, fact)["value"],
        "unit": option.unit,
        "text": clinical_units(text),
    }


def clinical_units(text: str) -> str:
    """A text with units as clinicians write them."""
    return text.replace("umol/L", "µmol/L").replace("x10^9/L", "×10⁹/L").replace("10^9/L", "×10⁹/L")
