"""Reading the index of an open knowledge base from its tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.asking.bounds import Figures
from knowledge.asking.citations import Papers, papers_of
from knowledge.asking.clearance import band_of
from knowledge.asking.index import REQUIRED, Index
from knowledge.asking.lexicon import Lexicon, lexicon_of
from knowledge.asking.wordings import Wordings, wording_of, wordings_of
from knowledge.asking.words import stem, stems_of, words_of
from knowledge.records import NOT_PRINTED, NOT_REPORTED, Premise, Term

Rows = Callable[..., list[dict[str, Any]]]
TEXT = (
    'SELECT id, study, statement, population, endpoint, arm, "where", edition, source_status, value, comparator_value,'
    " unit, n FROM findings"
)
COMMON = frozenset(
    stem(word) for word in "and the with for from after that than per patients rate treatment dose".split()
)
FIGURE = re.compile(r"(?:about )?[<>≥≤]?\d|(?:nearly |more than )?(?:half|a third|a quarter)\b")
MOST_UNNAMED = 2
# A word that so many findings are asked for with narrows no question.
SPOKEN_OF = 4


def load_index(rows: Rows) -> Index:
    """Read the index from the tables of an open knowledge base."""
    lexicon = lexicon_of(_terms(rows))
    findings = rows(TEXT + " ORDER BY id")
    tags, written = _tags(rows, findings), _texts(findings, lexicon)
    words = _bits(len(findings), ((stem(word), at) for at, text in enumerate(written) for word in text))
    papers = _papers(rows, [row["id"] for row in findings])
    authors = frozenset(word for name in papers.authored for word in name)
    wordings = _wordings(rows, {row["id"]: at for at, row in enumerate(findings)}, lexicon)
    worded = _bits(len(findings), ((f, w.finding) for w in wordings.entries if not w.assumes for f in w.features))
    framing = frozenset(form for term in lexicon.terms.values() if term.kind == "framing" for form in term.forms)
    return Index(
        lexicon=lexicon,
        ids=tuple(row["id"] for row in findings),
        about=_bits(len(findings), _terms_at(lexicon, tags, ("statement",))),
        mentions=_bits(len(findings), _terms_at(lexicon, tags, ())),
        words=words,
        tags=tuple(tags),
        bands={at: band for at, row in enumerate(findings) if (band := band_of(row["population"]))},
        telling=_bits(len(findings), _telling_words(findings)),
        unnamed=tuple(_unnamed(lexicon, row["endpoint"]) for row in findings),
        studies=tuple(row["study"] for row in findings),
        studied=_bits(len(findings), ((row["study"], at) for at, row in enumerate(findings))),
        subsets=_subsets(rows, findings),
        opened=_where(findings, lambda row: row["source_status"] != "unverified"),
        figures=_where(findings, lambda row: bool(FIGURE.match(str(row["value"])))),
        compared=_where(findings, lambda row: row["comparator_value"] is not None),
        unprinted=_where(findings, lambda row: row["value"] in (NOT_REPORTED, NOT_PRINTED)),
        vocabulary=frozenset(stem(word) for word in lexicon.spoken | authors) | frozenset(words),
        lengths=_by_length(lexicon.spoken.union(*written)),
        framing=framing,
        framing_stems=frozenset(one for form in framing for one in stems_of(form)),
        term_words=frozenset(w for term in lexicon.terms.values() if term.kind in REQUIRED for w in _term_words(term)),
        ordinary=frozenset(stem(row["word"]) for row in rows("SELECT word FROM ordinary_words")),
        premises=_premises(rows),
        papers=papers,
        wordings=wordings,
        sizes=tuple(Figures(_numeric(row["value"]), row["unit"], row["n"]) for row in findings),
        worded=worded,
        spoken=frozenset(one for one, bits in worded.items() if bits.bit_count() >= SPOKEN_OF),
    )


def _tags(rows: Rows, findings: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The terms of each finding with the place each was found in."""
    tags: dict[str, dict[str, str]] = {row["id"]: {} for row in findings}
    for row in rows("SELECT finding, term, place FROM finding_terms"):
        tags[row["finding"]][row["term"]] = row["place"]
    return list(tags.values())


def _numeric(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _where(findings: Sequence[Mapping[str, Any]], holds: Callable[[Mapping[str, Any]], bool]) -> int:
    return _set_of(len(findings), (at for at, row in enumerate(findings) if holds(row)))


def _subsets(rows: Rows, findings: list[dict[str, Any]]) -> dict[str, int]:
    parts = rows("SELECT study, whole FROM study_parts WHERE subset = 1")
    return _bits(
        len(findings),
        ((part["whole"], at) for part in parts for at, row in enumerate(findings) if row["study"] == part["study"]),
    )


def _terms(rows: Rows) -> list[Term]:
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


def _premises(rows: Rows) -> tuple[Premise, ...]:
    findings: dict[str, list[str]] = {}
    for row in rows("SELECT premise, finding FROM premise_findings ORDER BY rowid"):
        findings.setdefault(row["premise"], []).append(row["finding"])
    found = []
    for row in rows('SELECT id, assumes, "when" FROM premises ORDER BY id'):
        when = tuple(tuple(group) for group in json.loads(row["when"]))
        found.append(Premise(row["id"], row["assumes"], when, tuple(findings[row["id"]])))
    return tuple(found)


def _papers(rows: Rows, ids: Sequence[str]) -> Papers:
    """The references of the review, and the later sources that are none of them."""
    places = {finding: 1 << at for at, finding in enumerate(ids)}
    resting: dict[int, int] = {}
    for row in rows("SELECT finding, reference FROM finding_references"):
        resting[row["reference"]] = resting.get(row["reference"], 0) | places[row["finding"]]
    reporting: dict[str, int] = {}
    for row in rows("SELECT id, source FROM findings"):
        reporting[row["source"]] = reporting.get(row["source"], 0) | places[row["id"]]
    references = rows('SELECT number, year, authors FROM "references" ORDER BY number')
    sources = rows("SELECT id, year, authors FROM sources WHERE reference IS NULL ORDER BY id")
    return papers_of(
        [(row["number"], row["year"], _first(row), resting.get(row["number"], 0)) for row in references]
        + [(None, row["year"], _first(row), reporting.get(row["id"], 0)) for row in sources]
    )


def _wordings(rows: Rows, places: Mapping[str, int], lexicon: Lexicon) -> Wordings:
    """The wordings of every finding."""
    found = rows("SELECT finding, text, assumes FROM wordings ORDER BY rowid")
    return wordings_of(
        wording_of(lexicon, places[row["finding"]], row["assumes"] or "", stems_of(row["text"])) for row in found
    )


def _first(row: Mapping[str, Any]) -> str:
    """The first author of a paper, or nothing."""
    return str(next(iter(json.loads(row["authors"] or "[]")), ""))


def _telling_words(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The words of each finding's endpoint and arm that set it apart from its neighbours."""
    for at, row in enumerate(findings):
        text = " ".join(filter(None, (row["endpoint"], row["arm"])))
        yield from ((one, at) for one in set(stems_of(text)) if len(one) > 2 and one not in COMMON)


def _term_words(term: Term) -> frozenset[str]:
    return frozenset(word for form in (term.name, *term.forms) for word in words_of(form))


def _unnamed(lexicon: Lexicon, endpoint: str) -> int:
    stems = stems_of(endpoint)
    covered = sum(match.end - match.start for match in lexicon.matches(stems))
    return min(len(stems) - covered, MOST_UNNAMED)


def _texts(findings: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> list[frozenset[str]]:
    """The words of each finding."""
    found = []
    for row in findings:
        parts = (row["statement"], row["population"], row["endpoint"], row["arm"], row["where"], row["edition"])
        text = " ".join(filter(None, (*parts, lexicon.terms[row["study"]].name)))
        found.append(frozenset(words_of(text)))
    return found


def _terms_at(lexicon: Lexicon, tags: Iterable[Mapping[str, str]], but: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for at, own in enumerate(tags):
        named = [term for term, place in own.items() if place not in but]
        yield from ((term, at) for term in lexicon.closure(named))


def _bits(size: int, found: Iterable[tuple[str, int]]) -> dict[str, int]:
    positions: dict[str, list[int]] = {}
    for name, at in found:
        positions.setdefault(name, []).append(at)
    return {name: _set_of(size, places) for name, places in positions.items()}


def _set_of(size: int, positions: Iterable[int]) -> int:
    bits = bytearray(size // 8 + 1)
    for at in positions:
        bits[at // 8] |= 1 << at % 8
    return int.from_bytes(bits, "little")


def _by_length(words: Iterable[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        if len(word) > 2 and not word[0].isdigit():
            found.setdefault(len(word), []).append(word)
    return {size: tuple(own) for size, own in found.items()}
