"""The charts in a browser: they fit a phone, can be read in any light and on paper, and lead to their findings."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

CHARTS = ("response-by-renal-function", "response-registry-and-trials", "time-to-event", "adverse-events-mm018")
# Every text of a drawing must end inside the drawing's panel.
OVERHANG = """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
    const edge = chart.getBoundingClientRect().right;
    return [...chart.querySelectorAll('.bars text')]
        .filter(text => text.getBoundingClientRect().right > edge)
        .map(text => text.textContent);
})"""
FILLS = """() => [...document.querySelectorAll('.bars .bar')].map(bar => getComputedStyle(bar).fill)"""


def opened(browser: Browser, address: str, path: str, width: int = 1280, **more: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True, **more).new_page()
    page.goto(address + path)
    return page


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_every_figure_stands_inside_its_chart(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, "/evidence", width)
    assert page.locator(".chart").count() == len(CHARTS)
    assert page.evaluate(OVERHANG) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_one_image_with_a_name_and_a_description(browser: Browser, address: str, chart: str) -> None:
    page = opened(browser, address, f"/evidence/charts/{chart}")
    title = page.get_by_role("heading", level=1).inner_text()
    image = page.get_by_role("img", name=title)
    expect(image).to_have_count(1)
    expect(image.locator("desc")).to_contain_text("Bar chart from zero")


def test_series_differ_by_pattern_and_not_by_colour_alone(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/evidence/charts/time-to-event")
    fills = page.evaluate(FILLS)
    assert len({re.sub(r".*#", "", fill) for fill in fills}) == 3
    assert sum("pattern" in fill for fill in fills) >= 2


def test_high_contrast_draws_in_the_colours_of_the_system(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/evidence/charts/time-to-event", forced_colors="active")
    text = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    first = page.evaluate("getComputedStyle(document.querySelector('.bars .bar-1')).fill")
    assert first == text


def test_the_figures_are_a_table_that_leads_to_the_findings(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/evidence/charts/response-by-renal-function")
    table = page.locator(".chart-data table")
    expect(table).to_be_hidden()
    page.get_by_text("The figures as a table").click()
    table.get_by_role("link", name="64").click()
    expect(page).to_have_url(re.compile("/evidence/mm009-010-response-crcl-above-60$"))
    page.get_by_role("link", name="Overall response by renal function").click()
    expect(page.get_by_role("img")).to_be_visible()


def test_paper_shows_the_table_without_being_asked(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/evidence/charts/time-to-event")
    page.emulate_media(media="print")
    expect(page.locator(".chart-data table")).to_be_visible()
    expect(page.locator(".bars")).to_be_visible()
    expect(page.locator(".within")).to_be_hidden()
