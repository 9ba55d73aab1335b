"""The shape of the evidence files, strict: no number passes for text, no text for a number."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from knowledge.records import STATUSES

MISSING = "is missing"
EMPTY = "has no value"
SOURCE_KINDS = (
    "review",
    "label",
    "paper",
    "abstract",
    "guideline",
    "consensus",
    "criteria",
    "regulation",
    "regulator_notice",
    "web_page",
    "unopened",
)
REFERENCE_KINDS = ("paper", "abstract", "label", "web_page")
STANDINGS = ("confirms", "updates", "contradicts", "beside")

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


def _needed(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.Field[Any]:
    return field(required=True, validate=list(rules), error_messages={"required": MISSING, "null": EMPTY})


def _optional(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.Field[Any]:
    return field(validate=list(rules), error_messages={"null": f"{EMPTY}: leave the field out"})


def _several(field: type[fields.Field[Any]], *rules: validate.Validator) -> fields.List[Any]:
    messages: dict[str, Any] = {"null": f"{EMPTY}: leave the field out", "invalid": "must be a list"}
    return fields.List(_optional(field, *rules), error_messages=messages)


def _one_of(choices: tuple[str, ...]) -> validate.OneOf:
    return validate.OneOf(choices, error="must be one of " + ", ".join(choices))


IDENTIFIER = validate.Regexp(
    re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z"), error="must be lower-case words joined by hyphens"
)


class FindingSchema(Schema):
    """One finding, as written under `findings:` in a file of findings/."""

    id = _needed(Text, IDENTIFIER)
    statement = _needed(Text)
    study = _needed(Text)
    population = _needed(Text)
    n = _optional(Whole)
    endpoint = _needed(Text)
    arm = _optional(Text)
    value = _needed(Figure)
    unit = _needed(Text)
    comparator_arm = _optional(Text)
    comparator_value = _optional(Figure)
    p_value = _optional(Text)
    where = _needed(Text)
    references = _several(Whole)
    source = _needed(Text)
    source_status = _needed(Text, _one_of(STATUSES))
    edition = _optional(Text)
    derived_from = _several(Text)
    contradicted_by = _several(Text)
    caveats = _several(Text)


class SourceSchema(Schema):
    """One source, as written under `sources:` in sources.yaml."""

    id = _needed(Text, IDENTIFIER)
    kind = _needed(Text, _one_of(SOURCE_KINDS))
    title = _needed(Text)
    authors = _several(Text)
    et_al = _optional(Flag)
    journal = _optional(Text)
    year = _optional(Whole)
    volume = _optional(Text)
    pages = _optional(Text)
    edition = _optional(Text)
    doi = _optional(Text)
    pmid = _optional(Text)
    reference = _optional(Whole)
    copies = _several(Text)
    read = _optional(Day)
    note = _optional(Text)
    source_status = _needed(Text, _one_of(tuple(status for status in STATUSES if status != "derived")))
    stands = _optional(Text, _one_of(STANDINGS))


class ReferenceSchema(Schema):
    """One numbered reference of the review, as written under `references:` in references.yaml."""

    number = _needed(Whole)
    kind = _needed(Text, _one_of(REFERENCE_KINDS))
    authors = _several(Text)
    et_al = _optional(Flag)
    title = _needed(Text)
    journal = _optional(Text)
    publisher = _optional(Text)
    year = _optional(Whole)
    volume = _optional(Text)
    pages = _optional(Text)
    edition = _optional(Text)
    doi = _optional(Text)
    url = _optional(Text)
    cited_for = _needed(Text)
    printed = _needed(Text)


class CaveatSchema(Schema):
    """One caveat shared by several findings or references, as written under `caveats:` in caveats.yaml."""

    id = _needed(Text, IDENTIFIER)
    text = _needed(Text)
    findings = _several(Text)
    references = _several(Whole)


SCHEMAS: Mapping[str, type[Schema]] = {
    "findings": FindingSchema,
    "sources": SourceSchema,
    "references": ReferenceSchema,
    "caveats": CaveatSchema,
}
