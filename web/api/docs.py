"""The description of the JSON doors as a page to read, served from this host alone."""

import json
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, render_template

from web.api.openapi import DOCUMENT

doors = APIBlueprint(
    "docs",
    __name__,
    url_prefix="/api/v1/docs",
    static_folder="static",
    static_url_path="/static",
    template_folder="templates",
    enable_openapi=False,
)


@doors.get("")
def page() -> str:
    """The OpenAPI document, readable"""
    document: dict[str, Any] = current_app.extensions[DOCUMENT]
    return render_template("api/docs.html", document=document, sections=_sections(document))


@doors.app_template_filter("readable_json")
def readable_json(value: object) -> str:
    """An example as JSON, its fields in their own order."""
    return json.dumps(value, indent=2, ensure_ascii=False)


@doors.app_template_filter("schema_name")
def schema_name(schema: dict[str, Any]) -> str:
    """The name of the component that a schema refers to, also as the items of a list; else nothing."""
    inner = schema.get("items", schema)
    whole = inner.get("allOf", [inner])[0]
    return str(whole.get("$ref", "")).rpartition("/")[2]


@doors.app_template_filter("schema_kind")
def schema_kind(schema: dict[str, Any]) -> str:
    """What a value may be, in a few words."""
    if "$ref" in schema:
        return "object"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(schema_kind(form) for form in schema["anyOf"]))
    if "enum" in schema:
        return "one of " + ", ".join(str(choice) for choice in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    return _typed(schema)


def _typed(schema: dict[str, Any]) -> str:
    kind = schema.get("type", "any value")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if "minimum" in schema and "maximum" in schema:
        words += f" from {schema['minimum']:g} to {schema['maximum']:g}"
    if "items" in schema:
        words = "list of " + (schema_kind(schema["items"]))
    return words


def _sections(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The operations by tag, each with its path and method, its references to shared responses resolved."""
    shared = document["components"]["responses"]
    sections: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in document["tags"]}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            responses = {
                status: shared[status] if "$ref" in response else response
                for status, response in operation["responses"].items()
            }
            entry = {**operation, "path": path, "method": method.upper(), "responses": responses}
            sections[operation["tags"][0]].append(entry)
    return sections
