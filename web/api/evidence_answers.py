"""The shapes of findings, references, rules and health, for their description."""

from marshmallow import fields

from web.api.answers import Ruleset
from web.api.shapes import Answer, elsewhere, optional, required, several


class Finding(Answer):
    """One finding of a source."""

    id = required()
    statement = required()
    study = optional()
    population = optional()
    n = fields.Integer()
    endpoint = optional()
    arm = optional()
    value = fields.Raw()
    unit = optional()
    comparator_arm = optional()
    comparator_value = fields.Raw()
    p_value = fields.Raw()
    where = optional("the place in the source")
    references = several(fields.Integer(), always=False)
    source = optional()
    caveats = several(fields.String(), always=False)


class Findings(Answer):
    """A page of findings; `next` is the last id of the page when there are more."""

    next = optional("ask for findings `after` this id to go on")
    findings = several(elsewhere("Finding"))


class Refusal(Answer):
    """Why a question is not answered."""

    reason = required()


class EvidenceAnswer(Answer):
    """The answer to a question with the findings behind it, or why there is none."""

    answer = optional()
    refused = fields.Nested(Refusal)
    findings = several(elsewhere("Finding"))


class Reference(Answer):
    """One reference of the review the evidence starts from."""

    number = fields.Integer(required=True)


class References(Answer):
    """All references."""

    references = several(elsewhere("Reference"))


class Rule(Answer):
    """One rule or stop, its condition in words, with its sources."""

    id = required()
    when = required(means="the condition in words")
    place = required(means="file and line")


class Topic(Answer):
    """A topic of the rules with its source attributes."""

    topic = required()
    title = required()
    source_attributes = fields.Dict(required=True)


class Rules(Answer):
    """The rules in force."""

    version = required(means="content hash of the rule files")
    ruleset = fields.Nested(Ruleset, required=True)
    files = several(fields.String())
    topics = several(Topic)
    rules = several(elsewhere("Rule"))
    stops = several(elsewhere("Rule"))


class RuleHistory(Answer):
    """The versions of the rules."""

    history = several(Ruleset)


class Up(Answer):
    """The process answers."""

    status = required(choices=("up",))


class Readiness(Answer):
    """Whether advice can be given, and what of it stands."""

    ready = fields.Boolean(required=True)
    checks = fields.Dict(values=fields.Boolean(), required=True)
