"""Reading `facts.yaml`: the facts in their order, and what does not fit together in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rules.facts import FactDefinition, Vocabulary
from rules.faults import GuidanceBroken, did_you_mean
from rules.loading.fact_schemas import FactListSchema
from rules.loading.shaping import shape
from rules.loading.yaml_source import SourceFile, read_source


def load_vocabulary(path: Path) -> Vocabulary:
    """Read the vocabulary from `facts.yaml`; raise GuidanceBroken with every fault of the file."""
    source = read_source(path, path.name)
    vocabulary = read_vocabulary(source)
    if vocabulary is None or source.faults:
        raise GuidanceBroken(source.faults)
    return vocabulary


def read_vocabulary(source: SourceFile) -> Vocabulary | None:
    """The vocabulary of a file, its faults noted in the source; None when its shape does not allow to build one."""
    shaped = shape(source, FactListSchema())
    if shaped is None:
        return None
    given = {key: _definition(key, entry, derived=False) for key, entry in shaped["facts"].items()}
    computed = {key: _definition(key, entry, derived=True) for key, entry in shaped["derived"].items()}
    vocabulary = Vocabulary(
        MappingProxyType({**given, **computed}),
        MappingProxyType(dict(shaped["checklists"])),
        tuple(fact for line in shaped["ask_first"] for fact in line),
    )
    _check(source, vocabulary)
    return vocabulary


def _definition(fact_id: str, entry: Mapping[str, Any], derived: bool) -> FactDefinition:
    low, high = entry["range"] or (None, None)
    return FactDefinition(
        id=fact_id,
        group=entry["group"],
        type=entry["type"],
        label=entry["label"],
        unit=entry["unit"],
        also=tuple(entry["also"]),
        low=low,
        high=high,
        choices=tuple(entry["choices"]),
        fresh_days=entry.get("fresh_days"),
        meaning=entry["meaning"],
        question=entry.get("question", ""),
        why=entry.get("why", ""),
        checklist=entry.get("checklist", ""),
        denial=entry["denied"],
        choice_words=MappingProxyType(dict(entry["words"])),
        derived=derived,
        internal=entry["internal"],
    )


def _check(source: SourceFile, vocabulary: Vocabulary) -> None:
    """Note what the shape of the file alone cannot say."""
    content = source.content
    for fact_id in set(content["facts"]) & set(content["derived"]):
        source.fault(f"`{fact_id}` is given and computed at once; keep one of the two", content["derived"], fact_id)
    for fact in vocabulary.facts.values():
        node = content["derived" if fact.derived else "facts"][fact.id]
        for key, message in _inconsistencies(fact, vocabulary):
            source.fault(message, node, key, fact.id)
    for index, line in enumerate(content.get("ask_first", ())):
        for place, fact_id in enumerate(line):
            if fact_id not in vocabulary:
                hint = did_you_mean(fact_id, vocabulary)
                source.fault(f"`{fact_id}` is not a fact{hint}", content["ask_first"][index], place)


def _inconsistencies(fact: FactDefinition, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The key and the words of everything that does not fit together in one fact."""
    if fact.low is not None and fact.high is not None and fact.low >= fact.high:
        yield "range", f"the range runs from {fact.low:g} to {fact.high:g}; give the lower end first"
    if fact.numeric != (fact.low is not None):
        yield "range", "a number needs its plausible range" if fact.numeric else f"a {fact.type} fact has no range"
    if (fact.type == "choice") != bool(fact.choices):
        needs = "a choice fact needs its choices" if fact.type == "choice" else f"a {fact.type} fact has no choices"
        yield "choices", needs
    for word in fact.choice_words:
        if word not in fact.choices:
            yield "words", f"`{word}` is not a choice of {fact.id}{did_you_mean(word, fact.choices)}"
    if fact.checklist and (fact.checklist not in vocabulary.checklists or fact.type != "boolean"):
        yield "checklist", f"`{fact.checklist}` is no checklist for {fact.id}: it must stand above, for yes/no facts"
