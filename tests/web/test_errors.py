"""A failure inside: the reader gets a number, the log gets the place, and neither gets a patient's words."""

import logging
import re

import pytest
from flask.testing import FlaskClient

from bot.service import Service
from tests.web.at_the_desk import Desk

WORDS = "Mrs Example, 72, creatinine 168"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that fails with a patient's words in its exceptions."""

    def fail(*_given: object) -> None:
        try:
            raise KeyError(WORDS)
        except KeyError as cause:
            raise RuntimeError(WORDS) from cause

    monkeypatch.setattr(Service, "consult", fail)


@pytest.mark.usefixtures("failing")
def test_the_reader_gets_a_sentence_and_a_number(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    answer = desk.ask({"age_years": 72})
    assert (answer.status_code, answer.mimetype) == (500, "application/json")
    assert answer.json is not None
    error = answer.json["error"]
    assert error["code"] == "internal"
    [number] = re.findall(r"request ([0-9a-f]{8})", error["message"])
    assert number in caplog.text
    assert WORDS not in answer.text


@pytest.mark.usefixtures("failing")
def test_the_log_gets_types_and_places_only(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.ask({"age_years": 72})
    assert WORDS not in caplog.text
    assert "RuntimeError" in caplog.text
    assert "KeyError" in caplog.text
    assert "web/api/consults.py:" in caplog.text


def test_a_person_at_a_page_gets_no_json(client: FlaskClient) -> None:
    assert client.get("/nothing").mimetype in ("text/plain", "text/html")
