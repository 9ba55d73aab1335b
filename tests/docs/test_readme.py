"""What the README shows is run, and what it lists exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.console import misses
from tests.docs.pages import Block, blocks, make_targets, text_of
from tests.docs.sandbox import Sandbox
from web.settings import as_environment, read_settings

README = "README.md"
ADDRESS = "http://127.0.0.1:8000"


@pytest.mark.parametrize("block", blocks(README, "console"), ids=str)
def test_what_is_shown_comes(block: Block, sandbox: Sandbox, address: str) -> None:
    found = misses(block.text.replace(ADDRESS, address), sandbox.folder, sandbox.environment)
    assert not found, "\n\n".join(found)


def test_make_has_the_targets_that_are_named() -> None:
    shown = "".join(block.text for block in blocks(README, "sh"))
    named = set(re.findall(r"\bmake (\w[\w-]*)", shown))
    assert {"run", "test"} <= named <= make_targets()


def test_every_setting_stands_in_the_table_with_its_default(tmp_path: Path) -> None:
    settings = read_settings({"LENDEX_DATA": str(tmp_path)})
    defaults = as_environment(settings) | {"LENDEX_DATA": "instance", "LENDEX_GUIDANCE": "rules/guidance"}
    rows = dict(re.findall(r"^\| `(LENDEX_\w+)` \| .+? \| (.+?) \|$", text_of(README), re.MULTILINE))
    assert rows.keys() == defaults.keys()
    for name in ("LENDEX_HOST", "LENDEX_PORT", "LENDEX_DATA", "LENDEX_GUIDANCE", "LENDEX_ACCESS"):
        assert f"`{defaults[name]}`" in rows[name]
    assert rows["LENDEX_LABEL"] == "unset" and settings.label is None


@pytest.mark.parametrize(
    "words",
    [
        "health professionals",
        "does not replace",
        "not been signed off by a clinician",
        "not a medical device",
        "10.4137/CMO.S7275",
        "March 2010",
        "May 2022 in part",
        "2024 in part",
        "does not reach backups",
    ],
)
def test_the_intended_use_and_the_limits_are_stated(words: str) -> None:
    assert words in " ".join(text_of(README).replace("**", "").split())
