"""The pages a person reads: the chat, and the evidence, rules and intended use behind it, which need no JavaScript."""

from flask import Flask

from web.pages import charts, chat, evidence, references, rules, studies, words
from web.pages.doors import doors

__all__ = ["charts", "chat", "evidence", "references", "register", "rules", "studies", "words"]


def register(app: Flask) -> None:
    """Open the pages of `app`."""
    app.register_blueprint(doors)
