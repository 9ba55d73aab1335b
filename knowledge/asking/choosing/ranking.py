"""How well a finding answers a clause: what it is about counts for it, what it says beside that against it.

All weights are hundredths in whole numbers, so that the same question always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.asking.indexed.index import Index
from knowledge.asking.language.kidneys import DIALYSIS
from knowledge.asking.language.words import ABOVE, BELOW, stem
from knowledge.asking.questions.clauses import Clause

# What a place tells: a finding is about its endpoint and whom it names, its statement may mention anything.
PLACE_WEIGHT = {"endpoint": 400, "about": 400, "study": 400, "population": 400, "arm": 300, "statement": 100}
# A finding on a narrower term than the one asked, and each narrower term beside it.
NARROWER = 200
NARROWER_TAG = 20
# What a finding says that was not asked; a special population may be that of the whole study, where one is named.
EXTRA_WEIGHT = {"endpoint": 60, "population": 300, "arm": 30}
EXTRA_IN_STUDY = {**EXTRA_WEIGHT, "population": 160}
UNNAMED_WORD = 25
TELLING_WORD = 110
SETTING_WEIGHT = {"setting": 50, "hint": 200, "the-review": 200, "dexamethasone": 120}
CLAIMED = 150
FIGURE, COMPARED = 150, 50
UNPRINTED, UNOPENED = 200, 300
SIDES = frozenset(stem(word) for word in BELOW | ABOVE)


@dataclass(frozen=True)
class Wanted:
    """What a clause asks for, ready for ranking: term ids, those that only help, number sets, and framing stems.

    `granted` are terms that count neither for nor against a finding: what a clearance asked for in figures is called.
    """

    asked: frozenset[str]
    helping: frozenset[str]
    claimed: tuple[int, ...]
    spoken: frozenset[str]
    granted: frozenset[str] = frozenset()


def wanted_by(index: Index, clause: Clause) -> Wanted:
    """What a clause asks for."""
    stems = clause.stems
    # "Above 30" is on every band above it, not more on that which is printed with "above".
    sides = SIDES if clause.clearances else frozenset()
    covered = {at for m in index.lexicon.matches(stems) if m.term.kind != "framing" for at in range(m.start, m.end)}
    return Wanted(
        frozenset(term.id for term in clause.terms),
        frozenset(term.id for term in (*clause.settings, *clause.hints)),
        tuple(index.words.get(number, 0) for number in clause.claimed),
        # A word that only frames the question, but stands in an endpoint, tells it from its neighbours.
        frozenset(one for at, one in enumerate(stems) if at not in covered and one not in sides),
        _granted(index, clause),
    )


def score(index: Index, at: int, wanted: Wanted) -> int:
    """The score of the finding at a position, in hundredths; higher answers better."""
    tags = index.tags[at]
    total = sum(_worth(index, tags, term) for term in wanted.asked) - extra(index, at, wanted.asked, wanted.granted)
    total += sum(_help(index, term) for term in wanted.helping if term in tags)
    total += sum(CLAIMED for bits in wanted.claimed if bits >> at & 1)
    total += TELLING_WORD * sum(index.telling.get(one, 0) >> at & 1 for one in wanted.spoken)
    total -= UNNAMED_WORD * index.unnamed[at]
    total += FIGURE * (index.figures >> at & 1) + COMPARED * (index.compared >> at & 1)
    return total - UNPRINTED * (index.unprinted >> at & 1) - UNOPENED * (not index.opened >> at & 1)


def _help(index: Index, term: str) -> int:
    return SETTING_WEIGHT.get(term, SETTING_WEIGHT.get(index.lexicon.terms[term].kind, 0))


def _worth(index: Index, tags: Mapping[str, str], term: str) -> int:
    if term in tags:
        return PLACE_WEIGHT[tags[term]]
    places = [PLACE_WEIGHT[place] for own, place in tags.items() if term in index.lexicon.wider[own]]
    return max(places, default=0) - NARROWER


def extra(index: Index, at: int, asked: frozenset[str], granted: frozenset[str] = frozenset()) -> int:
    """How much a finding says that was not asked: other endpoints, a special population.

    Where the study is named a special population counts less, since it may be that of the whole study.
    """
    wanted = index.lexicon.closure(asked) | granted
    in_study = any(index.lexicon.terms[term].kind == "study" for term in asked)
    weights = EXTRA_IN_STUDY if in_study else EXTRA_WEIGHT
    total = 0
    for term, place in index.tags[at].items():
        kind = index.lexicon.terms[term].kind
        if place == "statement" or kind in ("setting", "treatment") or term in wanted:
            continue
        if asked & index.lexicon.wider[term]:
            total += NARROWER_TAG
        else:
            total += weights.get("population" if kind == "population" else place, 0)
    return total


def _granted(index: Index, clause: Clause) -> frozenset[str]:
    """The terms of the kidneys, where a clearance in figures or dialysis is asked for."""
    of_kidneys = clause.clearances or any(term.id in DIALYSIS for term in clause.terms)
    return index.kidneys if of_kidneys else frozenset()
