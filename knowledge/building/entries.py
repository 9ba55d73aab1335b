"""From files to entries: each finding, source, reference and caveat with its place, checked for shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from marshmallow import Schema, ValidationError

from knowledge.building.reading import Document, Problem, Step, kind_of
from knowledge.building.schemas import SCHEMAS
from knowledge.building.shapes import EMPTY

SINGULAR = {
    "findings": "finding",
    "studies": "study",
    "sources": "source",
    "references": "reference",
    "caveats": "caveat",
    "relations": "relation",
    "terms": "term",
    "premises": "premise",
    "charts": "chart",
    "words": "letter",
    "wordings": "wording",
}


@dataclass(frozen=True)
class Entry:
    """One item of an evidence file: the document, its path in it, and its fields as the schema read them.

    `key` names it: the number of a reference, the id of anything else. An entry with a fault of shape is not
    `sound`; it has no fields, but its name is known to the others.
    """

    kind: str
    document: str
    path: tuple[Step, ...]
    key: object
    fields: Mapping[str, object]
    sound: bool = True

    def problem(self, message: str, *path: Step) -> Problem:
        """A problem at `path` inside this entry, the message beginning with its name."""
        return Problem(self.document, self.path + path, f"{SINGULAR[self.kind]} {self.key}: {message}")


def holds_list(document: Document) -> bool:
    """Whether the document has the list of entries that a file of its name must have."""
    content = document.content
    return isinstance(content, dict) and isinstance(content.get(kind_of(document.name)), list)


def read_entries(document: Document) -> tuple[list[Entry], list[Problem]]:
    """Take a document apart into its entries; every fault of shape becomes a problem."""
    kind = kind_of(document.name)
    content = document.content
    if not isinstance(content, dict) or not holds_list(document):
        return [], [Problem(document.name, (kind,), f"this file must hold a list under the name {kind}")]
    allowed = {kind, "subject"} if kind == "findings" else {kind}
    problems = [
        Problem(document.name, (name,), f"the name {name} is not known here; use {kind}", at_key=True)
        for name in content
        if name not in allowed
    ]
    entries: list[Entry] = []
    schema = SCHEMAS[kind]()
    for index, item in enumerate(content[kind]):
        entry, faults = _read_entry(schema, kind, document.name, index, item)
        entries += entry
        problems += faults
    return entries, problems


def key_field(kind: str) -> str:
    """The field that names an entry of this kind."""
    return "number" if kind == "references" else "id"


def _read_entry(
    schema: Schema, kind: str, document: str, index: int, item: object
) -> tuple[list[Entry], list[Problem]]:
    path: tuple[Step, ...] = (kind, index)
    if not isinstance(item, dict):
        return [], [Problem(document, path, f"a {SINGULAR[kind]} is a set of named fields")]
    key = item.get(key_field(kind))
    try:
        return [Entry(kind, document, path, key, schema.load(item))], []
    except ValidationError as error:
        named = isinstance(key, (str, int))
        name = key if named else f"number {index + 1} of the file"
        entry = Entry(kind, document, path, name, {}, sound=False)
        problems = [_shape_problem(schema, entry, inner, text) for inner, text in _flat(error.messages)]
        return ([entry] if named else []), problems


def _shape_problem(schema: Schema, entry: Entry, path: tuple[Step, ...], text: str) -> Problem:
    field = path[0]
    if field in schema.fields:
        # A nested entry that is no set of fields is named by marshmallow "_schema": that is no field of ours.
        named = " ".join(step for step in path if isinstance(step, str) and step != "_schema")
        # YAML places an empty value on the next line; the field's name is where the reader must look.
        return replace(entry.problem(f"{named} {text}", *path), at_key=text.startswith(EMPTY))
    near = get_close_matches(str(field), list(schema.fields), n=1)
    hint = f"did you mean {near[0]}?" if near else "known are " + ", ".join(schema.fields)
    return replace(entry.problem(f"the field {field} is not known; {hint}", *path), at_key=True)


def _flat(messages: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Every message of marshmallow's nested answer with the path it belongs to."""
    if isinstance(messages, dict):
        for step, inner in messages.items():
            yield from _flat(inner, (*path, step))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flat(inner, path)
    else:
        yield path, str(messages)
