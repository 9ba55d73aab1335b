"""The shapes of what programs send: strict types, unknown keys refused, every fault one plain sentence."""

import re
from collections.abc import Mapping
from typing import Any

from apiflask import Schema
from marshmallow import RAISE, ValidationError, fields, validate, validates_schema

from rules.ruleset import ACTIONS

LONGEST_TEXT = 20_000
LONGEST_QUESTION = 500
COMMANDS = ("undo", "redo", "why", "skip", "summary", "restart", "what_if")
WAYS_TO_SAY = ("text", "facts", "command")
LONGEST_SHOWN = 60


class Strict(Schema):
    """A JSON object that holds nothing but what its description names."""

    class Meta:
        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages = {
            "type": "The request must be a JSON object.",
            "unknown": f"is not part of this request; accepted: {', '.join(self.fields)}.",
        }


class WholeNumber(fields.Integer):
    """A whole number in a query string: digits only, no sign, no spaces."""

    def _validated(self, value: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch("[0-9]{1,9}", value):
            raise self.make_error("invalid")
        return int(value)


def _sentences(invalid: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """What to say of a field that is missing, null or not what it should be."""
    null = "must not be null; leave it out instead."
    return {"required": "is missing.", "null": null, "invalid": invalid}


def _text(*checks: validate.Validator, **options: Any) -> fields.String:
    """Text, and nothing that would first have to be turned into text."""
    return fields.String(error_messages=_sentences("must be text."), validate=checks, **options)


def _facts(required: bool = False) -> fields.Dict:
    """An object from fact id to value; the values themselves are read by the fact vocabulary."""
    sentences = _sentences("must be an object from fact to value.")
    return fields.Dict(keys=_text(), required=required, error_messages=sentences)


def _one_of(words: tuple[str, ...], kind: str) -> validate.Validator:
    return validate.OneOf(words, error=f"is no {kind}; accepted: {', '.join(words)}.")


def _not_empty(longest: int) -> tuple[validate.Validator, ...]:
    too_long = f"is longer than {longest} characters; send it in parts."
    some = validate.Regexp(r"[\s\S]*\S", error="is empty.")
    return validate.Length(max=longest, error=too_long), some


class ConsultRequest(Strict):
    """Facts about one patient, and the topics asked about; all topics when none are named."""

    facts = _facts(required=True)
    topics = fields.List(
        _text(_one_of(tuple(ACTIONS), "topic")),
        validate=validate.Length(min=1, error="names no topic; leave it out to ask about all."),
        error_messages=_sentences("must be a list of topics."),
    )


class ReadingRequest(Strict):
    """Free text about one patient, and the fact that was last asked for."""

    text = _text(*_not_empty(LONGEST_TEXT), required=True)
    asked = _text(*_not_empty(LONGEST_SHOWN))


class ConversationRequest(Strict):
    """What is known at the start of a conversation."""

    facts = _facts()


class MessageRequest(Strict):
    """One turn: a text, or facts, or a command; facts beside a command with `what_if` only."""

    text = _text(*_not_empty(LONGEST_TEXT))
    facts = _facts()
    command = _text(_one_of(COMMANDS, "command"))

    @validates_schema(skip_on_field_errors=True)
    def says_one_thing(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Refuse a message that says nothing, or several things at once."""
        given = {way for way in WAYS_TO_SAY if way in data}
        if data.get("command") == "what_if":
            if given != {"command", "facts"}:
                raise ValidationError("The command what_if needs the facts to try, and no text.")
        elif len(given) != 1:
            raise ValidationError("Send either a text, or facts, or a command.")


class IdempotencyHeader(Schema):
    """The key under which a repeated message is stored once."""

    idempotency_key = _text(
        validate.Regexp(r"^[\x21-\x7e]{1,200}$", error="must be 1 to 200 printable characters, no spaces."),
        data_key="Idempotency-Key",
    )


class EvidenceQuery(Strict):
    """The words of a question about the evidence."""

    q = _text(*_not_empty(LONGEST_QUESTION), required=True)


class FindingsQuery(Strict):
    """Where a page of findings begins, and how many it holds."""

    after = _text(*_not_empty(200))
    limit = WholeNumber(
        load_default=100,
        validate=validate.Range(1, 500, error="must be 1 to 500."),
        error_messages=_sentences("must be a whole number from 1 to 500."),
    )


def first_fault(faults: Any) -> tuple[str | None, str]:
    """The first fault that validation found: the field by its path, such as `topics.0`, and one sentence."""
    path: list[str] = []
    while isinstance(faults, Mapping) and faults:
        key, faults = next(iter(faults.items()))
        path.append(str(key))
    message = str(faults[0]) if isinstance(faults, list) and faults else "This request could not be read."
    # The first step is the part of the request (body, query, header), `_schema` the whole of it.
    field = _short(".".join(step for step in path[1:] if step != "_schema"))
    return (field, f"“{field}” {message}") if field else (None, message)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
