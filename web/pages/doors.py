"""The doors of the pages, and the frame around every page."""

from flask import Blueprint, render_template

from bot.faults import Refused
from web.current import library, service

# The pages of the menu: where each leads, its name, and the doors that belong to it.
PAGES = (
    ("page.chat", "Chat", ("page.chat",)),
    ("page.evidence", "Evidence", ("page.evidence", "page.references")),
    ("page.rules", "Rules", ("page.rules",)),
    ("page.intended_use", "Intended use", ("page.intended_use",)),
)
doors = Blueprint("page", "web", static_folder="static", template_folder="templates")


@doors.app_context_processor
def frame() -> dict[str, object]:
    """What every page shows: the list of pages, and the versions of the rules and the evidence."""
    return {"pages": PAGES, "ruleset_version": service().version, "knowledge_version": library().content_hash}


@doors.errorhandler(Refused)
def missing(refusal: Refused) -> tuple[str, int]:
    """A page for what does not exist or was refused."""
    return render_template("missing.html", message=refusal.message, hint=refusal.hint), refusal.status
