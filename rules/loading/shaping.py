"""From the content of one YAML file to plain checked values; every fault of shape is noted in clinical words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError, fields

from rules.faults import did_you_mean
from rules.loading.schema_fields import Strict
from rules.loading.yaml_source import SourceFile

Path = tuple[Any, ...]

# What marshmallow says, and what it means to the person who edits the file.
REWORDED = {
    "Not a valid list.": "a list is needed here: [one, two], or one entry a line, each beginning with a dash",
    "Not a valid string.": "text is needed here; put it between quotation marks",
    "Not a valid integer.": "a whole number is needed here",
    "Not a valid mapping type.": "keys and values are needed here, such as `action: refer`",
    "Invalid input type.": "keys and values are needed here, such as `action: refer`",
}


def shape(source: SourceFile, schema: Strict) -> dict[str, Any] | None:
    """The content of a file as its schema reads it, or None when the file has faults."""
    if source.faults:
        return None
    try:
        return dict(schema.load(source.content))
    except ValidationError as fault:
        for path, message in _flatten(fault.messages, ()):
            source.fault_at(path, _worded(source.content, path, message, schema), _rule_id(source.content, path))
        return None


def _flatten(messages: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            # marshmallow puts "key" or "value" between a dictionary's key and the fault of that key or value.
            yield from _flatten(inner, path if key in ("_schema", "key", "value") else (*path, key))
    else:
        for message in messages:
            yield path, str(message)


def _worded(content: Any, path: Path, message: str, schema: Strict) -> str:
    key = path[-1] if path else ""
    if message == "Unknown field.":
        return f"`{key}` is no key that can stand here{did_you_mean(str(key), _keys_at(schema, path[:-1]))}"
    if message == "Missing data for required field.":
        return f"`{key}` is missing here"
    if message == "Field may not be null.":
        return f"nothing stands after `{key}:`; write a value, or leave the line out"
    if message.startswith("Must be one of"):
        choices = message.removeprefix("Must be one of: ").rstrip(".").split(", ")
        hint = did_you_mean(str(_at(content, path)), choices) or f"; choose from {', '.join(choices)}"
        return f"`{_at(content, path)}` cannot stand here{hint}"
    meaning = REWORDED.get(message, message)
    return f"`{key}`: {meaning}" if isinstance(key, str) and key else meaning


def _at(content: Any, path: Path) -> Any:
    for step in path:
        content = content[step]
    return content


def _keys_at(schema: Strict, path: Path) -> list[str]:
    """The keys that can stand at a path of a file."""
    found, steps = schema, iter(path)
    for step in steps:
        if isinstance(step, int):
            continue
        field = _fields(found).get(str(step))
        if isinstance(field, fields.Dict):
            # The keys of a dictionary are names of the author's; what stands under each has its schema.
            next(steps, None)
        inner = getattr(field, "inner", None) or getattr(field, "value_field", None) or field
        nested = getattr(inner, "schema", None)
        if not isinstance(nested, Strict):
            return []
        found = nested
    return list(_fields(found))


def _fields(schema: Strict) -> dict[str, fields.Field[Any]]:
    return {field.data_key or name: field for name, field in schema.fields.items()}


def _rule_id(content: Any, path: Path) -> str:
    """The id of the innermost rule, stop or notice that a path leads into."""
    found = ""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            found = content["id"]
    return found
