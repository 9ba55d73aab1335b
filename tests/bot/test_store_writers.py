"""Many writers on one conversation: threads of one worker, and several workers at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Timer
from typing import TypeVar

from bot.store import Store, Turn, TurnTaken, append, begin, open_store, turns, verify
from tests.bot.stored_turns import NOON, PROJECT, a_turn, address, say_among_others

EACH = 12

Result = TypeVar("Result")


def at_once(jobs: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run every job in a thread of its own, all starting together."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Result]) -> Result:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def assert_nothing_lost_or_doubled(store: Store, talk: str, writers: Sequence[str]) -> None:
    kept = turns(store, talk)
    assert [turn.n for turn in kept] == list(range(1, len(writers) * EACH + 1))
    for writer in writers:
        own = [turn.said for turn in kept if turn.said.startswith(f"{writer} ")]
        assert own == [f"{writer} {count}" for count in range(EACH)]
    assert verify(store) == ()


def test_eight_threads_lose_and_double_no_turn(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    writers = [f"thread-{number}" for number in range(8)]

    def job(writer: str) -> Callable[[], list[Turn]]:
        return lambda: [say_among_others(store, talk, f"{writer} {count}") for count in range(EACH)]

    written = at_once([job(writer) for writer in writers])
    assert_nothing_lost_or_doubled(store, talk, writers)
    by_number = sorted((turn for own in written for turn in own), key=lambda turn: turn.n)
    assert tuple(by_number) == turns(store, talk)


def test_four_processes_lose_and_double_no_turn(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    writers = [f"worker-{number}" for number in range(4)]
    command = [sys.executable, "-m", "tests.bot.stored_turns", address(tmp_path), talk]
    running = [subprocess.Popen([*command, writer, str(EACH)], cwd=PROJECT) for writer in writers]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert_nothing_lost_or_doubled(store, talk, writers)


def test_one_number_is_given_to_one_writer_only(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id

    def attempt() -> Turn | None:
        try:
            return append(store, talk, 1, a_turn(), None, "", NOON)
        except TurnTaken:
            return None

    written = [turn for turn in at_once([attempt] * 8) if turn is not None]
    assert tuple(written) == turns(store, talk)
    assert len(written) == 1


def test_the_same_message_sent_eight_times_at_once_is_one_turn(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id
    answers = at_once([lambda: append(store, talk, 1, a_turn(), "k1", "digest", NOON)] * 8)
    assert {answer.hash for answer in answers} == {turn.hash for turn in turns(store, talk)}
    assert len(turns(store, talk)) == 1


def test_workers_that_open_a_new_store_together_all_get_it(tmp_path: Path) -> None:
    stores = at_once([lambda: open_store(address(tmp_path))] * 8)
    talks = [begin(store, NOON).id for store in stores]
    assert [turns(stores[0], talk) for talk in talks] == [()] * 8
    assert verify(stores[0]) == ()


def test_a_new_store_is_waited_for_while_another_program_writes_its_first_bytes(tmp_path: Path) -> None:
    # A plain connection holds the write lock before the file has a write-ahead log: SQLite refuses the switch at once.
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    Timer(0.3, other.execute, ["ROLLBACK"]).start()
    store = open_store(address(tmp_path))
    assert verify(store) == ()


def test_readers_see_whole_turns_while_others_write(tmp_path: Path) -> None:
    store = open_store(address(tmp_path))
    talk = begin(store, NOON).id

    def write() -> list[tuple[object, ...]]:
        for count in range(EACH):
            say_among_others(store, talk, f"writer {count}")
        return []

    def read() -> list[tuple[object, ...]]:
        return [verify(store) for _ in range(EACH)]

    assert at_once([write, write, read, read]) == [[], [], [()] * EACH, [()] * EACH]
    assert len(turns(store, talk)) == 2 * EACH
