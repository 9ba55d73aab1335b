"""What every request must pass and every answer must carry."""

import pytest
from flask.testing import FlaskClient

from tests.web.at_the_desk import API

DOORS = [f"{API}/rules", f"{API}/nothing", f"{API}/docs", f"{API}/openapi.json", "/healthz", "/readyz", "/nothing"]


@pytest.mark.parametrize("path", DOORS)
def test_every_answer_is_fenced_in(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert not any("unsafe" in part or "http" in part for part in policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Lendex-Ruleset"]


@pytest.mark.parametrize("path", [path for path in DOORS if path.startswith(API)])
def test_nothing_a_program_is_told_is_kept_on_the_way(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_local_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:8000", "[::2]", ""])
def test_a_name_pointed_at_this_machine_is_not_answered(client: FlaskClient, host: str) -> None:
    answer = client.get("/healthz", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]["code"] == "host_not_allowed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_page_of_another_site_changes_nothing(client: FlaskClient, method: str, headers: dict[str, str]) -> None:
    answer = client.open(f"{API}/conversations", method=method, json={}, headers=headers)
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["error"]["code"] == "cross_site"


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_programs_and_our_own_page_may_write(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post(f"{API}/conversations", json={}, headers=headers).status_code == 201
