"""Is the process up, and can it give advice? Also when the store cannot be used."""

import pytest
from flask.testing import FlaskClient

from bot import store
from bot.store import Store, StoreFault
from tests.web.at_the_desk import API, STARTING, Desk

FULL = "Nothing was stored: the disk is full. Free disk space, then try again."


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation store that takes no write."""

    def refuse(*_given: object, **_named: object) -> None:
        raise StoreFault(FULL)

    def not_writable(_store: Store) -> bool:
        return False

    monkeypatch.setattr(store, "begin", refuse)
    monkeypatch.setattr(store, "append", refuse)
    monkeypatch.setattr(store, "writable", not_writable)


def test_up_and_ready(client: FlaskClient) -> None:
    up, ready = client.get("/healthz"), client.get("/readyz")
    assert (up.status_code, up.json) == (200, {"status": "up"})
    assert ready.status_code == 200
    assert ready.json is not None
    assert ready.json["ready"] is True


@pytest.mark.usefixtures("full_disk")
def test_up_but_not_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.mimetype) == (503, "application/json")
    assert ready.json is not None
    assert ready.json["ready"] is False
    assert ready.json["checks"]["store"] is False


def test_a_turn_that_cannot_be_kept_is_not_answered(desk: Desk, request: pytest.FixtureRequest) -> None:
    chat = desk.open(label="us")
    request.getfixturevalue("full_disk")
    answers = [chat.send({"text": "age 72"}), chat.client.post(f"{API}/conversations", json={})]
    for answer in answers:
        assert answer.status_code == 503
        assert answer.json == {"error": {"code": "store_unavailable", "message": FULL}}


@pytest.mark.usefixtures("full_disk")
def test_a_consult_needs_no_store(desk: Desk) -> None:
    assert desk.advice("renal_dosing", **STARTING, creatinine_clearance_ml_min=45)
