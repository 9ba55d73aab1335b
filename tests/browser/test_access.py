"""Accessible to everyone: axe finds nothing, nothing is cut off on a small page, targets fit a thumb."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bedside import DESK, PHONE, Bedside

PAGES = (
    "/evidence",
    "/evidence?q=ORR+with+renal+failure",
    "/evidence?q=zebra",
    "/evidence/uspi-renal-moderate",
    "/evidence?page=2",
    "/evidence/spm-review-rrmm",
    "/evidence/no-such-finding",
    "/evidence/studies",
    "/evidence/studies/mm018",
    "/evidence/sources",
    "/evidence/charts/response-by-renal-function",
    "/evidence/charts/time-to-event",
    "/references",
    "/references/26",
    "/rules",
    "/rules/us-renal-moderate",
    "/rules/stop-thrombosis-now",
    "/intended-use",
)
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TARGETS = "button, summary, select, textarea, .segments label, .checklist label"
MEASURE = """targets => [...document.querySelectorAll(targets)]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .map(element => [element.textContent.trim().slice(0, 40), element.getBoundingClientRect()])
    .filter(([, box]) => box.height > 1)
    .map(([words, box]) => [words, box.width, box.height])"""
SMALLEST_TARGET = 44
NEARLY = 0.5


def violations(page: Page) -> list[str]:
    """What axe has to say against the page as it stands, one line for each element."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def consulted(page: Page, address: str) -> Bedside:
    """The chat with facts, advice, notices, open topics and a question on the table."""
    bedside = Bedside(page, address).open()
    bedside.choose_label("US")
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg, platelets 62 x10^9/L, no prior DVT, mother had PE")
    bedside.say("relapsed multiple myeloma, 2 prior lines, about to start, not on dialysis, creatinine stable")
    return bedside


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_the_chat(browser: Browser, address: str, viewport: Any, scheme: Any) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, has_touch=viewport is PHONE)
    page = context.new_page()
    bedside = Bedside(page, address).open()
    assert violations(page) == []
    consulted(page, address)
    bedside.page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert violations(page) == []
    if viewport is PHONE:
        for name in ("patient", "advice"):
            page.locator(f"#{name}-tab").click()
            assert violations(page) == []
    page.locator("#advice .cite").first.click()
    expect(page.locator("#drawer .details")).to_be_visible()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialogs(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    bedside = consulted(context.new_page(), address)
    for name in ("serum creatinine", "sex"):
        bedside.fact(name).click()
        expect(bedside.page.get_by_role("dialog")).to_be_visible()
        assert violations(bedside.page) == []
        bedside.page.keyboard.press("Escape")
    bedside.page.get_by_role("button", name="New patient").click()
    assert violations(bedside.page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_emergency(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    bedside = Bedside(context.new_page(), address).open()
    bedside.say("active bleeding, ANC 0.4 x10^9/L, fever 38.6")
    expect(bedside.card("emergency").first).to_be_visible()
    assert violations(bedside.page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_pages_to_read(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        assert (path, violations(page)) == (path, [])
    context.close()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (844, 390), (1024, 768)])
def test_nothing_scrolls_sideways(browser: Browser, address: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    page = context.new_page()
    consulted(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for path in PAGES:
        page.goto(address + path)
        assert (path, page.evaluate("document.documentElement.scrollWidth") <= size[0]) == (path, True)
    context.close()


def test_the_text_field_is_in_view_beside_the_longest_checklist(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    bedside = consulted(context.new_page(), address)
    while not bedside.asked.locator(".checklist").count():
        bedside._answer({"anc": (2.1, "×10⁹/L")})
    assert bedside.page.locator("#answer").bounding_box()["height"] < 640 / 3  # type: ignore[index]
    expect(bedside.field).to_be_in_viewport(ratio=1)
    expect(bedside.page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    context.close()


def test_targets_fit_a_thumb(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    consulted(page, address)
    page.locator("#advice-tab").click()
    sizes = page.evaluate(MEASURE, TARGETS)
    small = [found for found in sizes if min(found[1:]) < SMALLEST_TARGET - NEARLY]
    assert small == []
    context.close()
