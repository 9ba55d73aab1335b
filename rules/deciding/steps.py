"""From facts to a decision: which rules hold, what the stops leave of them, and what is still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from rules.deciding.noticing import notices
from rules.deciding.outcome import Outcome
from rules.deciding.settling import settle
from rules.deciding.stopping import open_facts, stand, stop_rows
from rules.decision import Advice, Decision, Notice, Unsettled
from rules.deriving import derive
from rules.evaluating import Evaluation, Evaluator
from rules.quantities import Fact, Facts
from rules.ruleset import ACTIONS, GIVES

SHOWN_IN_DISAGREEMENT = frozenset({"emergency", "contraindicated", "out_of_scope", "do_not_start", "stop"})
STILL_SAID = frozenset({"label_unset", "out_of_scope", "escalate"})
OTHER_LABEL = {"us": "eu", "eu": "us"}


def decide(
    evaluator: Evaluator, given: Facts, today: date, topics: Collection[str] = (), previous: Evaluation | None = None
) -> Decision:
    """Decide on all topics, or on those named; a stop acts whatever topics are named."""
    wanted = tuple(topic for topic in ACTIONS if not topics or topic in topics)
    outcome = _outcome(evaluator, given, wanted, previous)
    other = _under_other_label(evaluator, given, wanted, outcome)
    remarks = notices(evaluator.ruleset, outcome, other, given, today, wanted)
    if not all(side.evaluation.agreed for side in (outcome, other) if side):
        outcome = _fail_closed(outcome)
        remarks = (_disagreement(), *(remark for remark in remarks if remark.code in STILL_SAID))
    return Decision(
        version=evaluator.ruleset.version,
        released=evaluator.ruleset.released,
        facts=outcome.patient.facts,
        waits_for=outcome.patient.waits_for,
        advice=_in_order(outcome.advice),
        unsettled=outcome.unsettled,
        notices=remarks,
        open_for_status=_open_for_status(outcome),
    )


def _outcome(evaluator: Evaluator, given: Facts, wanted: tuple[str, ...], previous: Evaluation | None) -> Outcome:
    patient = derive(evaluator.ruleset, given)
    evaluation = evaluator.evaluate(patient.facts, previous)
    stops = stand(evaluator.ruleset, evaluation)
    rows = list(stop_rows(stops))
    unsettled: list[Unsettled] = []
    for topic in wanted:
        found, waiting = settle(evaluator.ruleset, topic, patient, evaluation, stops)
        rows += found
        unsettled += waiting
    return Outcome(patient, evaluation, stops, tuple(rows), tuple(unsettled))


def _under_other_label(evaluator: Evaluator, given: Facts, wanted: tuple[str, ...], outcome: Outcome) -> Outcome | None:
    label = given.get("label")
    if label is None or not isinstance(label.value, str) or not outcome.evaluation.agreed:
        return None
    return _outcome(evaluator, {**given, "label": Fact("label", OTHER_LABEL[label.value])}, wanted, outcome.evaluation)


def _open_for_status(outcome: Outcome) -> tuple[str, ...]:
    """The facts that would turn provisional or awaited rows firm."""
    rows = [
        row
        for row in outcome.advice
        if (row.topic, row.action) in GIVES and not outcome.stops.holding_over(row.topic, row.action)
    ]
    found = [fact for row in rows for fact in open_facts(outcome.stops, outcome.patient, row.topic, row.action)]
    return tuple(dict.fromkeys(found))


def _in_order(rows: tuple[Advice, ...]) -> tuple[Advice, ...]:
    """Emergencies first, then the other stops, then by topic."""
    order = list(ACTIONS)

    def rank(row: Advice) -> tuple[bool, bool, int]:
        return row.action != "emergency", not row.rule.startswith("stop-"), order.index(row.topic)

    return tuple(sorted(rows, key=rank))


def _fail_closed(outcome: Outcome) -> Outcome:
    """What may be shown although the evaluators differ: stops, contraindications and emergencies that either found."""
    shown = tuple(
        replace(row, dose=None)
        for row in outcome.advice
        if row.rule.startswith("stop-") or row.action in SHOWN_IN_DISAGREEMENT
    )
    return replace(outcome, advice=shown, unsettled=())


def _disagreement() -> Notice:
    return Notice(
        "engine_disagreement",
        "The two rule evaluators did not agree on this patient, so no dose and no treatment is shown. "
        "Ask the pharmacist, and report this answer.",
    )
