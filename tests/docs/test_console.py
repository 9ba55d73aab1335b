"""The comparison of what is shown with what comes: it must be able to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.console import Step, fits, misses, steps


def test_a_block_is_cut_into_commands_typed_lines_and_output() -> None:
    text = "$ one \\\n  more\n> typed\nshown\n…\n$ two\n"
    assert steps(text) == [Step("one    more", ("typed",), ("shown", "…")), Step("two", (), ())]


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a", "b"], "a\nx\nb\n", False),
        (["a", "…", "b"], "a\nx\ny\nb\n", True),
        (["a", "…", "b"], "a\nb\n", True),
        (["a"], "a\nb\n", False),
        (["a …c"], "a b c\n", True),
        (["a …c"], "a b d\n", False),
        (["typed"], "> > typed\n", True),
        ([], "", True),
        ([], "something\n", False),
    ],
)
def test_output_fits_only_what_is_shown(shown: list[str], output: str, same: bool) -> None:
    assert fits(shown, output) is same


def test_commands_share_one_shell_and_read_what_is_typed(tmp_path: Path) -> None:
    text = "$ name=Len\n$ read -r last; echo $name$last\n> Dex\nLenDex\n$ cat; false\n$ echo $name\nDex\n"
    found = misses(text, tmp_path, {"PATH": "/usr/bin:/bin"})
    assert [miss.splitlines()[0] for miss in found] == ["echo $name"]
