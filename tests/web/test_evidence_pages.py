"""The pages of the evidence: everything a finding carries, answers that lose no word, and links that hold."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.service import Service
from tests.web.at_the_desk import Desk
from web.pages.laid_out import Line, laid_out

PAGES = ["/evidence", "/evidence/studies", "/references", "/evidence/sources", "/evidence?q=overall+survival"]
PAGES += ["/evidence/spm-review-rrmm", "/evidence/studies/mm018", "/references/33", "/evidence/charts/time-to-event"]
QUESTIONS = [
    "overall survival",
    "ORR with renal failure?",
    "neutropenia in MM-018",
    "price of a zebra",
    "dose in dialysis",
]
WITHIN = (
    "/evidence",
    "/evidence/studies",
    "/references",
    "/evidence/sources",
    "/evidence#charts",
    "/evidence#downloads",
)


class Page(HTMLParser):
    """A page as read: its text, and every address its links lead to."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        super().__init__()
        answer = client.get(path)
        assert answer.status_code == 200, path
        self.links: list[str] = []
        self.parts: list[str] = []
        self.feed(answer.text)
        self.text = " ".join(" ".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link leads."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        self.parts.append(data)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_others_and_names_its_content(client: FlaskClient, service: Service, path: str) -> None:
    page = Page(client, path)
    assert set(WITHIN) <= set(page.links)
    assert f"Evidence version {service.basis.library.content_hash[:16]}" in page.text


@pytest.mark.parametrize("path", PAGES)
def test_no_link_leads_nowhere(client: FlaskClient, path: str) -> None:
    links = {link.partition("#")[0] for link in Page(client, path).links if link.startswith("/")}
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_every_finding_has_a_page_with_its_figure_its_place_and_its_caveats(
    client: FlaskClient, service: Service
) -> None:
    for finding in service.basis.library.findings():
        page = Page(client, f"/evidence/{finding.id}")
        said = [
            finding.statement,
            str(finding.value),
            finding.where,
            finding.population,
            *finding.caveats,
            *finding.later,
        ]
        assert [text for text in said if " ".join(text.split()) not in page.text] == [], finding.id
        assert f"/evidence/studies/{finding.study_id}" in page.links
        assert {f"/references/{number}" for number in finding.references} <= set(page.links)
        assert {f"/evidence/{other}" for other in (*finding.derived_from, *finding.contradicted_by)} <= set(page.links)


def test_no_finding_is_hidden_by_a_page_of_another_name(service: Service) -> None:
    assert service.basis.library.finding_ids().isdisjoint({"studies", "sources", "charts", "knowledge.sqlite3"})


def test_a_misprint_shows_the_corrected_figure_beside_the_printed_one(client: FlaskClient, service: Service) -> None:
    misprints = [finding for finding in service.basis.library.findings() if finding.corrected is not None]
    assert misprints
    for finding in misprints:
        text = Page(client, f"/evidence/{finding.id}").text
        assert f"Value as printed {finding.value}" in text
        assert f"Corrected value {finding.corrected}" in text


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("explicit", "names the reference at this claim"),
        ("context", "taken from the sentences"),
        ("missing", "names no reference"),
    ],
)
def test_a_finding_says_how_it_is_cited(client: FlaskClient, service: Service, cited: str, words: str) -> None:
    finding = next(one for one in service.basis.library.findings() if one.cited == cited)
    assert words in Page(client, f"/evidence/{finding.id}").text


def test_the_list_of_findings_holds_each_once_and_ends(client: FlaskClient, service: Service) -> None:
    seen: list[str] = []
    ids = service.basis.library.finding_ids()
    pages = -(-len(ids) // 50)
    for number in range(1, pages + 1):
        text = client.get(f"/evidence?page={number}").text
        table = text[text.index("All findings, by study") :]
        seen += re.findall(r'<th scope="row"><a href="/evidence/([^"]+)"', table)
    assert sorted(seen) == sorted(ids)
    for wrong in (0, pages + 1, "two", "-1", "9" * 400):
        answer = client.get(f"/evidence?page={wrong}")
        assert answer.status_code == 404
        assert f"from 1 to {pages}" in answer.text


def test_every_source_says_how_far_it_was_read_and_what_rests_on_it(client: FlaskClient, service: Service) -> None:
    page = Page(client, "/evidence/sources")
    for source in service.basis.library.sources():
        assert source.title in page.text
    assert "Contradicts the review" in page.text
    assert "Verified: the text itself was read" in page.text
    assert "read on 2026-11-22" in page.text
    resting = sum(int(number) for number in re.findall(r"(\d+) findings?", page.text))
    assert resting == len(service.basis.library.finding_ids())


@pytest.mark.parametrize(
    "path", ["/evidence/none", "/evidence/studies/none", "/references/99", "/evidence/charts/none"]
)
def test_what_does_not_exist_is_said_on_a_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "There is no such" in answer.text


def words_of(lines: tuple[Line, ...]) -> str:
    """Everything that the lines of a laid-out answer say."""
    parts = [part for line in lines for part in (line.words, line.place, *(" ".join(limit) for limit in line.limits))]
    return " ".join(parts)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_that_is_laid_out_loses_no_word(desk: Desk, question: str) -> None:
    found = desk.get(f"/evidence?q={question}")
    said = found.get("answer") or found["refused"]["reason"].partition("Nearest, but not an answer")[0]
    kept = words_of(laid_out(found))
    assert [word for word in re.findall(r"\w+", said) if word not in kept] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_finding_of_an_answer_is_a_line_that_leads_to_it(desk: Desk, client: FlaskClient, question: str) -> None:
    found = desk.get(f"/evidence?q={question}")
    lines = laid_out(found)
    assert [line.finding for line in lines if line.finding] == [finding["id"] for finding in found["findings"]]
    for line in lines:
        assert "Caveat: " not in line.words + line.place
        assert all(text and kind in ("Caveat", "Since then", "Misprint") for kind, text in line.limits)


def answered(*lines: str, **more: Any) -> dict[str, Any]:
    """An answer of these lines about one finding."""
    finding = {"id": "one", "statement": "61% responded (ORR) [sic]."}
    return {"answer": "\n".join(lines), "findings": [finding], **more}


def test_caveats_stand_apart_from_the_figure() -> None:
    limits = "Printed 61%; the arithmetic gives 62%. Caveat: Few. Since then: More."
    line = f"61% responded (ORR) [sic] (n = 9). [A 2009, table 1] {limits}"
    (only,) = laid_out(answered(line))
    assert (only.words, only.place, only.finding) == ("61% responded (ORR) [sic] (n = 9).", "A 2009, table 1", "one")
    assert only.limits == (
        ("Misprint", "Printed 61%; the arithmetic gives 62%."),
        ("Caveat", "Few."),
        ("Since then", "More."),
    )


def test_what_limits_several_findings_is_a_line_of_its_own() -> None:
    (only,) = laid_out(answered("For more than one of these: Caveat: Few. Caveat: Old."))
    assert (only.words, only.finding) == ("For more than one of these:", "")
    assert only.limits == (("Caveat", "Few."), ("Caveat", "Old."))


def test_a_false_premise_is_marked_and_what_is_unknown_stands_as_written() -> None:
    lines = laid_out(answered("Not borne out here: “shorter”.", "Anything else. Caveats: none.", premise="“shorter”"))
    assert [(line.words, line.premise) for line in lines] == [
        ("Not borne out here: “shorter”.", True),
        ("Anything else. Caveats: none.", False),
    ]


def test_what_is_nearest_is_a_link_and_not_a_line_as_well(client: FlaskClient, desk: Desk) -> None:
    question = "ORR with carfilzomib"
    found = desk.get(f"/evidence?q={question}")
    assert found["nearest"]
    page = Page(client, f"/evidence?q={question}")
    assert {near["url"] for near in found["nearest"]} <= set(page.links)
    assert page.text.count("Nearest, but not an answer") == 1
