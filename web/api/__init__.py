"""The JSON doors under /api/v1, their description as OpenAPI, and the health doors."""

from apiflask import APIFlask

from web.api import consults, conversations, docs, downloads, evidence, health, openapi, readings, rules
from web.api.strict_json import check_body
from web.settings import Settings

__all__ = ["openapi", "register"]


def register(app: APIFlask, settings: Settings) -> None:
    """Open the JSON doors of `app` and describe them in its OpenAPI document."""
    app.before_request(check_body)
    for room in (consults, readings, conversations, evidence, downloads, rules, health):
        app.register_blueprint(room.doors)
    app.register_blueprint(docs.doors)
    openapi.describe(app, settings.guidance / "facts.yaml")
