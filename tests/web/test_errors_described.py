"""Every error that the description shows is one that Lendex answers, word for word."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from bot.service import Service
from tests.web.at_the_desk import API, Desk
from web.api.errors_described import ERRORS
from web.app import create_app
from web.current import service_for
from web.settings import read_settings


def told(answer: TestResponse) -> dict[str, str]:
    """What a refusal says; the number of a failure, another one each time, is the one of the example."""
    error: dict[str, str] = (answer.json or {})["error"]
    return {part: re.sub(r"request [0-9a-f]{8}", "request 5f0c9a1e", words) for part, words in error.items()}


def described(answer: TestResponse) -> Mapping[str, str]:
    """The example in the description for the status of an answer."""
    return ERRORS[str(answer.status_code)][1]


def test_a_text_in_place_of_a_number(desk: Desk) -> None:
    answer = desk.ask({"creatinine_clearance_ml_min": "59"})
    assert told(answer) == described(answer)


def test_a_page_of_another_site(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"{API}/consults", json={"facts": {}}, headers=headers)
    assert told(answer) == described(answer)


def test_a_conversation_that_does_not_exist(client: FlaskClient) -> None:
    answer = client.get(f"{API}/conversations/none", headers={"Authorization": "Bearer none"})
    assert told(answer) == described(answer)


def test_a_key_used_for_two_messages(desk: Desk) -> None:
    chat = desk.open()
    chat.say("72F", idempotency_key="a-key")
    answer = chat.send({"text": "73F"}, idempotency_key="a-key")
    assert told(answer) == described(answer)


def test_a_request_that_is_too_large(client: FlaskClient) -> None:
    answer = client.post(f"{API}/consults", data=b" " * 300_000, content_type="application/json")
    assert told(answer) == described(answer)


def test_a_request_that_is_not_json(client: FlaskClient) -> None:
    answer = client.post(f"{API}/consults", data="age 72", content_type="text/plain")
    assert told(answer) == described(answer)


def test_a_failure_inside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Service, "consult", fail)
    answer = desk.ask({"age_years": 72})
    assert told(answer) == described(answer)


def test_a_full_disk(tmp_path: Path) -> None:
    settings = read_settings({"LENDEX_DATA": str(tmp_path)})
    service = service_for(settings)
    chat = Desk(create_app(settings, service).test_client()).open()

    @event.listens_for(service.store.engine, "begin")
    def take_no_more(connection: Connection) -> None:
        """Let the file grow no further."""
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    answer = chat.send({"text": "cough " * 3_000})
    assert told(answer) == described(answer)
