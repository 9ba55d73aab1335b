"""The description of the JSON doors: complete, true to the doors, and readable in a browser without any other host."""

from html.parser import HTMLParser
from typing import Any

import jsonschema_rs
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from rules.loading import load_vocabulary
from tests.web.at_the_desk import API, Desk
from web.settings import Settings

# The contract's doors under /api/v1, and the health doors at the root.
DOORS = {
    "/api/v1/consults": {"post"},
    "/api/v1/readings": {"post"},
    "/api/v1/conversations": {"post"},
    "/api/v1/conversations/{conversation_id}": {"get", "delete"},
    "/api/v1/conversations/{conversation_id}/messages": {"post"},
    "/api/v1/conversations/{conversation_id}/note": {"get"},
    "/api/v1/evidence": {"get"},
    "/api/v1/findings": {"get"},
    "/api/v1/findings/{finding_id}": {"get"},
    "/api/v1/findings.csv": {"get"},
    "/api/v1/findings.json": {"get"},
    "/api/v1/studies": {"get"},
    "/api/v1/studies/{study_id}": {"get"},
    "/api/v1/references.csv": {"get"},
    "/api/v1/references.json": {"get"},
    "/evidence/knowledge.sqlite3": {"get"},
    "/api/v1/references": {"get"},
    "/api/v1/references/{number}": {"get"},
    "/api/v1/rules": {"get"},
    "/api/v1/rules/{rule_id}": {"get"},
    "/api/v1/rules/history": {"get"},
    "/healthz": {"get"},
    "/readyz": {"get"},
}


@pytest.fixture
def document(desk: Desk) -> Any:
    """The OpenAPI document as it is served."""
    return desk.get("/openapi.json")


def operations(document: Any) -> list[tuple[str, Any]]:
    return [(path, operation) for path, methods in document["paths"].items() for operation in methods.values()]


def fits(document: Any, schema: Any, value: object) -> bool:
    return jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]}).is_valid(value)


def test_every_door_of_the_contract_is_described(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert {path: set(methods) for path, methods in document["paths"].items()} == DOORS


def test_every_door_stands_under_one_of_the_headings_each_named_once(document: Any) -> None:
    headings = [tag["name"] for tag in document["tags"]]
    assert len(headings) == len(set(headings))
    assert all(set(operation["tags"]) <= set(headings) for _, operation in operations(document))


def test_every_fact_that_can_be_given_is_described_and_no_other(document: Any, desk_settings: Settings) -> None:
    vocabulary = load_vocabulary(desk_settings.guidance / "facts.yaml")
    described = document["components"]["schemas"]["Facts"]
    assert set(described["properties"]) == {fact.id for fact in vocabulary.askable()}
    assert described["additionalProperties"] is False


@pytest.mark.parametrize(
    ("fact", "value", "accepted"),
    [
        ("anc", 1.2, True),
        ("anc", "unknown", True),
        ("anc", {"value": 900, "unit": "/uL", "at": "2026-11-20"}, True),
        ("anc", {"low": 0.8, "high": 1.2}, True),
        ("anc", "1.2", False),
        ("anc", True, False),
        ("anc", -1, False),
        ("anc", {"low": 0.8}, False),
        ("label", "us", True),
        ("label", "uk", False),
        ("on_dialysis", False, True),
        ("on_dialysis", "no", False),
        ("age_years", 71.5, False),
        ("vte_risk_factors", 2, False),
    ],
)
def test_the_description_of_facts_and_the_door_agree(
    document: Any, desk: Desk, fact: str, value: object, accepted: bool
) -> None:
    assert fits(document, {"$ref": "#/components/schemas/Facts"}, {fact: value}) is accepted
    assert (desk.ask({fact: value}).status_code == 200) is accepted


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ({"text": "age 72"}, True),
        ({"facts": {"age_years": 72}}, True),
        ({"command": "summary"}, True),
        ({"command": "what_if", "facts": {"age_years": 72}}, True),
        ({}, False),
        ({"text": "age 72", "command": "undo"}, False),
        ({"facts": {"age_years": 72}, "command": "undo"}, False),
        ({"command": "what_if"}, False),
        ({"command": "forget"}, False),
        ({"text": " "}, False),
    ],
)
def test_the_description_of_messages_and_the_door_agree(
    document: Any, desk: Desk, body: dict[str, Any], accepted: bool
) -> None:
    assert fits(document, {"$ref": "#/components/schemas/MessageRequest"}, body) is accepted
    assert (desk.open(label="us").send(body).status_code == 200) is accepted


def test_every_example_of_a_request_fits(document: Any) -> None:
    bodies = [operation["requestBody"] for _, operation in operations(document) if "requestBody" in operation]
    assert len(bodies) == 4
    for body in bodies:
        content = body["content"]["application/json"]
        assert content["examples"]
        assert all(fits(document, content["schema"], example["value"]) for example in content["examples"].values())


def test_every_example_of_an_answer_fits(document: Any) -> None:
    for path, operation in operations(document):
        for status, response in operation["responses"].items():
            shared = document["components"]["responses"].get(response.get("$ref", "").rpartition("/")[2])
            for content in (shared or response).get("content", {}).values():
                assert fits(document, content["schema"], content["example"]), (path, status)


def test_every_door_names_its_errors_and_the_rule_set(document: Any) -> None:
    shared = document["components"]["responses"]
    for path, operation in operations(document):
        assert {"400", "500"} <= set(operation["responses"]), path
        for response in operation["responses"].values():
            known = shared[response["$ref"].rpartition("/")[2]] if "$ref" in response else response
            assert "X-Lendex-Ruleset" in known["headers"], path


@pytest.mark.parametrize("number", range(2))
def test_the_examples_of_consults_are_answered(document: Any, desk: Desk, number: int) -> None:
    body = document["paths"][f"{API}/consults"]["post"]["requestBody"]["content"]["application/json"]
    example = list(body["examples"].values())[number]["value"]
    assert desk.ask(**example).status_code == 200


class Links(HTMLParser):
    """Every address a page names, and every id to which it can point."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an element names."""
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.addresses.append(value)
            if name == "id" and value:
                self.ids.add(value)


def test_the_page_names_every_door_and_needs_no_other_host(client: FlaskClient) -> None:
    page = client.get(f"{API}/docs")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    links = Links(page.text)
    for address in links.addresses:
        if address.startswith("#"):
            assert address[1:] in links.ids
        else:
            assert address.startswith("/")
            assert client.get(address).status_code == 200
    for path in DOORS:
        assert f"<code>{path}</code>" in page.text


def test_the_document_is_the_same_for_every_host_name(app: APIFlask) -> None:
    paths = [
        app.test_client().get(f"{API}/openapi.json", headers={"Host": host}) for host in ("localhost", "127.0.0.1")
    ]
    assert paths[0].json == paths[1].json
    assert paths[0].json is not None
    assert paths[0].json["servers"] == [{"url": "/"}]
