"""Requests made up from the OpenAPI document, right and wrong: nothing fails inside, every answer is as described."""

from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from tests.web.at_the_desk import API, Desk
from tests.web.test_openapi import DOORS

# A wrong key is told as 404, and a fact of the right shape may still be implausible: both on purpose.
NOT_MEANT = [ignored_auth, positive_data_acceptance]
MESSAGES = f"{API}/conversations/{{conversation_id}}/messages"
few = settings(max_examples=12, suppress_health_check=list(HealthCheck))
more = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="session")
def described(app: APIFlask) -> Any:
    """The description, loaded from the application itself."""
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app)


RIGHT = [(path, method, GenerationMode.POSITIVE) for path in DOORS for method in sorted(DOORS[path])]
WRONG = [(path, "post", GenerationMode.NEGATIVE) for path in DOORS if "post" in DOORS[path]]
ASKED = [f"{API}/evidence", f"{API}/findings", f"{API}/references/{{number}}"]
WRONG += [(path, "get", GenerationMode.NEGATIVE) for path in ASKED]


@pytest.mark.parametrize(("path", "method", "mode"), RIGHT + WRONG)
def test_every_answer_is_as_described(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    @given(described[path][method.upper()].as_strategy(generation_mode=mode))
    @few
    def answered_as_described(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_MEANT)

    answered_as_described()


def test_every_turn_of_an_open_conversation_is_as_described(described: Any, desk: Desk) -> None:
    chat = desk.open(label="us")

    @given(described[MESSAGES]["POST"].as_strategy())
    @more
    def answered_as_described(case: Any) -> None:
        case.path_parameters = {"conversation_id": chat.id}
        case.call_and_validate(headers=chat.headers, excluded_checks=NOT_MEANT)

    answered_as_described()
    whole = chat.read().json
    assert whole is not None
    assert len(whole["turns"]) > 1
