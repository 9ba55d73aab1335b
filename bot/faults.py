"""What is told to a caller instead of an answer."""

from __future__ import annotations


class Refused(Exception):
    """A request that is refused: the HTTP status it maps to, a code, one plain sentence, the field and a hint."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.field, self.hint = status, code, message, field, hint


def no_such_conversation() -> Refused:
    """The one answer for an unknown conversation, a deleted one and a wrong key, so that none can be told apart."""
    return Refused(404, "not_found", "There is no such conversation, or the key does not open it.")
