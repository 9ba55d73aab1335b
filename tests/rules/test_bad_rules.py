"""Rule files with a fault are refused whole: every fault in one run, each with its place and what to write instead.

Each file of `tests/bad_rules` begins with the faults it must bring, and takes the place of the good file it names.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rules.faults import GuidanceBroken
from rules.loading import content_version, load_rules

BAD = sorted((Path(__file__).parents[1] / "bad_rules").glob("*.yaml"))
EXPECTS = "# expects: "
LONG_TOPICS = ("dexamethasone", "eligibility", "myelosuppression", "other_toxicity", "prophylaxis", "renal_dosing")
SHORT = """
topic: {topic}
title: Short
tables:
  - id: {dashed}-short
    title: Short
    decides: any
    rules:
      - id: {dashed}-refer
        when: {{age_years: {{at_least: 80}}}}
        advise: {{action: refer, headline: Ask, text: Ask the consultant.}}
        evidence: [uspi-duration]
        source_status: verified
"""
# Two names with one 32-bit FNV-1a hash, found by search.
COLLIDING = ("jururi_dexino", "kalcor_xanfib")


@pytest.fixture
def folder(guidance: Path, tmp_path: Path) -> Path:
    """A copy of the good rule files, to be spoiled; the long topics are cut down to one rule."""
    copied = tmp_path / "guidance"
    shutil.copytree(guidance, copied, ignore=shutil.ignore_patterns("cases"))
    for topic in LONG_TOPICS:
        (copied / f"{topic}.yaml").write_text(SHORT.format(topic=topic, dashed=topic.replace("_", "-")))
    return copied


def faults(folder: Path, evidence_ids: frozenset[str]) -> list[str]:
    """Every fault of a folder, as it is printed."""
    with pytest.raises(GuidanceBroken) as broken:
        load_rules(folder, evidence_ids)
    return str(broken.value).split("\n")


def spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first occurrence of some words in a file; the line they stand in."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_broken_file_brings_the_faults_it_names(folder: Path, evidence_ids: frozenset[str], bad: Path) -> None:
    lines = bad.read_text(encoding="utf-8", errors="replace").splitlines()
    expected = [line.removeprefix(EXPECTS) for line in lines if line.startswith(EXPECTS)]
    assert expected
    shutil.copy(bad, folder / expected[0].partition(":")[0])
    assert faults(folder, evidence_ids) == expected


def test_enough_kinds_of_fault_are_tried() -> None:
    assert len(BAD) >= 25


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("range: [0, 250]", "range: [250, 0]", "the range runs from 250 to 0; give the lower end first"),
        ("range: [0, 250], ", "", "a number needs its plausible range"),
        ("range: [0, 250]", "range: [0, 250, 500]", "a range has two ends, such as [0, 250]"),
        ("range: [0, 250]", "range: [0, 1e12]", "no fact is as large as this"),
        ("range: [0, 250]", "rnage: [0, 250]", "`rnage` is no key that can stand here; did you mean `range`?"),
        ("type: number, unit: mL/min,", "type: nubmer, unit: mL/min,", "`nubmer` cannot stand here"),
        ("choices: [us, eu], ", "", "a choice fact needs its choices"),
        ("words: {us:", "words: {uk:", "`uk` is not a choice of label"),
        ("checklist: stop_now", "checklist: stops_now", "`stops_now` is no checklist for"),
        ("also: [mg/dL]", "also: [mg/l]", "`mg/l` cannot be converted into umol/L"),
        ("fresh_days: 30", "fresh_days: -1", "days are counted from 0"),
        ("label: age,", "label: ,", "nothing stands after `label:`"),
        ("  age_years:", "  Age:", "a fact is named in small letters, digits and single underscores"),
        ("ask_first:", "ask_first:\n  - [lable]", "`lable` is not a fact; did you mean `label`?"),
        (
            "\nderived:\n",
            "\nderived:\n  anc: {group: derived, type: boolean, label: x}\n",
            "given and computed at once",
        ),
    ],
)
def test_a_fault_in_the_fact_list_has_its_place(
    folder: Path, evidence_ids: frozenset[str], old: str, new: str, message: str
) -> None:
    spoil(folder, "facts.yaml", old, new)
    found = [fault for fault in faults(folder, evidence_ids) if message in fault]
    assert found and re.match(r"facts\.yaml:\d+:\d+: ", found[0])
    assert not found[0].startswith("facts.yaml:1:1:")


def test_a_fact_that_formulas_need_cannot_be_dropped(folder: Path, evidence_ids: frozenset[str]) -> None:
    spoil(folder, "facts.yaml", "  weight_kg:", "  weight_in_kg:")
    assert any("the fact `weight_kg` is missing" in fault for fault in faults(folder, evidence_ids))


def test_two_facts_that_the_engine_would_merge_are_refused(folder: Path, evidence_ids: frozenset[str]) -> None:
    # The names of these two are nothing alike; their 32-bit hashes are.
    one, other = COLLIDING
    two = "\n".join(f"  {name}: {{group: derived, type: boolean, label: x}}" for name in COLLIDING)
    line = spoil(folder, "facts.yaml", "\nderived:\n", f"\nderived:\n{two}\n")
    where = f"facts.yaml:{line + 3}:3: {other}"
    message = f"the facts `{one}` and `{other}` cannot be told apart by the rule engine; rename one"
    assert f"{where}: {message}" in faults(folder, evidence_ids)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- id: stop-bleeding", "- id: stop-the-bleeding", "the stop `stop-bleeding` is missing"),
        ("- id: stop-bleeding", "- id: bleeding", "the id of a stop begins with `stop-`"),
        ("    assumes: no active bleeding\n", "", "say under `assumes` what holds when this stop is ruled out"),
        ("- {drug: aspirin}", "- {}", "name the drug or the topic that is withheld"),
        ("- {drug: aspirin}", "- {drug: asprin}", "`asprin` cannot stand here; did you mean `aspirin`?"),
        ("actions: [start, resume]", "actions: [begin]", "`begin` cannot stand here"),
        ("while_open: [{then: provisional}]", "while_open: [{then: maybe}]", "`maybe` cannot stand here"),
        ("action: emergency", "action: emergencies", "`emergencies` is not an action of"),
        ("evidence: [gate-bleeding]", "evidence: [gate-bleding]", "did you mean `gate-bleeding`?"),
        ("    evidence: [gate-bleeding]\n", "", "a stop needs its evidence and its source_status"),
        ("when: {active_bleeding: yes}", "when: {active_bleding: yes}", "`active_bleding` is not a fact"),
    ],
)
def test_a_fault_among_the_stops_has_its_place(
    folder: Path, evidence_ids: frozenset[str], old: str, new: str, message: str
) -> None:
    spoil(folder, "stops.yaml", old, new)
    found = [fault for fault in faults(folder, evidence_ids) if message in fault]
    assert found and re.match(r"stops\.yaml:\d+:\d+: ", found[0])
    assert not found[0].startswith("stops.yaml:1:1:")


def test_a_stop_must_be_announced(folder: Path, evidence_ids: frozenset[str]) -> None:
    text = (folder / "stops.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: stop-pembrolizumab")
    rows, evidence = text.index("    rows:", start), text.index("    evidence:", start)
    (folder / "stops.yaml").write_text(text[:rows] + text[evidence:], encoding="utf-8")
    assert any("a stop is announced: give it at least one row" in fault for fault in faults(folder, evidence_ids))


def test_the_faults_of_all_files_come_in_one_run(folder: Path, evidence_ids: frozenset[str]) -> None:
    spoil(folder, "duration.yaml", "action: refer", "action: refers")
    spoil(folder, "duration.yaml", "best_response: progression", "best_respons: progression")
    spoil(folder, "neuropathy.yaml", "action: caution", "action: warn")
    spoil(folder, "stops.yaml", "when: {pregnant: yes}", "when: {pregnant: maybe}")
    spoil(folder, "renal_dosing.yaml", "topic: renal_dosing", "topic: renal")
    spoil(folder, "facts.yaml", "range: [0, 250]", "range: [250, 0]")
    (folder / "monitoring.yaml").unlink()
    named = {fault.partition(":")[0] for fault in faults(folder, evidence_ids)}
    wanted = ("duration", "neuropathy", "stops", "renal_dosing", "facts", "monitoring")
    assert named >= {f"{name}.yaml" for name in wanted}
    assert sum("duration.yaml" in fault for fault in faults(folder, evidence_ids)) >= 2


@pytest.mark.parametrize(
    "file", ["facts.yaml", "release.yaml", "stops.yaml", "scores.yaml", "notices.yaml", "duration.yaml"]
)
def test_a_missing_file_is_named(folder: Path, evidence_ids: frozenset[str], file: str) -> None:
    (folder / file).unlink()
    assert f"{file}:1:1: this file is missing from the rule folder" in faults(folder, evidence_ids)


def test_an_empty_folder_names_every_file(tmp_path: Path, evidence_ids: frozenset[str]) -> None:
    assert len(faults(tmp_path, evidence_ids)) == 16


def test_a_file_with_another_ending_is_not_overlooked(folder: Path, evidence_ids: frozenset[str]) -> None:
    (folder / "duration.yaml").rename(folder / "duration.yml")
    assert "duration.yml:1:1: rule files end in .yaml; rename this one" in faults(folder, evidence_ids)


def test_a_huge_file_is_refused_unread(folder: Path, evidence_ids: frozenset[str]) -> None:
    (folder / "duration.yaml").write_text("# " + "x" * 1_000_000, encoding="utf-8")
    assert any("larger than 1,000,000 bytes" in fault for fault in faults(folder, evidence_ids))


def test_one_changed_letter_makes_another_version(folder: Path, evidence_ids: frozenset[str]) -> None:
    before = load_rules(folder, evidence_ids)
    spoil(folder, "duration.yaml", "Until progression", "until progression")
    after = load_rules(folder, evidence_ids)
    assert before.version != after.version
    assert after.version == content_version(folder)
    assert re.fullmatch(r"[0-9a-f]{16}", after.version)


def test_a_rule_set_keeps_the_words_of_all_its_files(folder: Path, evidence_ids: frozenset[str]) -> None:
    kept = load_rules(folder, evidence_ids).files
    assert set(kept) == {path.name for path in folder.glob("*.yaml")}
    assert all(kept[name] == (folder / name).read_text(encoding="utf-8") for name in kept)
