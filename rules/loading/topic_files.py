"""From a shaped topic file to its tables and rules, checking what the shape alone cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rules.conditions import All, Condition
from rules.loading.advice import AdviceBuilder, Ladders
from rules.loading.reading_conditions import ConditionReader
from rules.loading.registering import Register
from rules.loading.yaml_source import SourceFile
from rules.ruleset import CutOffs, Rule, Table


class TopicBuilder:
    """Builds the tables of one topic file."""

    def __init__(self, register: Register, source: SourceFile, shaped: Mapping[str, Any]) -> None:
        self._register, self._source, self._shaped = register, source, shaped
        self._topic: str = shaped["topic"]
        self._conditions = ConditionReader(source, register.vocabulary)
        self._advice = AdviceBuilder(register, source, self._ladders())

    def tables(self) -> list[Table]:
        """The tables of the file."""
        if f"{self._topic}.yaml" != self._source.name:
            message = f"a file is named after its topic: `{self._topic}` belongs into {self._topic}.yaml"
            self._source.fault(message, self._source.content, "topic")
        return [self._table(index, entry) for index, entry in enumerate(self._shaped["tables"])]

    def cut_offs(self) -> CutOffs | None:
        """The cut-offs of the file, if it has any."""
        if "cut_offs" not in self._shaped:
            return None
        entry, node = self._shaped["cut_offs"], self._source.content["cut_offs"]
        self._register.number(entry["fact"], self._source, node, "fact")
        at, alone = (self._by_label(entry[key], node.get(key)) for key in ("at", "alone"))
        for label, edges in alone.items():
            for edge in set(edges) - set(at.get(label, ())):
                message = f"{edge:g} stands alone but is no cut-off; name it under `at` for {label} as well"
                self._source.fault(message, node, "alone")
        return CutOffs(entry["fact"], entry["within"], at, alone)

    def _by_label(self, numbers: Mapping[str, list[float]], node: Any) -> Mapping[str, tuple[float, ...]]:
        label_fact = self._register.vocabulary.facts.get("label")
        labels = label_fact.choices if label_fact else tuple(numbers)
        for label in numbers:
            if label not in labels:
                self._source.fault(f"`{label}` is no label; use {' and '.join(labels)}", node, label)
        return MappingProxyType({label: tuple(edges) for label, edges in numbers.items()})

    def _ladders(self) -> Ladders:
        ladders = {name: tuple(steps) for name, steps in self._shaped.get("ladders", {}).items()}
        for name, steps in ladders.items():
            if list(steps) != sorted(set(steps), reverse=True):
                message = f"the steps of the ladder `{name}` go down: highest first, each once"
                self._source.fault(message, self._source.content["ladders"], name)
        return ladders

    def _table(self, index: int, entry: Mapping[str, Any]) -> Table:
        node = self._source.content["tables"][index]
        self._register.claim(entry["id"], self._source, node)
        scope = self._conditions.read(node, "scope", entry["id"]) if entry["scope"] else All(())
        rules = tuple(self._rule(node["rules"][i], rule, scope) for i, rule in enumerate(entry["rules"]))
        return Table(
            id=entry["id"],
            topic=self._topic,
            title=entry["title"],
            decides=entry["decides"],
            asks=entry["asks"],
            settled_by_any=entry["settled_by"] == "any",
            scope=scope,
            rules=rules,
            place=self._source.place(node),
        )

    def _rule(self, node: Any, entry: Mapping[str, Any], scope: Condition) -> Rule:
        rule_id = entry["id"]
        self._register.claim(rule_id, self._source, node)
        when = self._conditions.read(node, "when", rule_id)
        advise = self._advice.advise(self._topic, node["advise"], entry["advise"], rule_id)
        source = self._advice.sources(node, entry, advise, rule_id)
        return Rule(rule_id, self._topic, All((scope, when)), advise, source, self._source.place(node))
