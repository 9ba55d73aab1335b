"""How an answer is described: as objects that may hold more fields than are named."""

from typing import Any

from apiflask import Schema
from marshmallow import INCLUDE, fields, validate


class Answer(Schema):
    """A JSON object that may hold more than its description names."""

    class Meta:
        unknown = INCLUDE


def required(means: str = "", choices: tuple[str, ...] = ()) -> fields.String:
    """A text field that is always there: what it means, and the words it may be."""
    return _text(True, means, choices)


def optional(means: str = "", choices: tuple[str, ...] = ()) -> fields.String:
    """A text field that is left out when there is nothing to say."""
    return _text(False, means, choices)


def elsewhere(name: str) -> fields.Raw:
    """An object whose shape is described under this name by a door of its own."""
    return fields.Raw(metadata={"allOf": [{"$ref": f"#/components/schemas/{name}"}]})


def several(what: type[Schema] | fields.Field[Any], always: bool = True, means: str = "") -> fields.Field[list[Any]]:
    """A list of objects or of plain values."""
    inner: fields.Field[Any] = fields.Nested(what) if isinstance(what, type) else what
    return fields.List(inner, required=always, metadata=_meaning(means))


def _text(always: bool, means: str, choices: tuple[str, ...]) -> fields.String:
    validators = [validate.OneOf(choices)] if choices else []
    return fields.String(required=always, validate=validators, metadata=_meaning(means))


def _meaning(means: str) -> dict[str, str]:
    return {"description": means} if means else {}
