"""The knowledge base described for datasette: what every table and column holds, and how its rows are named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.storage import TABLES

DESCRIPTIONS = Path(__file__).with_name("tables.yaml")
DATABASE = "knowledge"
ABOUT_ALL = ("title", "description", "license", "license_url", "source", "source_url")


def datasette_metadata(database: str = DATABASE) -> dict[str, Any]:
    """Metadata for `datasette knowledge.sqlite3 --metadata FILE`; `database` is the file's name without its ending."""
    described = YAML(typ="safe", pure=True).load(DESCRIPTIONS.read_text(encoding="utf-8"))
    whole = {name: described[name] for name in ABOUT_ALL}
    tables = {name: _table(name, told, described) for name, told in described["tables"].items()}
    return {**whole, "databases": {database: {"source": whole["source"], "tables": tables}}}


def _table(name: str, told: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """One table: its words, and what datasette may do with it; every column of it can be sorted by."""
    shown: dict[str, Any] = {
        "title": told["title"],
        "description": told["description"],
        "license": whole["license"],
        "license_url": whole["license_url"],
        "source": told["source"],
        "columns": told["columns"],
        "sortable_columns": list(TABLES[name].columns) if name in TABLES else list(told["columns"]),
    }
    optional = {"label_column": told.get("label"), "sort": told.get("sort"), "facets": told.get("facets")}
    return shown | {key: value for key, value in optional.items() if value}
