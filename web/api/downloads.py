"""The doors from which everything is taken away whole: findings and references as files, and the database itself."""

from typing import Any

from apiflask import APIBlueprint, FileSchema
from flask import Response, json, request

from knowledge.records import Finding, Reference, as_json
from web.api import evidence_answers
from web.api.sheets import sheet
from web.current import library

doors = APIBlueprint("downloads", __name__, tag="Downloads")
Described = dict[str, str | dict[str, dict[str, Any]]]
CSV = "text/csv"
SQLITE = "application/vnd.sqlite3"
UNCHANGED: dict[int | str, Described] = {
    304: {"description": "The content has still the hash that If-None-Match names."}
}
ROWS = FileSchema(type="string", format="text")


@doors.get("/api/v1/findings.csv")
@doors.output(ROWS, content_type=CSV)
@doors.doc(operation_id="download_findings_csv", responses=UNCHANGED)
def findings_csv() -> Response:
    """All findings as a table

    One row for each finding, in UTF-8, a header first; lists are joined by "; ". Text that a spreadsheet would
    take for a formula begins with an apostrophe. The ETag is the content hash of the evidence.
    """
    return _file(sheet(Finding, library().findings()), CSV, "findings.csv")


@doors.get("/api/v1/findings.json")
@doors.output(evidence_answers.FindingsFile)
@doors.doc(operation_id="download_findings_json", responses=UNCHANGED)
def findings_json() -> Response:
    """All findings in one answer

    The ETag is the content hash of the evidence.
    """
    return _json("findings", library().findings())


@doors.get("/api/v1/references.csv")
@doors.output(ROWS, content_type=CSV)
@doors.doc(operation_id="download_references_csv", responses=UNCHANGED)
def references_csv() -> Response:
    """All references as a table

    One row for each reference, written as the table of findings is.
    """
    return _file(sheet(Reference, library().references()), CSV, "references.csv")


@doors.get("/api/v1/references.json")
@doors.output(evidence_answers.ReferencesFile)
@doors.doc(operation_id="download_references_json", responses=UNCHANGED)
def references_json() -> Response:
    """All references in one answer

    The ETag is the content hash of the evidence.
    """
    return _json("references", library().references())


@doors.get("/evidence/knowledge.sqlite3")
@doors.output(FileSchema(type="string", format="binary"), content_type=SQLITE)
@doors.doc(operation_id="download_knowledge", responses=UNCHANGED)
def knowledge_sqlite3() -> Response:
    """The knowledge base itself, as a SQLite file

    It is the file that answers at this moment. Its tables and columns are described by
    `lendex evidence describe`. The ETag is the content hash of the evidence.
    """
    return _file(library().image(), SQLITE, "knowledge.sqlite3")


def _json(name: str, records: tuple[Finding, ...] | tuple[Reference, ...]) -> Response:
    content = {"knowledge": library().content_hash, name: [as_json(record) for record in records]}
    return _file(json.dumps(content).encode() + b"\n", "application/json", f"{name}.json")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    """A file to keep; who has the same content already is told so instead."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.cache_control.no_cache = True
    answer.set_etag(library().content_hash)
    answer.make_conditional(request)
    return answer
