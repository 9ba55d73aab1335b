"""The doors to the rules: what stands in them, and since when."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from web.api import evidence_answers
from web.current import service

doors = APIBlueprint("rules", __name__, url_prefix="/api/v1", tag="Rules")


@doors.get("/rules")
@doors.output(evidence_answers.Rules)
@doors.doc(operation_id="list_rules")
def rules() -> Response:
    """The rules in force, with their version, files and sources"""
    return jsonify(service().rules())


@doors.get("/rules/history")
@doors.output(evidence_answers.RuleHistory)
@doors.doc(operation_id="list_rule_versions")
def history() -> Response:
    """The versions of the rules"""
    return jsonify(service().rule_history())


@doors.get("/rules/<rule_id>")
@doors.output(evidence_answers.Rule)
@doors.doc(operation_id="get_rule")
def rule(rule_id: str) -> Response:
    """One rule"""
    return jsonify(service().rule(rule_id))
