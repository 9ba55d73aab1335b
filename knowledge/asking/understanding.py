"""From a typed question to what it asks about: terms, words that stay open, numbers, and what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.asking.bounds import BY_A_BOUND, bound_in
from knowledge.asking.citations import cited_in
from knowledge.asking.clauses import DIALYSIS, NOT_ON_DIALYSIS, Clause, Understood
from knowledge.asking.clearance import CLEARANCE
from knowledge.asking.index import REQUIRED, Index
from knowledge.asking.lexicon import Match
from knowledge.asking.measuring import COUNTED, measured_in, of_patients, without_figures, without_times
from knowledge.asking.spelling import corrected
from knowledge.asking.words import is_number, stem, words_of
from knowledge.records import Term

BY = frozenset("by according depending stratified split broken".split())
CONNECTORS = frozenset("and or vs versus against compared than v nor plus also then".split())
QUESTION_WORDS = frozenset("what how did was were is are do does which who why when any in".split())
POINTS_BACK = frozenset("this his her they them those these it their its there that same".split())
CLAIMING = frozenset("so since because".split())
AGES = ("years", "aged", "age", "old")
BEFORE_NEEDED = frozenset("at after within by aged age over under above grade".split())


def understand(index: Index, question: str, before: Sequence[str] = ()) -> Understood:
    """Read a question; what a later clause leaves out of study and population it takes from the one before.

    `before` is what was kept of the question before: after one on a clearance "and below 30?" is on one too.
    """
    typed = words_of(question)
    words, respelt = corrected(index, typed)
    named = without_figures(index.lexicon, words, index.lexicon.matches([stem(word) for word in words]))
    matches = without_times(index.lexicon, words, named)
    absent = tuple(dict.fromkeys(match.term for match in matches if match.term.kind == "absent"))
    clauses: list[Clause] = []
    for start, end in _pieces(words, matches):
        own = [match for match in matches if start <= match.start < end]
        clause = _clause(index, words, own, range(start, end), before)
        clauses.append(_carried(clauses[-1], clause) if clauses else clause)
    return Understood(tuple(clauses), absent, respelt)


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


def _clause(index: Index, words: Sequence[str], matches: Sequence[Match], span: range, before: Sequence[str]) -> Clause:
    covered = frozenset(at for match in matches for at in range(match.start, match.end))
    cited = cited_in(index.papers, words[: span.stop], covered | frozenset(range(span.start)))
    rest = [at for at in span if at not in covered | cited.places]
    numbers = [at for at in rest if is_number(words[at])]
    measured = measured_in(words[: span.stop], numbers, matches, before)
    spent = measured.places
    bound, bounding = bound_in(words, [at for at in numbers if at not in spent], BY_A_BOUND in before) or (None, ())
    stated = [at for at in numbers if at not in spent and at not in bounding]
    needed = [at for at in stated if _is_needed(words, at)]
    required, hints = _required(_without_denied(of_patients(words, matches), words), bool(measured.clearances))
    return Clause(
        terms=_terms(required),
        settings=_terms([match for match in matches if match.term.kind == "setting"]),
        hints=_terms(hints),
        open_words=tuple(dict.fromkeys(words[at] for at in rest if _narrows(index, words[at]))),
        needed=tuple(_also_in_months(words, at) for at in needed) + tuple(AGES for at in needed if _is_age(words, at)),
        claimed=tuple(words[at] for at in stated if at not in needed and _is_telling(words, at)),
        clearances=measured.clearances,
        creatinines=measured.creatinines,
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


def _is_age(words: Sequence[str], at: int) -> bool:
    """Whether a number is an age: 12 years old, aged 12. A finding that holds it must speak of ages."""
    after = tuple(words[at + 1 : at + 3])
    return words[max(0, at - 1)] == "aged" or (after[:1] in (("year",), ("years",)) and after[1:] == ("old",))


def _is_needed(words: Sequence[str], at: int) -> bool:
    """Whether a number is a point in time, an age or a dose, which a finding must hold to answer."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if after in COUNTED:
        # "On 25 mg" tells the patient's dose, "so 10 mg" claims one: neither asks for it.
        return not (after == "mg" and (before == "on" or CLAIMING & set(words)))
    return before in BEFORE_NEEDED and "." not in words[at]


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
    return replace(
        clause,
        terms=(*taken, *clause.terms),
        settings=clause.settings or before.settings,
        clearances=clause.clearances or before.clearances,
        creatinines=clause.creatinines or before.creatinines,
    )
