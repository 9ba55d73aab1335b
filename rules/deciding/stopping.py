"""Stops: what holds, what they withhold, and what they do while they are not known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.conditions import open_leaves
from rules.decision import Advice
from rules.deriving import Patient
from rules.evaluating import Evaluation
from rules.grouping import STOPS, opening_name, row_name
from rules.ruleset import GIVES, RuleSet, Stop

STATUS_ORDER = {"unsettled": 3, "withheld": 2, "provisional": 1}


@dataclass(frozen=True)
class StopStanding:
    """The stops that hold, and those that are open with what they do meanwhile."""

    holding: tuple[Stop, ...]
    opening: tuple[tuple[Stop, str], ...]

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
    return StopStanding(holding, opening)


def _while_open(stop: Stop, evaluation: Evaluation) -> str:
    if not evaluation.open(STOPS, stop.id):
        return ""
    clauses = [
        part.then for i, part in enumerate(stop.while_open) if evaluation.possible(STOPS, opening_name(stop.id, i))
    ]
    return max(clauses, key=lambda then: STATUS_ORDER[then], default="")


def stop_rows(standing: StopStanding, evaluation: Evaluation) -> Iterator[Advice]:
    """Every stop that holds, as its own advice row."""
    for stop in standing.holding:
        for index, row in enumerate(stop.rows):
            if evaluation.certain(STOPS, row_name(stop.id, index)) and stop.source:
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
                break


def apply(standing: StopStanding, row: Advice) -> Advice:
    """A row as the stops leave it: firm, provisional with what is assumed, or withheld without its dose."""
    holding = standing.holding_over(row.topic, row.action)
    if holding:
        return withhold(row, holding, holds=True)
    awaited = standing.opening_over(row.topic, row.action, "withheld")
    if awaited:
        return withhold(row, awaited[0], holds=False)
    assumed = standing.opening_over(row.topic, row.action, "provisional")
    if assumed:
        return replace(row, status="provisional", provided=tuple(stop.assumes for stop in assumed))
    return row


def withhold(row: Advice, stop: Stop, holds: bool) -> Advice:
    """The row without its dose, its words and its evidence, all of which could give the dose away."""
    what = GIVES.get((row.topic, row.action), "drug")
    return replace(
        row,
        status="withheld",
        withheld_by=stop.id,
        dose=None,
        headline=f"No {what} for now",
        text=_reason(stop) if holds else f"Shown once this is certain: {stop.assumes}.",
        evidence=stop.source.evidence if stop.source else (),
        edition="",
    )


def _reason(stop: Stop) -> str:
    if not stop.rows:
        return f"Shown once this is certain: {stop.assumes}."
    return f"{stop.rows[0].advise.headline.rstrip('.')}."


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
