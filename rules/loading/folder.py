"""Loading a folder of rule files: all faults are found in one run, and a faulty folder is refused whole."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rules.deriving import FORMULA_FACTS
from rules.facts import Vocabulary
from rules.faults import GuidanceBroken, GuidanceFault
from rules.loading.builder import RuleSetBuilder
from rules.loading.engine_faults import note_collisions, untranslatable
from rules.loading.schema_fields import Strict
from rules.loading.schemas import NoticesSchema, ReleaseSchema, ScoresSchema, StopsSchema, TopicSchema
from rules.loading.shaping import shape
from rules.loading.vocabulary import read_vocabulary
from rules.loading.yaml_source import SourceFile, read_source
from rules.ruleset import CutOffs, RuleSet
from rules.topics import ACTIONS
from rules.units import CONVERSIONS

FACTS = "facts.yaml"
SCHEMAS: Mapping[str, type[Strict]] = MappingProxyType(
    {"release": ReleaseSchema, "scores": ScoresSchema, "stops": StopsSchema, "notices": NoticesSchema}
)


def load_rules(folder: Path, evidence_ids: Collection[str]) -> RuleSet:
    """Load every rule file of `folder`; raise GuidanceBroken with all faults, or return the rule set whole.

    `evidence_ids` are the findings that exist: a rule citing another one is a fault.
    """
    sources = {name: read_source(folder / name, name) for name in _rule_files(folder)}
    shaped = {name: _shape(source) for name, source in sources.items() if name != FACTS}
    vocabulary = _vocabulary(sources.get(FACTS))
    if vocabulary is None:
        raise GuidanceBroken(_noted(folder, sources))
    builder = RuleSetBuilder(vocabulary, evidence_ids)
    for name, content in shaped.items():
        if content is not None:
            builder.add(Path(name).stem, sources[name], content)
    _refuse(_noted(folder, sources))
    # What only shows once all parts are sound: circles among computed facts, and the limits of durable-rules.
    _refuse(builder.faults())
    ruleset = _assemble(vocabulary, builder, sources)
    _refuse(untranslatable(ruleset))
    return ruleset


def _refuse(faults: list[GuidanceFault]) -> None:
    if faults:
        raise GuidanceBroken(faults)


def _noted(folder: Path, sources: Mapping[str, SourceFile]) -> list[GuidanceFault]:
    return [*_misnamed(folder, sources), *(fault for source in sources.values() for fault in source.faults)]


def content_version(folder: Path) -> str:
    """The content hash of all rule files of a folder: sixteen hexadecimal digits of a SHA-256."""
    return _version({name: (folder / name).read_bytes() for name in _rule_files(folder)})


def _version(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in (FACTS, *sorted(set(contents) - {FACTS})):
        digest.update(f"{name}\0{len(contents[name])}\0".encode() + contents[name])
    return digest.hexdigest()[:16]


def _rule_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.yaml"))


def _misnamed(folder: Path, sources: Mapping[str, SourceFile]) -> list[GuidanceFault]:
    wanted = [f"{name}.yaml" for name in ("facts", *SCHEMAS, *ACTIONS)]
    missing = [name for name in wanted if name not in sources]
    faults = [GuidanceFault(name, 1, 1, "this file is missing from the rule folder") for name in missing]
    for path in folder.glob("*.yml"):
        faults.append(GuidanceFault(path.name, 1, 1, "rule files end in .yaml; rename this one"))
    return faults


def _shape(source: SourceFile) -> dict[str, Any] | None:
    return shape(source, SCHEMAS.get(Path(source.name).stem, TopicSchema)())


def _vocabulary(source: SourceFile | None) -> Vocabulary | None:
    vocabulary = read_vocabulary(source) if source else None
    if source is None or vocabulary is None:
        return None
    for fact_id in FORMULA_FACTS:
        if fact_id not in vocabulary:
            source.fault(f"the fact `{fact_id}` is missing: formulas read or compute it", source.content)
    for fact in vocabulary.askable():
        for unit in fact.also:
            if (unit, fact.unit) not in CONVERSIONS:
                message = f"`{unit}` cannot be converted into {fact.unit or 'a number without unit'}"
                source.fault(message, source.content["facts"][fact.id], "also", fact.id)
    note_collisions(source, vocabulary)
    return vocabulary


def _assemble(vocabulary: Vocabulary, builder: RuleSetBuilder, sources: Mapping[str, SourceFile]) -> RuleSet:
    texts = {name: source.text for name, source in sources.items()}
    return RuleSet(
        version=_version({name: text.encode() for name, text in texts.items()}),
        released=builder.released,
        vocabulary=vocabulary,
        tables=builder.tables(),
        stops=tuple(builder.stops),
        notices=tuple(builder.notices),
        derivations=builder.derivations(),
        cut_offs=builder.cut_offs or CutOffs("", 0.0, {}),
        source_attributes=MappingProxyType(builder.source_attributes()),
        titles=MappingProxyType(dict(builder.titles)),
        files=MappingProxyType(texts),
    )
