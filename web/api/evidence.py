"""The doors to the evidence: questions, findings, studies, references."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from marshmallow import RAISE

from knowledge.records import as_json
from web.api import evidence_answers
from web.current import library, service
from web.schemas import EvidenceQuery, FindingsQuery

doors = APIBlueprint("evidence", __name__, url_prefix="/api/v1", tag="Evidence")


@doors.get("/evidence")
@doors.input(EvidenceQuery, location="query", unknown=RAISE)
@doors.output(evidence_answers.EvidenceAnswer)
@doors.doc(operation_id="ask_evidence")
def evidence(query_data: dict[str, Any]) -> Response:
    """Answer a question from the evidence

    The answer rests on the findings listed with it. A question that cannot be answered is refused with the
    reason.
    """
    return _from_knowledge(service().evidence(query_data["q"]))


@doors.get("/findings")
@doors.input(FindingsQuery, location="query", unknown=RAISE)
@doors.output(evidence_answers.Findings)
@doors.doc(operation_id="list_findings")
def findings(query_data: dict[str, Any]) -> Response:
    """All findings, page by page

    The next page begins after the id in next; without next there is none.
    """
    return _from_knowledge(service().findings(query_data.get("after"), query_data["limit"]))


@doors.get("/findings/<finding_id>")
@doors.output(evidence_answers.Finding)
@doors.doc(operation_id="get_finding")
def finding(finding_id: str) -> Response:
    """One finding"""
    return jsonify(service().finding(finding_id))


@doors.get("/studies")
@doors.output(evidence_answers.Studies)
@doors.doc(operation_id="list_studies")
def studies() -> Response:
    """All studies, labels, guidelines and scores that findings report on"""
    return _from_knowledge({"studies": [as_json(study) for study in library().studies()]})


@doors.get("/studies/<study_id>")
@doors.output(evidence_answers.Study)
@doors.doc(operation_id="get_study")
def study(study_id: str) -> Response:
    """One study with the ids of its findings"""
    return jsonify(as_json(library().study(study_id)))


@doors.get("/references")
@doors.output(evidence_answers.References)
@doors.doc(operation_id="list_references")
def references() -> Response:
    """All references, by number"""
    return jsonify(service().references())


@doors.get("/references/<int:number>")
@doors.output(evidence_answers.Reference)
@doors.doc(operation_id="get_reference")
def reference(number: int) -> Response:
    """One reference"""
    return jsonify(service().reference(number))


def _from_knowledge(answer: dict[str, Any]) -> Response:
    """An answer that names the content of the knowledge base it comes from."""
    return jsonify({**answer, "knowledge": library().content_hash})
