"""The shape of each kind of rule file, as marshmallow schemas; conditions are read elsewhere."""

from __future__ import annotations

from marshmallow import fields, validate

from rules.loading.schema_fields import IDENTIFIER, NOT_EMPTY, PlainNumber, Strict, Words, YesNo
from rules.topics import ACTIONS, SOURCE_ATTRIBUTES

DRUGS = ("lenalidomide", "dexamethasone", "aspirin", "enoxaparin")
STATUSES = ("verified", "secondary", "seed", "unverified")
EVERY_ACTION = tuple(dict.fromkeys(action for actions in ACTIONS.values() for action in actions))


class NextLowerSchema(Strict):
    """The next step of a ladder below the dose that a fact holds."""

    ladder = fields.String(required=True)
    from_ = fields.String(required=True, data_key="from", attribute="from")


class DoseSchema(Strict):
    """A dose, or how to arrive at it."""

    drug = fields.String(load_default="lenalidomide", validate=validate.OneOf(DRUGS))
    mg = PlainNumber()
    mg_low = PlainNumber()
    mg_high = PlainNumber()
    frequency = fields.String(validate=validate.OneOf(("daily", "every_other_day", "weekly")))
    days = fields.String(
        validate=validate.Regexp(r"^\d+(-\d+)?(,\d+(-\d+)?)*$", error="days are written as 1-21 or 1,8,15,22")
    )
    cycle_days = PlainNumber()
    timing = fields.String(validate=validate.OneOf(("after_dialysis",)))
    next_lower = fields.Nested(NextLowerSchema)
    same_as = fields.String()
    frequency_of = fields.String()


class SourceFields(Strict):
    """What every rule says about its sources."""

    evidence = fields.List(fields.String(), required=True, validate=NOT_EMPTY)
    source_status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    edition = Words()


class AdviseSchema(Strict):
    """What a rule says when it holds."""

    action = fields.String(required=True)
    headline = Words(required=True)
    text = Words(required=True)
    dose = fields.Nested(DoseSchema)


class RuleSchema(SourceFields):
    """One row of a decision table."""

    id = fields.String(required=True, validate=IDENTIFIER)
    when = fields.Raw(required=True)
    advise = fields.Nested(AdviseSchema, required=True)


class TableSchema(Strict):
    """A decision table."""

    id = fields.String(required=True, validate=IDENTIFIER)
    title = Words(required=True)
    decides = fields.String(required=True, validate=validate.OneOf(("exactly_one", "at_most_one", "any")))
    asks = YesNo(load_default=True)
    settled_by = fields.String(load_default="each", validate=validate.OneOf(("each", "any")))
    scope = fields.Raw(load_default=dict)
    rules = fields.List(fields.Nested(RuleSchema), required=True, validate=NOT_EMPTY)


class CutOffSchema(Strict):
    """Numbers at which advice changes."""

    fact = fields.String(required=True)
    within = PlainNumber(required=True)
    at = fields.Dict(keys=fields.String(), values=fields.List(PlainNumber()), required=True)
    alone = fields.Dict(keys=fields.String(), values=fields.List(PlainNumber()), load_default=dict)


SharedAttributesSchema = Strict.from_dict({name: Words(required=True) for name in SOURCE_ATTRIBUTES})
OwnAttributesSchema = Strict.from_dict({name: Words() for name in SOURCE_ATTRIBUTES})


class TopicSchema(Strict):
    """One topic file."""

    topic = fields.String(required=True, validate=validate.OneOf(tuple(ACTIONS)))
    title = Words(required=True)
    source_attributes = fields.Nested(OwnAttributesSchema)
    ladders = fields.Dict(keys=fields.String(), values=fields.List(PlainNumber(), validate=NOT_EMPTY))
    cut_offs = fields.Nested(CutOffSchema)
    tables = fields.List(fields.Nested(TableSchema), required=True, validate=NOT_EMPTY)


class WithholdingSchema(Strict):
    """What a stop withholds."""

    drug = fields.String(validate=validate.OneOf(("any", *DRUGS)))
    topic = fields.String(validate=validate.OneOf(tuple(ACTIONS)))
    actions = fields.List(fields.String(validate=validate.OneOf(EVERY_ACTION)))


class WhileOpenSchema(Strict):
    """What a stop does while it is not known to hold."""

    when = fields.Raw(load_default=dict)
    then = fields.String(required=True, validate=validate.OneOf(("withheld", "provisional", "unsettled")))


class StopRowSchema(Strict):
    """One form in which a stop is announced."""

    when = fields.Raw(load_default=dict)
    topic = fields.String(required=True, validate=validate.OneOf(tuple(ACTIONS)))
    action = fields.String(required=True)
    headline = Words(required=True)
    text = Words(required=True)


class StopSchema(Strict):
    """One stop."""

    id = fields.String(
        required=True, validate=validate.Regexp(r"^stop-[a-z0-9-]+$", error="the id of a stop begins with `stop-`")
    )
    when = fields.Raw(required=True)
    withholds = fields.List(fields.Nested(WithholdingSchema), required=True, validate=NOT_EMPTY)
    while_open = fields.List(fields.Nested(WhileOpenSchema), load_default=list)
    assumes = Words(load_default="")
    rows = fields.List(fields.Nested(StopRowSchema), load_default=list)
    evidence = fields.List(fields.String(), load_default=list)
    source_status = fields.String(validate=validate.OneOf(STATUSES))
    edition = Words(load_default="")


class StopsSchema(Strict):
    """The file of stops."""

    stops = fields.List(fields.Nested(StopSchema), required=True, validate=NOT_EMPTY)


class NoticeSchema(Strict):
    """One remark beside the advice."""

    id = fields.String(required=True, validate=IDENTIFIER)
    code = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z0-9_]+$", error="a notice code is written in small letters and underscores"),
    )
    when = fields.Raw(required=True)
    text = Words(required=True)
    topics = fields.List(fields.String(validate=validate.OneOf(tuple(ACTIONS))), load_default=list)
    evidence = fields.List(fields.String(), load_default=list)


class NoticesSchema(Strict):
    """The file of notices."""

    notices = fields.List(fields.Nested(NoticeSchema), required=True)


class ItemSchema(Strict):
    """One item of a count or score."""

    name = Words(required=True)
    points = fields.Integer(strict=True, load_default=1)
    when = fields.Raw(required=True)
    evidence = fields.List(fields.String(), load_default=list)


class BandSchema(Strict):
    """A named band of a score."""

    name = Words(required=True)
    at_least = fields.Integer(strict=True, load_default=-99)
    at_most = fields.Integer(strict=True, load_default=99)


class DerivationSchema(Strict):
    """A fact computed from conditions."""

    fact = fields.String(required=True)
    title = Words(required=True)
    when = fields.Raw()
    items = fields.List(fields.Nested(ItemSchema), load_default=list)
    bands = fields.List(fields.Nested(BandSchema), load_default=list)
    evidence = fields.List(fields.String(), load_default=list)


class ScoresSchema(Strict):
    """The file of counts and scores."""

    derived = fields.List(fields.Nested(DerivationSchema), required=True)


class ReleaseSchema(Strict):
    """When the rule set was released, and the source attributes that hold for every topic."""

    released = fields.String(
        required=True, validate=validate.Regexp(r"^\d{4}-\d{2}-\d{2}$", error="a date is written as 2026-11-22")
    )
    source_attributes = fields.Nested(SharedAttributesSchema, required=True)
