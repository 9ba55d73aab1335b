"""Verifying the whole store: every conversation against its chain and its seal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select

from bot.store.chain import ChainFault, chain_faults
from bot.store.opening import Store, reading
from bot.store.schema import conversations, turn_rows

_ROWS_AT_ONCE = 500


def verify(store: Store) -> tuple[ChainFault, ...]:
    """Every row that was changed, removed, inserted or moved by other hands; empty when all chains hold.

    Names the conversation, the number of the turn and what is wrong. Deleted conversations are accepted with
    their content erased. What cannot be found from the database alone stands in `bot.store.chain`.
    """
    with reading(store) as connection:
        return (*_broken_chains(connection), *_strays(connection))


def _broken_chains(connection: Connection) -> Iterator[ChainFault]:
    # One statement, so that a turn appended meanwhile is seen with its conversation's new end or not at all.
    query = (
        select(conversations, turn_rows)
        .select_from(conversations.outerjoin(turn_rows))
        .order_by(conversations.c.id, turn_rows.c.n)
    )
    for _, group in groupby(_rows(connection, query), key=lambda row: row["id"]):
        rows = list(group)
        yield from chain_faults(rows[0], [row for row in rows if row["conversation"] is not None])


def _strays(connection: Connection) -> Iterator[ChainFault]:
    known = select(conversations.c.id)
    query = select(turn_rows).where(turn_rows.c.conversation.not_in(known)).order_by(turn_rows.c.n)
    for row in _rows(connection, query):
        yield ChainFault(row["conversation"], row["n"], "the conversation this turn belongs to is missing")


def _rows(connection: Connection, query: Select[Any]) -> Iterator[dict[str, Any]]:
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield row._asdict()
