"""The tables of the conversation store, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

SCHEMA_VERSION = 1
"""Number of the table layout below; a store with a higher one was written by a newer Lendex."""

PURPOSE = "lendex conversations"
"""What `store_schema.purpose` says, so that another program's database is not taken for ours."""

metadata = MetaData()

store_schema = Table(
    "store_schema",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("purpose", Text, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key_hash", Text),
    Column("begun_at", Text, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("head_hash", Text, nullable=False),
    Column("forgotten_at", Text),
    Column("seal", Text, nullable=False),
)

# Moments and JSON are text, so that the bytes that were hashed are the bytes that come back from every
# database: a driver may drop a time zone, and PostgreSQL's own JSON type reorders keys.
turn_rows = Table(
    "turns",
    metadata,
    Column("conversation", Text, ForeignKey("conversations.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("said", Text),
    Column("understood", Text),
    Column("change", Text),
    Column("reply", Text),
    Column("facts", Text),
    Column("idempotency_key", Text),
    Column("request_digest", Text),
    Column("salt", Text),
    Column("ruleset_version", Text, nullable=False),
    Column("knowledge_hash", Text, nullable=False),
    Column("program_version", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("label_from", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("content_digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("conversation", "idempotency_key"),
)
