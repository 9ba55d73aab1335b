"""The reference pages are what the program says today, and name everything that a reader may look up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rules.ruleset import RuleSet
from tests.dialogues.playing import Player
from tests.docs.pages import PROJECT, REFERENCE, Block, blocks, pages, text_of
from web.commands import main

NAMES = ("api.md", "commands.md", "facts.md", "rules.md")
API = "docs/reference/api.md"
METHODS = {"get", "post", "delete"}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference pages, written anew."""
    folder = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, str(PROJECT / "setup" / "reference"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_page_is_current(name: str, written: Path) -> None:
    kept, new = ((folder / name).read_text(encoding="utf-8") for folder in (REFERENCE, written))
    assert kept == new, f"docs/reference/{name} is not what the program says today; run `make docs`"


def test_there_is_no_other_reference_page(written: Path) -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(NAMES) == {path.name for path in written.iterdir()}


def test_every_fact_is_named(ruleset: RuleSet) -> None:
    assert [fact for fact in ruleset.vocabulary if f"| `{fact}` |" not in text_of("docs/reference/facts.md")] == []


def test_every_rule_stop_and_notice_is_named(ruleset: RuleSet) -> None:
    headings = set(re.findall(r"^#+ `(.+)`$", text_of("docs/reference/rules.md"), re.MULTILINE))
    expected = {part.id for parts in (ruleset.rules(), ruleset.stops, ruleset.notices) for part in parts}
    assert headings == expected


def test_every_command_is_named() -> None:
    page = text_of("docs/reference/commands.md")
    assert [path for path in command_paths(main, "lendex") if f"## `{path}`" not in page] == []


def command_paths(command: click.Command, path: str) -> list[str]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [path, *(inner for name, sub in below for inner in command_paths(sub, f"{path} {name}"))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_command_a_document_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|\$ )lendex ([a-z]+)", text))
    assert isinstance(main, click.Group) and named <= main.commands.keys()


def test_every_endpoint_is_named(address: str) -> None:
    document = Player(address).request("GET", "/openapi.json")
    doors = document["paths"].items()
    expected = {f"{method.upper()} {path}" for path, found in doors for method in METHODS & found.keys()}
    assert set(re.findall(r"^### `(.+)`$", text_of(API), re.MULTILINE)) == expected


@pytest.mark.parametrize("block", blocks(API, "sh"), ids=str)
def test_every_example_request_is_accepted(block: Block, address: str) -> None:
    opened = Player(address).request("POST", "/conversations", {})
    request = block.text.replace("http://127.0.0.1:8000", address)
    request = request.replace("{conversation_id}", opened["id"]).replace("KEY", opened["key"])
    request = request.replace("curl -s", "curl -s -o /dev/null -w '%{http_code}'")
    done = subprocess.run(["bash", "-c", request], capture_output=True, text=True, check=True)
    assert done.stdout in ("200", "201", "204")
