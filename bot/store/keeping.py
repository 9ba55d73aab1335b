"""The life of a conversation: begun with a secret key, opened only with that key, forgotten on request."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.chain import CONTENT, first_previous_hash, seal_of
from bot.store.faults import ConversationGone
from bot.store.opening import Store, reading, writing
from bot.store.schema import conversations, turn_rows
from bot.store.turn_log import utc_text


@dataclass(frozen=True)
class Opened:
    """A new conversation and the one secret that opens it; the store itself keeps only a hash of the key."""

    id: str
    key: str = field(repr=False)


def begin(store: Store, at: datetime) -> Opened:
    """Begin an empty conversation, under an id and a key that nobody can guess."""
    opened = Opened(id=secrets.token_urlsafe(16), key=secrets.token_urlsafe(32))
    row = {
        "id": opened.id,
        "key_hash": _key_hash(opened.key),
        "begun_at": utc_text(at),
        "turns": 0,
        "head_hash": first_previous_hash(opened.id),
        "forgotten_at": None,
    }
    with writing(store) as connection:
        connection.execute(insert(conversations).values(**row, seal=seal_of(row)))
    return opened


def admit(store: Store, conversation: str, key: str) -> bool:
    """Whether this key opens this conversation; False alike for an unknown or deleted one and a wrong key."""
    known = conversation.isascii() and conversation.isprintable()
    query = select(conversations.c.key_hash).where(conversations.c.id == (conversation if known else ""))
    with reading(store) as connection:
        stored = connection.execute(query).scalar_one_or_none()
    # The comparison runs in every case, so that its time does not tell which ids exist.
    same = hmac.compare_digest(stored or _key_hash(""), _key_hash(key))
    return same and stored is not None


def forget(store: Store, conversation: str, at: datetime) -> None:
    """Erase what every turn of the conversation holds, and its key; numbers, times and hashes stay.

    What stays cannot be turned back into content, and the chain still verifies. Raises ConversationGone when
    there is nothing to forget. Copies in backups are not reached.
    """
    with writing(store) as connection:
        query = select(conversations).where(conversations.c.id == conversation).with_for_update()
        found = connection.execute(query).one_or_none()
        if found is None or found.forgotten_at is not None:
            raise ConversationGone
        held = seal_of(found._asdict()) == found.seal
        gone = {**found._asdict(), "key_hash": None, "forgotten_at": utc_text(at)}
        # A seal that was already broken stays broken: deleting must not hide that somebody changed the row.
        gone["seal"] = seal_of(gone) if held else found.seal
        connection.execute(update(conversations).where(conversations.c.id == conversation).values(gone))
        erased = dict.fromkeys(CONTENT)
        connection.execute(update(turn_rows).where(turn_rows.c.conversation == conversation).values(erased))
    _drop_old_pages(store)


def _drop_old_pages(store: Store) -> None:
    with reading(store) as connection:
        if connection.dialect.name == "sqlite":
            # The write-ahead log may still hold the erased words until it is emptied.
            connection.rollback()
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _key_hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
