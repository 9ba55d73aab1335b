"""From facts to a decision: which rules hold, what the stops leave of them, and what is still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from rules.conditions import holding_leaves, open_leaves
from rules.decision import Advice, Because, Decision, Notice, Possible, Unsettled
from rules.deriving import Patient, derive
from rules.dosing import dose_words, needed_facts, resolve
from rules.evaluating import Evaluation, Evaluator, scope_name
from rules.noticing import notices
from rules.outcome import Outcome
from rules.phrasing import test_words
from rules.ruleset import ACTIONS, GIVES, Dose, Rule, Table
from rules.stopping import StopStanding, apply, open_facts, stand, stop_rows
from rules.values import Fact, Facts

SHOWN_IN_DISAGREEMENT = frozenset({"emergency", "contraindicated", "out_of_scope", "do_not_start", "stop"})
UNOPENED = "The source of this row has not been opened, so it only restricts or refers."
NOT_PRIMARY = "The primary label text was not opened; confirm against the current label."
OTHER_LABEL = {"us": "eu", "eu": "us"}


@dataclass(frozen=True)
class TableResult:
    """What one table comes to."""

    rows: tuple[Advice, ...]
    open_rules: tuple[Rule, ...]


def decide(
    evaluator: Evaluator,
    given: Facts,
    today: date,
    topics: Collection[str] = (),
    previous: Evaluation | None = None,
) -> Decision:
    """Decide on all topics, or on those named; a stop acts whatever topics are named."""
    wanted = tuple(topic for topic in ACTIONS if not topics or topic in topics)
    outcome = _outcome(evaluator, given, wanted, previous)
    other = _under_other_label(evaluator, given, wanted, outcome)
    remarks = notices(evaluator.ruleset, outcome, other, given, today, wanted)
    if not outcome.evaluation.agreed:
        outcome, remarks = (
            _fail_closed(outcome),
            (_disagreement(), *(n for n in remarks if n.code in ("label_unset", "out_of_scope"))),
        )
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


def _outcome(
    evaluator: Evaluator, given: Facts, wanted: tuple[str, ...], previous: Evaluation | None
) -> Outcome:
    patient = derive(evaluator.ruleset, given)
    evaluation = evaluator.evaluate(patient.facts, previous)
    stops = stand(evaluator.ruleset, evaluation)
    rows = list(stop_rows(stops, evaluation))
    unsettled: list[Unsettled] = []
    for topic in wanted:
        found, waiting = _topic(evaluator, topic, patient, evaluation, stops)
        rows += found
        unsettled += waiting
    return Outcome(patient, evaluation, stops, tuple(rows), tuple(unsettled))


def _under_other_label(
    evaluator: Evaluator, given: Facts, wanted: tuple[str, ...], outcome: Outcome
) -> Outcome | None:
    label = given.get("label")
    if label is None or not isinstance(label.value, str) or not outcome.evaluation.agreed:
        return None
    return _outcome(
        evaluator, {**given, "label": Fact("label", OTHER_LABEL[label.value])}, wanted, outcome.evaluation
    )


def _topic(
    evaluator: Evaluator, topic: str, patient: Patient, evaluation: Evaluation, stops: StopStanding
) -> tuple[list[Advice], list[Unsettled]]:
    rows: list[Advice] = []
    waiting: list[Unsettled] = []
    for table in evaluator.ruleset.tables:
        if table.topic != topic:
            continue
        result = _table(evaluator, table, patient, evaluation)
        kept, postponed = _through_stops(evaluator, result.rows, patient, stops)
        rows += kept
        open_rules = (*result.open_rules, *postponed)
        if table.asks and open_rules:
            waiting.append(_unsettled(evaluator, topic, open_rules, patient, stops))
    return rows, _merged(topic, waiting)


def _table(evaluator: Evaluator, table: Table, patient: Patient, evaluation: Evaluation) -> TableResult:
    certain = [rule for rule in table.rules if evaluation.certain(table.topic, rule.id)]
    possible = [rule for rule in table.rules if evaluation.open(table.topic, rule.id)]
    unresolved = [
        rule for rule in certain if rule.advise.dose and resolve(rule.advise.dose, patient.facts) is None
    ]
    rows = tuple(_row(evaluator, rule, patient) for rule in certain if rule not in unresolved)
    if table.decides == "any":
        return TableResult(
            rows, tuple(unresolved) if rows and table.settled_by_any else (*unresolved, *possible)
        )
    if certain:
        return TableResult(rows, tuple(unresolved))
    if _same_outcome(table, possible, patient, evaluation):
        return TableResult((_row(evaluator, possible[0], patient),), ())
    return TableResult((), tuple(possible))


def _same_outcome(table: Table, possible: list[Rule], patient: Patient, evaluation: Evaluation) -> bool:
    """Whether the table is settled although no single rule is certain: all that can still hold says the same."""
    if table.decides != "exactly_one" or not evaluation.certain(table.topic, scope_name(table.id)):
        return False
    outcomes = {(rule.advise.action, resolve(rule.advise.dose, patient.facts)) for rule in possible}
    needs_dose = any(
        rule.advise.dose and resolve(rule.advise.dose, patient.facts) is None for rule in possible
    )
    return len(outcomes) == 1 and not needs_dose


def _row(evaluator: Evaluator, rule: Rule, patient: Patient) -> Advice:
    dose = resolve(rule.advise.dose, patient.facts)
    return Advice(
        rule=rule.id,
        topic=rule.topic,
        action=rule.advise.action,
        status="firm",
        headline=_filled(rule.advise.headline, dose),
        text=_filled(_sourced_text(rule), dose),
        dose=dose,
        source_status=rule.source.status,
        edition=rule.source.edition,
        evidence=rule.source.evidence,
        because=_because(evaluator, rule, patient),
    )


def _filled(text: str, dose: Dose | None) -> str:
    return text.replace("{dose}", dose_words(dose)) if dose else text


def _sourced_text(rule: Rule) -> str:
    if rule.source.status == "unverified":
        return f"{rule.advise.text} {UNOPENED}"
    gives_dose = rule.advise.dose is not None or (rule.topic, rule.advise.action) in GIVES
    return (
        f"{rule.advise.text} {NOT_PRIMARY}"
        if rule.source.status == "secondary" and gives_dose
        else rule.advise.text
    )


def _because(evaluator: Evaluator, rule: Rule, patient: Patient) -> tuple[Because, ...]:
    vocabulary = evaluator.ruleset.vocabulary
    found = [
        Because(leaf.fact, test_words(vocabulary, leaf, stands))
        for leaf, stands in holding_leaves(rule.when, patient.facts)
        if leaf.fact in patient.facts
    ]
    return tuple(dict.fromkeys(found))


def _through_stops(
    evaluator: Evaluator, rows: tuple[Advice, ...], patient: Patient, stops: StopStanding
) -> tuple[list[Advice], list[Rule]]:
    by_id = {rule.id: rule for rule in evaluator.ruleset.rules()}
    kept, postponed = [], []
    for row in rows:
        if not stops.hides_dose(row.topic, row.action) and stops.opening_over(
            row.topic, row.action, "unsettled"
        ):
            postponed.append(by_id[row.rule])
        else:
            kept.append(apply(stops, row))
    return kept, postponed


def _unsettled(
    evaluator: Evaluator, topic: str, open_rules: tuple[Rule, ...], patient: Patient, stops: StopStanding
) -> Unsettled:
    needs: list[str] = []
    possible: list[Possible] = []
    for rule in open_rules:
        action = rule.advise.action
        leaves = open_leaves(rule.when, patient.facts)
        needs += [asked for leaf in leaves for asked in patient.askable(leaf.fact)]
        needs += [
            fact
            for fact in needed_facts(rule.advise.dose)
            if fact not in patient.facts or not patient.facts[fact].known
        ]
        if stops.opening_over(topic, action, "unsettled"):
            needs += open_facts(
                replace(stops, opening=tuple(o for o in stops.opening if o[1] == "unsettled")),
                patient,
                topic,
                action,
            )
        dose = None if stops.hides_dose(topic, action) else resolve(rule.advise.dose, patient.facts)
        words = " and ".join(dict.fromkeys(test_words(evaluator.ruleset.vocabulary, leaf) for leaf in leaves))
        possible.append(Possible(rule.id, action, dose, words))
    moot = all((topic, p.action) in GIVES and stops.holding_over(topic, p.action) for p in possible)
    return Unsettled(topic, tuple(dict.fromkeys(needs)), _distinct(possible), moot)


def _distinct(possible: list[Possible]) -> tuple[Possible, ...]:
    seen: dict[tuple[str, Dose | None], Possible] = {}
    for outcome in possible:
        seen.setdefault((outcome.action, outcome.dose), outcome)
    return tuple(seen.values())


def _merged(topic: str, waiting: list[Unsettled]) -> list[Unsettled]:
    if not waiting:
        return []
    live = [entry for entry in waiting if not entry.moot] or waiting
    needs = dict.fromkeys(need for entry in live for need in entry.needs)
    possible = _distinct([outcome for entry in waiting for outcome in entry.possible])
    return [Unsettled(topic, tuple(needs), possible, all(entry.moot for entry in waiting))]


def _open_for_status(outcome: Outcome) -> tuple[str, ...]:
    """The facts that would turn provisional or awaited rows firm."""
    rows = [
        row
        for row in outcome.advice
        if (row.topic, row.action) in GIVES and not outcome.stops.holding_over(row.topic, row.action)
    ]
    found = [
        fact for row in rows for fact in open_facts(outcome.stops, outcome.patient, row.topic, row.action)
    ]
    return tuple(dict.fromkeys(found))


def _in_order(rows: tuple[Advice, ...]) -> tuple[Advice, ...]:
    order = list(ACTIONS)
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.action != "emergency",
                not row.rule.startswith("stop-"),
                order.index(row.topic),
            ),
        )
    )


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
        "The two rule evaluators did not agree on this patient, so no dose and no treatment is shown. Ask the pharmacist, and report this answer.",
    )
