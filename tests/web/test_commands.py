"""The command line: clinical words, one clean line for every fault, exit statuses that scripts can trust."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.service import Service
from tests.web.at_the_desk import STARTING
from web.commands import main
from web.settings import Settings

Lendex = Callable[..., Result]


@pytest.fixture
def lendex(desk_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Lendex:
    """Type a command; the knowledge base of the other tests is used again."""
    monkeypatch.setenv("LENDEX_DATA", str(desk_settings.data))
    monkeypatch.delenv("LENDEX_LABEL", raising=False)

    def run(*words: str, typed: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed)

    return run


@pytest.fixture
def guidance(desk_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rule files in force, to be spoiled."""
    copy = tmp_path / "guidance"
    shutil.copytree(desk_settings.guidance, copy)
    monkeypatch.setenv("LENDEX_GUIDANCE", str(copy))
    return copy


def facts(**more: object) -> str:
    return json.dumps({**STARTING, "creatinine_clearance_ml_min": 45, **more})


def commands(group: click.Group) -> list[click.Command]:
    found = []
    for command in group.commands.values():
        found += commands(command) if isinstance(command, click.Group) else [command]
    return found


@pytest.mark.parametrize("command", commands(main), ids=lambda command: str(command.name))
def test_every_command_has_help_with_an_example(command: click.Command) -> None:
    assert command.help
    assert "Example: " in command.help
    assert "lendex" in command.help


def test_a_consult_in_clinical_words(lendex: Lendex) -> None:
    result = lendex("consult", "-", "--topic", "renal_dosing", typed=facts())
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert "RENAL DOSING" in next(line for line in lines if "RENAL" in line)
    dose = lines.index("Dose: lenalidomide 10 mg once daily, days 1–21 of 28")
    assert lines[dose - 1].startswith("RENAL DOSING")
    assert "30 <= CrCl < 60" in " ".join(lines)
    assert any(line.startswith("Why: ") for line in lines)
    assert any(line.startswith("Source: ") for line in lines)
    assert any(line.startswith("Rules ") for line in lines)


def test_an_emergency_comes_first_and_carries_no_dose(lendex: Lendex) -> None:
    result = lendex("consult", "-", typed=facts(current_vte=True))
    blocks = result.output.split("\n\n")
    assert "emergency pathway" in blocks[0]
    assert not any("Dose: lenalidomide" in block for block in blocks)


def test_a_consult_as_json_is_that_of_the_api(lendex: Lendex, tmp_path: Path) -> None:
    file = tmp_path / "patient.json"
    file.write_text(json.dumps({"facts": json.loads(facts())}))
    answer = json.loads(lendex("consult", str(file), "--json").output)
    assert {"ruleset", "facts", "advice", "unsettled", "notices"} <= set(answer)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('{"creatinine_clearance_ml_min": "45"}', "is not a number"),
        ('{"crcl": 45}', "crcl"),
        ('{"anc": NaN}', "NaN is not a number"),
        ("[45]", "JSON object of facts"),
        ("", "not valid JSON"),
        (b"\xff\x00", "not UTF-8"),
        ('{"facts": 45}', "JSON object of facts"),
    ],
)
def test_facts_that_cannot_be_used_are_one_clean_line(lendex: Lendex, typed: str | bytes, words: str) -> None:
    result = lendex("consult", "-", typed=typed)
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.splitlines()) == 1
    assert isinstance(result.exception, SystemExit)


def test_a_wrong_setting_is_one_clean_line(lendex: Lendex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENDEX_LABEL", "uk")
    for words in (("consult", "-"), ("chat",), ("check",), ("cases",), ("serve",), ("evidence", "build")):
        result = lendex(*words, typed="{}")
        assert result.exit_code == 2, words
        assert "LENDEX_LABEL" in result.output
        assert len(result.output.splitlines()) == 1


def test_a_failure_inside_is_one_line_without_a_word_of_the_patient(
    lendex: Lendex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("Mrs Example, 72")

    monkeypatch.setattr(Service, "consult", fail)
    result = lendex("consult", "-", typed=facts())
    assert result.exit_code == 2
    assert "RuntimeError at tests/web/test_commands.py:" in result.output
    assert "Mrs Example" not in result.output
    assert len(result.output.splitlines()) == 1


def test_a_chat_in_the_terminal(lendex: Lendex) -> None:
    result = lendex("chat", "--label", "eu", typed="72F, 64 kg, Cr 1.9 mg/dL\n/summary\n/quit\n")
    assert result.exit_code == 0, result.output
    assert "72" in result.output
    assert "  1. " in result.output or "?" in result.output


def test_the_knowledge_base_is_built(lendex: Lendex, desk_settings: Settings) -> None:
    result = lendex("evidence", "build")
    assert result.exit_code == 0, result.output
    assert str(desk_settings.data / "knowledge.sqlite3") in result.output
    assert "findings" in result.output


def test_the_tables_of_the_knowledge_base_are_described_for_datasette(lendex: Lendex) -> None:
    result = lendex("evidence", "describe")
    assert result.exit_code == 0, result.output
    tables = json.loads(result.output)["databases"]["knowledge"]["tables"]
    assert tables["findings"]["label_column"] == "statement"
    assert "as printed" in tables["findings"]["columns"]["value"]


def test_a_broken_rule_file_falls_short_of_the_check_and_stops_the_cases(lendex: Lendex, guidance: Path) -> None:
    file = guidance / "renal_dosing.yaml"
    file.write_text(file.read_text().replace("headline:", "headlin:", 1))
    checked, ran = lendex("check"), lendex("cases")
    assert (checked.exit_code, ran.exit_code) == (1, 2)
    for result in (checked, ran):
        assert "renal_dosing.yaml:" in result.output
        assert "headlin" in result.output
        assert "Traceback" not in result.output


def test_a_case_that_falls_short_is_told_in_words(lendex: Lendex, guidance: Path) -> None:
    for file in (guidance / "cases").glob("*.yaml"):
        file.unlink()
    (guidance / "cases" / "renal_dosing.yaml").write_text(
        "cases:\n"
        "  - name: a wrong expectation\n"
        f"    facts: {facts()}\n"
        "    expect: {advice: [{topic: renal_dosing, action: start, dose: {mg: 25}}]}\n"
        "  - name: a right expectation\n"
        f"    facts: {facts()}\n"
        "    expect: {advice: [{topic: renal_dosing, action: start, dose: {mg: 10}}]}\n"
    )
    for command in ("cases", "check"):
        result = lendex(command)
        assert result.exit_code == 1, result.output
        assert "renal_dosing.yaml:2: a wrong expectation" in result.output
        assert "10 mg" in result.output
        assert "a right expectation" not in result.output
        assert "1 of 2 cases" in result.output


@pytest.mark.parametrize("content", [None, "cases: 5\n", "- {"])
def test_a_bank_that_cannot_be_run_is_no_success(lendex: Lendex, guidance: Path, content: str | None) -> None:
    for file in (guidance / "cases").glob("*.yaml"):
        file.unlink()
    if content:
        (guidance / "cases" / "renal_dosing.yaml").write_text(content)
    result = lendex("cases")
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output


def test_the_bank_in_force_comes_out_as_expected(lendex: Lendex) -> None:
    result = lendex("check")
    assert result.exit_code == 0, result.output
    assert "cases came out as expected" in result.output
