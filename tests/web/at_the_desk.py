"""How tests ask and talk: the words of a resident's desk over the JSON doors."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

API = "/api/v1"
STARTING = {
    "label": "us",
    "age_years": 68,
    "sex": "male",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 1,
    "treatment_phase": "considering_start",
    "creatinine_stable": True,
    "on_dialysis": False,
}
"""A man who may start lenalidomide under the US label; his kidney function is for each test to add."""


class Desk:
    """Asks without a conversation, and opens conversations."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def ask(self, facts: Any, **rest: Any) -> TestResponse:
        """Send a consult as it stands."""
        return self.client.post(f"{API}/consults", json={"facts": facts, **rest})

    def advice(self, topic: str, **facts: Any) -> list[dict[str, Any]]:
        """The advice of one topic on facts that are accepted."""
        answer = self.ask(facts)
        assert answer.status_code == 200, answer.text
        return [row for row in answer.json["advice"] if row["topic"] == topic]  # type: ignore[index]

    def get(self, path: str) -> Any:
        """What a door that is open to everyone answers."""
        answer = self.client.get(API + path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def open(self, **facts: Any) -> "Chat":
        """Begin a conversation with what is known already."""
        answer = self.client.post(f"{API}/conversations", json={"facts": facts} if facts else {})
        assert answer.status_code == 201, answer.text
        assert answer.json is not None
        return Chat(self.client, answer.json["id"], answer.json["key"])


class Chat:
    """One conversation, held with its key."""

    def __init__(self, client: FlaskClient, id: str, key: str) -> None:
        self.client, self.id, self.key = client, id, key
        self.last: Any = None

    def say(self, text: str, idempotency_key: str | None = None) -> Any:
        """Say something in words; gives the reply, and `last` holds the whole answer."""
        return self._turn({"text": text}, idempotency_key)

    def tell(self, **facts: Any) -> Any:
        """Give facts by button or field."""
        return self._turn({"facts": facts})

    def command(self, command: str, **rest: Any) -> Any:
        """Give a command such as undo."""
        return self._turn({"command": command, **rest})

    def _turn(self, body: dict[str, Any], idempotency_key: str | None = None) -> Any:
        answer = self.send(body, idempotency_key)
        assert answer.status_code == 200, answer.text
        self.last = answer.json
        return self.last["reply"]

    def send(self, body: Any, idempotency_key: str | None = None) -> TestResponse:
        """Send a message as it stands."""
        headers = self.headers | ({"Idempotency-Key": idempotency_key} if idempotency_key else {})
        return self.client.post(f"{API}/conversations/{self.id}/messages", json=body, headers=headers)

    def read(self, part: str = "") -> TestResponse:
        """The whole conversation, or its note with `/note`."""
        return self.client.get(f"{API}/conversations/{self.id}{part}", headers=self.headers)

    def delete(self) -> TestResponse:
        """Delete the conversation."""
        return self.client.delete(f"{API}/conversations/{self.id}", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        """The header that opens the conversation."""
        return {"Authorization": f"Bearer {self.key}"}
