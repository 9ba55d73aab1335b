"""Latency of evidence questions: on the shipped base, and on one grown to 100,000 synthetic findings.

Run: python -m bench.evidence
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.answering import answer
from bot.service import EVIDENCE
from knowledge.building import build, read_evidence
from knowledge.building.entries import Entry
from knowledge.building.rows import rows_of
from knowledge.building.storing import store
from knowledge.library import Library, open_library
from tests.evidence.bank import questions

SYNTHETIC = 100_000
STUDIES = 2_000
ROUNDS = 5
SEED = 20_260


def main() -> None:
    """Print p50 and p99 of an answer and of a search, on both bases, and how long a build takes."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        shipped = build(EVIDENCE, Path(folder) / "shipped.db").database
        print(f"building the shipped base: {time.perf_counter() - start:.2f} s")
        _report("shipped base", shipped)
        grown = Path(folder) / "grown.db"
        store(grown, rows_of([*read_evidence(EVIDENCE), *_synthetic()]), "synthetic")
        _report(f"with {SYNTHETIC:,} synthetic findings", grown)


def _report(name: str, database: Path) -> None:
    with open_library(database) as library:
        answers, searches = _answer_times(library), _search_times(library)
    for what, took in (("answer", answers), ("search", searches)):
        cuts = statistics.quantiles(took, n=100)
        print(f"{name}, {what}: p50 {statistics.median(took):.2f} ms, p99 {cuts[98]:.2f} ms ({len(took)} asked)")


def _answer_times(library: Library) -> list[float]:
    bank = [question.ask for question in questions()]
    for ask in bank:
        answer(library, ask)
    return [_milliseconds(lambda ask=ask: answer(library, ask)) for _ in range(ROUNDS) for ask in bank]


def _search_times(library: Library) -> list[float]:
    bank = [question.ask for question in questions()]
    return [_milliseconds(lambda ask=ask: library.search(ask, 20)) for _ in range(ROUNDS) for ask in bank]


def _milliseconds(action: object) -> float:
    assert callable(action)
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _synthetic() -> Iterator[Entry]:
    """Studies and findings made of the shipped ones, with figures of their own."""
    chance = random.Random(SEED)
    shipped = [entry for entry in read_evidence(EVIDENCE) if entry.kind == "findings"]
    for number in range(STUDIES):
        fields = {
            "id": f"synthetic-{number}",
            "name": f"Synthetic study {number}",
            "kind": "cohort",
            "about": "Made up.",
        }
        yield Entry("studies", "studies.yaml", (), fields["id"], fields)
    for number in range(SYNTHETIC):
        model = chance.choice(shipped)
        study, value = f"synthetic-{chance.randrange(STUDIES)}", chance.randrange(1, 100)
        own = {"id": f"made-up-{number:06}", "study": study, "value": value, "unit": "%", "about": ()}
        yield replace(model, key=own["id"], fields={**model.fields, **own})


if __name__ == "__main__":
    main()
