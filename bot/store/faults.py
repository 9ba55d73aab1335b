"""What can go wrong with the conversation store, said without a word of what a patient's record holds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


class StoreFault(Exception):
    """The store cannot do what was asked: the message says what happened, why, and what to do.

    Nothing was written when this is raised.
    """


class RecordAltered(StoreFault):
    """A conversation does not match its own hash chain, so it is neither read from nor added to."""

    def __init__(self, conversation: str) -> None:
        super().__init__(
            "The record of this conversation does not match its seals: it was changed outside Lendex, or the "
            "disk is damaged. It is not used for advice. Start a new conversation, and ask whoever looks "
            "after the service to verify the store."
        )
        self.conversation = conversation


class ConversationGone(Exception):
    """The conversation never existed or was deleted."""

    def __init__(self) -> None:
        super().__init__("This conversation does not exist or was deleted. Start a new one.")


class TurnTaken(Exception):
    """Another writer has already written the turn of this number: read again, then try the next one."""

    def __init__(self, n: int) -> None:
        super().__init__(f"Turn {n} was written by someone else meanwhile. Read it again, then retry.")
        self.n = n


class IdempotencyKeyReused(Exception):
    """The idempotency key already stands for another request in this conversation."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was already used for a different message in this conversation. "
            "Send the message again with a new key."
        )


@dataclass(frozen=True)
class _Reason:
    why: str
    remedy: str


_REASONS = {
    "SQLITE_BUSY": _Reason("another program held the store locked too long", "Try again in a moment."),
    "SQLITE_LOCKED": _Reason("another program held the store locked too long", "Try again in a moment."),
    "SQLITE_READONLY": _Reason(
        "the file is read-only", "Let the user that runs the service write the file and its folder."
    ),
    "SQLITE_CANTOPEN": _Reason(
        "the file or its folder cannot be opened", "Check that the folder exists and may be written."
    ),
    "SQLITE_NOTADB": _Reason(
        "the file is not a database", "Move that file away, or let LENDEX_STORE name another one."
    ),
    "SQLITE_CORRUPT": _Reason("the file is damaged", "Stop the service and restore the last backup."),
    "SQLITE_FULL": _Reason("the disk is full", "Free disk space, then try again."),
    "SQLITE_IOERR": _Reason(
        "the disk refused to read or write", "Check free space, quota and disk health, then try again."
    ),
}


def explain(error: BaseException | None) -> str:
    """Why the database refused, and what to do about it, from the error code alone.

    The database's own message is left out on purpose: PostgreSQL quotes the failing row in it.
    """
    code = _code(error)
    reason = _REASONS.get("_".join(code.split("_")[:2]))
    if reason is None:
        return f"the database refused ({code}). Check that it runs and that its log shows no error."
    return f"{reason.why} ({code}). {reason.remedy}"


def _code(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        return str(getattr(error, "sqlite_errorname", type(error).__name__))
    return str(getattr(error, "sqlstate", None) or type(error).__name__)
