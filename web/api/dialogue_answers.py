"""The shapes of readings and conversations, for their description."""

from marshmallow import fields

from web.api.answers import Advice, Citation, FactShown, Notice
from web.api.shapes import Answer, optional, required, several


class Said(Answer):
    """A value as it stands in the text."""

    value = fields.Raw()
    unit = optional()


class FactRead(Answer):
    """A fact that a text states, in its canonical unit."""

    fact = required()
    value = fields.Raw()
    unit = optional()
    said = fields.Nested(Said)
    span = several(fields.Integer(), always=False, means="its first character, and one past its last")
    words = optional("the words it was read from")


class NotTaken(Answer):
    """Words that were seen and not taken as a fact."""

    words = required()
    about = optional("the fact they are about")
    reason = required()


class Clarify(Answer):
    """What has to be asked before a value can be taken."""

    fact = required()
    question = required()


class Reading(Answer):
    """What a text says about the patient."""

    facts = several(FactRead)
    not_taken = several(NotTaken)
    clarify = several(Clarify)
    intent = required(choices=("facts", "question", "correction", "command", "other"))


class Option(Answer):
    """One answer that is offered, with its words."""

    value = fields.Raw(required=True)
    text = fields.String(required=True)


class Question(Answer):
    """The one question most worth asking; a checklist names all its facts in `facts`."""

    fact = required()
    facts = several(fields.String(), always=False)
    text = fields.String(required=True)
    why = required(means="what the answer changes")
    kind = optional("how it can be answered")
    choices = several(fields.Raw(), always=False, means="the values that can be sent back")
    options = several(Option, always=False, means="the same with their words")


class Reply(Answer):
    """What is said back."""

    text = fields.String(required=True)
    advice = several(Advice)
    citations = several(Citation)
    question = fields.Nested(Question)
    notices = several(Notice)


class TurnAnswer(Answer):
    """One turn: what was understood, and the reply."""

    turn = fields.Integer(required=True)
    ruleset = required(means="the version of the rules")
    knowledge = required(means="content hash of the knowledge base")
    understood = several(FactRead)
    reply = fields.Nested(Reply, required=True)
    facts = fields.Dict(values=fields.Nested(FactShown), required=True)


class Opened(TurnAnswer):
    """A new conversation, the key that opens it, and its first turn."""

    id = required()
    key = required(means="send it as Authorization: Bearer; it is told once")


class TurnKept(TurnAnswer):
    """A turn as it was kept, with the versions it was answered by."""

    kind = required()
    at = required(means="when, in UTC")
    said = optional("what was said, identifiers masked")
    program = required(means="the version of the program")
    label = optional("the label that held", choices=("us", "eu"))
    label_from = optional("where the label came from")


class Conversation(Answer):
    """A conversation with all its turns."""

    id = required()
    turns = several(TurnKept)
