"""The doors to the evidence: questions, findings, references."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from marshmallow import RAISE

from web.api import evidence_answers
from web.current import service
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
    return jsonify(service().evidence(query_data["q"]))


@doors.get("/findings")
@doors.input(FindingsQuery, location="query", unknown=RAISE)
@doors.output(evidence_answers.Findings)
@doors.doc(operation_id="list_findings")
def findings(query_data: dict[str, Any]) -> Response:
    """All findings, page by page

    The next page begins after the id in next; without next there is none.
    """
    return jsonify(service().findings(query_data.get("after"), query_data["limit"]))


@doors.get("/findings/<finding_id>")
@doors.output(evidence_answers.Finding)
@doors.doc(operation_id="get_finding")
def finding(finding_id: str) -> Response:
    """One finding"""
    return jsonify(service().finding(finding_id))


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
