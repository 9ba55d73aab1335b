"""What the parts of one rule set must agree on across files: ids used once, evidence and facts that exist."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rules.facts import FactDefinition, Vocabulary
from rules.faults import Place, did_you_mean
from rules.loading.yaml_source import SourceFile


class Register:
    """The ids claimed so far, and the evidence and facts that can be named; what does not fit is noted as a fault."""

    def __init__(self, vocabulary: Vocabulary, evidence_ids: Collection[str]) -> None:
        self.vocabulary, self._evidence = vocabulary, evidence_ids
        self._claimed: dict[str, Place] = {}

    def claim(self, rule_id: str, source: SourceFile, node: Any, key: str = "id") -> None:
        """Note a fault when an id is used twice."""
        place = source.place(node, key)
        earlier = self._claimed.setdefault(rule_id, place)
        if earlier != place:
            where = f"{earlier.file}, line {earlier.line}"
            source.fault(f"the id `{rule_id}` is already used in {where}", node, key, rule_id)

    def evidence(self, ids: list[str], source: SourceFile, node: Any, rule: str) -> tuple[str, ...]:
        """The evidence ids of a rule; one that does not exist is a fault."""
        for index, finding in enumerate(ids):
            if finding not in self._evidence:
                hint = did_you_mean(finding, self._evidence)
                message = f"the evidence `{finding}` is not in the knowledge base{hint}"
                source.fault(message, node["evidence"], index, rule)
        return tuple(ids)

    def fact(self, fact_id: str, source: SourceFile, node: Any, key: Any, rule: str = "") -> FactDefinition | None:
        """The fact of this id, or None and a fault."""
        if fact_id in self.vocabulary:
            return self.vocabulary[fact_id]
        source.fault(f"`{fact_id}` is not a fact{did_you_mean(fact_id, self.vocabulary)}", node, key, rule)
        return None

    def number(self, fact_id: str, source: SourceFile, node: Any, key: Any, rule: str = "") -> None:
        """Note a fault when there is no numeric fact of this id."""
        fact = self.fact(fact_id, source, node, key, rule)
        if fact and not fact.numeric:
            source.fault(f"{fact_id} is no number", node, key, rule)
