"""Remarks beside the advice: near a cut-off, labels that differ, scores, old values, old editions, out of scope."""

from __future__ import annotations

from datetime import date

from rules.conditions import Band, holding_leaves
from rules.deciding.outcome import Outcome
from rules.decision import Advice, Notice
from rules.deriving.calculators import body_mass_index
from rules.deriving.scoring import second_opinion
from rules.grouping import NOTICES, scope_name
from rules.quantities import Facts, Quantity, choice, number
from rules.ruleset import ACTIONS, RESTRICTIVE_ACTIONS, RuleSet

# How far a BMI rounded or measured on another day may lie from its weight and height: an engineering choice.
BMI_SLACK = 1.0
LABEL_NAMES = {"us": "US", "eu": "EU"}


def notices(
    ruleset: RuleSet, outcome: Outcome, other: Outcome | None, given: Facts, today: date, wanted: tuple[str, ...]
) -> tuple[Notice, ...]:
    """All remarks on one outcome; `other` is the same patient under the other label, `wanted` the topics asked for."""
    found = [
        *_from_rules(ruleset, outcome, wanted),
        *_stopped(outcome),
        *_near_boundary(ruleset, outcome),
        *_holes(ruleset, outcome, wanted),
        *(_label_conflicts(ruleset, outcome, other) if other else ()),
        *second_opinion(ruleset.derivations, outcome.advice, outcome.patient.facts),
        *_inputs_that_disagree(given),
        *_stale_values(ruleset, given, today),
        *_stale_sources(outcome),
    ]
    if len(wanted) < len(ACTIONS) and not outcome.advice and not outcome.unsettled:
        found.append(
            Notice(
                "outside_rules", "No rule speaks to what was asked for this patient. Ask the consultant or pharmacist."
            )
        )
    return tuple(dict.fromkeys(found))


def _from_rules(ruleset: RuleSet, outcome: Outcome, wanted: tuple[str, ...]) -> list[Notice]:
    return [
        Notice(rule.code, rule.text, rule.evidence)
        for rule in ruleset.notices
        if outcome.evaluation.certain(NOTICES, rule.id) and (not rule.topics or set(rule.topics) & set(wanted))
    ]


def _stopped(outcome: Outcome) -> list[Notice]:
    ids = {stop.id: stop for stop in outcome.stops.holding}
    found = []
    if "stop-scope" in ids:
        found.append(Notice("out_of_scope", f"Out of scope: {ids['stop-scope'].rows[0].advise.text}"))
    if "stop-label-unset" in ids:
        found.append(
            Notice("label_unset", "No prescribing label is chosen, so no lenalidomide dose is shown. Choose US or EU.")
        )
    return found


def _near_boundary(ruleset: RuleSet, outcome: Outcome) -> list[Notice]:
    cut_offs, facts = ruleset.cut_offs, outcome.patient.facts
    value, label = number(facts, cut_offs.fact), choice(facts, "label")
    dialysed = choice(facts, "on_dialysis") is True
    if value is None or dialysed or not isinstance(label, str) or not _rests_on(ruleset, outcome, cut_offs.fact):
        return []
    near = [
        edge
        for edge in cut_offs.at.get(label, ())
        if value.low - cut_offs.within <= edge <= value.high + cut_offs.within
    ]
    fact = ruleset.vocabulary[cut_offs.fact]
    lies = "lies within" if value.point else "comes within"
    said = f"{fact.label} {_ends(value)} {fact.unit} {lies} {cut_offs.within:g}"
    cut_off, advice = f"of the {LABEL_NAMES[label]} cut-off", "check the inputs before relying on the band."
    return [Notice("near_boundary", f"{said} {cut_off} {edge:g}: {advice}") for edge in near]


def _ends(value: Quantity) -> str:
    return _shown(value.low) if value.point else f"{_shown(value.low)} to {_shown(value.high)}"


def _rests_on(ruleset: RuleSet, outcome: Outcome, fact: str) -> bool:
    shown = {row.rule for row in outcome.advice}
    rows = [rule for rule in ruleset.rules() if rule.id in shown and rule.topic == "renal_dosing"]
    return any(
        isinstance(leaf, Band) and leaf.fact == fact
        for rule in rows
        for leaf, _ in holding_leaves(rule.when, outcome.patient.facts)
    )


def _shown(value: float) -> str:
    """A number with enough places to show on which side of a whole number it lies."""
    for places in (1, 2, 3, 4):
        text = f"{value:.{places}f}"
        if float(text) == value or float(text) != round(value):
            return text
    return repr(value)


def _label_conflicts(ruleset: RuleSet, outcome: Outcome, other: Outcome) -> list[Notice]:
    label = LABEL_NAMES[str(choice(other.patient.facts, "label"))]
    found = []
    for topic in dict.fromkeys(row.topic for row in (*outcome.advice, *other.advice)):
        ours, theirs = ([row for row in side.advice if row.topic == topic] for side in (outcome, other))
        differing = _differing(ours, theirs, any(entry.topic == topic for entry in outcome.unsettled))
        if differing:
            title = ruleset.titles.get(topic, topic)
            found.append(Notice("label_conflict", f"The {label} label differs here ({title}): {'; '.join(differing)}."))
    return found


def _differing(ours: list[Advice], theirs: list[Advice], open_here: bool) -> list[str]:
    """What the other label says that ours does not; while ours is open, only what restricts."""
    if any(row.status == "withheld" for row in ours):
        return []
    known = {(row.action, row.dose, row.status == "withheld") for row in ours}
    said = [row for row in theirs if row.action != "inform"]
    new = [row for row in said if (row.action, row.dose, row.status == "withheld") not in known]
    return [_said(row) for row in new if not open_here or row.action in RESTRICTIVE_ACTIONS]


def _said(row: Advice) -> str:
    if row.status != "withheld":
        return row.headline
    return f"{row.headline} ({row.text[:1].lower()}{row.text[1:].rstrip('.')})"


def _holes(ruleset: RuleSet, outcome: Outcome, wanted: tuple[str, ...]) -> list[Notice]:
    """Tables that promise one answer for this patient and have none: said aloud rather than left out."""
    stands = outcome.evaluation
    return [
        Notice("outside_rules", f"No rule fits this patient ({table.title}). Ask the consultant or the pharmacist.")
        for table in ruleset.tables
        if table.decides == "exactly_one"
        and table.topic in wanted
        and stands.certain(table.topic, scope_name(table.id))
        and not any(stands.possible(table.topic, rule.id) for rule in table.rules)
    ]


def _inputs_that_disagree(given: Facts) -> list[Notice]:
    """A body-mass index that its own weight and height do not make: one of the three is mistyped or old."""
    said, weight, height = (number(given, fact) for fact in ("bmi_kg_m2", "weight_kg", "height_cm"))
    if not (said and weight and height):
        return []
    made = body_mass_index(weight, height)
    if said.low - BMI_SLACK <= made.high and made.low <= said.high + BMI_SLACK:
        return []
    differ = f"BMI was given as {said.low:g}, but weight and height make it {made.low:.1f}"
    used = "The risk factors count the given BMI, the renal dose goes by weight and height"
    return [Notice("inputs_disagree", f"{differ}. {used}; check which of the three is wrong.")]


def _stale_values(ruleset: RuleSet, given: Facts, today: date) -> list[Notice]:
    found = []
    for fact in given.values():
        definition = ruleset.vocabulary[fact.id]
        fresh, age = definition.fresh_days, (today - fact.at).days if fact.at else 0
        if fact.at and fresh is not None and age > fresh:
            dated = f"{definition.label} is from {fact.at.isoformat()}, {age} days ago"
            wanted = f"a value of at most {fresh} days is wanted. Repeat it before relying on this."
            found.append(Notice("stale_value", f"{dated}; {wanted}"))
    return found


def _stale_sources(outcome: Outcome) -> list[Notice]:
    editions = dict.fromkeys(row.edition for row in outcome.advice if row.edition and row.status != "withheld")
    return [
        Notice(
            "stale_source", f"Read in an old edition: {edition}. The current edition was not seen; confirm against it."
        )
        for edition in editions
    ]
