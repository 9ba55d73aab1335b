"""The metadata of the knowledge base: every table and column in words, and datasette shows them."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from datasette.app import Datasette

from knowledge.building import BuildReport
from knowledge.describing import datasette_metadata

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'findings_fts%'"


@pytest.fixture(scope="module")
def described() -> Any:
    """What the metadata say of each table."""
    return datasette_metadata()["databases"]["knowledge"]["tables"]


@pytest.fixture(scope="module")
def columns(built: BuildReport) -> dict[str, list[str]]:
    """The columns of every table of the built file."""
    with sqlite3.connect(built.database) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}


def test_every_table_and_every_column_is_described_and_nothing_else(described: Any, columns: Any) -> None:
    assert set(described) == set(columns)
    for name, table in described.items():
        assert set(table["columns"]) == set(columns[name]), name
        told = [table["title"], table["description"], table["source"], table["license"], *table["columns"].values()]
        assert all(text and text[0] == text[0].strip() for text in told), name


def test_what_names_columns_names_columns_that_exist(described: Any, columns: Any) -> None:
    for name, table in described.items():
        named = [table.get("label_column"), table.get("sort"), *table.get("facets", ()), *table["sortable_columns"]]
        assert {column for column in named if column} <= set(columns[name]), name


def test_every_table_that_others_name_has_a_column_to_be_named_by(built: BuildReport, described: Any) -> None:
    with sqlite3.connect(built.database) as connection:
        named = {row[2] for name in described for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')}
    assert named
    assert {name for name in named if "label_column" not in described[name]} == set()


def test_the_metadata_are_plain_json() -> None:
    assert json.loads(json.dumps(datasette_metadata())) == datasette_metadata()


@pytest.fixture(scope="module")
def shown(built: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What datasette shows of the built file, by address."""
    copy = Path(copyfile(built.database, tmp_path_factory.mktemp("datasette") / "knowledge.sqlite3"))
    addresses = ["/knowledge", *(f"/knowledge/{table}" for table in ("findings", "sources", "chart_bars"))]

    async def ask() -> dict[str, str]:
        datasette = Datasette([], immutables=[str(copy)], metadata=datasette_metadata())
        await datasette.invoke_startup()
        answers = {address: await datasette.client.get(address) for address in addresses}
        assert {answer.status_code for answer in answers.values()} == {200}
        return {address: answer.text for address, answer in answers.items()}

    # In a thread of its own, because a browser test in the same process keeps an event loop running.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask())).result()


def test_datasette_shows_findings_with_the_names_of_their_studies(shown: dict[str, str]) -> None:
    study = '<a href="/knowledge/studies/eu-information-accord">Lenalidomide Accord European product information</a>'
    assert study in shown["/knowledge/findings"]


def test_datasette_shows_the_descriptions(shown: dict[str, str], described: Any) -> None:
    assert "One thing a study, label or guideline says" in shown["/knowledge/findings"]
    for description in ("How far it was read", "Day it was read"):
        assert description in shown["/knowledge/sources"]
    assert "Apache License 2.0" in shown["/knowledge"]
    assert described["chart_bars"]["title"] in shown["/knowledge/chart_bars"]
