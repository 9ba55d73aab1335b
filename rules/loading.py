"""Loading a folder of rule files: every fault of every file is found in one run, and a faulty folder is refused whole."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError
from ruamel.yaml.error import YAMLError

from rules.building import RuleSetBuilder
from rules.facts import Vocabulary, load_vocabulary
from rules.faults import GuidanceBroken, GuidanceFault, did_you_mean
from rules.ruleset import ACTIONS, CutOffs, RuleSet
from rules.schemas import NoticesSchema, ReleaseSchema, ScoresSchema, StopsSchema, Strict, TopicSchema
from rules.yaml_source import SourceFile, read_source

SCHEMAS: Mapping[str, type[Strict]] = MappingProxyType(
    {"release": ReleaseSchema, "scores": ScoresSchema, "stops": StopsSchema, "notices": NoticesSchema}
)


def load_rules(folder: Path, evidence_ids: Collection[str]) -> RuleSet:
    """Load every rule file of `folder`; raise GuidanceBroken with all faults, or return the rule set whole.

    `evidence_ids` are the findings that exist: a rule citing another one is a fault.
    """
    vocabulary = _vocabulary(folder)
    sources = {name: read_source(folder / name, name) for name in _rule_files(folder)}
    shaped = {name: _shape(source) for name, source in sources.items()}
    builder = RuleSetBuilder(vocabulary, evidence_ids)
    for name, content in shaped.items():
        if content is not None:
            builder.add(Path(name).stem, sources[name], content)
    faults = [fault for source in sources.values() for fault in source.faults]
    faults += builder.faults() if not faults else []
    faults += _missing_files(sources)
    if faults:
        raise GuidanceBroken(faults)
    return _assemble(folder, vocabulary, builder, sources)


def content_version(folder: Path) -> str:
    """The content hash of all rule files of a folder: sixteen hexadecimal digits of a SHA-256."""
    digest = hashlib.sha256()
    for name in ("facts.yaml", *_rule_files(folder)):
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _rule_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.yaml") if path.name != "facts.yaml")


def _vocabulary(folder: Path) -> Vocabulary:
    try:
        return load_vocabulary(folder / "facts.yaml")
    except OSError as fault:
        raise GuidanceBroken(
            [GuidanceFault("facts.yaml", 1, 1, f"the file cannot be opened: {fault.strerror}")]
        ) from None
    except (YAMLError, KeyError, TypeError, AttributeError, ValueError) as fault:
        probe = read_source(folder / "facts.yaml", "facts.yaml")
        reasons = probe.faults or [
            GuidanceFault(
                "facts.yaml", 1, 1, f"the fact list cannot be read: {type(fault).__name__} at {fault}"
            )
        ]
        raise GuidanceBroken(reasons) from None


def _missing_files(sources: Mapping[str, SourceFile]) -> list[GuidanceFault]:
    wanted = ("release", "scores", "stops", "notices", *ACTIONS)
    return [
        GuidanceFault(f"{name}.yaml", 1, 1, "this file is missing from the rule folder")
        for name in wanted
        if f"{name}.yaml" not in sources
    ]


def _shape(source: SourceFile) -> dict[str, Any] | None:
    if source.faults:
        return None
    schema = SCHEMAS.get(Path(source.name).stem, TopicSchema)()
    try:
        return dict(schema.load(source.content))
    except ValidationError as fault:
        for path, message in _flatten(fault.messages):
            source.fault_at(path, _reworded(path, message, schema), _rule_id(source.content, path))
        return None


def _flatten(messages: Any, path: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            # marshmallow puts "value" between a dictionary's key and the fault of that value.
            yield from _flatten(inner, path if key in ("_schema", "value") else (*path, key))
    else:
        for message in messages:
            yield path, str(message)


def _reworded(path: tuple[Any, ...], message: str, schema: Strict) -> str:
    if message == "Unknown field.":
        return f"`{path[-1]}` is no key that can stand here{did_you_mean(str(path[-1]), _all_keys(schema))}"
    if message == "Missing data for required field.":
        return f"`{path[-1]}` is missing here"
    if message.startswith("Must be one of"):
        return f"choose one of: {message.removeprefix('Must be one of: ').rstrip('.')}"
    return f"`{path[-1]}`: {message}" if path else message


def _all_keys(schema: Strict) -> set[str]:
    keys: set[str] = set()
    for name, field in schema.fields.items():
        keys.add(name)
        inner = getattr(field, "inner", field)
        nested = getattr(inner, "schema", None)
        if isinstance(nested, Strict):
            keys |= _all_keys(nested)
    return keys


def _rule_id(content: Any, path: tuple[Any, ...]) -> str:
    found = ""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            found = content["id"]
    return found


def _assemble(
    folder: Path, vocabulary: Vocabulary, builder: RuleSetBuilder, sources: Mapping[str, SourceFile]
) -> RuleSet:
    return RuleSet(
        version=content_version(folder),
        released=builder.released,
        vocabulary=vocabulary,
        tables=builder.tables(),
        stops=tuple(builder.stops),
        notices=tuple(builder.notices),
        derivations=builder.derivations(),
        cut_offs=builder.cut_offs or CutOffs("", 0.0, {}),
        source_attributes=MappingProxyType(builder.source_attributes()),
        titles=MappingProxyType(dict(builder.titles)),
        files=MappingProxyType({name: source.text for name, source in sources.items()}),
    )
