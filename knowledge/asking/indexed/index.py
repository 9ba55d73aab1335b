"""What every finding is about, as sets of bits: which findings carry a term, a word, or hold at a clearance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.asking.indexed.citations import Papers
from knowledge.asking.indexed.measured import Measured
from knowledge.asking.indexed.wordings import Wordings
from knowledge.asking.language.lexicon import Lexicon
from knowledge.records import Premise

# Kinds whose terms a finding must carry to answer; what nearly every finding shares only helps to rank.
REQUIRED = ("study", "endpoint", "hint", "population", "treatment")


@dataclass(frozen=True)
class Index:
    """Bit sets over the findings, in the order of `ids`: bit 0 is the first.

    `about` has what a finding is about, wider terms included; `mentions` also what its statement names, `beside` what
    it names of the terms that nothing is held on; `words` the stems of its text, `telling` those of its endpoint and
    arm. `tags` has each finding's own terms with the place they were found in; `measured` at which figures it holds;
    `kidneys` the terms that tell patients by them; `newer` what supersedes a finding in its own study; `unnamed` how
    many words of its endpoint no term covers; `studied` the findings of each study alone, `subsets` those on only
    some of its patients. `opened` are the findings whose source was opened, `figures` those with a figure, `compared`
    those with a second one beside it, `unprinted` those that say there is none; `denying` by premise those that say
    otherwise; `papers` what they rest on. `lengths` has every known word as written, by its length; the other words
    are stems, but for `framing` and `term_words`.
    """

    lexicon: Lexicon
    ids: tuple[str, ...]
    about: Mapping[str, int]
    mentions: Mapping[str, int]
    beside: Mapping[str, int]
    words: Mapping[str, int]
    tags: tuple[Mapping[str, str], ...]
    measured: Measured
    kidneys: frozenset[str]
    newer: Mapping[int, int]
    telling: Mapping[str, int]
    unnamed: tuple[int, ...]
    studies: tuple[str, ...]
    studied: Mapping[str, int]
    subsets: Mapping[str, int]
    opened: int
    figures: int
    compared: int
    unprinted: int
    vocabulary: frozenset[str]
    lengths: Mapping[int, tuple[str, ...]]
    framing: frozenset[str]
    framing_stems: frozenset[str]
    term_words: frozenset[str]
    ordinary: frozenset[str]
    premises: tuple[Premise, ...]
    denying: Mapping[str, int]
    papers: Papers
    wordings: Wordings

    def by_length(self, length: int, apart: int) -> list[str]:
        """The known words of about this length, none shorter or longer by more than `apart`."""
        return [word for size in range(length - apart, length + apart + 1) for word in self.lengths.get(size, ())]

    def first(self, bits: int, most: int) -> list[int]:
        """The positions of the bits that are set, first to last, at most `most` of them."""
        found: list[int] = []
        while bits and len(found) < most:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found
