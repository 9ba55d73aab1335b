"""Reading the index of an open knowledge base from its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.asking.indexed import stored
from knowledge.asking.indexed.bits import set_of, sets_by
from knowledge.asking.indexed.index import REQUIRED, Index
from knowledge.asking.indexed.measured import measured_in
from knowledge.asking.indexed.stored import Rows
from knowledge.asking.language.kidneys import kidneys
from knowledge.asking.language.lexicon import Lexicon, lexicon_of
from knowledge.asking.language.spelt import UNITS
from knowledge.asking.language.words import stem, stems_of, words_of
from knowledge.records import NOT_PRINTED, NOT_REPORTED, Premise, Term

TEXT = (
    'SELECT id, study, statement, population, endpoint, arm, "where", edition, source_status, value, comparator_value,'
    " unit, n FROM findings"
)
COMMON = frozenset(
    stem(word) for word in "and the with for from after that than per patients rate treatment dose".split()
)
FIGURE = re.compile(
    r"[-−]?(?:about |within |at least |at most |up to )?[<>≥≤]?\d"
    r"|(?:nearly |about |more than )?(?:half|a third|a quarter)\b"
)
MOST_UNNAMED = 2


def load_index(rows: Rows) -> Index:
    """Read the index from the tables of an open knowledge base."""
    lexicon, found = lexicon_of(stored.terms(rows)), rows(TEXT + " ORDER BY id")
    studies, places = tuple(row["study"] for row in found), {row["id"]: at for at, row in enumerate(found)}
    tags, written = stored.tags(rows, found), _texts(found, lexicon)
    words = sets_by(len(found), ((stem(word), at) for at, text in enumerate(written) for word in text))
    asked = stored.often_asked(rows)
    papers, premises = stored.papers(rows, places), stored.premises(rows)
    framing = frozenset(form for term in lexicon.terms.values() if term.kind == "framing" for form in term.forms)
    return Index(
        lexicon=lexicon,
        ids=tuple(places),
        about=sets_by(len(found), _terms_at(lexicon, tags, ("statement",))),
        mentions=sets_by(len(found), _terms_at(lexicon, tags, ())),
        beside=sets_by(len(found), _absent_at(lexicon, found)),
        words=words,
        tags=tuple(tags),
        measured=measured_in(found),
        kidneys=kidneys(lexicon),
        newer=stored.newer(rows, places, studies),
        telling=sets_by(len(found), _telling_words(found)),
        unnamed=tuple(_unnamed(lexicon, row["endpoint"]) for row in found),
        studies=studies,
        studied=sets_by(len(found), ((study, at) for at, study in enumerate(studies))),
        subsets=stored.subsets(rows, studies),
        opened=_where(found, lambda row: row["source_status"] != "unverified"),
        figures=_where(found, lambda row: bool(FIGURE.match(str(row["value"])))),
        compared=_where(found, lambda row: row["comparator_value"] is not None),
        unprinted=_where(found, lambda row: row["value"] in (NOT_REPORTED, NOT_PRINTED)),
        vocabulary=_stems(lexicon.spoken | asked | _of_premises(premises)) | _stems(papers.names()) | frozenset(words),
        lengths=_by_length(lexicon.spoken.union(*written)),
        framing=framing,
        framing_stems=frozenset(one for form in framing for one in stems_of(form)),
        term_words=frozenset(w for term in lexicon.terms.values() if term.kind in REQUIRED for w in _term_words(term)),
        ordinary=_stems(row["word"] for row in rows("SELECT word FROM ordinary_words")),
        premises=premises,
        denying=sets_by(len(found), ((one.id, places[finding]) for one in premises for finding in one.findings)),
        papers=papers,
        wordings=stored.wordings(rows, places, lexicon),
    )


def _of_premises(premises: Iterable[Premise]) -> frozenset[str]:
    return frozenset(word for one in premises for group in one.when for text in group for word in words_of(text))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


def _where(findings: Sequence[Mapping[str, Any]], holds: Callable[[Mapping[str, Any]], bool]) -> int:
    return set_of(len(findings), (at for at, row in enumerate(findings) if holds(row)))


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
        words = frozenset(words_of(text))
        # "The first four cycles" holds a 4.
        found.append(words | {str(UNITS[word]) for word in words & UNITS.keys()})
    return found


def _terms_at(lexicon: Lexicon, tags: Iterable[Mapping[str, str]], but: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for at, own in enumerate(tags):
        named = [term for term, place in own.items() if place not in but]
        yield from ((term, at) for term in lexicon.closure(named))


def _absent_at(lexicon: Lexicon, findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The terms nothing is held on that a statement names by the way: infections, among the risk factors for clots."""
    for at, row in enumerate(findings):
        named = lexicon.matches(stems_of(row["statement"]))
        yield from ((match.term.id, at) for match in named if match.term.kind == "absent")


def _by_length(words: Iterable[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        if len(word) > 2 and not word[0].isdigit():
            found.setdefault(len(word), []).append(word)
    return {size: tuple(own) for size, own in found.items()}
