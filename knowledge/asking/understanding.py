"""From a typed question to what it asks about: terms, words that stay open, numbers, and what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.asking.bounds import bound_in
from knowledge.asking.citations import cited_in
from knowledge.asking.clauses import CLEARANCE, DIALYSIS, NOT_ON_DIALYSIS, Clause, Understood
from knowledge.asking.clearance import Band, clearances_at
from knowledge.asking.index import REQUIRED, Index
from knowledge.asking.lexicon import Match
from knowledge.asking.spelling import corrected
from knowledge.asking.words import is_number, stem, words_of
from knowledge.records import Term

CLEARANCE_WORDS = 2
BY = frozenset("by according depending stratified split broken".split())
CONNECTORS = frozenset("and or vs versus against compared than v nor plus also then".split())
QUESTION_WORDS = frozenset("what how did was were is are do does which who why when any in".split())
POINTS_BACK = frozenset("they them those these it their its there that same".split())
COUNTED = frozenset("mg cycle cycles year years".split())
OTHER_UNITS = COUNTED | frozenset("percent month months patient patients capsules days".split())
CLAIMING = frozenset("so right since because".split())
BEFORE_NEEDED = frozenset("at after within by aged age over under above grade".split())


def understand(index: Index, question: str, of_clearance: bool = False) -> Understood:
    """Read a question; what a later clause leaves out of study and population it takes from the one before.

    `of_clearance` says that the question before was on a creatinine clearance: "and below 30?".
    """
    typed = words_of(question)
    words, respelt = corrected(index, typed)
    matches = _clearance_apart(index, words, index.lexicon.matches([stem(word) for word in words]))
    absent = tuple(dict.fromkeys(match.term for match in matches if match.term.kind == "absent"))
    clauses: list[Clause] = []
    for start, end in _pieces(words, matches):
        own = [match for match in matches if start <= match.start < end]
        clause = _clause(index, words, own, range(start, end), of_clearance)
        clauses.append(_carried(clauses[-1], clause) if clauses else clause)
    return Understood(tuple(clauses), absent, respelt)


def _clearance_apart(index: Index, words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with a clearance in figures read as such: "CrCl above 60 vs 30-60" is no one term."""
    found: list[Match] = []
    for match in matches:
        own = index.lexicon.matches([stem(word) for word in words[match.start : match.start + CLEARANCE_WORDS]])
        named = own[0] if own and own[0].term.id == CLEARANCE and own[0].start == 0 else None
        figured = any(is_number(word) for word in words[match.start : match.end])
        found.append(replace(named, start=match.start, end=match.start + named.end) if named and figured else match)
    return tuple(found)


def _pieces(words: Sequence[str], matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Where the question splits in two: at an "and" before a question word, when both sides ask for something."""
    inside = {at for match in matches for at in range(match.start + 1, match.end)}
    asks = [match.start for match in matches if match.term.kind in REQUIRED]
    cuts = [
        at
        for at in range(1, len(words) - 1)
        if words[at] in ("and", "but") and words[at + 1] in QUESTION_WORDS and at not in inside
    ]
    kept = [at for at in cuts if any(start < at for start in asks) and any(start > at for start in asks)]
    edges = [0, *kept, len(words)]
    return list(pairwise(edges))


def _clause(index: Index, words: Sequence[str], matches: Sequence[Match], span: range, of_clearance: bool) -> Clause:
    covered = frozenset(at for match in matches for at in range(match.start, match.end))
    cited = cited_in(index.papers, words[: span.stop], covered | frozenset(range(span.start)))
    rest = [at for at in span if at not in covered | cited.places]
    numbers = [at for at in rest if is_number(words[at])]
    clearances, spent = _clearances(words[: span.stop], numbers, matches, of_clearance)
    bound, bounding = bound_in(words, [at for at in numbers if at not in spent]) or (None, None)
    stated = [at for at in numbers if at not in spent and at != bounding]
    needed = [at for at in stated if _is_needed(words, at)]
    required, hints = _required(_without_denied(matches, words), bool(clearances))
    return Clause(
        terms=_terms(required),
        settings=_terms([match for match in matches if match.term.kind == "setting"]),
        hints=_terms(hints),
        open_words=tuple(dict.fromkeys(words[at] for at in rest if _narrows(index, words[at]))),
        needed=tuple(_also_in_months(words, at) for at in needed),
        claimed=tuple(words[at] for at in stated if at not in needed and _is_telling(words, at)),
        clearances=clearances,
        alternatives=frozenset(_side_by_side(words, required)),
        together=_one_by_other(words, required),
        words=tuple(words[span.start : span.stop]),
        papers=cited.papers,
        bound=bound,
    )


def _terms(matches: Sequence[Match]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(match.term for match in matches))


def _required(matches: Sequence[Match], of_clearance: bool) -> tuple[list[Match], list[Match]]:
    """What a finding must carry, and what is only a hint because an endpoint is named beside it.

    A clearance given in figures is looked up in the bands of the findings, so its name is not required as well.
    """
    named = [match for match in matches if match.term.kind in REQUIRED]
    named = [match for match in named if not of_clearance or match.term.id != CLEARANCE]
    hinted = any(match.term.kind == "endpoint" for match in named)
    hints = [match for match in named if hinted and match.term.kind == "hint"]
    return [match for match in named if match not in hints], hints


def _without_denied(matches: Sequence[Match], words: Sequence[str]) -> Sequence[Match]:
    """The matches but for dialysis where it is denied too and not set against it: ESRD, not yet on dialysis."""
    denied = any(match.term.id == NOT_ON_DIALYSIS for match in matches) and not CONNECTORS & set(words)
    return [match for match in matches if not (denied and match.term.id in DIALYSIS)]


def _is_telling(words: Sequence[str], at: int) -> bool:
    """Whether a number is large or exact enough to be a figure and not a count of things spoken of."""
    return "." in words[at] or len(words[at]) > 1 or words[at + 1 : at + 2] == ["percent"]


def _narrows(index: Index, word: str) -> bool:
    """Whether a word outside every term may narrow the question, so that a finding must hold it."""
    return len(word) > 1 and not is_number(word) and stem(word) not in index.ordinary


def _also_in_months(words: Sequence[str], at: int) -> tuple[str, ...]:
    """A number as typed, and where it counts years the same time in months: 1 year is 12 months."""
    of_years = set(words[at + 1 : at + 2]) & {"year", "years"} and words[at].isdigit()
    return (words[at], str(12 * int(words[at]))) if of_years else (words[at],)


def _is_needed(words: Sequence[str], at: int) -> bool:
    """Whether a number is a point in time, an age or a dose, which a finding must hold to answer."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if after in COUNTED:
        # "On 25 mg" tells the patient's dose, "so 10 mg" claims one: neither asks for it.
        return not (after == "mg" and (before == "on" or CLAIMING & set(words)))
    return before in BEFORE_NEEDED and "." not in words[at]


def _clearances(
    words: Sequence[str], numbers: Sequence[int], matches: Sequence[Match], of_clearance: bool
) -> tuple[tuple[Band, ...], frozenset[int]]:
    """The clearances named, and where: behind the name of it, or anywhere where the question before was on it."""
    starts = [match.end for match in matches if match.term.id == CLEARANCE]
    if of_clearance and not starts:
        starts = [at for at in numbers if not set(words[at + 1 : at + 2]) & OTHER_UNITS][:1]
    found = [clearances_at(words, start) for start in starts]
    return tuple(band for bands, _ in found for band in bands), frozenset(at for _, used in found for at in used)


def _side_by_side(words: Sequence[str], matches: Sequence[Match]) -> list[str]:
    """The kinds of which two terms stand joined by "and", "or" or "vs", or directly behind each other."""
    found = []
    for kind in REQUIRED:
        own = [match for match in matches if match.term.kind == kind]
        gaps = [words[one.end : two.start] for one, two in pairwise(own)]
        if any(CONNECTORS & set(gap) for gap in gaps):
            found.append(kind)
    return found


def _one_by_other(words: Sequence[str], matches: Sequence[Match]) -> bool:
    """Whether one outcome is asked for by groups of another, "survival by prior lines": no finding of one will do."""
    own = [match for match in matches if match.term.kind in ("endpoint", "hint", "population", "treatment")]
    return any(BY & set(words[one.end : two.start]) for one, two in pairwise(own))


def _carried(before: Clause, clause: Clause) -> Clause:
    kinds = {term.kind for term in clause.terms}
    wanted = {"study", "population"} - kinds
    if not kinds & {"endpoint", "hint"}:
        wanted |= {"endpoint", "hint"}
    if not POINTS_BACK & set(clause.words) and "population" in wanted and "study" in kinds:
        wanted.discard("population")
    taken = tuple(term for term in before.terms if term.kind in wanted)
    settings, clearances = clause.settings or before.settings, clause.clearances or before.clearances
    return replace(clause, terms=(*taken, *clause.terms), settings=settings, clearances=clearances)
