"""The reading door: free text in, facts out, nothing kept."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from web.api import dialogue_answers
from web.current import service
from web.schemas import ReadingRequest

doors = APIBlueprint("readings", __name__, url_prefix="/api/v1", tag="Readings")


@doors.post("/readings")
@doors.input(ReadingRequest)
@doors.output(dialogue_answers.Reading)
@doors.doc(operation_id="read")
def read(json_data: dict[str, Any]) -> Response:
    """The facts that a text states

    Each fact comes with the words it was read from. What was seen and not taken is listed with the reason,
    and what is ambiguous with the question that would settle it. The fact that was last asked for may stand in
    asked. Nothing is stored.
    """
    return jsonify(service().read(json_data["text"], json_data.get("asked")))
