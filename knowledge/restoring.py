"""From rows of the database back to records: findings with everything that hangs on them, in few queries."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from knowledge.records import Finding, Reference, Source, Study

Row = dict[str, Any]
Query = Callable[..., list[Row]]
MOST_AT_ONCE = 500

STUDY_NAMES = "SELECT id, name FROM studies"
REFERENCES = (
    "SELECT finding AS id, reference AS value FROM finding_references WHERE finding IN ({}) ORDER BY finding, position"
)
CAVEATS = (
    "SELECT finding AS id, text AS value FROM finding_caveats JOIN caveats ON caveats.id = caveat"
    " WHERE finding IN ({}) ORDER BY finding, finding_caveats.rowid"
)
DERIVED = (
    "SELECT finding AS id, other AS value FROM relations"
    " WHERE kind = 'derived_from' AND finding IN ({}) ORDER BY finding, other"
)
CONTRADICTED = (
    "SELECT other AS id, finding AS value FROM relations"
    " WHERE kind = 'contradicts' AND other IN ({}) ORDER BY other, finding"
)
LATER = (
    "SELECT DISTINCT other AS id, text AS value FROM relations"
    " WHERE kind IN ('contradicts', 'updates') AND other IN ({}) ORDER BY other, kind, relations.id"
)
ON_FINDINGS = {
    "references": REFERENCES,
    "caveats": CAVEATS,
    "derived_from": DERIVED,
    "contradicted_by": CONTRADICTED,
    "later": LATER,
}
REFERENCE_CAVEATS = (
    "SELECT reference AS id, text AS value FROM reference_caveats JOIN caveats ON caveats.id = caveat"
    " WHERE reference IN ({}) ORDER BY reference, reference_caveats.rowid"
)
RESTING = "SELECT reference AS id, finding AS value FROM finding_references WHERE reference IN ({}) ORDER BY 1, 2"
ON_REFERENCES = {"caveats": REFERENCE_CAVEATS, "findings": RESTING}
ON_STUDIES = {
    "findings": "SELECT study AS id, id AS value FROM findings WHERE study IN ({}) ORDER BY study, findings.id",
    "part_of": "SELECT study AS id, whole AS value FROM study_parts WHERE study IN ({}) ORDER BY study, whole",
}


def findings_of(query: Query, rows: Sequence[Row]) -> tuple[Finding, ...]:
    """The findings these rows of the table findings hold, in their order."""
    names = {row["id"]: row["name"] for row in query(STUDY_NAMES)}
    linked = _linked(query, [row["id"] for row in rows], ON_FINDINGS)
    return tuple(
        Finding(**_given(Finding, row | {"study": names[row["study"]], "study_id": row["study"]} | linked[row["id"]]))
        for row in rows
    )


def references_of(query: Query, rows: Sequence[Row]) -> tuple[Reference, ...]:
    """The references these rows hold, in their order."""
    linked = _linked(query, [row["number"] for row in rows], ON_REFERENCES)
    return tuple(Reference(**_given(Reference, row | linked[row["number"]])) for row in rows)


def studies_of(query: Query, rows: Sequence[Row]) -> tuple[Study, ...]:
    """The studies these rows hold, in their order."""
    linked = _linked(query, [row["id"] for row in rows], ON_STUDIES)
    return tuple(Study(**_given(Study, row | linked[row["id"]])) for row in rows)


def source_of(row: Row) -> Source:
    """The source a row holds."""
    return Source(**_given(Source, row))


def _linked(query: Query, keys: Sequence[object], queries: Mapping[str, str]) -> dict[object, Row]:
    """For each key, each kind of link as a tuple."""
    found: dict[object, dict[str, list[Any]]] = {key: {name: [] for name in queries} for key in keys}
    for start in range(0, len(keys), MOST_AT_ONCE):
        some = keys[start : start + MOST_AT_ONCE]
        for name, sql in queries.items():
            for row in query(sql.format(",".join("?" * len(some))), *some):
                found[row["id"]][name].append(row["value"])
    return {key: {name: tuple(values) for name, values in links.items()} for key, links in found.items()}


def _given(record: type, row: Row) -> Row:
    return {field.name: _value(field.name, row[field.name]) for field in fields(record) if field.name in row}


def _value(name: str, value: object) -> object:
    if name in ("authors", "copies"):
        return tuple(json.loads(str(value))) if value else ()
    if name == "et_al":
        return bool(value)
    return date.fromisoformat(str(value)) if name == "read" and value else value
