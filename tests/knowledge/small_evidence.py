"""A small sound evidence folder, written line by line so that tests can say where a fault must be found."""

from __future__ import annotations

from pathlib import Path

from knowledge.building import build
from knowledge.faults import EvidenceFault

SOURCES = """\
sources:
  - id: alegre-2012
    kind: review
    title: Review
    source_status: seed
  - id: us-label
    kind: label
    title: US label
    edition: May 2022
    read: 2026-11-22
    source_status: verified
    stands: updates
  - id: us-label-not-opened
    kind: label
    title: US label
    source_status: unverified
    stands: beside
"""
REFERENCES = """\
references:
  - number: 23
    kind: paper
    authors: [Dimopoulos MA, Chen C]
    title: Long-term follow-up
    journal: Leukemia
    year: 2009
    volume: '23'
    pages: 2147-52
    cited_for: Pooled results.
    printed: Dimopoulos MA, Chen C. Long-term follow-up. Leukemia. 2009;23:2147-52.
"""
CAVEATS = """\
caveats:
  - id: rounded
    text: Rounded in the text.
    findings: [pooled-orr]
    references: [23]
"""
FINDINGS = """\
subject: pooled results
findings:
  - id: pooled-orr
    statement: 61% responded, against 22% without lenalidomide.
    study: trials
    population: relapsed myeloma
    endpoint: overall response rate (ORR)
    value: 61
    unit: '%'
    comparator_arm: placebo + dexamethasone
    comparator_value: 22
    where: Table 3, row Overall response
    references: [23]
    source: alegre-2012
    source_status: seed
    caveats:
      - The text rounds.
    cited: explicit
  - id: label-floor
    statement: The US label says not to dose below 2.5 mg.
    study: us-label-study
    population: myeloma
    endpoint: lowest dose
    value: 2.5
    unit: mg daily
    where: section 2
    source: us-label
    source_status: verified
"""


STUDIES = """\
studies:
  - id: trials
    name: MM-009 and MM-010
    kind: randomised_trials
    about: Two trials.
    forms: [the trials]
  - id: us-label-study
    name: US label
    kind: label
    about: The US label.
"""
TERMS = """\
terms:
  - id: response
    kind: endpoint
    name: overall response rate
    forms: [ORR, response]
  - id: dose-floor
    kind: endpoint
    name: lowest dose
    forms: [floor]
"""
RELATIONS = """\
relations: []
"""
PREMISES = """\
premises:
  - id: no-floor
    assumes: that there is no lowest dose
    when:
      - [dose-floor]
      - [no, without]
    findings: [pooled-orr]
"""
WORDS = """\
words:
  - id: e
    words: [enumerate]
"""


CHARTS = """\
charts:
  - id: response
    position: 1
    title: Response
    about: Both arms of the trials.
    unit: '%'
    bars:
      - label: Overall response
        series: treated
        finding: pooled-orr
        side: value
      - label: Overall response
        series: control
        finding: pooled-orr
        side: comparator
"""


class SmallEvidence:
    """The folder and its files; `spoil` changes one line, `faults` builds and tells what was said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "findings").mkdir(parents=True)
        for name, text in {
            "sources.yaml": SOURCES,
            "references.yaml": REFERENCES,
            "caveats.yaml": CAVEATS,
            "studies.yaml": STUDIES,
            "terms.yaml": TERMS,
            "relations.yaml": RELATIONS,
            "premises.yaml": PREMISES,
            "words.yaml": WORDS,
            "charts.yaml": CHARTS,
            "findings/pooled.yaml": FINDINGS,
        }.items():
            (folder / name).write_text(text, encoding="utf-8")

    @property
    def database(self) -> Path:
        """Where the database of this folder is built."""
        return self.folder.parent / "knowledge.db"

    def spoil(self, file: str, old: str, new: str) -> None:
        """Replace the one place `old` stands at in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand in {file} exactly once"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, file: str, lines: str) -> None:
        """Append lines to a file, which may be new."""
        with (self.folder / file).open("a", encoding="utf-8") as opened:
            opened.write(lines)

    def faults(self) -> list[str]:
        """What a build says is wrong, each with its place; fails the test when nothing is."""
        try:
            build(self.folder, self.database)
        except EvidenceFault as error:
            return [str(fault) for fault in error.faults]
        raise AssertionError("this evidence was built without a word")
