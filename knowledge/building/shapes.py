"""The kinds of field an evidence file may hold, strict: no number passes for text, no text for a number."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

MISSING = "is missing"
EMPTY = "has no value"

NO_LIST: dict[str, Any] = {"null": f"{EMPTY}: leave the field out", "invalid": "must be a list"}
Given = Mapping[str, Any] | None


class Text(fields.Field[str]):
    """Text that is not empty and has no blanks at its ends; a number must be quoted to be text."""

    def _deserialize(self, value: object, attr: str | None, data: Given, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(f"must be text, not {value!r}; put it in quotes")
        if not value or value != value.strip():
            raise ValidationError("must not be empty or begin or end with a blank")
        return value


class Whole(fields.Field[int]):
    """A whole number, at least 1."""

    def _deserialize(self, value: object, attr: str | None, data: Given, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValidationError(f"must be a whole number of at least 1, not {value!r}")
        return value


class Figure(fields.Field[int | float | str]):
    """A figure as printed: a finite number, or text such as "<1" or "3.4 to 14"."""

    def _deserialize(self, value: object, attr: str | None, data: Given, **kwargs: Any) -> int | float | str:
        if isinstance(value, str) and value.strip() == value and value:
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            return value
        raise ValidationError(f"must be a number or the printed text, not {value!r}")


class Flag(fields.Field[bool]):
    """True or false, written so."""

    def _deserialize(self, value: object, attr: str | None, data: Given, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(f"must be true or false, not {value!r}")
        return value


class Day(fields.Field[datetime.date]):
    """A calendar day, written 2026-11-22."""

    def _deserialize(self, value: object, attr: str | None, data: Given, **kwargs: Any) -> datetime.date:
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            raise ValidationError(f"must be a day such as 2026-11-22, not {value!r}")
        return value


def needed(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.Field[Any]:
    """A field that must stand there."""
    return field(required=True, validate=list(rules), error_messages={"required": MISSING, "null": EMPTY})


def optional(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.Field[Any]:
    """A field that may be left out, and is not empty when it stands there."""
    return field(validate=list(rules), error_messages={"null": f"{EMPTY}: leave the field out"})


def several(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.List[Any]:
    """A list of such fields, left out when there is none."""
    return fields.List(optional(field, *rules), error_messages=NO_LIST)


def one_of(choices: tuple[str, ...]) -> validate.OneOf:
    """One of the words listed."""
    return validate.OneOf(choices, error="must be one of " + ", ".join(choices))


IDENTIFIER = validate.Regexp(
    re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z"), error="must be lower-case words joined by hyphens"
)
