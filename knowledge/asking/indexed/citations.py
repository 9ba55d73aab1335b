"""Papers a question names: by their number among the references of the review, or by first author and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.asking.language.words import words_of

NAMES_A_NUMBER = frozenset("ref refs reference references citation citations".split())
PASSED_OVER = frozenset("number numbers no nr and or of paper papers et al in from the".split())
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True)
class Paper:
    """One paper: its number among the references, if it has one, its year, and the findings resting on it as bits."""

    number: int | None
    year: int | None
    findings: int


@dataclass(frozen=True)
class Papers:
    """The papers by their number among the references, and by the surname of their first author."""

    numbered: Mapping[int, Paper]
    authored: Mapping[tuple[str, ...], tuple[Paper, ...]]

    def names(self) -> frozenset[str]:
        """Every word of a first author's surname."""
        return frozenset(word for name in self.authored for word in name)


@dataclass(frozen=True)
class Cited:
    """The papers a question names, and where the words and numbers naming them stand."""

    papers: tuple[Paper, ...] = ()
    places: frozenset[int] = frozenset()


def surname(author: str) -> tuple[str, ...]:
    """The words of a surname: of "San-Miguel JF" san and miguel."""
    return words_of(" ".join(author.split()[:-1]) or author)


def papers_of(known: Iterable[tuple[int | None, int | None, str, int]]) -> Papers:
    """The papers from number, year, first author and findings of each."""
    numbered: dict[int, Paper] = {}
    authored: dict[tuple[str, ...], list[Paper]] = {}
    for number, year, author, findings in known:
        paper = Paper(number, year, findings)
        if number is not None:
            numbered[number] = paper
        if author:
            authored.setdefault(surname(author), []).append(paper)
    return Papers(numbered, {name: tuple(found) for name, found in authored.items()})


def cited_in(papers: Papers, words: Sequence[str], taken: frozenset[int]) -> Cited:
    """The papers the words name; `taken` are the places terms already cover. A year narrows an author's papers."""
    found: dict[Paper, None] = {}
    places: set[int] = set()
    for at, word in enumerate(words):
        if word in NAMES_A_NUMBER:
            numbers = _numbers_after(words, at)
            known = [papers.numbered.get(int(words[one]), Paper(int(words[one]), None, 0)) for one in numbers]
            found.update(dict.fromkeys(known))
            places |= {at, *numbers} if known else set()
        elif at not in taken and (length := _author_at(papers, words, at)):
            year = next((one for one in range(at + length, at + length + 3) if _is_year(words, one)), None)
            own = papers.authored[tuple(words[at : at + length])]
            found.update(dict.fromkeys(paper for paper in own if year is None or paper.year == int(words[year])))
            places |= {*range(at, at + length), *([year] if year is not None else [])}
            places |= {one for one in range(at + length, at + length + 2) if words[one : one + 1] in (("et",), ("al",))}
    return Cited(tuple(found), frozenset(places))


def _numbers_after(words: Sequence[str], at: int) -> list[int]:
    found = []
    for place in range(at + 1, len(words)):
        if words[place].isdigit():
            found.append(place)
        elif words[place] not in PASSED_OVER:
            break
    return found


def _author_at(papers: Papers, words: Sequence[str], at: int) -> int:
    """How many words of an author's surname begin here; none where no surname does."""
    for length in (2, 1):
        if tuple(words[at : at + length]) in papers.authored:
            return length
    return 0


def _is_year(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].isdigit() and FIRST_YEAR < int(words[at]) < LAST_YEAR
