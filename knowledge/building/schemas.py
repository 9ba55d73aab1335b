"""The shape of each kind of entry in the evidence files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from marshmallow import Schema, fields

from knowledge.building.chart_shapes import ChartSchema
from knowledge.building.shapes import (
    IDENTIFIER,
    MISSING,
    NO_LIST,
    Day,
    Figure,
    Flag,
    Text,
    Whole,
    needed,
    one_of,
    optional,
    several,
)
from knowledge.records import CITED, RELATIONS, STATUSES, TERM_KINDS

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
STUDY_KINDS = (
    "abstract",
    "arithmetic",
    "case_report",
    "case_series",
    "cohort",
    "consensus",
    "criteria",
    "equation",
    "expanded_access",
    "guidance",
    "label",
    "phase_1_2",
    "pooled_analysis",
    "randomised_trial",
    "randomised_trials",
    "registry",
    "regulator",
    "review",
    "risk_score",
    "subgroup_analysis",
    "systematic_review",
)


class FindingSchema(Schema):
    """One finding, as written under `findings:` in a file of findings/."""

    id = needed(Text, IDENTIFIER)
    statement = needed(Text)
    study = needed(Text)
    population = needed(Text)
    n = optional(Whole)
    endpoint = needed(Text)
    arm = optional(Text)
    value = needed(Figure)
    unit = needed(Text)
    comparator_arm = optional(Text)
    comparator_value = optional(Figure)
    p_value = optional(Text)
    where = needed(Text)
    table = optional(Whole)
    row = optional(Text)
    column = optional(Text)
    references = several(Whole)
    cited = optional(Text, one_of(CITED))
    source = needed(Text)
    source_status = needed(Text, one_of(STATUSES))
    edition = optional(Text)
    corrected = optional(Figure)
    derived_from = several(Text)
    caveats = several(Text)
    about = several(Text)


class PrintedSchema(Schema):
    """What is printed of a source or reference, as far as it is known."""

    title = needed(Text)
    authors = several(Text)
    et_al = optional(Flag)
    journal = optional(Text)
    year = optional(Whole)
    volume = optional(Text)
    pages = optional(Text)
    edition = optional(Text)
    doi = optional(Text)


class SourceSchema(PrintedSchema):
    """One source, as written under `sources:` in sources.yaml."""

    id = needed(Text, IDENTIFIER)
    kind = needed(Text, one_of(SOURCE_KINDS))
    pmid = optional(Text)
    reference = optional(Whole)
    copies = several(Text)
    read = optional(Day)
    note = optional(Text)
    source_status = needed(Text, one_of(tuple(status for status in STATUSES if status != "derived")))
    stands = optional(Text, one_of(STANDINGS))


class ReferenceSchema(PrintedSchema):
    """One numbered reference of the review, as written under `references:` in references.yaml."""

    number = needed(Whole)
    kind = needed(Text, one_of(REFERENCE_KINDS))
    publisher = optional(Text)
    url = optional(Text)
    cited_for = needed(Text)
    printed = needed(Text)


class CaveatSchema(Schema):
    """One caveat shared by several findings or references, as written under `caveats:` in caveats.yaml.

    With `cited` it belongs to every finding that the review cites so.
    """

    id = needed(Text, IDENTIFIER)
    text = needed(Text)
    findings = several(Text)
    references = several(Whole)
    cited = optional(Text, one_of(CITED))


class StudySchema(Schema):
    """One study, label, guideline or score that findings report on, as written under `studies:` in studies.yaml."""

    id = needed(Text, IDENTIFIER)
    name = needed(Text)
    kind = needed(Text, one_of(STUDY_KINDS))
    about = needed(Text)
    part_of = several(Text)
    subset_of = several(Text)
    forms = several(Text)


class TermSchema(Schema):
    """One thing a question may be about, with the forms it is typed in, as written under `terms:` in terms.yaml."""

    id = needed(Text, IDENTIFIER)
    kind = needed(Text, one_of(tuple(kind for kind in TERM_KINDS if kind != "study")))
    name = needed(Text)
    forms = several(Text)
    within = several(Text)
    instead = optional(Text)


class RelationSchema(Schema):
    """How findings stand to each other, as written under `relations:` in relations.yaml.

    Each of `findings` contradicts, updates or confirms each of `others`; what is not comparable is so among all.
    """

    id = needed(Text, IDENTIFIER)
    kind = needed(Text, one_of(RELATIONS))
    findings = several(Text)
    others = several(Text)
    text = needed(Text)


class WordsSchema(Schema):
    """Ordinary words that narrow no question, as written under `words:` in words.yaml, by their first letter."""

    id = needed(Text, IDENTIFIER)
    words = several(Text)


class PremiseSchema(Schema):
    """One thing a question may wrongly take for granted, as written under `premises:` in premises.yaml.

    `when` are groups of terms or phrases; a question that has one of every group takes it for granted, but for one that
    has any of `unless`.
    """

    id = needed(Text, IDENTIFIER)
    assumes = needed(Text)
    when = fields.List(several(Text), required=True, error_messages={"required": MISSING})
    unless = several(Text)
    findings = several(Text)


class WrongSchema(Schema):
    """What questions wrongly take for granted about a finding, with questions that do."""

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]
        "unknown": "is not known; known are assumes, asked",
        "type": "must be a set of named fields",
    }

    assumes = needed(Text)
    asked = several(Text)


class WordingSchema(Schema):
    """How residents ask for one finding, as written under `wordings:`; its id is that of the finding."""

    id = needed(Text, IDENTIFIER)
    asks = several(Text)
    wrongly = fields.List(fields.Nested(WrongSchema), error_messages=NO_LIST)


SCHEMAS: Mapping[str, type[Schema]] = {
    "studies": StudySchema,
    "terms": TermSchema,
    "findings": FindingSchema,
    "sources": SourceSchema,
    "references": ReferenceSchema,
    "caveats": CaveatSchema,
    "relations": RelationSchema,
    "premises": PremiseSchema,
    "charts": ChartSchema,
    "words": WordsSchema,
    "wordings": WordingSchema,
}
