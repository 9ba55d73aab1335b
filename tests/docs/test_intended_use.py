"""The README and the pages name the same sources in the same editions."""

from __future__ import annotations

import html
import re
import urllib.request

import pytest

from tests.docs.pages import text_of

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def sources_in_the_readme() -> list[str]:
    """The list of sources, as plain text."""
    section = text_of("README.md").partition("\n## Intended use\n")[2].partition("\n## ")[0]
    listed = section.partition("The sources, in the editions that were read:\n\n")[2].partition("\n\n")[0]
    return [" ".join(LINK.sub(r"\1", point).split()) for point in listed.removeprefix("- ").split("\n- ")]


def page(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        found: str = answer.read().decode()
    return found


def words(markup: str) -> str:
    """The text of some HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def test_the_page_on_intended_use_lists_the_sources_of_the_readme(address: str) -> None:
    listed = re.search(r'<ul aria-labelledby="sources">(.*?)</ul>', page(address, "/intended-use"), re.DOTALL)
    assert listed is not None
    assert [words(point) for point in re.findall(r"<li>(.*?)</li>", listed[1], re.DOTALL)] == sources_in_the_readme()


@pytest.mark.parametrize("path", ["/", "/evidence", "/intended-use"])
def test_the_foot_of_every_page_names_the_same_editions(address: str, path: str) -> None:
    foot = words(page(address, path).partition('<span class="foot-more">')[2].partition("</span>")[0])
    named = [YEAR.findall(source) for source in sources_in_the_readme()]
    assert YEAR.findall(foot) == [year for years in named for year in years]
    assert ["May 2022 in part" in foot, "2024 in part" in foot, "undated before 2013" in foot] == [True] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "No current label was read whole.",
        "Many doses come from a description of a label, not from the label itself.",
        "The advice says so in each case.",
    ],
)
def test_the_limits_of_the_sources_are_told_alike(address: str, sentence: str) -> None:
    assert sentence in " ".join(text_of("README.md").split())
    assert sentence in words(page(address, "/intended-use"))
