"""The doors for whoever runs Lendex: is the process up, and can it give advice?"""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from web.api import evidence_answers
from web.current import service

doors = APIBlueprint("health", __name__, tag="Health")
NOT_READY: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    503: {
        "description": "Advice cannot be given at the moment; the answer says why.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Readiness"}}},
    }
}


@doors.get("/healthz")
@doors.output(evidence_answers.Up)
@doors.doc(operation_id="is_up")
def healthz() -> Response:
    """Whether the process is up"""
    return jsonify({"status": "up"})


@doors.get("/readyz")
@doors.output(evidence_answers.Readiness)
@doors.doc(operation_id="is_ready", responses=NOT_READY)
def readyz() -> Response:
    """Whether the rules are loaded, the evidence readable and the conversation store writable"""
    state = service().ready()
    answer = jsonify(state)
    answer.status_code = 200 if state["ready"] else 503
    return answer
