"""What the doors find behind them: the service of the application that answers the current request."""

from datetime import UTC, datetime

from flask import Flask, current_app

from bot.service import Service, build_service
from knowledge.library import Library
from web.settings import Settings

KEY = "lendex.service"


def install(app: Flask, service: Service) -> None:
    """Put the service behind the doors of `app`."""
    app.extensions[KEY] = service


def service() -> Service:
    """The service behind the application that answers the current request."""
    found: Service = current_app.extensions[KEY]
    return found


def library() -> Library:
    """The knowledge base behind that service."""
    return service().basis.library


def service_for(settings: Settings) -> Service:
    """Build the service that these settings ask for.

    Raises what loading the rules, the evidence and the store raises, each with a sentence on what to do.
    """
    return build_service(
        guidance=settings.guidance,
        data=settings.data,
        store_address=settings.store,
        default_label=settings.label,
        clock=lambda: datetime.now(UTC),
    )
