"""The application factory: every door of Lendex over one service."""

from apiflask import APIFlask
from flask.json.provider import DefaultJSONProvider

from bot.service import Service
from web import api, current, errors, headers, pages
from web.settings import Settings

LONGEST_BODY_BYTES = 256 * 1024


class ReadableJson(DefaultJSONProvider):
    """JSON in UTF-8, its fields in the order in which a reader wants them."""

    ensure_ascii = False
    sort_keys = False


def create_app(settings: Settings, service: Service | None = None) -> APIFlask:
    """The web application with all its doors, over `service` or the one that the settings ask for.

    To be called in the process that will answer, after any fork: the rule engine does not survive one.
    """
    app = APIFlask(
        "web",
        title="Lendex",
        version="1",
        spec_path=api.openapi.PATH,
        docs_path=None,
        json_errors=False,
    )
    app.config.update(
        MAX_CONTENT_LENGTH=LONGEST_BODY_BYTES,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        VALIDATION_ERROR_STATUS_CODE=400,
    )
    app.json = ReadableJson(app)
    # An address is right or it is not: a redirect would lose the body of a request.
    app.url_map.merge_slashes = False
    current.install(app, service or current.service_for(settings))
    headers.register(app, settings.host)
    errors.register(app)
    pages.register(app)
    api.register(app, settings)
    return app
