"""The shapes of findings, references, rules and health, for their description."""

from marshmallow import fields

from web.api.answers import Ruleset
from web.api.shapes import Answer, elsewhere, optional, required, several

KNOWLEDGE = "content hash of the knowledge base the answer comes from"


class Finding(Answer):
    """One finding of a source."""

    id = required()
    statement = required()
    study = optional()
    study_id = optional("the study under /studies")
    population = optional()
    n = fields.Integer()
    endpoint = optional()
    arm = optional()
    value = fields.Raw()
    unit = optional()
    corrected = fields.Raw(metadata={"description": "what arithmetic gives where the printed value is a misprint"})
    comparator_arm = optional()
    comparator_value = fields.Raw()
    p_value = fields.Raw()
    where = optional("the place in the source")
    cited = optional("how the review cites it", ("explicit", "context", "missing"))
    references = several(fields.Integer(), always=False)
    source = optional()
    caveats = several(fields.String(), always=False)
    later = several(fields.String(), always=False, means="what newer findings say of it")
    contradicted_by = several(fields.String(), always=False, means="ids of newer findings that contradict it")
    derived_from = several(fields.String(), always=False, means="ids of the findings it was worked out from")


class Findings(Answer):
    """A page of findings; `next` is the last id of the page when there are more."""

    next = optional("ask for findings `after` this id to go on")
    findings = several(elsewhere("Finding"))
    knowledge = optional(KNOWLEDGE)


class FindingsFile(Answer):
    """All findings."""

    knowledge = required(KNOWLEDGE)
    findings = several(elsewhere("Finding"))


class Near(Answer):
    """A finding that comes nearest to a refused question, without its figure."""

    id = required()
    endpoint = required()
    study = required()
    url = required("the page of the finding")


class Refusal(Answer):
    """Why a question is not answered."""

    reason = required()


class EvidenceAnswer(Answer):
    """The answer to a question with the findings behind it, or why there is none."""

    answer = optional()
    refused = fields.Nested(Refusal)
    findings = several(elsewhere("Finding"))
    premise = optional("what the question takes for granted, and the findings do not bear out")
    nearest = several(Near, always=False)
    knowledge = optional(KNOWLEDGE)


class Study(Answer):
    """One study, label, guideline or score that findings report on."""

    id = required()
    name = required()
    kind = required()
    about = required()
    part_of = several(fields.String(), always=False, means="ids of the larger studies it belongs to")
    findings = several(fields.String(), means="ids of its findings")


class Studies(Answer):
    """All studies."""

    studies = several(elsewhere("Study"))
    knowledge = optional(KNOWLEDGE)


class Reference(Answer):
    """One reference of the review the evidence starts from."""

    number = fields.Integer(required=True)
    kind = optional()
    title = optional()
    authors = several(fields.String(), always=False)
    journal = optional()
    year = fields.Integer()
    cited_for = optional()
    printed = optional("as the review prints it")
    findings = several(fields.String(), always=False, means="ids of the findings resting on it")
    caveats = several(fields.String(), always=False)


class References(Answer):
    """All references."""

    references = several(elsewhere("Reference"))


class ReferencesFile(Answer):
    """All references, with the content they come from."""

    knowledge = required(KNOWLEDGE)
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
