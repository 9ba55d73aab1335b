"""Facts in, advice out, nothing stored."""

from tests.web.at_the_desk import STARTING, Desk


def test_moderate_renal_impairment_starts_lower(desk: Desk) -> None:
    [row] = desk.advice("renal_dosing", **STARTING, creatinine_clearance_ml_min=45)
    assert row["action"] == "start"
    assert (row["dose"]["drug"], row["dose"]["mg"], row["dose"]["frequency"]) == ("lenalidomide", 10, "daily")
    assert any(reason["fact"] == "creatinine_clearance_ml_min" for reason in row["because"])
    assert row["evidence"], "a dose must name its source"


def test_every_citation_can_be_opened(desk: Desk) -> None:
    [row] = desk.advice("renal_dosing", **STARTING, creatinine_clearance_ml_min=45)
    for cited in row["evidence"]:
        assert cited["url"] == f"/evidence/{cited['id']}"
        assert desk.get(f"/findings/{cited['id']}")["statement"] == cited["statement"]


def test_a_value_in_another_unit_is_converted_and_shown_in_the_canonical_one(desk: Desk) -> None:
    answer = desk.ask({"creatinine": {"value": 1.9, "unit": "mg/dL", "at": "2026-11-20"}}).json
    assert answer is not None
    creatinine = answer["facts"]["creatinine"]
    assert creatinine["unit"] == "umol/L"
    assert round(creatinine["value"]) == 168
    assert creatinine["origin"] == "given"


def test_without_a_label_there_is_no_lenalidomide_dose(desk: Desk) -> None:
    facts = {key: value for key, value in STARTING.items() if key != "label"}
    answer = desk.ask({**facts, "creatinine_clearance_ml_min": 45}).json
    assert answer is not None
    assert "label_unset" in {notice["code"] for notice in answer["notices"]}
    assert not any(row.get("dose", {}).get("drug") == "lenalidomide" for row in answer["advice"])


def test_only_the_topics_asked_for_are_answered_but_a_stop_always_acts(desk: Desk) -> None:
    facts = {**STARTING, "creatinine_clearance_ml_min": 45, "current_vte": True}
    answer = desk.ask(facts, topics=["renal_dosing"]).json
    assert answer is not None
    by_rule = {row["rule"]: row for row in answer["advice"]}
    assert by_rule["stop-thrombosis-now"]["action"] == "emergency"
    assert {row["topic"] for row in answer["advice"]} == {"renal_dosing", "prophylaxis"}
    withheld = [row for row in answer["advice"] if row["topic"] == "renal_dosing"]
    assert all(row["status"] == "withheld" and "dose" not in row for row in withheld)


def test_every_answer_names_the_rules_it_rests_on(desk: Desk) -> None:
    answer = desk.ask({})
    assert answer.json is not None
    version = answer.json["ruleset"]["version"]
    assert answer.headers["X-Lendex-Ruleset"] == version
    assert desk.ask({"anc": "low"}).headers["X-Lendex-Ruleset"] == version
    assert desk.get("/rules")["ruleset"]["version"] == version


def test_optional_fields_without_a_value_are_left_out(desk: Desk) -> None:
    answer = desk.ask({**STARTING, "creatinine_clearance_ml_min": 45, "anc": "unknown"}).json

    def values(node: object) -> list[object]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return [node, *(value for part in inner for value in values(part))]

    assert None not in values(answer)
    assert "" not in values(answer)
