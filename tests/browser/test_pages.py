"""The pages to read, with JavaScript off, and the policy every page is served under."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.bedside import Bedside


@pytest.fixture
def reader(browser: Browser, address: str) -> Page:
    """A window without JavaScript."""
    return browser.new_context(java_script_enabled=False, base_url=address).new_page()


def test_the_chat_says_that_it_needs_javascript_and_where_to_go_without(reader: Page) -> None:
    reader.goto("/")
    expect(reader.get_by_text("The chat needs JavaScript")).to_be_visible()


def test_a_question_to_the_evidence_is_answered_with_its_findings(reader: Page) -> None:
    reader.goto("/evidence")
    reader.get_by_label("Question or words to search for").fill("ORR with renal failure?")
    reader.get_by_role("button", name="Search").click()
    expect(reader.locator(".answer-box")).to_contain_text("54%")
    reader.locator(".answer-box a").first.click()
    expect(reader.locator(".caveats")).to_contain_text("54% is impossible on 14 patients")


def test_a_question_without_an_answer_is_refused_in_words(reader: Page) -> None:
    reader.goto("/evidence?q=price of a zebra")
    expect(reader.locator(".answer-box.refused")).to_contain_text("I don't have a sourced answer")


def test_all_findings_are_listed_page_by_page(reader: Page) -> None:
    reader.goto("/evidence")
    links = reader.locator(".found tbody th a")
    seen = {link.get_attribute("href") for link in links.all()}
    number = 1
    while reader.get_by_role("link", name="Next page").count():
        reader.get_by_role("link", name="Next page").click()
        number += 1
        expect(reader.get_by_text(f"page {number} of")).to_be_visible()
        fresh = {link.get_attribute("href") for link in links.all()}
        assert fresh - seen
        seen |= fresh
    assert len(seen) > 500


def test_a_finding_leads_to_the_rules_that_rest_on_it_and_back(reader: Page) -> None:
    reader.goto("/evidence/uspi-renal-moderate")
    reader.get_by_role("link", name="Lenalidomide 10 mg once daily").click()
    expect(reader.locator(".rule-when")).to_contain_text("30 ≤ CrCl < 60")
    reader.get_by_role("link", name="Under the US label a creatinine clearance of 30 to 60 mL/min").click()
    expect(reader).to_have_url(re.compile("/evidence/uspi-renal-moderate$"))


def test_every_rule_every_reference_and_every_study_has_a_page(reader: Page, address: str) -> None:
    for index in ("/rules", "/references", "/evidence/studies"):
        reader.goto(index)
        paths = [link.get_attribute("href") for link in reader.locator(".rows a.title").all()]
        assert len(paths) > 50
        answers = {path: reader.request.get(f"{address}{path}").status for path in paths}
        assert {path for path, status in answers.items() if status != 200} == set()


def test_what_does_not_exist_is_said_on_a_page(reader: Page) -> None:
    answer = reader.goto("/rules/no-such-rule")
    assert answer is not None and answer.status == 404
    expect(reader.get_by_role("heading", level=1)).to_have_text("There is no such rule.")


@pytest.mark.parametrize("path", ["/", "/evidence", "/evidence/uspi-renal-moderate", "/rules", "/intended-use"])
def test_every_page_says_what_it_is_for_and_which_rules_are_in_force(reader: Page, path: str) -> None:
    answer = reader.goto(path)
    foot = reader.get_by_role("contentinfo")
    for words in ("For professionals", "does not replace clinical judgement", "not yet been signed off by a clinician"):
        expect(foot).to_contain_text(words)
    expect(foot.get_by_role("link", name="Intended use and sources")).to_have_attribute("href", "/intended-use")
    expect(foot.locator("#ruleset-version")).to_have_text(re.compile("^[0-9a-f]{16}$"))
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_the_intended_use_names_every_source_and_its_edition(reader: Page) -> None:
    reader.goto("/intended-use")
    text = reader.locator("main").inner_text()
    for words in ("March 2010", "2017", "May 2022 in part", "about 2013", "2024 in part", "10.4137/CMO.S7275"):
        assert words in text
    for words in ("not for patients", "neither a medical device nor validated"):
        assert words in text


def test_paper_carries_the_facts_the_advice_and_the_sources_but_no_controls(bedside: Bedside) -> None:
    bedside.choose_label("US")
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg, active bleeding")
    page = bedside.page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(bedside.fact("CrCl")).to_be_visible()
    expect(bedside.card("Active bleeding: emergency")).to_be_visible()
    expect(page.locator(".source-list li").first).to_be_visible()
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_contain_text("For professionals")
