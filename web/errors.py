"""Refusals and failures in one shape: a code for programs, one plain sentence, never a traceback."""

import json
import logging
import secrets
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from bot.faults import Refused
from knowledge.faults import NotInLibrary
from web.schemas import first_fault

PROGRAM_PATHS = ("/api", "/healthz", "/readyz", "/evidence/knowledge.sqlite3")
PLACE = Path(__file__).resolve().parent.parent
SENTENCES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("bad_request", "This request could not be read."),
        404: ("not_found", "There is nothing at this address."),
        405: ("method_not_allowed", "This address does not accept this kind of request."),
        408: ("too_slow", "The request took too long to arrive; send it again."),
        413: ("too_large", "The request is larger than 256 KiB; send only what is about this patient."),
        415: ("not_json", "The request must be JSON, sent with the header Content-Type: application/json."),
    }
)
log = logging.getLogger("lendex.web")


def register(app: APIFlask) -> None:
    """Let `app` answer every refusal and failure in the one shape."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotInLibrary, _not_in_library)
    app.register_error_handler(HTTPException, _http_fault)
    app.register_error_handler(Exception, _failure)
    app.register_error_handler(HTTPError, _bad_shape)


def error_answer(status: int, code: str, message: str, field: str | None = None, hint: str | None = None) -> Response:
    """An error as JSON for programs; for a person at a page, the same sentences to read."""
    given = {"code": code, "message": message, "field": field, "hint": hint}
    error = {key: value for key, value in given.items() if value}
    if request.path.startswith(PROGRAM_PATHS):
        answer = jsonify({"error": error})
    elif status < 500:
        answer = Response(render_template("missing.html", message=message, hint=hint))
    else:
        # No template after a failure: it could fail again.
        answer = Response(" ".join(filter(None, (message, hint))) + "\n", mimetype="text/plain")
    answer.status_code = status
    return answer


def _refused(refusal: Refused) -> Response:
    return error_answer(refusal.status, refusal.code, refusal.message, refusal.field, refusal.hint)


def _not_in_library(fault: NotInLibrary) -> Response:
    return error_answer(404, "not_found", f"There is no such {fault.kind}.")


def _http_fault(fault: HTTPException) -> Response:
    status = fault.code or 500
    code, message = SENTENCES.get(status, ("bad_request", "This request cannot be answered."))
    answer = error_answer(status, code, message)
    # What belongs to the status, such as the methods a 405 allows or the address a redirect leads to.
    for name, value in fault.get_headers():
        if name in ("Allow", "Location", "Retry-After"):
            answer.headers[name] = value
    return answer


def _bad_shape(fault: HTTPError) -> Response:
    """The first thing in the request that does not fit its description."""
    field, message = first_fault(fault.detail)
    return error_answer(fault.status_code, "bad_request", message, field)


def _failure(fault: Exception) -> Response:
    """Log what failed without a word of the request, and give the reader the number it is logged under."""
    number = secrets.token_hex(4)
    record = {"event": "internal", "request": number, "method": request.method, "endpoint": request.endpoint}
    log.error(json.dumps(record | {"faults": faults_without_words(fault)}))
    message = f"Something went wrong inside Lendex and no advice was given (request {number})."
    hint = "Send it again; if it happens again, tell whoever runs Lendex this number."
    return error_answer(500, "internal", message, hint=hint)


def faults_without_words(fault: BaseException | None) -> list[dict[str, object]]:
    """The types of an exception and its causes, with files and lines; messages may hold a patient's data."""
    found: list[dict[str, object]] = []
    while fault is not None and len(found) < 5:
        frames = traceback.extract_tb(fault.__traceback__)
        found.append({"type": type(fault).__qualname__, "at": [_place(frame) for frame in frames]})
        fault = fault.__cause__ or fault.__context__
    return found


def where_it_failed(fault: Exception) -> str:
    """The type of an exception and the place it was raised at, without its message."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{type(fault).__qualname__} at {_place(frames[-1])}" if frames else type(fault).__qualname__


def _place(frame: traceback.FrameSummary) -> str:
    return f"{frame.filename.removeprefix(f'{PLACE}/')}:{frame.lineno}"
