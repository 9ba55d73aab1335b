"""The errors each door may answer, for the description, each with an example."""

from types import MappingProxyType
from typing import Any

RULESET_HEADER = {
    "X-Lendex-Ruleset": {
        "description": "Version of the rules.",
        "required": True,
        "schema": {"type": "string"},
    }
}
ERROR_REF = {"$ref": "#/components/schemas/Error"}
ERROR_SCHEMA = {
    "type": "object",
    "description": "Every answer that is no success.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "description": "a fixed word for programs"},
                "message": {"type": "string", "description": "one plain sentence"},
                "field": {"type": "string", "description": "the fact, or the part of the request"},
                "hint": {"type": "string", "description": "what to do instead"},
            },
        }
    },
}
ERRORS = MappingProxyType(
    {
        "400": (
            "Something in the request cannot be used; `field` names what.",
            {
                "code": "bad_fact",
                "message": 'CrCl: "59" is not a number.',
                "field": "creatinine_clearance_ml_min",
                "hint": 'Accepted: a number from 0 to 250 mL/min, or "unknown".',
            },
        ),
        "403": (
            "A browser sent this from a page of another site.",
            {
                "code": "cross_site",
                "message": "This request came from a page of another site, so it was refused.",
                "hint": "Open Lendex itself in the browser and send it from there.",
            },
        ),
        "404": (
            "There is no such thing, or the key does not open it; both are told in the same words.",
            {"code": "not_found", "message": "There is no such conversation, or the key does not open it."},
        ),
        "409": (
            "The Idempotency-Key stands for another message already.",
            {
                "code": "idempotency_key_reused",
                "message": "This Idempotency-Key was already used for a different message in this conversation."
                " Send the message again with a new key.",
                "field": "Idempotency-Key",
            },
        ),
        "413": (
            "The request is too large.",
            {
                "code": "too_large",
                "message": "The request is larger than 256 KiB; send only what is about this patient.",
            },
        ),
        "415": (
            "The request is not JSON.",
            {
                "code": "not_json",
                "message": "The request must be JSON.",
                "hint": "Send it with the header Content-Type: application/json.",
            },
        ),
        "500": (
            "Something failed inside Lendex; no advice was given.",
            {
                "code": "internal",
                "message": "Something went wrong inside Lendex and no advice was given (request 5f0c9a1e).",
                "hint": "Send it again; if it happens again, tell whoever runs Lendex this number.",
            },
        ),
        "503": (
            "The conversation store or the evidence cannot be used at the moment.",
            {
                "code": "store_unavailable",
                "message": "Nothing was stored: the disk is full (SQLITE_FULL). Free disk space, then try again.",
            },
        ),
    }
)


def error_responses() -> dict[str, Any]:
    """All error responses, by status, as OpenAPI components."""
    return {status: _response(means, error) for status, (means, error) in ERRORS.items()}


def refusals_of(path: str, method: str) -> list[str]:
    """The error statuses a door may answer, by its path and method."""
    found = {"400", "500"}
    if path.startswith("/api/"):
        found.add("503")
    if method in ("post", "delete"):
        found.add("403")
    if method == "post":
        found |= {"413", "415"}
    if "{" in path:
        found.add("404")
    if path.endswith("/messages"):
        found.add("409")
    return sorted(found)


def _response(means: str, error: dict[str, str]) -> dict[str, Any]:
    content = {"schema": ERROR_REF, "example": {"error": error}}
    return {"description": means, "headers": RULESET_HEADER, "content": {"application/json": content}}
