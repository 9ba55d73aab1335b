"""The tables of one topic: which rows come out, and what is still open with the facts it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.conditions import open_leaves
from rules.deciding.advising import advice_row
from rules.deciding.stopping import StopStanding, apply, open_facts
from rules.decision import Advice, Possible, Unsettled
from rules.deriving import Patient
from rules.dosing import needed_facts, resolve
from rules.evaluating import Evaluation
from rules.grouping import scope_name
from rules.phrasing import open_words
from rules.quantities import number
from rules.ruleset import GIVES, Dose, Rule, RuleSet, Table


@dataclass(frozen=True)
class TableResult:
    """What one table comes to."""

    rows: tuple[Advice, ...]
    open_rules: tuple[Rule, ...]


def settle(
    ruleset: RuleSet, topic: str, patient: Patient, evaluation: Evaluation, stops: StopStanding
) -> tuple[list[Advice], list[Unsettled]]:
    """The rows of one topic as the stops leave them, and at most one entry for what is still unsettled."""
    rows: list[Advice] = []
    waiting: list[Unsettled] = []
    for table in ruleset.tables:
        if table.topic != topic:
            continue
        result = _table(ruleset, table, patient, evaluation)
        kept, postponed = _through_stops(ruleset, result.rows, stops)
        rows += kept
        open_rules = (*result.open_rules, *postponed)
        if table.asks and open_rules:
            waiting.append(_unsettled(ruleset, topic, open_rules, patient, stops))
    return rows, _merged(topic, waiting)


def _table(ruleset: RuleSet, table: Table, patient: Patient, evaluation: Evaluation) -> TableResult:
    certain = [rule for rule in table.rules if evaluation.certain(table.topic, rule.id)]
    possible = [rule for rule in table.rules if evaluation.open(table.topic, rule.id)]
    unresolved = [rule for rule in certain if rule.advise.dose and resolve(rule.advise.dose, patient.facts) is None]
    rows = tuple(advice_row(ruleset, rule, patient) for rule in certain if rule not in unresolved)
    if table.decides == "any":
        return TableResult(rows, tuple(unresolved) if rows and table.settled_by_any else (*unresolved, *possible))
    if certain:
        return TableResult(rows, tuple(unresolved))
    if _same_outcome(table, possible, patient, evaluation):
        return TableResult((_whichever(ruleset, possible, patient),), ())
    return TableResult((), tuple(possible))


def _whichever(ruleset: RuleSet, possible: list[Rule], patient: Patient) -> Advice:
    """The one outcome of several open rules, without stating as a fact what only one of them says."""
    rows = [advice_row(ruleset, rule, patient) for rule in possible]
    headlines = tuple(dict.fromkeys(row.headline for row in rows))
    if len(headlines) == 1:
        return rows[0]
    evidence = tuple(dict.fromkeys(finding for row in rows for finding in row.evidence))
    action = rows[0].action.replace("_", " ").capitalize()
    text = f"It is one of these, and each leads to the same: {'; '.join(headlines)}."
    return replace(rows[0], headline=f"{action}, whatever the open facts turn out to be", text=text, evidence=evidence)


def _same_outcome(table: Table, possible: list[Rule], patient: Patient, evaluation: Evaluation) -> bool:
    """Whether the table is settled although no single rule is certain: all that can still hold says the same.

    A drug is settled in this way over ranges only: while a fact is not answered at all, the promise that one of the
    rules holds is no ground to give it.
    """
    if table.decides != "exactly_one" or not evaluation.certain(table.topic, scope_name(table.id)):
        return False
    outcomes = {(rule.advise.action, resolve(rule.advise.dose, patient.facts)) for rule in possible}
    gives = any(rule.advise.dose or (table.topic, rule.advise.action) in GIVES for rule in possible)
    return len(outcomes) == 1 and not (gives and _hangs_on_open_facts(possible, patient))


def _hangs_on_open_facts(rules: list[Rule], patient: Patient) -> bool:
    read = {fact for rule in rules for fact in (*needed_facts(rule.advise.dose), *_open(rule, patient))}
    return any(fact not in patient.facts or not patient.facts[fact].known for fact in read)


def _open(rule: Rule, patient: Patient) -> tuple[str, ...]:
    return tuple(leaf.fact for leaf in open_leaves(rule.when, patient.facts))


def _through_stops(ruleset: RuleSet, rows: tuple[Advice, ...], stops: StopStanding) -> tuple[list[Advice], list[Rule]]:
    by_id = {rule.id: rule for rule in ruleset.rules()}
    kept, postponed = [], []
    for row in rows:
        if not stops.hides_dose(row.topic, row.action) and stops.opening_over(row.topic, row.action, "unsettled"):
            postponed.append(by_id[row.rule])
        else:
            kept.append(apply(stops, row))
    return kept, postponed


def _unsettled(
    ruleset: RuleSet, topic: str, open_rules: tuple[Rule, ...], patient: Patient, stops: StopStanding
) -> Unsettled:
    needs = [need for rule in open_rules for need in _needs(topic, rule, patient, stops)]
    possible = [_possible(ruleset, topic, rule, patient, stops) for rule in open_rules]
    moot = all((topic, p.action) in GIVES and stops.holding_over(topic, p.action) for p in possible)
    return Unsettled(topic, tuple(dict.fromkeys(needs)), _distinct(possible), moot)


def _needs(topic: str, rule: Rule, patient: Patient, stops: StopStanding) -> Iterator[str]:
    for leaf in open_leaves(rule.when, patient.facts):
        yield from patient.askable(leaf.fact)
    for fact in needed_facts(rule.advise.dose):
        exact = number(patient.facts, fact)
        if exact is None or not exact.point:
            yield fact
    if stops.opening_over(topic, rule.advise.action, "unsettled"):
        unsettling = tuple(entry for entry in stops.opening if entry[1] == "unsettled")
        yield from open_facts(replace(stops, opening=unsettling), patient, topic, rule.advise.action)


def _possible(ruleset: RuleSet, topic: str, rule: Rule, patient: Patient, stops: StopStanding) -> Possible:
    action = rule.advise.action
    dose = None if stops.hides_dose(topic, action) else resolve(rule.advise.dose, patient.facts)
    return Possible(rule.id, action, dose, open_words(ruleset.vocabulary, rule.when, patient.facts))


def _distinct(possible: Iterable[Possible]) -> tuple[Possible, ...]:
    seen: dict[tuple[str, Dose | None], Possible] = {}
    for outcome in possible:
        seen.setdefault((outcome.action, outcome.dose), outcome)
    return tuple(seen.values())


def _merged(topic: str, waiting: list[Unsettled]) -> list[Unsettled]:
    if not waiting:
        return []
    live = [entry for entry in waiting if not entry.moot] or waiting
    needs = dict.fromkeys(need for entry in live for need in entry.needs)
    possible = _distinct(outcome for entry in waiting for outcome in entry.possible)
    return [Unsettled(topic, tuple(needs), possible, all(entry.moot for entry in waiting))]
