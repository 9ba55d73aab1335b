"""The evidence taken away whole: the same findings in every form, safe in a spreadsheet, told apart by their hash."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.service import Service
from knowledge.records import Finding
from tests.web.at_the_desk import API, Desk
from web.api.sheets import cell, sheet

FILES = [f"{API}/{name}.{form}" for name in ("findings", "references") for form in ("csv", "json")]
FILES += ["/evidence/knowledge.sqlite3"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_named_and_carries_the_hash_of_its_content(client: FlaskClient, service: Service, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{path.rpartition("/")[2]}"'
    assert answer.headers["ETag"] == f'"{service.basis.library.content_hash}"'
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", FILES)
def test_who_has_the_content_already_is_told_so(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def rows(client: FlaskClient, name: str) -> list[dict[str, str]]:
    answer = client.get(f"{API}/{name}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8"), newline="")))


def test_every_finding_stands_in_every_form(client: FlaskClient, desk: Desk, service: Service) -> None:
    ids = sorted(service.basis.library.finding_ids())
    assert [row["id"] for row in rows(client, "findings")] == ids
    assert [finding["id"] for finding in desk.get("/findings.json")["findings"]] == ids


def test_the_table_of_findings_says_what_the_findings_say(client: FlaskClient, desk: Desk) -> None:
    for row in rows(client, "findings"):
        finding = desk.get(f"/findings/{row['id']}") if row["id"].startswith("mm009") else None
        if finding:
            assert row["value"] == str(finding["value"])
            assert row["caveats"] == "; ".join(finding["caveats"])
            assert row["references"] == "; ".join(str(number) for number in finding["references"])
            assert row["n"] == str(finding.get("n", ""))


def test_references_are_a_table_too(client: FlaskClient, desk: Desk) -> None:
    table = rows(client, "references")
    assert [int(row["number"]) for row in table] == list(range(1, 57))
    assert table[32]["authors"].startswith("Alegre A; ")
    assert len(desk.get("/references.json")["references"]) == 56


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-3 points", "'-3 points"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (("=1", "b"), "'=1; b"),
        (-3, "-3"),
        (38.0, "38.0"),
        ("<1", "<1"),
        (("a", "b"), "a; b"),
        (None, ""),
    ],
)
def test_no_text_is_a_formula_and_no_number_is_touched(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_header_stands_first_even_without_findings() -> None:
    assert sheet(Finding, ()).decode().startswith("id,statement,study,study_id,population,")


def test_the_database_is_the_one_that_answers(client: FlaskClient, service: Service, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.sqlite3"
    file.write_bytes(client.get("/evidence/knowledge.sqlite3").data)
    with sqlite3.connect(file) as connection:
        about = dict(connection.execute("SELECT name, value FROM about"))
        (findings,) = connection.execute("SELECT count(*) FROM findings").fetchone()
    assert about["content_hash"] == service.basis.library.content_hash
    assert findings == len(service.basis.library.finding_ids())


def test_nobody_writes_to_the_evidence_from_outside(client: FlaskClient) -> None:
    for path in FILES:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.open(path, method=method, json={}).status_code == 405


def test_answers_name_the_content_they_come_from(desk: Desk, service: Service) -> None:
    for path in ("/evidence?q=ORR", "/evidence?q=zebra", "/findings?limit=1", "/studies", "/findings.json"):
        assert desk.get(path)["knowledge"] == service.basis.library.content_hash, path


def test_a_study_names_its_findings(desk: Desk, client: FlaskClient) -> None:
    studies = {study["id"]: study for study in desk.get("/studies")["studies"]}
    assert studies["mm018-spain"] == desk.get("/studies/mm018-spain")
    assert studies["mm018-spain"]["part_of"] == ["mm018", "spain"]
    assert all(desk.get(f"/findings/{one}")["study_id"] == "dutch" for one in studies["dutch"]["findings"])
    missing = client.get(f"{API}/studies/none")
    assert missing.status_code == 404
    assert missing.json == {"error": {"code": "not_found", "message": "There is no such study."}}
