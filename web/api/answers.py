"""The shapes of the facts and of what a consult answers, for their description."""

from marshmallow import fields

from rules.ruleset import ACTIONS
from web.api.shapes import Answer, optional, required, several


class Ruleset(Answer):
    """The rules an answer was made by."""

    version = required(means="hash of the content of the rule files")
    released = required(means="the day of release")


class FactShown(Answer):
    """A fact in its canonical unit: `value`, or `low` and `high` for a range."""

    value = fields.Raw(metadata={"type": ["number", "string", "boolean"], "description": 'or "unknown"'})
    low = fields.Float()
    high = fields.Float()
    unit = optional()
    origin = required(choices=("given", "computed", "assumed"))
    how = optional("how it was computed")
    said = optional("as it was given, when that was in another unit")
    at = optional("the day the value is from")


class Dose(Answer):
    """A dose of one drug: `mg`, or from `mg_low` to `mg_high`."""

    drug = required()
    mg = fields.Float()
    mg_low = fields.Float()
    mg_high = fields.Float()
    frequency = optional("such as daily, every_other_day, weekly")
    days = optional("days of the cycle")
    cycle_days = fields.Integer()
    timing = optional("such as after_dialysis")


class Reason(Answer):
    """A test that held for this patient."""

    fact = required()
    value = fields.Raw(metadata={"description": "the value that was tested, in the canonical unit"})
    condition = required()


class Citation(Answer):
    """The finding behind a piece of advice."""

    id = required()
    citation = required()
    caveats = several(fields.String(), always=False)
    statement = required()
    doi = optional()
    url = required(means="the page of the finding, on this host")


class Advice(Answer):
    """One piece of advice; a withheld one never holds a dose."""

    rule = required()
    topic = required(choices=tuple(ACTIONS))
    action = required()
    status = required(choices=("firm", "provisional", "withheld"))
    withheld_by = optional("the stop that outranks it")
    provided = several(fields.String(), always=False, means="what is still assumed")
    headline = required()
    text = fields.String(required=True)
    dose = fields.Nested(Dose)
    source_status = optional(choices=("verified", "secondary", "seed", "unverified"))
    edition = optional("the edition that was read, when it is not the current one")
    because = several(Reason)
    evidence = several(Citation)


class Possible(Answer):
    """An outcome that is still possible."""

    action = optional()
    dose = fields.Nested(Dose)
    condition = fields.String(data_key="if", metadata={"description": "what it hangs on"})


class Unsettled(Answer):
    """A topic without one answer yet."""

    topic = required(choices=tuple(ACTIONS))
    needs = several(fields.String(), means="the facts that would settle it")
    possible = several(Possible, always=False)


class Notice(Answer):
    """A remark beside the advice."""

    code = required()
    text = fields.String(required=True)


class Consult(Answer):
    """Everything the rules say about one patient."""

    ruleset = fields.Nested(Ruleset, required=True)
    knowledge = required(means="content hash of the knowledge base")
    facts = fields.Dict(values=fields.Nested(FactShown), required=True)
    advice = several(Advice)
    unsettled = several(Unsettled)
    notices = several(Notice)
