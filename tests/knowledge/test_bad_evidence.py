"""Bad evidence files: each fault is told with its file, line and column, all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.building import build
from knowledge.faults import EvidenceFault
from tests.knowledge.small_evidence import SmallEvidence

POOLED = "findings/pooled.yaml"

ONE_FAULT = [
    # file, what stands there, what is written instead, the fault
    (POOLED, "    study: trials\n", "", f"{POOLED}:3:5: finding pooled-orr: study is missing"),
    (
        POOLED,
        "    caveats:",
        "    caveat:",
        f"{POOLED}:16:5: finding pooled-orr: the field caveat is not known; did you mean caveats?",
    ),
    (
        POOLED,
        "value: 61\n",
        "value: true\n",
        f"{POOLED}:8:12: finding pooled-orr: value must be a number or the printed text, not True",
    ),
    (
        POOLED,
        "value: 61\n",
        "value: .nan\n",
        f"{POOLED}:8:12: finding pooled-orr: value must be a number or the printed text, not nan",
    ),
    (POOLED, "value: 61\n", "value:\n", f"{POOLED}:8:5: finding pooled-orr: value has no value"),
    (
        POOLED,
        "value: 61\n",
        "value: 60.6\n",
        f"{POOLED}:8:12: finding pooled-orr: the statement does not say the value 60.6",
    ),
    (
        POOLED,
        "comparator_value: 22",
        "comparator_value: 31",
        f"{POOLED}:11:23: finding pooled-orr: the statement does not say the comparator_value 31",
    ),
    (
        POOLED,
        "    comparator_arm: placebo + dexamethasone\n",
        "",
        f"{POOLED}:10:23: finding pooled-orr: comparator_value needs a comparator_arm",
    ),
    (
        POOLED,
        "unit: '%'",
        "unit: 5",
        f"{POOLED}:9:11: finding pooled-orr: unit must be text, not 5; put it in quotes",
    ),
    (
        POOLED,
        "references: [23]",
        "references: 23",
        f"{POOLED}:13:17: finding pooled-orr: references must be a list",
    ),
    (
        POOLED,
        "references: [23]",
        "references: [23, '23']",
        f"{POOLED}:13:22: finding pooled-orr: references must be a whole number of at least 1, not '23'",
    ),
    (
        POOLED,
        "references: [23]",
        "references: [23, 57]",
        f"{POOLED}:13:22: finding pooled-orr: there is no reference 57",
    ),
    (
        POOLED,
        "references: [23]",
        "references: [23, 23]",
        f"{POOLED}:13:22: finding pooled-orr: references names 23 twice",
    ),
    (
        POOLED,
        "source: alegre-2012",
        "source: allegre-2012",
        f"{POOLED}:14:13: finding pooled-orr: there is no source allegre-2012; did you mean alegre-2012?",
    ),
    (
        POOLED,
        "source_status: seed",
        "source_status: proven",
        f"{POOLED}:15:20: finding pooled-orr: source_status must be one of "
        "verified, secondary, seed, derived, unverified",
    ),
    (
        POOLED,
        "source_status: verified",
        "source_status: derived",
        f"{POOLED}:19:5: finding label-floor: a derived finding names the findings it is derived from in derived_from",
    ),
    (
        POOLED,
        "id: label-floor",
        "id: pooled-orr",
        f"{POOLED}:19:9: finding pooled-orr: this name is taken already, in {POOLED}",
    ),
    (
        POOLED,
        "id: label-floor",
        "id: Label floor",
        f"{POOLED}:19:9: finding Label floor: id must be lower-case words joined by hyphens",
    ),
    (
        POOLED,
        "source: us-label",
        "source: us-label-not-opened",
        f"{POOLED}:28:20: finding label-floor: cannot be verified: nobody has opened its source",
    ),
    (
        POOLED,
        "subject: pooled results",
        "subjects: pooled results",
        f"{POOLED}:1:1: the name subjects is not known here; use findings",
    ),
    (
        "caveats.yaml",
        "findings: [pooled-orr]",
        "findings: [pooled-or]",
        "caveats.yaml:4:16: caveat rounded: there is no finding pooled-or; did you mean pooled-orr?",
    ),
    (
        "caveats.yaml",
        "    findings: [pooled-orr]\n    references: [23]\n",
        "",
        "caveats.yaml:2:5: caveat rounded: belongs to nothing: name its findings or references",
    ),
    (
        "sources.yaml",
        "    stands: updates\n",
        "",
        "sources.yaml:6:5: source us-label: stands is missing: how does this source stand to the review?",
    ),
    (
        "sources.yaml",
        "read: 2026-11-22",
        "read: last week",
        "sources.yaml:10:11: source us-label: read must be a day such as 2026-11-22, not 'last week'",
    ),
    (
        "sources.yaml",
        "edition: May 2022",
        "edition: ''",
        "sources.yaml:9:14: source us-label: edition must not be empty or begin or end with a blank",
    ),
    (
        "references.yaml",
        "    kind: paper",
        "    kind: rumour",
        "references.yaml:3:11: reference 23: kind must be one of paper, abstract, label, web_page",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "fault"), ONE_FAULT, ids=[case[3] for case in ONE_FAULT])
def test_a_fault_is_told_with_its_place(evidence: SmallEvidence, file: str, old: str, new: str, fault: str) -> None:
    evidence.spoil(file, old, new)
    assert evidence.faults() == [fault]


def test_a_name_given_twice_in_one_finding_is_refused(evidence: SmallEvidence) -> None:
    evidence.spoil(POOLED, "    unit: '%'\n", "    unit: '%'\n    value: 62\n")
    (fault,) = evidence.faults()
    assert fault.startswith(f"{POOLED}:10:5: this is not readable YAML: found duplicate key")


def test_yaml_that_cannot_be_read_is_told_without_false_alarms_about_what_it_held(
    evidence: SmallEvidence,
) -> None:
    evidence.spoil("sources.yaml", "    kind: review", "    kind: 'review")
    (fault,) = evidence.faults()
    assert fault.startswith("sources.yaml:")
    assert "not readable YAML" in fault


def test_an_unverified_finding_says_that_nobody_opened_its_source_and_carries_no_figure(
    evidence: SmallEvidence,
) -> None:
    evidence.spoil(
        POOLED,
        "source: us-label\n    source_status: verified",
        "source: us-label-not-opened\n    source_status: unverified",
    )
    assert evidence.faults() == [
        f"{POOLED}:20:16: finding label-floor: an unverified statement begins with "
        '"Nobody has opened the source of this"',
        f"{POOLED}:24:12: finding label-floor: an unverified finding carries no figure: write the value in words",
    ]


def test_a_finding_is_not_derived_from_itself(evidence: SmallEvidence) -> None:
    evidence.add(POOLED, "    derived_from: [label-floor]\n")
    itself = "finding label-floor: derived_from names the finding itself"
    assert evidence.faults() == [f"{POOLED}:29:20: {itself}"]


def test_a_name_taken_in_another_file_is_told_with_that_file(evidence: SmallEvidence) -> None:
    again = (evidence.folder / POOLED).read_text(encoding="utf-8")
    evidence.add("findings/more.yaml", again.replace("pooled-orr", "other-orr"))
    assert evidence.faults() == [
        f"{POOLED}:19:9: finding label-floor: this name is taken already, in findings/more.yaml"
    ]


def test_a_file_nothing_reads_is_refused(evidence: SmallEvidence) -> None:
    evidence.add("findings.yaml", "findings: []\n")
    (fault,) = evidence.faults()
    assert fault.startswith("findings.yaml:1:1: nothing reads this file")


def test_a_missing_file_is_told(evidence: SmallEvidence) -> None:
    (evidence.folder / "caveats.yaml").unlink()
    assert evidence.faults() == ["caveats.yaml:1:1: this file is missing: every knowledge base needs it"]


@pytest.mark.parametrize("content", ["", "findings: 5\n", "- one\n", "findings: {}\n"])
def test_a_file_without_its_list_is_told(evidence: SmallEvidence, content: str) -> None:
    (evidence.folder / POOLED).write_text(content, encoding="utf-8")
    (fault,) = evidence.faults()
    assert fault.endswith("this file must hold a list under the name findings")


def test_every_fault_of_every_file_is_told_at_once(evidence: SmallEvidence) -> None:
    evidence.spoil("sources.yaml", "read: 2026-11-22", "read: soon")
    evidence.spoil("references.yaml", "    title: Long-term follow-up\n", "")
    evidence.spoil("caveats.yaml", "references: [23]", "references: [24]")
    evidence.spoil(POOLED, "value: 61\n", "value: 62\n")
    evidence.spoil(POOLED, "id: label-floor", "id: pooled-orr")
    assert [fault.split(" ")[0] for fault in evidence.faults()] == [
        "caveats.yaml:5:18:",
        f"{POOLED}:8:12:",
        f"{POOLED}:19:9:",
        "references.yaml:2:5:",
        "sources.yaml:10:11:",
    ]


def test_a_failed_build_leaves_the_old_knowledge_base_and_no_litter(evidence: SmallEvidence) -> None:
    build(evidence.folder, evidence.database)
    before = evidence.database.read_bytes()
    evidence.spoil(POOLED, "value: 61\n", "value: 62\n")
    with pytest.raises(EvidenceFault, match="The knowledge base was not built: 1 fault"):
        build(evidence.folder, evidence.database)
    assert evidence.database.read_bytes() == before
    assert sorted(path.name for path in evidence.database.parent.iterdir()) == ["evidence", "knowledge.db"]


def test_an_empty_folder_is_no_evidence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceFault, match=r"sources\.yaml:1:1: this file is missing"):
        build(tmp_path, tmp_path / "knowledge.db")
    assert list(tmp_path.iterdir()) == []


NEW_KINDS = [
    # file, lines added, the fault
    (
        POOLED,
        "    table: 3\n",
        f"{POOLED}:19:5: finding label-floor: table, row and column stand together or not at all",
    ),
    (
        POOLED,
        "    corrected: 2.5\n",
        f"{POOLED}:29:16: finding label-floor: corrected repeats the printed value",
    ),
    (
        POOLED,
        "    cited: explicit\n",
        f"{POOLED}:19:5: finding label-floor: cited stands on every finding of the review (source_status seed),"
        " and on no other",
    ),
    (
        POOLED,
        "    about: [respons]\n",
        f"{POOLED}:29:13: finding label-floor: there is no term respons; did you mean response?",
    ),
    (
        "relations.yaml",
        "  - id: one\n    kind: not_comparable\n    findings: [pooled-orr]\n    text: Alone.\n",
        "relations.yaml:2:5: relation one: what is not comparable is a list of at least two findings, without others",
    ),
    (
        "relations.yaml",
        "  - id: one\n    kind: updates\n    findings: [label-floor]\n    text: What?\n",
        "relations.yaml:2:5: relation one: needs findings, the newer, and others, the older they speak to",
    ),
    (
        "relations.yaml",
        "  - id: one\n    kind: updates\n    findings: [label-floor]\n    others: [label-floor]\n    text: Itself.\n",
        "relations.yaml:5:13: relation one: label-floor stands on both sides",
    ),
    (
        "terms.yaml",
        "  - id: survival\n    kind: endpoint\n    name: survival\n    within: [outcome]\n",
        "terms.yaml:13:14: term survival: there is no term outcome",
    ),
    (
        "premises.yaml",
        "  - id: empty\n    assumes: that\n    when: []\n    findings: [pooled-orr]\n",
        "premises.yaml:10:11: premise empty: when is a list of groups, each with at least one term or phrase",
    ),
]


WORDED = "wordings/pooled.yaml"
ONE_WORDING = "wordings:\n  - id: pooled-orr\n    asks: [how many responded]\n"
BAD_WORDINGS = [
    (
        "wordings:\n  - id: pooled-rr\n    asks: [how many responded]\n",
        f"{WORDED}:2:9: wording pooled-rr: there is no finding pooled-rr; did you mean pooled-orr?",
    ),
    (
        f"{ONE_WORDING}    wrongly:\n      - assumes: that none did\n        ask: [why did none]\n",
        f"{WORDED}:6:14: wording pooled-orr: wrongly ask is not known; known are assumes, asked",
    ),
    (f"{ONE_WORDING}    wrongly:\n", f"{WORDED}:4:5: wording pooled-orr: wrongly has no value: leave the field out"),
    (f"{ONE_WORDING}    wrongly: none\n", f"{WORDED}:4:14: wording pooled-orr: wrongly must be a list"),
    (
        f"{ONE_WORDING}    wrongly: [none]\n",
        f"{WORDED}:4:15: wording pooled-orr: wrongly must be a set of named fields",
    ),
]


@pytest.mark.parametrize(("lines", "fault"), BAD_WORDINGS, ids=[fault for _, fault in BAD_WORDINGS])
def test_a_fault_of_a_wording_is_told_with_its_place(evidence: SmallEvidence, lines: str, fault: str) -> None:
    (evidence.folder / "wordings").mkdir()
    evidence.add(WORDED, lines)
    assert evidence.faults() == [fault]


@pytest.mark.parametrize(("file", "lines", "fault"), NEW_KINDS, ids=[case[2] for case in NEW_KINDS])
def test_a_fault_between_entries_is_told_with_its_place(
    evidence: SmallEvidence, file: str, lines: str, fault: str
) -> None:
    if file == "relations.yaml":
        evidence.spoil(file, "relations: []", "relations:")
    evidence.add(file, lines)
    assert evidence.faults() == [fault]


def test_a_finding_of_the_review_says_how_it_is_cited(evidence: SmallEvidence) -> None:
    evidence.spoil(POOLED, "    cited: explicit\n", "    cited: missing\n")
    assert evidence.faults() == [f"{POOLED}:18:12: finding pooled-orr: cited says missing, yet references are named"]
