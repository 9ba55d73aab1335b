"""The shape of a chart in charts.yaml: a title, a unit, and bars that name the findings they are drawn from."""

from __future__ import annotations

from typing import ClassVar

from marshmallow import Schema, fields

from knowledge.building.shapes import IDENTIFIER, MISSING, Flag, Text, Whole, needed, one_of, optional
from knowledge.charts import SIDES


class BarSchema(Schema):
    """One bar of a chart: which figure of which finding, under which label, in which series.

    `patients` names the finding that counts the patients of a comparator; a bar set `apart` is not to be compared.
    """

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]
        "unknown": "is not known; known are label, series, finding, side, patients, apart",
        "type": "must be a set of named fields",
    }

    label = needed(Text)
    series = needed(Text)
    finding = needed(Text)
    side = needed(Text, one_of(SIDES))
    patients = optional(Text)
    apart = optional(Flag)


class ChartSchema(Schema):
    """One chart drawn from findings, as written under `charts:` in charts.yaml; `position` is its place on the page."""

    id = needed(Text, IDENTIFIER)
    position = needed(Whole)
    title = needed(Text)
    about = needed(Text)
    unit = needed(Text)
    bars = fields.List(fields.Nested(BarSchema), required=True, error_messages={"required": MISSING})
