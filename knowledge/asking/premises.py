"""What a question wrongly takes for granted: known false premises, told from its terms and words."""

from __future__ import annotations

from functools import lru_cache

from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import stems_of
from knowledge.asking.questions.clauses import Understood
from knowledge.records import Premise


def taken_for_granted(index: Index, understood: Understood) -> Premise | None:
    """The first known premise that a question takes for granted, if any."""
    words = tuple(word for clause in understood.clauses for word in clause.stems)
    inside = {at for match in index.lexicon.matches(words) for at in range(match.start + 1, match.end)}
    cues = frozenset(word for at, word in enumerate(words) if at not in inside)
    named = index.lexicon.closure(index.lexicon.all_matches(words))
    fitting = (
        one
        for one in index.premises
        if all(_has(group, named, words, cues) for group in one.when) and not _has(one.unless, named, words, cues)
    )
    return next((one for one in fitting if _is_on_what_is_compared(index, understood, one)), None)


def _is_on_what_is_compared(index: Index, understood: Understood, premise: Premise) -> bool:
    """Whether the findings of a premise are on every study a question compares: of another they deny nothing."""
    compared = [clause for clause in understood.clauses if "study" in clause.alternatives]
    studies = {term.instead or term.id for clause in compared for term in clause.terms if term.kind == "study"}
    return all(index.mentions.get(study, 0) & index.denying.get(premise.id, 0) for study in studies)


def _has(group: tuple[str, ...], named: frozenset[str], words: tuple[str, ...], cues: frozenset[str]) -> bool:
    """Whether a question has one of the group; a single word inside a longer term is no cue: two years or more."""
    single, longer = _phrases(group)
    return not named.isdisjoint(group) or not cues.isdisjoint(single) or any(_holds(words, phrase) for phrase in longer)


@lru_cache(maxsize=5_000)
def _phrases(group: tuple[str, ...]) -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    """The stems of the phrases of one word, and those of the longer ones."""
    phrases = [stems_of(text) for text in group]
    single = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    return single, tuple(phrase for phrase in phrases if len(phrase) > 1)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    if phrase[0] not in words:
        return False
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))
