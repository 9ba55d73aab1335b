"""What every finding is about, as sets of bits: which findings carry a term, a word, or hold at a clearance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.asking.lexicon import Lexicon
from knowledge.records import Premise


@dataclass(frozen=True)
class Index:
    """Bit sets over the findings, in the order of `ids`: bit 0 is the first.

    `about` has what a finding is about, wider terms included; `mentions` also what its statement names;
    `words` the stems of its text, `telling` those of its endpoint and arm. `tags` has each finding's own terms
    with the place they were found in; `bands` the creatinine clearance a finding holds at, as a test on mL/min;
    `subsets` for a study the findings on only some of its patients;
    `unnamed` how many words of its endpoint no term covers. `opened` are the findings whose source was opened,
    `figures` those with a figure, `compared` those with
    a second one beside it,
    `unprinted` those that say there is none. `lengths` has every known word as written, by its length.
    """

    lexicon: Lexicon
    ids: tuple[str, ...]
    about: Mapping[str, int]
    mentions: Mapping[str, int]
    words: Mapping[str, int]
    tags: tuple[Mapping[str, str], ...]
    bands: Mapping[int, Callable[[float], bool]]
    telling: Mapping[str, int]
    unnamed: tuple[int, ...]
    studies: tuple[str, ...]
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

    def by_length(self, length: int, apart: int) -> list[str]:
        """The known words of about this length, none shorter or longer by more than `apart`."""
        return [word for size in range(length - apart, length + apart + 1) for word in self.lengths.get(size, ())]

    def members(self, bits: int) -> Iterator[int]:
        """The positions of the bits that are set, first to last."""
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest
