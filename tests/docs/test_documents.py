"""What holds for every document, and for the text of every file of the project."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import PROJECT, anchors, links, make_targets, pages, text_of

# Built from parts, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.:/<-])/(?:" + "|".join(("work", "home", "root", "Users")) + r")/\w|/tmp/" + r"\w")
WORKPLACE_WORDS = re.compile("|".join(("anthro" + "pic", "clau" + "de", "copi" + "lot", "chat" + "gpt")), re.IGNORECASE)
BINARY = {".png", ".ico", ".woff2", ".pyc", ".sqlite3"}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_leads_to_a_file_that_exists(page: Path) -> None:
    broken = [target for target in links(page) if not leads_somewhere(page, target)]
    assert broken == []


def leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"https?://", target):
        return True
    name, _, anchor = target.partition("#")
    found = (page.parent / name).resolve() if name else page
    return found.exists() and found.is_relative_to(PROJECT) and (not anchor or anchor in anchors(found))


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= make_targets()


def test_the_changelog_has_what_is_not_yet_released() -> None:
    section = text_of("CHANGELOG.md").partition("## [Unreleased]\n")[2].partition("\n## ")[0]
    assert re.search(r"^- \w", section, re.MULTILINE)


def test_no_file_holds_a_path_of_one_machine_or_a_word_about_the_workplace() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:80]}"
        for path in files_of_the_project()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if MACHINE_PATH.search(line) or WORKPLACE_WORDS.search(line)
    ]
    assert found == []


def files_of_the_project() -> Iterator[Path]:
    """Every text file that git keeps or would keep."""
    ignored = {line.strip("/*\n") for line in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    for folder, below, names in os.walk(PROJECT):
        below[:] = [name for name in below if name not in ignored | {".git"} and not name.endswith(".egg-info")]
        yield from (Path(folder, name) for name in names if Path(name).suffix not in BINARY)
