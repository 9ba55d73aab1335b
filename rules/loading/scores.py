"""From the shaped file of counts and scores to derived facts, and the order in which they can be computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.conditions import reads
from rules.faults import GuidanceFault
from rules.loading.reading_conditions import ConditionReader
from rules.loading.registering import Register
from rules.loading.yaml_source import SourceFile
from rules.ruleset import CountedItem, Derivation, ScoreBand


class ScoreBuilder:
    """Builds the derived facts of a file."""

    def __init__(self, register: Register, source: SourceFile) -> None:
        self._register, self._source = register, source
        self._conditions = ConditionReader(source, register.vocabulary)

    def derivations(self, entries: list[Mapping[str, Any]]) -> list[Derivation]:
        """All derived facts of the file, in file order."""
        return [self._derivation(self._source.content["derived"][i], entry) for i, entry in enumerate(entries)]

    def _derivation(self, node: Any, entry: Mapping[str, Any]) -> Derivation:
        fact = entry["fact"]
        self._check(node, entry)
        flag = self._conditions.read(node, "when", fact) if "when" in entry else None
        return Derivation(
            fact=fact,
            title=entry["title"],
            flag=flag,
            items=tuple(self._item(node["items"][i], item, fact) for i, item in enumerate(entry["items"])),
            bands=tuple(ScoreBand(b["name"], b["at_least"], b["at_most"]) for b in entry["bands"]),
            evidence=self._register.evidence(entry["evidence"], self._source, node, fact),
            place=self._source.place(node),
        )

    def _check(self, node: Any, entry: Mapping[str, Any]) -> None:
        fact = self._register.fact(entry["fact"], self._source, node, "fact", entry["fact"])
        self._register.claim(entry["fact"], self._source, node, "fact")
        if fact and not fact.derived:
            message = f"`{fact.id}` is given, not computed; a computed fact stands in facts.yaml under derived"
            self._source.fault(message, node, "fact", fact.id)
        if ("when" in entry) == bool(entry["items"]):
            message = "a computed fact has either `when` (yes or no) or `items` (a count)"
            self._source.fault(message, node, rule=entry["fact"])

    def _item(self, node: Any, entry: Mapping[str, Any], fact: str) -> CountedItem:
        evidence = self._register.evidence(entry["evidence"], self._source, node, fact)
        return CountedItem(entry["name"], entry["points"], self._conditions.read(node, "when", fact), evidence)


def layered(derivations: list[Derivation]) -> tuple[tuple[Derivation, ...], tuple[Derivation, ...]]:
    """The derivations in an order in which each comes after those it reads, and those caught in a circle."""
    waiting, done = list(derivations), list[Derivation]()
    names = {derivation.fact for derivation in derivations}
    while waiting:
        computed = {derivation.fact for derivation in done}
        ready = [derivation for derivation in waiting if not derivation_reads(derivation) & names - computed]
        if not ready:
            return tuple(done), tuple(waiting)
        done += ready
        waiting = [derivation for derivation in waiting if derivation not in ready]
    return tuple(done), ()


def circle_faults(derivations: list[Derivation]) -> list[GuidanceFault]:
    """A fault for each derived fact that reads itself, directly or through others."""
    return [
        GuidanceFault(
            caught.place.file,
            caught.place.line,
            caught.place.column,
            f"`{caught.fact}` is computed from itself; break the circle",
        )
        for caught in layered(derivations)[1]
    ]


def derivation_reads(derivation: Derivation) -> frozenset[str]:
    """The facts a derived fact looks at."""
    parts = [item.when for item in derivation.items] + ([derivation.flag] if derivation.flag else [])
    return frozenset().union(*(reads(part) for part in parts))
