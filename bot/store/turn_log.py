"""The turns of a conversation: appended one after another, never changed, read back whole."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.store.chain import Row, chain_faults, content_digest, first_previous_hash, seal_of, turn_hash
from bot.store.faults import ConversationGone, IdempotencyKeyReused, RecordAltered, TurnTaken
from bot.store.opening import Store, reading, writing
from bot.store.schema import conversations, turn_rows

_JSON_COLUMNS = ("said", "understood", "change", "reply", "facts")
_PLAIN_COLUMNS = ("kind", "ruleset_version", "knowledge_hash", "program_version", "label", "label_from")


@dataclass(frozen=True)
class NewTurn:
    """A turn that is to be written: what came in, what it changed, what was answered, and by which rules.

    `change` is the event from which the patient's facts are folded; `facts` are those facts after the turn.
    """

    kind: str
    said: str
    understood: list[Any] | dict[str, Any]
    change: dict[str, Any]
    reply: dict[str, Any]
    facts: dict[str, Any]
    ruleset_version: str
    knowledge_hash: str
    program_version: str
    label: str
    label_from: str


@dataclass(frozen=True)
class Turn(NewTurn):
    """A turn as it stands in the store. `n` counts from 1; `at` is in UTC; the hashes are SHA-256 in hex."""

    conversation: str
    n: int
    at: datetime
    previous_hash: str
    hash: str


def turns(store: Store, conversation: str) -> tuple[Turn, ...]:
    """All turns in order; none when the conversation is unknown or deleted.

    The hash chain is checked on the way: raises RecordAltered rather than hand out a fact somebody changed.
    """
    joined = conversations.outerjoin(turn_rows)
    query = select(conversations, turn_rows).select_from(joined).where(conversations.c.id == conversation)
    with reading(store) as connection:
        rows = [row._asdict() for row in connection.execute(query.order_by(turn_rows.c.n))]
    if not rows or rows[0]["forgotten_at"] is not None:
        return ()
    written = [row for row in rows if row["n"] is not None]
    if chain_faults(rows[0], written):
        raise RecordAltered(conversation)
    return tuple(_turn(row) for row in written)


def repeated(store: Store, conversation: str, idempotency_key: str, request_digest: str) -> Turn | None:
    """The turn stored under this idempotency key, or None when the key is new.

    `request_digest` is a digest of the request's body. Raises IdempotencyKeyReused when the key came with
    another request before.
    """
    with reading(store) as connection:
        return _stored_under(connection, conversation, idempotency_key, request_digest)


def append(
    store: Store,
    conversation: str,
    expected_n: int,
    new_turn: NewTurn,
    idempotency_key: str | None,
    request_digest: str,
    at: datetime,
) -> Turn:
    """Write turn `expected_n`, durable before this returns, and give it back as stored.

    A key that was stored before with the same request gives the turn of then, and writes nothing. Raises
    TurnTaken when the turn already exists (read again and retry), IdempotencyKeyReused, ConversationGone,
    RecordAltered when the end of the conversation does not fit its seal, and StoreFault; then nothing was
    written. A number that can be no turn's is a ValueError.
    """
    row = _row(conversation, expected_n, new_turn, idempotency_key, request_digest, at)
    with writing(store) as connection:
        head = _head(connection, conversation)
        if idempotency_key is not None:
            stored = _stored_under(connection, conversation, idempotency_key, request_digest)
            if stored is not None:
                return stored
        _check_number(expected_n, head)
        return _write(connection, head, row)


def utc_text(at: datetime) -> str:
    """A moment as ISO text in UTC, always of one length; ValueError when it has no time zone."""
    if at.utcoffset() is None:
        raise ValueError("a moment without a time zone cannot be stored; pass an aware datetime")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _row(
    conversation: str, n: int, new_turn: NewTurn, key: str | None, request_digest: str, at: datetime
) -> dict[str, Any]:
    # ASCII JSON, `said` included: no database or driver can then refuse or alter a character of it.
    content = {name: json.dumps(getattr(new_turn, name), allow_nan=False) for name in _JSON_COLUMNS}
    plain = {name: getattr(new_turn, name) for name in _PLAIN_COLUMNS}
    return {
        **content,
        **plain,
        "conversation": conversation,
        "n": n,
        "idempotency_key": None if key is None else _hashed(key),
        "request_digest": None if key is None else request_digest,
        "salt": secrets.token_hex(32),
        "at": utc_text(at),
    }


def _head(connection: Connection, conversation: str) -> Row:
    query = select(conversations).where(conversations.c.id == conversation).with_for_update()
    found = connection.execute(query).one_or_none()
    if found is None or found.forgotten_at is not None:
        raise ConversationGone
    head = found._asdict()
    # A new seal over an end that was tampered with would hide the tampering for ever.
    if seal_of(head) != head["seal"] or _end(connection, conversation) != (head["turns"], head["head_hash"]):
        raise RecordAltered(conversation)
    return head


def _end(connection: Connection, conversation: str) -> tuple[int, str]:
    own = select(turn_rows).where(turn_rows.c.conversation == conversation)
    last = connection.execute(own.order_by(turn_rows.c.n.desc()).limit(1)).one_or_none()
    return (0, first_previous_hash(conversation)) if last is None else (last.n, turn_hash(last._asdict()))


def _check_number(expected_n: int, head: Row) -> None:
    if 1 <= expected_n <= head["turns"]:
        raise TurnTaken(expected_n)
    if expected_n != head["turns"] + 1:
        raise ValueError(f"turn {expected_n} cannot follow turn {head['turns']}")


def _write(connection: Connection, head: Row, row: dict[str, Any]) -> Turn:
    row = {**row, "previous_hash": head["head_hash"]}
    row = {**row, "content_digest": content_digest(row)}
    row = {**row, "hash": turn_hash(row)}
    connection.execute(insert(turn_rows).values(row))
    moved = {**head, "turns": row["n"], "head_hash": row["hash"]}
    moved = {**moved, "seal": seal_of(moved)}
    connection.execute(update(conversations).where(conversations.c.id == head["id"]).values(moved))
    return _turn(row)


def _stored_under(connection: Connection, conversation: str, key: str, request_digest: str) -> Turn | None:
    query = select(turn_rows).where(
        turn_rows.c.conversation == conversation, turn_rows.c.idempotency_key == _hashed(key)
    )
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    row = found._asdict()
    if content_digest(row) != row["content_digest"] or turn_hash(row) != row["hash"]:
        raise RecordAltered(conversation)
    if row["request_digest"] != request_digest:
        raise IdempotencyKeyReused
    return _turn(row)


def _turn(row: Row) -> Turn:
    content = {name: json.loads(row[name]) for name in _JSON_COLUMNS}
    plain = {name: row[name] for name in (*_PLAIN_COLUMNS, "conversation", "n", "previous_hash", "hash")}
    return Turn(**content, **plain, at=datetime.fromisoformat(row["at"]))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
