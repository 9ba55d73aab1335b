"""Questions put one after another, as a resident follows up."""

from __future__ import annotations

from knowledge.asking.answered import Answered
from knowledge.asking.asking import ask
from knowledge.library import Library


def asked(library: Library, *questions: str) -> Answered:
    """The answer to the last of these questions, each asked after the one before."""
    found = Answered(())
    for question in questions:
        found = ask(library.index, question, found.about)
    return found
