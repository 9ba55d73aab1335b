"""Conditions of rule files, read from YAML into the condition tree; every fault is noted with its place."""

from __future__ import annotations

import math
from typing import Any

from rules.conditions import All, AnyOf, Band, Condition, Is, Not, NotKnown, OneOf, Surely
from rules.facts import FactDefinition, Vocabulary
from rules.faults import as_written, did_you_mean
from rules.loading.yaml_source import SourceFile

BOUNDS = ("at_least", "above", "below", "at_most")
CONNECTIVES = ("all", "any", "none", "known", "unless_known")
YES_NO = {"yes": True, "no": False, "true": True, "false": False}


class ConditionReader:
    """Reads the conditions of one file against the vocabulary."""

    def __init__(self, source: SourceFile, vocabulary: Vocabulary) -> None:
        self._source, self._vocabulary = source, vocabulary

    def read(self, parent: Any, key: Any, rule: str) -> Condition:
        """The mapping at `key` as the conjunction of its entries; a faulty entry leaves the rest readable."""
        node = parent[key]
        if not isinstance(node, dict):
            self._source.fault("a condition is written as `fact: value`, one per line", parent, key, rule)
            return All(())
        parts = tuple(self._entry(node, name, rule) for name in node)
        return parts[0] if len(parts) == 1 else All(parts)

    def _entry(self, node: Any, key: Any, rule: str) -> Condition:
        if key in CONNECTIVES:
            return self._connective(node, key, rule)
        if not isinstance(key, str) or key not in self._vocabulary:
            hint = did_you_mean(str(key), (*self._vocabulary, *CONNECTIVES))
            self._source.fault(f"`{key}` is not a fact{hint}", node, key, rule)
            return All(())
        return self._test(self._vocabulary[key], node, key, rule)

    def _connective(self, node: Any, key: str, rule: str) -> Condition:
        if key in ("known", "unless_known"):
            surely = Surely(self._inner(node, key, rule))
            return surely if key == "known" else Not(surely)
        if not isinstance(node[key], list) or not node[key]:
            self._source.fault(f"`{key}` needs a list of conditions, each beginning with a dash", node, key, rule)
            return All(())
        parts = tuple(self._inner(node[key], index, rule) for index in range(len(node[key])))
        if key == "all":
            return All(parts)
        return AnyOf(parts) if key == "any" else Not(AnyOf(parts))

    def _inner(self, parent: Any, key: Any, rule: str) -> Condition:
        if parent[key] in ({}, None):
            self._source.fault("a condition is missing here; an empty one would always hold", parent, key, rule)
            return All(())
        return self.read(parent, key, rule)

    def _test(self, fact: FactDefinition, node: Any, key: str, rule: str) -> Condition:
        raw = node[key]
        if raw in (None, []):
            self._source.fault(f"nothing stands after `{key}:`; write what it is compared with", node, key, rule)
            return All(())
        if raw == "unknown":
            return NotKnown(fact.id)
        if isinstance(raw, dict):
            return self._band(fact, node, key, rule)
        if isinstance(raw, list):
            return OneOf(fact.id, tuple(self._plain(fact, raw, index, rule) for index in range(len(raw))))
        return Is(fact.id, self._plain(fact, node, key, rule))

    def _plain(self, fact: FactDefinition, node: Any, key: Any, rule: str) -> Any:
        raw = node[key]
        if fact.type == "boolean":
            value = YES_NO.get(str(raw).lower()) if isinstance(raw, bool | str) else None
            if value is None:
                self._source.fault(f"{fact.label} is yes or no, not `{raw}`", node, key, rule)
            return value
        if fact.type == "choice":
            if raw not in fact.choices:
                hint = did_you_mean(str(raw), fact.choices) or f"; choose from {', '.join(fact.choices)}"
                self._source.fault(f"`{raw}` is not a choice of {fact.id}{hint}", node, key, rule)
            return str(raw)
        return self._number(fact, node, key, rule)

    def _number(self, fact: FactDefinition, node: Any, key: Any, rule: str) -> float:
        raw = node[key]
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            unit = f"number in {fact.unit}" if fact.unit else "number"
            self._source.fault(f"{fact.label} is compared with a plain {unit}, not {as_written(raw)}", node, key, rule)
            return 0.0
        low, high = fact.low, fact.high
        if (low is not None and raw < low) or (high is not None and raw > high):
            limits = f"{low:g} to {high:g} {fact.unit}".rstrip()
            message = f"{raw} lies outside the plausible range of {fact.label}, {limits}"
            self._source.fault(message, node, key, rule)
        return float(raw)

    def _band(self, fact: FactDefinition, node: Any, key: str, rule: str) -> Condition:
        bounds = node[key]
        if not fact.numeric:
            self._source.fault(f"{fact.id} is no number, so it has no bounds", node, key, rule)
            return All(())
        known = [word for word in bounds if word in BOUNDS]
        for word in bounds:
            if word not in BOUNDS:
                hint = did_you_mean(str(word), BOUNDS) or f"; use {', '.join(BOUNDS)}"
                self._source.fault(f"`{word}` is no bound{hint}", bounds, word, rule)
        faults = len(self._source.faults)
        band = Band(fact.id, **{word: self._number(fact, bounds, word, rule) for word in known})
        if not bounds:
            self._source.fault(f"a bound is missing; use one of {', '.join(BOUNDS)}", node, key, rule)
        elif len(self._source.faults) == faults and _empty(band):
            self._source.fault(f"no number can lie within these bounds of {fact.id}", node, key, rule)
        return band


def _empty(band: Band) -> bool:
    low = max((bound for bound in (band.at_least, band.above) if bound is not None), default=None)
    high = min((bound for bound in (band.below, band.at_most) if bound is not None), default=None)
    if low is None or high is None:
        return False
    open_end = (band.above is not None and band.above == low) or (band.below is not None and band.below == high)
    return low > high or (low == high and open_end)
