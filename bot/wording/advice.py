"""Advice in words: what to do first, then how it stands, why, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping

from bot.wording.facts import fact_words
from rules.decision import Advice, Decision
from rules.dosing import dose_words
from rules.facts import Vocabulary
from rules.topics import GIVES
from rules.values import Fact, Quantity

BACKGROUND = frozenset({"inform", "caution", "schedule", "support"})
# What every row of a table shares, or what is said better by another reason.
UNSAID = frozenset({"treatment_phase", "diagnosis", "creatinine_stable"})
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
