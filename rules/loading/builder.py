"""The parts of a rule set, collected from the shaped content of all its files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rules.facts import Vocabulary
from rules.faults import GuidanceFault
from rules.loading.registering import Register
from rules.loading.scores import ScoreBuilder, circle_faults, layered
from rules.loading.stops import StopBuilder, notice
from rules.loading.topic_files import TopicBuilder
from rules.loading.yaml_source import SourceFile
from rules.ruleset import CutOffs, Derivation, NoticeRule, Stop, Table
from rules.topics import ACTIONS


class RuleSetBuilder:
    """Collects the parts of one rule set, file by file; faults are noted in the file they stand in."""

    def __init__(self, vocabulary: Vocabulary, evidence_ids: Collection[str]) -> None:
        self._register = Register(vocabulary, evidence_ids)
        self._tables: list[Table] = []
        self._derivations: list[Derivation] = []
        self._attributes: dict[str, dict[str, str]] = {}
        self._shared_attributes: dict[str, str] = {}
        self.stops: list[Stop] = []
        self.notices: list[NoticeRule] = []
        self.titles: dict[str, str] = {}
        self.cut_offs: CutOffs | None = None
        self.released = ""

    def add(self, kind: str, source: SourceFile, shaped: Mapping[str, Any]) -> None:
        """Take one shaped file: `kind` is its name without ending."""
        if kind == "release":
            self.released, self._shared_attributes = shaped["released"], dict(shaped["source_attributes"])
        elif kind == "scores":
            self._derivations += ScoreBuilder(self._register, source).derivations(shaped["derived"])
        elif kind == "stops":
            self.stops += StopBuilder(self._register, source).stops(shaped["stops"])
        elif kind == "notices":
            entries = enumerate(shaped["notices"])
            self.notices += [notice(self._register, source, index, entry) for index, entry in entries]
        else:
            self._add_topic(source, shaped)

    def _add_topic(self, source: SourceFile, shaped: Mapping[str, Any]) -> None:
        builder = TopicBuilder(self._register, source, shaped)
        self._tables += builder.tables()
        self.titles[shaped["topic"]] = shaped["title"]
        self._attributes[shaped["topic"]] = dict(shaped.get("source_attributes", {}))
        cut_offs = builder.cut_offs()
        if cut_offs and self.cut_offs:
            source.fault("cut_offs stand in another topic already; one file has them", source.content, "cut_offs")
        self.cut_offs = self.cut_offs or cut_offs

    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order in which their topics are shown."""
        order = list(ACTIONS)
        return tuple(sorted(self._tables, key=lambda table: order.index(table.topic)))

    def derivations(self) -> tuple[Derivation, ...]:
        """The derived facts, each after those it reads."""
        return layered(self._derivations)[0]

    def source_attributes(self) -> dict[str, dict[str, str]]:
        """The thirteen source attributes of every topic."""
        return {topic: {**self._shared_attributes, **own} for topic, own in self._attributes.items()}

    def faults(self) -> list[GuidanceFault]:
        """Faults that only show once all files are together: a derived fact that reads itself."""
        return circle_faults(self._derivations)
