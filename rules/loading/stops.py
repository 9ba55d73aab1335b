"""From the shaped files of stops and notices to their parts, checking what the shape alone cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.conditions import All, Condition
from rules.loading.advice import AdviceBuilder
from rules.loading.reading_conditions import ConditionReader
from rules.loading.registering import Register
from rules.loading.yaml_source import SourceFile
from rules.ruleset import NoticeRule, Source, Stop, StopRow, WhileOpen, Withholding
from rules.topics import STOP_IDS

# The one stop that is no advice but a notice.
UNANNOUNCED = "stop-label-unset"


class StopBuilder:
    """Builds the stops of a file."""

    def __init__(self, register: Register, source: SourceFile) -> None:
        self._register, self._source = register, source
        self._conditions = ConditionReader(source, register.vocabulary)
        self._advice = AdviceBuilder(register, source, {})

    def stops(self, entries: list[Mapping[str, Any]]) -> list[Stop]:
        """All stops of the file; one of the safety table that is missing is a fault."""
        built = [self._stop(self._source.content["stops"][index], entry) for index, entry in enumerate(entries)]
        for missing in set(STOP_IDS) - {stop.id for stop in built}:
            message = f"the stop `{missing}` is missing; a stop of the safety table may be reworded, never removed"
            self._source.fault(message, self._source.content, "stops")
        return built

    def _stop(self, node: Any, entry: Mapping[str, Any]) -> Stop:
        rule_id = entry["id"]
        self._register.claim(rule_id, self._source, node)
        self._check(node, entry)
        rows = tuple(self._row(node["rows"][i], row, rule_id) for i, row in enumerate(entry["rows"]))
        while_open = node["while_open"] if entry["while_open"] else ()
        return Stop(
            id=rule_id,
            when=self._conditions.read(node, "when", rule_id),
            rows=rows,
            withholds=tuple(_withholding(part) for part in entry["withholds"]),
            while_open=tuple(
                WhileOpen(self._when(while_open[i], part, rule_id), part["then"])
                for i, part in enumerate(entry["while_open"])
            ),
            assumes=entry["assumes"],
            source=self._sources(node, entry, rows, rule_id),
            place=self._source.place(node),
        )

    def _check(self, node: Any, entry: Mapping[str, Any]) -> None:
        rule_id = entry["id"]
        announced = rule_id != UNANNOUNCED
        if announced and not entry["rows"]:
            self._source.fault("a stop is announced: give it at least one row", node, rule=rule_id)
        if announced and not (entry["evidence"] and "source_status" in entry):
            self._source.fault("a stop needs its evidence and its source_status", node, rule=rule_id)
        if entry["while_open"] and not entry["assumes"]:
            message = "say under `assumes` what holds when this stop is ruled out, such as `not pregnant`"
            self._source.fault(message, node, rule=rule_id)
        for index, part in enumerate(entry["withholds"]):
            if not part.get("drug") and not part.get("topic"):
                self._source.fault("name the drug or the topic that is withheld", node["withholds"], index, rule_id)

    def _row(self, node: Any, entry: Mapping[str, Any], rule_id: str) -> StopRow:
        advise = self._advice.advise(entry["topic"], node, entry, rule_id)
        return StopRow(self._when(node, entry, rule_id), entry["topic"], advise)

    def _sources(self, node: Any, entry: Mapping[str, Any], rows: tuple[StopRow, ...], rule_id: str) -> Source | None:
        found = [self._advice.sources(node, entry, row.advise, rule_id) for row in rows if "source_status" in entry]
        return found[0] if found else None

    def _when(self, node: Any, entry: Mapping[str, Any], rule_id: str) -> Condition:
        return self._conditions.read(node, "when", rule_id) if entry["when"] else All(())


def _withholding(entry: Mapping[str, Any]) -> Withholding:
    return Withholding(entry.get("drug", ""), entry.get("topic", ""), tuple(entry.get("actions", ())))


def notice(register: Register, source: SourceFile, index: int, entry: Mapping[str, Any]) -> NoticeRule:
    """One remark beside the advice."""
    node, rule_id = source.content["notices"][index], entry["id"]
    register.claim(rule_id, source, node)
    return NoticeRule(
        id=rule_id,
        code=entry["code"],
        when=ConditionReader(source, register.vocabulary).read(node, "when", rule_id),
        text=entry["text"],
        topics=tuple(entry["topics"]),
        evidence=register.evidence(entry["evidence"], source, node, rule_id),
        place=source.place(node),
    )
