"""Which findings are asked for in words much like the question, and what such questions wrongly take for granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asking.index import Index, any_of
from knowledge.asking.understanding import Clause, Understood, renal_terms
from knowledge.asking.wordings import Wording, features_of
from knowledge.asking.words import stem
from knowledge.records import Term

# How alike a wording must be, from 0 to 1, to answer where nothing else does, and to be told in any case.
ALIKE, SURELY_ALIKE, WRONGLY_ALIKE = 0.5, 0.7, 0.5
SURELY_WRONG = 0.62
# Of fewer words and terms than this too much is alike.
FEWEST_FEATURES = 3
# Words that take something for granted, and how far a question with one may be from asking for it.
PRESUMING = frozenset("why since so because given explain right as".split())
ALMOST = 0.1
# How much of what makes a wording wrong the question must say too.
SHARE_OF_CUES = 0.5
# How far behind the best another finding may stay.
SHARE_OF_BEST = 0.88
MOST = 4


@dataclass(frozen=True)
class Resemblance:
    """A finding (its position) with how alike a question it is asked by is, what that assumes, and its terms."""

    finding: int
    alike: float
    assumes: str = ""
    terms: frozenset[str] = frozenset()


def resembling(index: Index, understood: Understood, least: float) -> tuple[int, ...]:
    """The findings asked for in words at least so alike, best first, of those nothing in the question rules out."""
    if least >= SURELY_ALIKE and len(_features(index, understood)) < FEWEST_FEATURES:
        return ()
    found = [one for one in _ranked(index, understood) if not one.assumes and one.alike >= least]
    fitting = [one for one in found if _fits(index, understood, one.finding)]
    return tuple(one.finding for one in fitting if one.alike >= fitting[0].alike * SHARE_OF_BEST)[:MOST]


def wrongly_assumed(index: Index, understood: Understood) -> Resemblance | None:
    """What the question takes for granted, where it is most like one that wrongly does."""
    ranked = _ranked(index, understood)
    wrong = next((one for one in ranked if one.assumes), None)
    if wrong is None or wrong.alike < WRONGLY_ALIKE or _wants_another_figure(index, understood, wrong.finding):
        return None
    behind = ranked[0].alike - wrong.alike
    if behind > (ALMOST if PRESUMING & {word for clause in understood.clauses for word in clause.words} else 0):
        return None
    if not _covers(index, understood, wrong):
        return None
    return wrong if wrong.alike >= SURELY_WRONG or _fits(index, understood, wrong.finding) else None


def _covers(index: Index, understood: Understood, wrong: Resemblance) -> bool:
    """Whether all the question names is named by the wording or its finding: else it asks for more than it assumes."""
    asked = {term for clause in understood.clauses for term in clause.terms if term.id not in wrong.terms}
    return all(_carrying(index, term) >> wrong.finding & 1 for term in asked)


def _wants_another_figure(index: Index, understood: Understood, at: int) -> bool:
    """Whether a figure is asked for that the finding does not hold."""
    return any(clause.wants_figure for clause in understood.clauses) and not index.figures >> at & 1


def _ranked(index: Index, understood: Understood) -> list[Resemblance]:
    """Each finding by its most alike wording, and by the most alike that takes something for granted."""
    best: dict[tuple[int, bool], Resemblance] = {}
    features, named = _features(index, understood), _named(index, understood)
    for place, alike in index.wordings.alike(features).items():
        entry = index.wordings.entries[place]
        if _is_of_another(index, entry, features, named):
            continue
        key = (entry.finding, bool(entry.assumes))
        if key not in best or best[key].alike < alike:
            best[key] = Resemblance(entry.finding, alike, entry.assumes, index.lexicon.closure(entry.terms))
    return sorted(best.values(), key=lambda one: (-one.alike, bool(one.assumes), one.finding))


def _is_of_another(index: Index, entry: Wording, features: frozenset[str], named: frozenset[str]) -> bool:
    """Whether a wording names a study, patients or a drug the question does not, or assumes what it does not."""
    if entry.assumes:
        return index.wordings.share_of_cues(entry, features) < SHARE_OF_CUES or not entry.terms <= named
    unnamed = entry.narrowing - named
    kinds = {index.lexicon.terms[one].kind for one in unnamed}
    return bool(kinds - {"study"}) or bool(kinds and _studies(index, named))


def _studies(index: Index, named: frozenset[str]) -> bool:
    return any(index.lexicon.terms[one].kind == "study" for one in named)


def _named(index: Index, understood: Understood) -> frozenset[str]:
    """Every term the question names, with the wider ones and the label a country stands for."""
    own = {match.term.id for clause in understood.clauses for match in index.lexicon.matches(clause.stems)}
    own |= {term.id for clause in understood.clauses for term in clause.terms}
    meant = {instead for one in own if (instead := index.lexicon.terms[one].instead)}
    return index.lexicon.closure(own | meant)


def _features(index: Index, understood: Understood) -> frozenset[str]:
    features: set[str] = set()
    for clause in understood.clauses:
        features |= features_of(index.lexicon, clause.stems)
        features |= {f"={term.id}" for term in clause.terms}
    return frozenset(features)


def _fits(index: Index, understood: Understood, at: int) -> bool:
    """Whether nothing the question names rules the finding out: study, population, drug, numbers, unknown words."""
    return all(_fits_clause(index, clause, at) for clause in understood.clauses)


def _fits_clause(index: Index, clause: Clause, at: int) -> bool:
    held = [index.words.get(stem(word), 0) | index.worded.get(stem(word), 0) for word in clause.open_words]
    held += [index.words.get(number, 0) for number in clause.needed]
    passed = renal_terms(index.lexicon, clause) if clause.clearances else ()
    groups = [[term for term in group if term not in passed] for group in _groups(clause)]
    held += [any_of(_carrying(index, term) for term in group) for group in groups if group]
    if clause.papers:
        held.append(any_of(paper.findings for paper in clause.papers))
    banded = not clause.clearances or (at in index.bands and any(map(index.bands[at].meets, clause.clearances)))
    return banded and all(bits >> at & 1 for bits in held)


def _groups(clause: Clause) -> Sequence[Sequence[Term]]:
    """The terms of which a finding must carry one: each by itself, but one of an outcome, or of what is compared."""
    outcomes = [term for term in clause.terms if term.kind in ("endpoint", "hint")]
    others = [term for term in clause.terms if term not in outcomes]
    compared = [[term for term in others if term.kind == kind] for kind in sorted(clause.alternatives)]
    alone = [[term] for term in others if term.kind not in clause.alternatives]
    return [group for group in (outcomes, *compared, *alone) if group]


def _carrying(index: Index, term: Term) -> int:
    meant = index.about.get(term.instead, 0) if term.instead else 0
    if term.kind == "study":
        return index.about.get(term.id, 0) & ~index.subsets.get(term.id, 0) | meant
    return index.mentions.get(term.id, 0) | index.worded.get(f"={term.id}", 0) | meant
