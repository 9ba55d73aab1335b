"""The OpenAPI document: what APIFlask knows of the doors, with facts, errors, headers and examples."""

import json
from pathlib import Path
from typing import Any

from apiflask import APIFlask

from rules.loading import load_vocabulary
from web.api.errors_described import ERROR_SCHEMA, RULESET_HEADER, error_responses, refusals_of
from web.api.facts_described import facts_schema

DOCUMENT = "lendex.openapi"
PATH = "/api/v1/openapi.json"
EXAMPLES = Path(__file__).with_name("examples.json")
DESCRIPTION = (
    "Decision support for professionals who treat relapsed or refractory multiple myeloma with lenalidomide "
    "and dexamethasone. It supports a decision and shows its basis; the decision stays with the clinician. "
    "Every answer names the version of the rules in the header X-Lendex-Ruleset. An optional field without a "
    "value is left out. Every error has the same shape: a code, one plain sentence, and where it helps "
    "a field and a hint. An address that exists answers 405 to any other method."
)
KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "The key given when the conversation began. Without it there is no such conversation.",
}
FACTS_REF = {"$ref": "#/components/schemas/Facts"}
METHODS = ("get", "post", "delete")


def describe(app: APIFlask, facts_file: Path) -> None:
    """Write the OpenAPI document of `app`, with the facts as `facts_file` has them.

    Raises OSError or a YAML error when the file cannot be read. Called once every door is open.
    """
    app.config.update(
        AUTO_404_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        OPENAPI_VERSION="3.1.0",
        SECURITY_SCHEMES={"conversation_key": KEY_SCHEME},
    )
    app.description = DESCRIPTION
    app.servers = [{"url": "/"}]
    facts = facts_schema(load_vocabulary(facts_file))
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))

    @app.spec_processor
    def complete(document: dict[str, Any] | str) -> dict[str, Any] | str:
        """The document with what the schemas alone cannot say: facts, errors, examples."""
        assert isinstance(document, dict)
        components = document["components"]
        components["schemas"]["Facts"] = facts
        components["schemas"]["Error"] = ERROR_SCHEMA
        components["responses"] = error_responses()
        _use_facts(components["schemas"])
        _say_one_thing(components["schemas"]["MessageRequest"])
        for path, operations in document["paths"].items():
            for method in METHODS:
                if method in operations:
                    _complete(operations[method], path, method, examples)
        return document

    with app.app_context():
        # Written once, before there are threads: APIFlask serves this same document from now on.
        app.extensions[DOCUMENT] = app.spec


def _complete(operation: dict[str, Any], path: str, method: str, examples: dict[str, Any]) -> None:
    shown = examples[operation["operationId"]]
    for status, response in operation["responses"].items():
        for content in response.get("content", {}).values():
            content["example"] = shown[status]
    if "requestBody" in operation:
        operation["requestBody"]["required"] = path != "/api/v1/conversations"
        for content in operation["requestBody"]["content"].values():
            content["examples"] = {name: {"value": value} for name, value in shown["requests"].items()}
    for parameter in operation["parameters"]:
        if parameter["name"] in shown.get("parameters", {}):
            parameter["example"] = shown["parameters"][parameter["name"]]
    for status in refusals_of(path, method):
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/{status}"})
    for response in operation["responses"].values():
        if "$ref" not in response:
            response["headers"] = RULESET_HEADER


def _use_facts(schemas: dict[str, Any]) -> None:
    for schema in schemas.values():
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is False and "facts" in properties:
            properties["facts"] = FACTS_REF


def _say_one_thing(message: dict[str, Any]) -> None:
    """A message is a text, or facts, or a command alone, or `what_if` with the facts to try."""
    only = {"const": "what_if"}
    message["oneOf"] = [
        {"required": ["text"], "not": {"anyOf": [{"required": ["facts"]}, {"required": ["command"]}]}},
        {"required": ["facts"], "not": {"anyOf": [{"required": ["text"]}, {"required": ["command"]}]}},
        {
            "required": ["command"],
            "properties": {"command": {"not": only}},
            "not": {"anyOf": [{"required": ["text"]}, {"required": ["facts"]}]},
        },
        {"required": ["command", "facts"], "properties": {"command": only}, "not": {"required": ["text"]}},
    ]
