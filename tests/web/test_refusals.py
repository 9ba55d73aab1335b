"""Everything that cannot be answered is refused in the same shape, in words, and never with a guess."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.at_the_desk import API, Desk

JSON = {"Content-Type": "application/json"}
DEEP = b'{"facts":' + b"[" * 100_000
MANY_DIGITS = b'{"facts": {"anc": ' + b"9" * 5000 + b"}}"


def refused(answer: object, status: int, code: str) -> dict[str, str]:
    """The error of an answer, after checking its shape: one sentence, no traceback, no HTML."""
    assert getattr(answer, "status_code", None) == status
    body = getattr(answer, "json", None)
    assert isinstance(body, dict)
    assert set(body) == {"error"}
    error: dict[str, str] = body["error"]
    assert set(error) <= {"code", "message", "field", "hint"}
    assert error["code"] == code
    assert re.fullmatch(r"[^\n<>]{10,}[.?]", error["message"]), error["message"]
    assert "Traceback" not in error["message"]
    return error


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "not valid JSON"),
        (b'{"facts": {"anc": NaN}}', "NaN is not a number"),
        (b'{"facts": {"anc": -Infinity}}', "-Infinity is not a number"),
        (b'{"facts": {"anc": 1e999}}', "too large"),
        (b'{"facts": {"anc": 1, "anc": 2}}', "given twice"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not UTF-8"),
        (b'{"facts": {"anc": "\\ud800"}}', "half of a character"),
        (MANY_DIGITS, "too many digits"),
        (DEEP, "20 levels"),
        (DEEP[:60] + b"]" * 51 + b"}", "20 levels"),
    ],
)
@pytest.mark.parametrize("door", ["/consults", "/readings", "/conversations"])
def test_what_is_not_strict_json(client: FlaskClient, door: str, body: bytes, words: str) -> None:
    assert words in refused(client.post(API + door, data=body, headers=JSON), 400, "bad_json")["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "facts"),
        (b"[]", None),
        (b"null", None),
        (b'"facts"', None),
        (b"{}", "facts"),
        (b'{"facts": null}', "facts"),
        (b'{"facts": []}', "facts"),
        (b'{"facts": {}, "topic": "renal_dosing"}', "topic"),
        (b'{"facts": {}, "topics": "renal_dosing"}', "topics"),
        (b'{"facts": {}, "topics": []}', "topics"),
        (b'{"facts": {}, "topics": ["renal"]}', "topics.0"),
    ],
)
def test_a_consult_of_the_wrong_shape(client: FlaskClient, body: bytes, field: str | None) -> None:
    answer = client.post(f"{API}/consults", data=body, headers=JSON)
    assert refused(answer, 400, "bad_request").get("field") == field


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("creatinine_clearance_ml_min", "59"),
        ("creatinine_clearance_ml_min", True),
        ("creatinine_clearance_ml_min", None),
        ("creatinine_clearance_ml_min", [59]),
        ("creatinine_clearance_ml_min", {"value": "59", "unit": "mL/min"}),
        ("creatinine_clearance_ml_min", {"value": 59, "unit": "mg/dL"}),
        ("creatinine_clearance_ml_min", {"low": 40, "high": 30}),
        ("creatinine_clearance_ml_min", {"value": 59, "unit": "mL/min", "at": "yesterday"}),
        ("creatinine_clearance_ml_min", {"value": 59, "of": "yesterday"}),
        ("creatinine_clearance_ml_min", 251),
        ("age_years", 71.5),
        ("on_dialysis", 0),
        ("on_dialysis", "no"),
        ("label", "uk"),
        ("vte_risk_factors", 2),
        ("crcl", 59),
    ],
)
def test_a_fact_that_cannot_be_used_is_named(desk: Desk, fact: str, value: object) -> None:
    error = refused(desk.ask({"age_years": 72, fact: value}), 400, "bad_fact")
    assert error["field"] == fact
    assert error["hint"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), (" \n ", "is empty"), ("age 72 " * 3000, "longer than 20000"), (72, "must be text")],
)
def test_a_text_that_cannot_be_read(client: FlaskClient, text: object, words: str) -> None:
    error = refused(client.post(f"{API}/readings", json={"text": text}), 400, "bad_request")
    assert error["field"] == "text"
    assert words in error["message"]


@pytest.mark.parametrize("text", ["age 72, " * 1250, "x" * 10_000, "1" * 10_000, "(" * 10_000, "\u0000\u202e🩸" * 3000])
def test_a_message_of_ten_thousand_characters_is_read(desk: Desk, text: str) -> None:
    chat = desk.open(label="us")
    assert chat.send({"text": text}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "age 72", "facts": {"age_years": 72}},
        {"facts": {"age_years": 72}, "command": "undo"},
        {"command": "what_if"},
        {"command": "what_if", "facts": {}, "text": "age 72"},
        {"command": "forget"},
        {"txt": "age 72"},
    ],
)
def test_a_message_must_say_one_thing(desk: Desk, body: dict[str, object]) -> None:
    refused(desk.open(label="us").send(body), 400, "bad_request")


@pytest.mark.parametrize("key", ["two words", "x" * 201, "clé"])
def test_an_idempotency_key_must_be_a_plain_word(desk: Desk, key: str) -> None:
    error = refused(desk.open(label="us").send({"text": "age 72"}, key), 400, "bad_request")
    assert error["field"] == "Idempotency-Key"


def test_what_is_not_json_is_not_read(client: FlaskClient) -> None:
    refused(client.post(f"{API}/consults", data="anc=1"), 415, "not_json")
    refused(client.post(f"{API}/consults", data=b"{}", content_type="text/plain"), 415, "not_json")


def test_what_is_too_large_is_not_read(client: FlaskClient) -> None:
    body = b'{"facts": {}, "x": "' + b"x" * 256 * 1024 + b'"}'
    refused(client.post(f"{API}/consults", data=body, headers=JSON), 413, "too_large")


@pytest.mark.parametrize("path", ["/nothing", "//rules", "/findings/no-such-finding", "/references/9998", "/rules/no"])
@pytest.mark.parametrize("tail", ["", "9" * 40, "%00", "%F0%9F%A9%B8", "%FF", "/"])
def test_what_is_not_there(client: FlaskClient, path: str, tail: str) -> None:
    refused(client.get(API + path + tail), 404, "not_found")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_another_method_is_refused_and_the_right_one_named(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{API}/consults", method=method)
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/evidence", "q"),
        ("/evidence?q=", "q"),
        ("/evidence?q=response&page=2", "page"),
        ("/findings?limit=ten", "limit"),
        ("/findings?limit=1_0", "limit"),
        ("/findings?limit=0", "limit"),
        ("/findings?limit=501", "limit"),
        ("/findings?limit=-1", "limit"),
        ("/findings?after=", "after"),
    ],
)
def test_a_query_that_cannot_be_used(client: FlaskClient, path: str, field: str) -> None:
    assert refused(client.get(API + path), 400, "bad_request")["field"] == field
