"""The doors of a conversation; each but the first opens with the key of that conversation alone."""

from typing import Any

from apiflask import APIBlueprint, FileSchema
from flask import Response, jsonify, request

from web.api import dialogue_answers
from web.current import service
from web.schemas import ConversationRequest, IdempotencyHeader, MessageRequest

doors = APIBlueprint("conversations", __name__, url_prefix="/api/v1", tag="Conversations")


@doors.post("/conversations")
@doors.input(ConversationRequest)
@doors.output(dialogue_answers.Opened, status_code=201)
@doors.doc(operation_id="open_conversation")
def open_conversation(json_data: dict[str, Any]) -> Response:
    """Begin a conversation

    The answer holds the key that opens this conversation. It is told once and cannot be found out again.
    """
    answer = jsonify(service().open_conversation(json_data.get("facts")))
    answer.status_code = 201
    return answer


@doors.post("/conversations/<conversation_id>/messages")
@doors.input(MessageRequest)
@doors.input(IdempotencyHeader, location="headers", arg_name="header")
@doors.output(dialogue_answers.TurnAnswer)
@doors.doc(operation_id="take_turn", security="conversation_key")
def take_turn(conversation_id: str, json_data: dict[str, Any], header: dict[str, str]) -> Response:
    """Say something: a text, facts, or a command

    The advice and facts in the answer are everything that stands after the turn. No question means that
    nothing is left to ask. The same message under the same Idempotency-Key is stored once and answers the
    same turn.
    """
    idempotency_key = header.get("idempotency_key")
    return jsonify(service().take_turn(conversation_id, _key(), json_data, idempotency_key))


@doors.get("/conversations/<conversation_id>")
@doors.output(dialogue_answers.Conversation)
@doors.doc(operation_id="get_conversation", security="conversation_key")
def conversation(conversation_id: str) -> Response:
    """Every turn of a conversation, each with the version of the rules it was answered by"""
    return jsonify(service().conversation(conversation_id, _key()))


@doors.get("/conversations/<conversation_id>/note")
@doors.output(FileSchema(type="string", format="text"), content_type="text/plain")
@doors.doc(operation_id="get_note", security="conversation_key")
def note(conversation_id: str) -> Response:
    """The conversation as a note for the chart, in plain text"""
    return Response(service().note(conversation_id, _key()), mimetype="text/plain")


@doors.delete("/conversations/<conversation_id>")
@doors.output({}, status_code=204, description="The conversation is deleted.")
@doors.doc(operation_id="delete_conversation", security="conversation_key")
def delete(conversation_id: str) -> Response:
    """Delete a conversation and everything that was said in it"""
    service().delete(conversation_id, _key())
    return Response(status=204)


def _key() -> str:
    """The bearer key of the request; empty when there is none, which opens nothing."""
    given = request.authorization
    key = given.token or "" if given is not None and given.type == "bearer" else ""
    # A key of ours is plain ASCII; anything else opens nothing, and could not even be compared.
    return key if key.isascii() else ""
