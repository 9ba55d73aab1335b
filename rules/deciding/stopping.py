"""Stops: what holds, what they withhold, and what they do while they are not known to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.conditions import open_leaves
from rules.decision import Advice
from rules.deriving import Patient
from rules.evaluating import Evaluation
from rules.grouping import STOPS, opening_name, row_name
from rules.ruleset import GIVES, RuleSet, Stop, StopRow

STATUS_ORDER = {"unsettled": 3, "withheld": 2, "provisional": 1}


@dataclass(frozen=True)
class StopStanding:
    """The stops that hold, those that are open with what they do meanwhile, and the row of each that holds."""

    holding: tuple[Stop, ...]
    opening: tuple[tuple[Stop, str], ...]
    rows: Mapping[str, StopRow] = field(default_factory=dict)

    def holding_over(self, topic: str, action: str) -> Stop | None:
        """The first stop that holds and withholds such a row."""
        return next((stop for stop in self.holding if stop.covers(topic, action)), None)

    def opening_over(self, topic: str, action: str, then: str) -> tuple[Stop, ...]:
        """The open stops that act in the given way on such a row."""
        return tuple(stop for stop, what in self.opening if what == then and stop.covers(topic, action))

    def hides_dose(self, topic: str, action: str) -> bool:
        """Whether the dose of such a row must be shown nowhere, not even as a possibility."""
        return bool(self.holding_over(topic, action) or self.opening_over(topic, action, "withheld"))


def stand(ruleset: RuleSet, evaluation: Evaluation) -> StopStanding:
    """How the stops stand."""
    holding = tuple(stop for stop in ruleset.stops if evaluation.certain(STOPS, stop.id))
    opening = tuple((stop, then) for stop in ruleset.stops if (then := _while_open(stop, evaluation)))
    rows = {stop.id: row for stop in holding if (row := _row(stop, evaluation))}
    return StopStanding(holding, opening, rows)


def _row(stop: Stop, evaluation: Evaluation) -> StopRow | None:
    certain = (row for i, row in enumerate(stop.rows) if evaluation.certain(STOPS, row_name(stop.id, i)))
    return next(certain, None)


def _while_open(stop: Stop, evaluation: Evaluation) -> str:
    if not evaluation.open(STOPS, stop.id):
        return ""
    clauses = [
        part.then for i, part in enumerate(stop.while_open) if evaluation.possible(STOPS, opening_name(stop.id, i))
    ]
    return max(clauses, key=lambda then: STATUS_ORDER[then], default="")


def stop_rows(standing: StopStanding) -> Iterator[Advice]:
    """Every stop that holds, as its own advice row."""
    for stop in standing.holding:
        row = standing.rows.get(stop.id)
        if row and stop.source:
            yield Advice(
                rule=stop.id,
                topic=row.topic,
                action=row.advise.action,
                status="firm",
                headline=row.advise.headline,
                text=row.advise.text,
                source_status=stop.source.status,
                edition=stop.source.edition,
                evidence=stop.source.evidence,
            )


def apply(standing: StopStanding, row: Advice) -> Advice:
    """A row as the stops leave it: firm, provisional with what is assumed, or withheld without its dose."""
    holding = standing.holding_over(row.topic, row.action)
    if holding:
        return withhold(row, holding, _reason(standing, holding))
    awaited = standing.opening_over(row.topic, row.action, "withheld")
    if awaited:
        return withhold(row, awaited[0], _awaited(awaited[0]))
    assumed = standing.opening_over(row.topic, row.action, "provisional")
    if assumed:
        return replace(row, status="provisional", provided=tuple(stop.assumes for stop in assumed))
    return row


def withhold(row: Advice, stop: Stop, reason: str) -> Advice:
    """The row without its dose, words, reasons and evidence, all of which could give the dose away."""
    what = GIVES.get((row.topic, row.action), "drug")
    return replace(
        row,
        status="withheld",
        withheld_by=stop.id,
        dose=None,
        headline=f"No {what} for now",
        text=reason,
        evidence=stop.source.evidence if stop.source else (),
        edition="",
        because=(),
    )


def _reason(standing: StopStanding, stop: Stop) -> str:
    row = standing.rows.get(stop.id)
    return f"{row.advise.headline.rstrip('.')}." if row else _awaited(stop)


def _awaited(stop: Stop) -> str:
    return f"Shown once this is certain: {stop.assumes}."


def open_facts(standing: StopStanding, patient: Patient, topic: str, action: str) -> tuple[str, ...]:
    """The facts that would settle the open stops over a row of this topic and action."""
    stops = [stop for stop, _ in standing.opening if stop.covers(topic, action)]
    found = [
        asked
        for stop in stops
        for leaf in open_leaves(stop.when, patient.facts)
        for asked in patient.askable(leaf.fact)
    ]
    return tuple(dict.fromkeys(found))
