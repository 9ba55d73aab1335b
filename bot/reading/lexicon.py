"""The words the reader knows, as plain data: what the YAML files in `lexicon/` say, ready to be searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.reading.phrases import PhraseBook


@dataclass(frozen=True)
class Measure:
    """A fact that is a number: how a number without a unit is treated, and which units name the fact alone.

    `bare` is "assume", "ask" or "none"; `bare_range` holds the plausible numbers by unit, both ends included.
    """

    fact: str
    bare: str
    bare_range: Mapping[str, tuple[Fraction, Fraction]]
    whole: frozenset[str]
    alone: frozenset[str]
    before: bool
    grade: bool
    also_said: Mapping[str, str]
    absent: int | None
    not_behind: frozenset[str]
    not_before: frozenset[str]
    volume: frozenset[str]
    fluids: frozenset[str]


@dataclass(frozen=True)
class Finding:
    """A yes/no fact: which fact it stands for now and in the past, and what to do where words leave it open."""

    name: str
    now: str
    past: str
    bare_asks: bool
    suspected_counts: bool
    suspected_opens: bool
    planned: str
    needs_on: bool
    denied_now_only: bool
    denied_no_is_yes: bool
    past_with: str
    settled_by: str
    within: int | None
    ask_within: int
    ask: str

    @property
    def about(self) -> str:
        """The fact that words not taken are reported under: the past one where past and now differ."""
        return self.now if self.past in ("drop", "ask") else self.past


@dataclass(frozen=True)
class Drug:
    """A drug: the fact that is true once it is named as prior therapy, and the fact its name bears on."""

    name: str
    prior: str
    about: str


@dataclass(frozen=True)
class Numbers:
    """How numbers are said: the width of "about", number words, and unit spellings (lower case, no blanks)."""

    approximate_share: Fraction
    words: Mapping[str, int]
    units: Mapping[str, str]
    short_units: frozenset[str]
    abbreviations: frozenset[str]


@dataclass(frozen=True)
class Answers:
    """Bare replies: whole replies by meaning, words that restrict a list, and words for one question alone."""

    replies: Mapping[str, tuple[tuple[str, ...], ...]]
    only: tuple[tuple[str, ...], ...]
    rest_no: tuple[tuple[str, ...], ...]
    besides: tuple[tuple[str, ...], ...]
    weakening: frozenset[str]
    filler: tuple[tuple[str, ...], ...]
    when_asked: Mapping[str, Mapping[tuple[str, ...], str]]
    no_to_number: Mapping[str, str]
    behind_number: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Soon:
    """Single words that say treatment is about to begin: of starting, of when, and those that may stand by them."""

    start: frozenset[str]
    when: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True)
class Spelling:
    """When a word counts as a misspelling, and the words worth correcting to.

    `known` holds every word of the lexicon, `clinical` those that name something about a patient.
    """

    drug_score: float
    word_score: float
    shortest: int
    never: frozenset[str]
    drugs: Mapping[str, str]
    words: tuple[str, ...]
    known: frozenset[str]
    clinical: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """Everything the reader knows about words. Immutable; loaded once per process."""

    book: PhraseBook
    asking: PhraseBook
    measures: Mapping[str, Measure]
    findings: Mapping[str, Finding]
    drugs: Mapping[str, Drug]
    regimens: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]
    drug_findings: frozenset[str]
    numbers: Numbers
    answers: Answers
    soon: Soon
    courtesies: Mapping[str, frozenset[tuple[str, ...]]]
    spelling: Spelling
    commands: Mapping[tuple[str, ...], str]
    topics: tuple[str, ...]
    identifiers: Mapping[str, tuple[str, ...]]
