"""The layout of the knowledge base as a SQLite file: tables, columns, keys, and what can be searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = "5"
SEARCHED = ("statement", "population", "endpoint", "arm", "where")


@dataclass(frozen=True)
class Table:
    """One table: its columns with their types, its key, and the columns that name rows of other tables."""

    columns: Mapping[str, type]
    key: str | tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()
    required: tuple[str, ...] = ()


def _paper() -> dict[str, type]:
    """The columns sources and references share; authors is a JSON list."""
    text = ("title", "authors", "journal", "volume", "pages", "edition", "doi")
    return {**dict.fromkeys(text, str), "et_al": int, "year": int}


def _link(one: str, other: str, to: str, key: str = "id", **more: type) -> Table:
    """A table that joins findings or others to what they name."""
    names = {"reference": ("references", "number"), "study": ("studies", "id")}
    left = names.get(one, (f"{one}s", "id"))
    right: dict[str, type] = {other: int if to == "references" else str}
    columns: dict[str, type] = {one: int if one == "reference" else str, **right, **more}
    return Table(columns, (one, other), ((one, *left), (other, to, key)))


FINDING_TEXT = ("statement", "study", "population", "endpoint", "arm", "comparator_arm", "p_value", "unit", "where")
TABLES: Mapping[str, Table] = {
    "references": Table(
        {"number": int, "kind": str, **_paper(), "publisher": str, "url": str, "cited_for": str, "printed": str},
        "number",
        (),
        ("kind", "title", "printed"),
    ),
    "sources": Table(
        {"id": str, "kind": str, **_paper(), "pmid": str, "source_status": str, "stands": str, "copies": str}
        | {"read": str, "note": str, "reference": int},
        "id",
        (("reference", "references", "number"),),
        ("kind", "title", "source_status"),
    ),
    "studies": Table(
        {"id": str, "name": str, "kind": str, "about": str},
        "id",
        (),
        ("name", "kind", "about"),
    ),
    "study_parts": _link("study", "whole", "studies", subset=int),
    "findings": Table(
        {"id": str, **dict.fromkeys(FINDING_TEXT, str), "n": int, "value": bytes, "comparator_value": bytes}
        | {"corrected": bytes, "table": int, "row": str, "column": str, "cited": str, "source": str}
        | {"source_status": str, "edition": str, "citation": str, "doi": str},
        "id",
        (("study", "studies", "id"), ("source", "sources", "id")),
        ("statement", "study", "population", "endpoint", "value", "unit", "where", "source", "source_status"),
    ),
    "finding_references": _link("finding", "reference", "references", "number", position=int),
    "caveats": Table({"id": str, "text": str}, "id", (), ("text",)),
    "finding_caveats": _link("finding", "caveat", "caveats"),
    "reference_caveats": _link("reference", "caveat", "caveats"),
    "relations": Table(
        {"id": str, "kind": str, "finding": str, "other": str, "text": str},
        ("id", "finding", "other"),
        (("finding", "findings", "id"), ("other", "findings", "id")),
        ("kind", "text"),
    ),
    "terms": Table(
        {"id": str, "kind": str, "name": str, "instead": str}, "id", (("instead", "studies", "id"),), ("kind", "name")
    ),
    "term_forms": Table({"term": str, "form": str}, ("term", "form"), (("term", "terms", "id"),)),
    "term_within": _link("term", "wider", "terms"),
    "ordinary_words": Table({"word": str}, "word"),
    "wordings": Table(
        {"finding": str, "text": str, "assumes": str}, ("finding", "text"), (("finding", "findings", "id"),)
    ),
    "premises": Table({"id": str, "assumes": str, "when": str, "unless": str}, "id", (), ("assumes", "when", "unless")),
    "premise_findings": _link("premise", "finding", "findings"),
    "finding_terms": _link("finding", "term", "terms", place=str),
    "charts": Table(
        {"id": str, "position": int, "title": str, "about": str, "unit": str},
        "id",
        (),
        ("position", "title", "about", "unit"),
    ),
    "chart_bars": Table(
        {"chart": str, "position": int, "label": str, "series": str, "finding": str, "side": str}
        | {"patients": str, "apart": int},
        ("chart", "position"),
        (("chart", "charts", "id"), ("finding", "findings", "id"), ("patients", "findings", "id")),
        ("label", "series", "finding", "side", "apart"),
    ),
}
INDEXES = (("finding_references", ["reference"]), ("relations", ["other"]), ("findings", ["study"]))
