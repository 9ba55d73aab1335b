"""From shaped YAML to the parts of a rule set, checking what the shape alone cannot say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from rules.conditions import All, Condition, reads
from rules.facts import Vocabulary
from rules.faults import GuidanceFault, did_you_mean
from rules.reading_conditions import ConditionReader
from rules.ruleset import (
    ACTIONS,
    RESTRICTIVE_ACTIONS,
    Advise,
    CountedItem,
    CutOffs,
    Derivation,
    Dose,
    DosePlan,
    NoticeRule,
    Rule,
    ScoreBand,
    Source,
    Stop,
    StopRow,
    Table,
    WhileOpen,
    Withholding,
)
from rules.yaml_source import SourceFile

DOSE_WORDS = ("drug", "mg", "mg_low", "mg_high", "frequency", "days", "timing")


class RuleSetBuilder:
    """Collects the parts of one rule set, file by file, and notes faults on the way."""

    def __init__(self, vocabulary: Vocabulary, evidence_ids: Collection[str]) -> None:
        self._vocabulary, self._evidence = vocabulary, evidence_ids
        self._tables: list[Table] = []
        self._derivations: list[Derivation] = []
        self._attributes: dict[str, dict[str, str]] = {}
        self._shared_attributes: dict[str, str] = {}
        self._ids: dict[str, GuidanceFault] = {}
        self._faults: list[GuidanceFault] = []
        self.stops: list[Stop] = []
        self.notices: list[NoticeRule] = []
        self.titles: dict[str, str] = {}
        self.cut_offs: CutOffs | None = None
        self.released = ""

    def add(self, kind: str, source: SourceFile, shaped: Mapping[str, Any]) -> None:
        """Take one shaped file: `kind` is its name without ending."""
        file = _FileBuilder(self, source, ConditionReader(source, self._vocabulary))
        if kind == "release":
            self.released, self._shared_attributes = shaped["released"], dict(shaped["source_attributes"])
        elif kind == "scores":
            self._derivations += [file.derivation(i, entry) for i, entry in enumerate(shaped["derived"])]
        elif kind == "stops":
            self.stops += [file.stop(i, entry) for i, entry in enumerate(shaped["stops"])]
        elif kind == "notices":
            self.notices += [file.notice(i, entry) for i, entry in enumerate(shaped["notices"])]
        else:
            self._tables += file.topic(shaped)
            self.titles[shaped["topic"]] = shaped["title"]
            self._attributes[shaped["topic"]] = dict(shaped.get("source_attributes", {}))

    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order in which their topics are shown."""
        order = list(ACTIONS)
        return tuple(sorted(self._tables, key=lambda table: order.index(table.topic)))

    def derivations(self) -> tuple[Derivation, ...]:
        """The derived facts, each after those it reads."""
        return _layered(self._derivations)[0]

    def source_attributes(self) -> dict[str, dict[str, str]]:
        """The thirteen source attributes of every topic."""
        return {topic: {**self._shared_attributes, **own} for topic, own in self._attributes.items()}

    def faults(self) -> list[GuidanceFault]:
        """Faults that only show once all files are together: a derived fact that reads itself."""
        circular = _layered(self._derivations)[1]
        return [
            GuidanceFault(
                d.place.file,
                d.place.line,
                d.place.column,
                f"`{d.fact}` is computed from itself; break the circle",
            )
            for d in circular
        ]

    def claim(self, rule_id: str, source: SourceFile, node: Any) -> None:
        """Note a fault when an id is used twice."""
        place = source.place(node, "id")
        earlier = self._ids.setdefault(rule_id, GuidanceFault(place.file, place.line, place.column, ""))
        if (earlier.file, earlier.line) != (place.file, place.line):
            source.fault(
                f"the id `{rule_id}` is already used in {earlier.file}, line {earlier.line}",
                node,
                "id",
                rule_id,
            )

    def check_evidence(self, ids: list[str], source: SourceFile, node: Any, rule: str) -> tuple[str, ...]:
        """The evidence ids of a rule; one that does not exist is a fault."""
        for index, finding in enumerate(ids):
            if finding not in self._evidence:
                hint = did_you_mean(finding, self._evidence)
                source.fault(
                    f"the evidence `{finding}` is not in the knowledge base{hint}",
                    node["evidence"],
                    index,
                    rule,
                )
        return tuple(ids)

    def knows(self, fact_id: str) -> bool:
        """Whether a fact of this id exists."""
        return fact_id in self._vocabulary


class _FileBuilder:
    """Builds the parts of one file."""

    def __init__(self, whole: RuleSetBuilder, source: SourceFile, conditions: ConditionReader) -> None:
        self._whole, self._source, self._conditions = whole, source, conditions

    def topic(self, shaped: Mapping[str, Any]) -> list[Table]:
        """The tables of one topic file."""
        ladders = {name: tuple(steps) for name, steps in shaped.get("ladders", {}).items()}
        if "cut_offs" in shaped:
            at = {label: tuple(numbers) for label, numbers in shaped["cut_offs"]["at"].items()}
            self._whole.cut_offs = CutOffs(
                shaped["cut_offs"]["fact"], shaped["cut_offs"]["within"], MappingProxyType(at)
            )
        return [self._table(shaped["topic"], i, entry, ladders) for i, entry in enumerate(shaped["tables"])]

    def _table(
        self, topic: str, index: int, entry: Mapping[str, Any], ladders: Mapping[str, tuple[float, ...]]
    ) -> Table:
        node = self._source.content["tables"][index]
        self._whole.claim(entry["id"], self._source, node)
        scope = self._conditions.read(node["scope"], entry["id"]) if entry["scope"] else All(())
        rules = tuple(
            self._rule(topic, node["rules"][i], rule, scope, ladders) for i, rule in enumerate(entry["rules"])
        )
        return Table(
            id=entry["id"],
            topic=topic,
            title=entry["title"],
            decides=entry["decides"],
            asks=entry["asks"],
            settled_by_any=entry["settled_by"] == "any",
            scope=scope,
            rules=rules,
        )

    def _rule(
        self,
        topic: str,
        node: Any,
        entry: Mapping[str, Any],
        scope: Condition,
        ladders: Mapping[str, tuple[float, ...]],
    ) -> Rule:
        rule_id = entry["id"]
        self._whole.claim(rule_id, self._source, node)
        when = self._conditions.read(node["when"], rule_id)
        source = self._evidence(node, entry, rule_id)
        advise = self._advise(topic, node["advise"], entry["advise"], ladders, rule_id)
        self._restrict_unverified(source, advise, node, rule_id)
        return Rule(rule_id, topic, All((scope, when)), advise, source, self._source.place(node))

    def _evidence(self, node: Any, entry: Mapping[str, Any], rule_id: str) -> Source:
        ids = self._whole.check_evidence(entry["evidence"], self._source, node, rule_id)
        return Source(ids, entry["source_status"], entry.get("edition", ""))

    def _advise(
        self,
        topic: str,
        node: Any,
        entry: Mapping[str, Any],
        ladders: Mapping[str, tuple[float, ...]],
        rule: str,
    ) -> Advise:
        if entry["action"] not in ACTIONS[topic]:
            hint = (
                did_you_mean(entry["action"], ACTIONS[topic]) or f"; choose from {', '.join(ACTIONS[topic])}"
            )
            self._source.fault(f"`{entry['action']}` is not an action of {topic}{hint}", node, "action", rule)
        dose = self._dose(node["dose"], entry["dose"], ladders, rule) if "dose" in entry else None
        return Advise(entry["action"], entry["headline"], entry["text"], dose)

    def _dose(
        self, node: Any, entry: Mapping[str, Any], ladders: Mapping[str, tuple[float, ...]], rule: str
    ) -> DosePlan:
        cycle = int(entry["cycle_days"]) if "cycle_days" in entry else None
        written = Dose(**{word: entry[word] for word in DOSE_WORDS if word in entry}, cycle_days=cycle)
        step = entry.get("next_lower", {})
        self._check_dose(node, entry, step, ladders, rule)
        return DosePlan(
            written,
            ladders.get(step.get("ladder", ""), ()),
            step.get("from", ""),
            entry.get("same_as", ""),
            entry.get("frequency_of", ""),
        )

    def _check_dose(
        self,
        node: Any,
        entry: Mapping[str, Any],
        step: Mapping[str, str],
        ladders: Mapping[str, tuple[float, ...]],
        rule: str,
    ) -> None:
        ways = sum(key in entry for key in ("mg", "mg_low", "next_lower", "same_as"))
        if ways != 1 or ("mg_low" in entry) != ("mg_high" in entry):
            self._source.fault(
                "a dose is given in exactly one way: mg, mg_low with mg_high, next_lower, or same_as",
                node,
                rule=rule,
            )
        if step and step.get("ladder") not in ladders:
            self._source.fault(
                f"there is no ladder `{step.get('ladder')}` in this file", node, "next_lower", rule
            )
        for fact_id in filter(
            None, (step.get("from") if step else None, entry.get("same_as"), entry.get("frequency_of"))
        ):
            if not self._whole.knows(fact_id):
                self._source.fault(f"`{fact_id}` is not a fact", node, rule=rule)

    def _restrict_unverified(self, source: Source, advise: Advise, node: Any, rule: str) -> None:
        if source.status == "unverified" and (advise.dose or advise.action not in RESTRICTIVE_ACTIONS):
            message = f"a rule whose source nobody has opened may only restrict or refer, not `{advise.action}`; open the source or change the action"
            self._source.fault(message, node, "source_status", rule)

    def stop(self, index: int, entry: Mapping[str, Any]) -> Stop:
        """One stop."""
        node, rule_id = self._source.content["stops"][index], entry["id"]
        self._whole.claim(rule_id, self._source, node)
        rows = tuple(self._stop_row(node["rows"][i], row, rule_id) for i, row in enumerate(entry["rows"]))
        if rows and "source_status" not in entry:
            self._source.fault(
                "a stop that is shown needs its evidence and its source_status", node, rule=rule_id
            )
        opening = tuple(
            self._while_open(node["while_open"][i], part, rule_id)
            for i, part in enumerate(entry["while_open"])
        )
        withholds = tuple(
            Withholding(w.get("drug", ""), w.get("topic", ""), tuple(w.get("actions", ())))
            for w in entry["withholds"]
        )
        source = self._evidence(node, entry, rule_id) if "source_status" in entry else None
        return Stop(
            rule_id,
            self._conditions.read(node["when"], rule_id),
            rows,
            withholds,
            opening,
            entry["assumes"],
            source,
            self._source.place(node),
        )

    def _stop_row(self, node: Any, entry: Mapping[str, Any], rule_id: str) -> StopRow:
        when = self._conditions.read(node["when"], rule_id) if entry["when"] else All(())
        return StopRow(when, entry["topic"], self._advise(entry["topic"], node, entry, {}, rule_id))

    def _while_open(self, node: Any, entry: Mapping[str, Any], rule_id: str) -> WhileOpen:
        return WhileOpen(
            self._conditions.read(node["when"], rule_id) if entry["when"] else All(()), entry["then"]
        )

    def notice(self, index: int, entry: Mapping[str, Any]) -> NoticeRule:
        """One notice."""
        node = self._source.content["notices"][index]
        self._whole.claim(entry["id"], self._source, node)
        evidence = self._whole.check_evidence(entry["evidence"], self._source, node, entry["id"])
        when = self._conditions.read(node["when"], entry["id"])
        return NoticeRule(
            entry["id"],
            entry["code"],
            when,
            entry["text"],
            tuple(entry["topics"]),
            evidence,
            self._source.place(node),
        )

    def derivation(self, index: int, entry: Mapping[str, Any]) -> Derivation:
        """One derived flag, count or score."""
        node, fact = self._source.content["derived"][index], entry["fact"]
        if not self._whole.knows(fact):
            self._source.fault(f"`{fact}` is not a fact; add it to facts.yaml under derived", node, "fact")
        flag = self._conditions.read(node["when"], fact) if "when" in entry else None
        items = tuple(self._item(node["items"][i], item, fact) for i, item in enumerate(entry["items"]))
        bands = tuple(ScoreBand(b["name"], b["at_least"], b["at_most"]) for b in entry["bands"])
        evidence = self._whole.check_evidence(entry["evidence"], self._source, node, fact)
        return Derivation(fact, entry["title"], flag, items, bands, evidence, self._source.place(node))

    def _item(self, node: Any, entry: Mapping[str, Any], fact: str) -> CountedItem:
        evidence = self._whole.check_evidence(entry["evidence"], self._source, node, fact)
        return CountedItem(
            entry["name"], entry["points"], self._conditions.read(node["when"], fact), evidence
        )


def _layered(derivations: list[Derivation]) -> tuple[tuple[Derivation, ...], tuple[Derivation, ...]]:
    """The derivations in an order in which each comes after those it reads, and those caught in a circle."""
    waiting, done = list(derivations), list[Derivation]()
    names = {d.fact for d in derivations}
    while waiting:
        ready = [d for d in waiting if not (derivation_reads(d) & names - {e.fact for e in done})]
        if not ready:
            return tuple(done), tuple(waiting)
        done += ready
        waiting = [d for d in waiting if d not in ready]
    return tuple(done), ()


def derivation_reads(derivation: Derivation) -> frozenset[str]:
    """The facts a derived fact looks at."""
    parts = [item.when for item in derivation.items] + ([derivation.flag] if derivation.flag else [])
    return frozenset().union(*(reads(part) for part in parts))
