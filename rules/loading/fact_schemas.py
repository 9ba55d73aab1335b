"""The shape of the fact list, as marshmallow schemas."""

from __future__ import annotations

from marshmallow import fields, validate

from rules.loading.schema_fields import FACT_ID, NOT_EMPTY, PlainNumber, Strict, Words, YesNo

TYPES = ("boolean", "number", "integer", "choice", "date")
LOWEST_RANGE, HIGHEST_RANGE = -1_000_000.0, 1_000_000.0


class ComputedFactSchema(Strict):
    """A fact that Lendex computes."""

    group = Words(required=True)
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    label = Words(required=True)
    denied = Words(load_default="")
    unit = fields.String(load_default="")
    also = fields.List(fields.String(), load_default=list)
    range = fields.List(
        PlainNumber(validate=validate.Range(LOWEST_RANGE, HIGHEST_RANGE, error="no fact is as large as this")),
        load_default=list,
        validate=validate.Length(equal=2, error="a range has two ends, such as [0, 250]"),
    )
    choices = fields.List(fields.String(), load_default=list)
    words = fields.Dict(keys=fields.String(), values=Words(), load_default=dict)
    meaning = Words(load_default="")
    internal = YesNo(load_default=False)


class GivenFactSchema(ComputedFactSchema):
    """A fact that a person gives: it can be asked for, and grows old."""

    question = Words(required=True)
    why = Words(required=True)
    checklist = fields.String(load_default="")
    fresh_days = fields.Integer(strict=True, validate=validate.Range(min=0, error="days are counted from 0"))


class FactListSchema(Strict):
    """The file of facts."""

    ask_first = fields.List(fields.List(fields.String()), load_default=list)
    checklists = fields.Dict(keys=fields.String(), values=Words(), load_default=dict)
    facts = fields.Dict(keys=fields.String(validate=FACT_ID), values=fields.Nested(GivenFactSchema), required=True)
    derived = fields.Dict(
        keys=fields.String(validate=FACT_ID),
        values=fields.Nested(ComputedFactSchema),
        required=True,
        validate=NOT_EMPTY,
    )
