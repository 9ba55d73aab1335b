"""The conversation store: append-only turns under a hash chain, on SQLite or PostgreSQL.

Plain values in and out; the moment of each turn is passed in. Every public name of the store stands here.
"""

from bot.store.chain import ChainFault
from bot.store.faults import ConversationGone, IdempotencyKeyReused, RecordAltered, StoreFault, TurnTaken
from bot.store.keeping import Opened, admit, begin, forget
from bot.store.opening import Store, open_store, writable
from bot.store.turn_log import NewTurn, Turn, append, repeated, turns
from bot.store.verifying import verify

__all__ = [
    "ChainFault",
    "ConversationGone",
    "IdempotencyKeyReused",
    "NewTurn",
    "Opened",
    "RecordAltered",
    "Store",
    "StoreFault",
    "Turn",
    "TurnTaken",
    "admit",
    "append",
    "begin",
    "forget",
    "open_store",
    "repeated",
    "turns",
    "verify",
    "writable",
]
