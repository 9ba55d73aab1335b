"""What the schemas of all rule files are made of: strict fields, and a schema that refuses keys it does not know."""

from __future__ import annotations

import math
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from rules.faults import as_written

IDENTIFIER = validate.Regexp(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", error="an id is written in small letters, digits and single dashes"
)
FACT_ID = validate.Regexp(
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", error="a fact is named in small letters, digits and single underscores"
)
NOT_EMPTY = validate.Length(min=1, error="this must not be empty")


class PlainNumber(fields.Field[float]):
    """A finite number written as a number; text and yes/no are refused."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValidationError(f"a plain number is needed here, not {as_written(value)}")
        return float(value)


class YesNo(fields.Field[bool]):
    """yes or no."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if value not in ("yes", "no", True, False) or (isinstance(value, int) and not isinstance(value, bool)):
            raise ValidationError(f"yes or no is needed here, not {as_written(value)}")
        return value in ("yes", True)


class Words(fields.Field[str]):
    """Text that is not empty."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValidationError("some text is needed here")
        return " ".join(value.split())


class Strict(Schema):
    """A schema that refuses keys it does not know."""

    class Meta:
        unknown = RAISE
