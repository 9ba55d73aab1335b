"""The stateless door: facts in, advice out, nothing kept."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from web.api import answers
from web.current import service
from web.schemas import ConsultRequest

doors = APIBlueprint("consults", __name__, url_prefix="/api/v1", tag="Consults")


@doors.post("/consults")
@doors.input(ConsultRequest)
@doors.output(answers.Consult)
@doors.doc(operation_id="consult")
def consult(json_data: dict[str, Any]) -> Response:
    """Advice for the facts of one patient

    Nothing is stored. Without topics all of them are answered; a stop acts whichever topics are asked for.
    """
    return jsonify(service().consult(json_data["facts"], json_data.get("topics")))
