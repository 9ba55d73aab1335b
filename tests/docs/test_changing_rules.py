"""The guide for team leads: its example is carried out, its errors are real, its words are those of the loader."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import get_args

import pytest

from knowledge.building import read_evidence
from rules.cases import CASE_KEYS
from rules.cases.words import EXPECT_KEYS
from rules.faults import GuidanceBroken
from rules.loading import load_rules
from rules.loading.reading_conditions import BOUNDS, CONNECTIVES
from rules.loading.schemas import DoseSchema, RuleSchema, StopSchema, TableSchema
from rules.ruleset import Decides, RuleSet, SourceStatus
from tests.docs.console import misses
from tests.docs.pages import PROJECT, blocks, text_of
from tests.docs.sandbox import Sandbox

GUIDE = "docs/changing-rules.md"
RENAL = "rules/guidance/renal_dosing.yaml"
ROW = re.compile(r"^\| (.+) \| (.+) \|$", re.MULTILINE)
SLIPS = {
    "`evidence: [uspi-renal-modrate]`": ("[uspi-renal-moderate, mm009", "[uspi-renal-modrate, mm009"),
    "`label: usa`": ("          label: us\n", "          label: usa\n"),
    "`action: starts`": ("          action: start\n", "          action: starts\n"),
    "`{at_least: 60, below: 30}`": ("{at_least: 30, below: 60}", "{at_least: 60, below: 30}"),
    "`heading:` for `headline:`": ("          headline:", "          heading:"),
    "`source_status: unverified` on a dose": (
        "mm009-010-response-crcl-30-60]\n        source_status: secondary",
        "mm009-010-response-crcl-30-60]\n        source_status: unverified",
    ),
    "a key twice": ("title: Starting", "title: Dose\ntitle: Starting"),
    "a line moved by one space": ("    decides: exactly_one\n", "   decides: exactly_one\n"),
}


def test_the_example_comes_out_as_it_is_told(sandbox: Sandbox) -> None:
    for block in blocks(GUIDE, "diff", "console"):
        if block.language == "diff":
            sandbox.change(block.text)
        else:
            assert not (found := misses(block.text, sandbox.folder, sandbox.environment)), "\n\n".join(found)


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_answered_as_the_guide_says(slip: str, tmp_path: Path, evidence_ids: Collection[str]) -> None:
    folder = copy_of_rules(tmp_path)
    file = folder / Path(RENAL).name
    right, wrong = SLIPS[slip]
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(GuidanceBroken) as broken:
        load_rules(folder, evidence_ids)
    assert said_in_the_guide()[slip] in str(broken.value)


def test_no_slip_of_the_guide_is_left_untried() -> None:
    assert said_in_the_guide().keys() == SLIPS.keys()


def said_in_the_guide() -> dict[str, str]:
    table = text_of(GUIDE).partition("## What errors look like")[2]
    return {written: said for written, said in ROW.findall(table) if written not in ("Written", "---")}


def copy_of_rules(tmp_path: Path) -> Path:
    folder = tmp_path / "guidance"
    folder.mkdir()
    for path in (PROJECT / "rules" / "guidance").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def evidence_ids() -> frozenset[str]:
    """The findings that exist."""
    entries = read_evidence(PROJECT / "knowledge" / "evidence")
    return frozenset(str(entry.key) for entry in entries if entry.kind == "findings")


@pytest.mark.parametrize("word", sorted({*BOUNDS, *CONNECTIVES, *EXPECT_KEYS, *CASE_KEYS}))
def test_every_word_of_conditions_and_cases_is_explained(word: str) -> None:
    assert re.search(rf"`{word}\b", text_of(GUIDE))


@pytest.mark.parametrize("word", [*get_args(Decides), *get_args(SourceStatus)])
def test_every_choice_of_a_rule_is_explained(word: str) -> None:
    assert f"`{word}`" in text_of(GUIDE)


@pytest.mark.parametrize("schema", [TableSchema, RuleSchema, StopSchema])
def test_every_key_of_tables_rules_and_stops_is_named(schema: type[TableSchema | RuleSchema | StopSchema]) -> None:
    assert [key for key in schema().fields if not re.search(rf"\b{key}\b", text_of(GUIDE))] == []


def test_every_way_to_give_a_dose_is_named() -> None:
    ways = {"mg", "mg_low", "mg_high", "same_as", "next_lower", "drug"}
    assert ways <= DoseSchema().fields.keys()
    assert [way for way in sorted(ways) if f"`{way}" not in text_of(GUIDE)] == []


def test_the_rule_shown_as_an_example_is_one_of_the_rule_set(ruleset: RuleSet) -> None:
    shown = blocks(GUIDE, "yaml")
    ids = re.findall(r"- id: (\S+)", "".join(block.text for block in shown))
    known = {table.id for table in ruleset.tables} | {rule.id for rule in ruleset.rules()}
    assert ids and set(ids) <= known | {stop.id for stop in ruleset.stops}
