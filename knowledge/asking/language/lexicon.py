"""The terms of the evidence and the forms they are typed in: which terms a run of words names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.asking.language.words import stems_of, words_of
from knowledge.records import Term


@dataclass(frozen=True)
class Match:
    """One term found in a run of words: the words from `start` up to `end` name it."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """All terms; by first stem the forms beginning with it, longest first; and the words of the forms as written."""

    terms: Mapping[str, Term]
    forms: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    wider: Mapping[str, frozenset[str]]
    spoken: frozenset[str]

    @property
    def labels(self) -> frozenset[str]:
        """The terms that countries stand for."""
        return frozenset(term.instead for term in self.terms.values() if term.instead)

    def matches(self, words: Sequence[str]) -> tuple[Match, ...]:
        """The terms named by the stems of the words, left to right, the longest form first, no word used twice."""
        found: list[Match] = []
        at = 0
        while at < len(words):
            match = self._longest(words, at)
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return tuple(found)

    def all_matches(self, words: Sequence[str]) -> frozenset[str]:
        """The ids of every term named anywhere in the words, forms inside other forms too."""
        return frozenset(
            term
            for at, word in enumerate(words)
            for form, term in self.forms.get(word, ())
            if tuple(words[at : at + len(form)]) == form
        )

    def closure(self, terms: Iterable[str]) -> frozenset[str]:
        """The terms with every wider term they belong to."""
        return frozenset(wide for term in terms for wide in self.wider[term])

    def _longest(self, words: Sequence[str], at: int) -> Match | None:
        for form, term in self.forms.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                return Match(self.terms[term], at, at + len(form))
        return None


def lexicon_of(terms: Iterable[Term]) -> Lexicon:
    """The lexicon of these terms; the name of a term is one of its forms, but for what only frames a question."""
    known = {term.id: term for term in terms}
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    spoken: set[str] = set()
    for term in known.values():
        written = term.forms if term.kind == "framing" else (term.name, *term.forms)
        spoken.update(word for text in written for word in words_of(text))
        for form in dict.fromkeys(stems_of(text) for text in written):
            forms.setdefault(form[0], []).append((form, term.id))
    ordered = {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in forms.items()}
    return Lexicon(known, ordered, {term: _wider(known, term) for term in known}, frozenset(spoken))


def _wider(terms: Mapping[str, Term], term: str) -> frozenset[str]:
    found, waiting = {term}, [term]
    while waiting:
        fresh = [wide for wide in terms[waiting.pop()].within if wide not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)
