"""What the tables of a knowledge base hold on questions: terms, premises, wordings, papers, and tags of findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.asking.indexed.bits import sets_by
from knowledge.asking.indexed.citations import Papers, papers_of
from knowledge.asking.indexed.wordings import Wordings, wording_of, wordings_of
from knowledge.asking.language.lexicon import Lexicon
from knowledge.asking.language.words import stems_of, words_of
from knowledge.records import Premise, Term

# A word in so many questions is spelt as it is meant.
OFTEN_ASKED = 4
Rows = Callable[..., list[dict[str, Any]]]


def tags(rows: Rows, findings: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The terms of each finding with the place each was found in."""
    tags: dict[str, dict[str, str]] = {row["id"]: {} for row in findings}
    for row in rows("SELECT finding, term, place FROM finding_terms"):
        tags[row["finding"]][row["term"]] = row["place"]
    return list(tags.values())


def subsets(rows: Rows, studies: Sequence[str]) -> Mapping[str, int]:
    """For a study the findings on only some of its patients."""
    parts = rows("SELECT study, whole FROM study_parts WHERE subset = 1")
    found = ((part["whole"], at) for part in parts for at, study in enumerate(studies) if study == part["study"])
    return sets_by(len(studies), found)


def terms(rows: Rows) -> list[Term]:
    """Every term with its forms and the wider terms it belongs to."""
    forms: dict[str, list[str]] = {}
    wider: dict[str, list[str]] = {}
    for row in rows("SELECT term, form FROM term_forms ORDER BY rowid"):
        forms.setdefault(row["term"], []).append(row["form"])
    for row in rows("SELECT term, wider FROM term_within ORDER BY rowid"):
        wider.setdefault(row["term"], []).append(row["wider"])
    return [
        Term(
            row["id"],
            row["kind"],
            row["name"],
            tuple(forms.get(row["id"], ())),
            tuple(wider.get(row["id"], ())),
            row["instead"],
        )
        for row in rows("SELECT id, kind, name, instead FROM terms ORDER BY rowid")
    ]


def premises(rows: Rows) -> tuple[Premise, ...]:
    """Every premise with the findings against it."""
    findings: dict[str, list[str]] = {}
    for row in rows("SELECT premise, finding FROM premise_findings ORDER BY rowid"):
        findings.setdefault(row["premise"], []).append(row["finding"])
    found = []
    for row in rows('SELECT id, assumes, "when", "unless" FROM premises ORDER BY id'):
        when = tuple(tuple(group) for group in json.loads(row["when"]))
        unless = tuple(json.loads(row["unless"]))
        found.append(Premise(row["id"], row["assumes"], when, tuple(findings[row["id"]]), unless))
    return tuple(found)


def newer(rows: Rows, places: Mapping[str, int], studies: Sequence[str]) -> Mapping[int, int]:
    """What updates or contradicts each finding in its own study: a later edition of the same label."""
    found = rows("SELECT finding, other FROM relations WHERE kind IN ('updates', 'contradicts')")
    pairs = ((places[row["other"]], places[row["finding"]]) for row in found)
    return sets_by(len(places), ((old, new) for old, new in pairs if studies[old] == studies[new]))


def papers(rows: Rows, places: Mapping[str, int]) -> Papers:
    """The references of the review, and the later sources that are none of them."""
    resting = _by_paper(rows("SELECT finding, reference AS paper FROM finding_references"), places)
    reporting = _by_paper(rows("SELECT id AS finding, source AS paper FROM findings"), places)
    references = rows('SELECT number, year, authors FROM "references" ORDER BY number')
    sources = rows("SELECT id, year, authors FROM sources WHERE reference IS NULL ORDER BY id")
    return papers_of(
        [(row["number"], row["year"], _first(row), resting.get(row["number"], 0)) for row in references]
        + [(None, row["year"], _first(row), reporting.get(row["id"], 0)) for row in sources]
    )


def _by_paper(found: Iterable[Mapping[str, Any]], places: Mapping[str, int]) -> Mapping[Any, int]:
    return sets_by(len(places), ((row["paper"], places[row["finding"]]) for row in found))


def wordings(rows: Rows, places: Mapping[str, int], lexicon: Lexicon) -> Wordings:
    """The wordings of every finding."""
    found = rows("SELECT finding, text, assumes FROM wordings ORDER BY rowid")
    return wordings_of(
        (wording_of(lexicon, places[row["finding"]], row["assumes"] or "", stems_of(row["text"])) for row in found),
        len(places),
    )


def often_asked(rows: Rows) -> frozenset[str]:
    """The words that several questions of residents are put in: no slips of the pen."""
    counted = Counter(word for row in rows("SELECT text FROM wordings") for word in set(words_of(row["text"])))
    return frozenset(word for word, times in counted.items() if times >= OFTEN_ASKED)


def _first(row: Mapping[str, Any]) -> str:
    """The first author of a paper, or nothing."""
    return str(next(iter(json.loads(row["authors"] or "[]")), ""))
