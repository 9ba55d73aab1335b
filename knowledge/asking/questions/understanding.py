"""From a typed question to what it asks about: terms, words that stay open, numbers, and what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.asking.figures.ages import with_age
from knowledge.asking.figures.bounds import BY_A_BOUND, bound_in
from knowledge.asking.figures.clearance import Band, below
from knowledge.asking.figures.measuring import LABELS, without_figures, without_times
from knowledge.asking.figures.points import with_clot_before
from knowledge.asking.figures.stating import AGES, as_held, is_age, is_claimed, is_denied, must_be_held
from knowledge.asking.figures.steroids import with_steroid_dose
from knowledge.asking.figures.told import told_in
from knowledge.asking.indexed.citations import cited_in
from knowledge.asking.indexed.index import REQUIRED, Index
from knowledge.asking.language.kidneys import DIALYSIS
from knowledge.asking.language.lexicon import Match
from knowledge.asking.language.words import is_number, stem, words_of
from knowledge.asking.questions.asides import asides
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.questions.counted import dosed_after_count
from knowledge.asking.questions.dialysis import with_denied_dialysis
from knowledge.asking.questions.history import is_history
from knowledge.asking.questions.joining import one_by_other, side_by_side
from knowledge.asking.questions.moving import moved_on_treatment
from knowledge.asking.questions.reduced import from_a_reduced_dose
from knowledge.asking.questions.requiring import required_of
from knowledge.asking.questions.spelling import corrected
from knowledge.records import Term

QUESTION_WORDS = frozenset("what how did was were is are do does which who why when any in".split())
POINTS_BACK = frozenset("this his her they them those these it their its there that same".split())
DOSE, STARTING_DOSE = "dose", "starting-dose"
FAILING_KIDNEYS = frozenset({"renal-impairment", "renal-failure"})
# From this clearance on, in mL/min, both labels start with the full dose.
REDUCED_BELOW = 60
# A dose asked for by weight is answered by nothing that speaks of no weight.
WEIGHT = (("kg",),)
# A finding that holds the number of a dose must speak of milligrams: 12 mg are no 12 months.
MILLIGRAMS = (("mg",),)


def understand(index: Index, question: str, before: Sequence[str] = ()) -> Understood:
    """Read a question; what a later clause leaves out of study and population it takes from the one before.

    `before` is what was kept of the question before: after one on a clearance "and below 30?" is on one too.
    """
    typed = words_of(question)
    words, respelt = corrected(index, typed)
    named = without_figures(index.lexicon, words, index.lexicon.matches([stem(word) for word in words]))
    matches = with_age(index.lexicon, words, without_times(index.lexicon, words, named))
    matches = with_denied_dialysis(index.lexicon, words, with_steroid_dose(index.lexicon, matches))
    matches = with_clot_before(index.lexicon, words, matches, before)
    clauses: list[Clause] = []
    for start, end in _pieces(words, matches):
        own = [match for match in matches if start <= match.start < end]
        clause = _clause(index, words, own, range(start, end), before)
        clauses.append(_dosed_on_treatment(index, _carried(clauses[-1], clause) if clauses else clause))
    absent = (match for match in matches if match.term.kind == "absent")
    missing = dict.fromkeys(match.term for match in absent if not is_history(index, words, match, clauses))
    return Understood(tuple(clauses), tuple(missing), respelt)


def _dosed_on_treatment(index: Index, clause: Clause) -> Clause:
    """The clause, asking for what a label does on treatment where a count or a clearance has fallen."""
    return from_a_reduced_dose(index, dosed_after_count(index, moved_on_treatment(index, clause)))


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
    told = told_in(words[: span.stop], numbers, matches, before)
    free = [at for at in numbers if at not in told.places]
    bound, bounding = bound_in(words, free, BY_A_BOUND in before) or (None, ())
    stated = [at for at in free if at not in bounding]
    needed = [at for at in stated if must_be_held(words, at)]
    required, hints = required_of(words, matches, bool(told.clearances))
    aside = asides(words)
    asked_of = [at for at in rest if at not in aside and _narrows(index, words[at])]
    hinted = _terms(hints)
    terms, bands = _dosed(index, _terms(required), hinted, told.clearances, before)
    return Clause(
        terms=terms,
        settings=_terms([match for match in matches if match.term.kind == "setting"]),
        hints=hinted,
        open_words=tuple(dict.fromkeys(words[at] for at in asked_of if not is_denied(words, at))),
        needed=tuple(as_held(words, at) for at in needed)
        + tuple(AGES for at in needed if is_age(words, at))
        + (MILLIGRAMS if any(words[at + 1 : at + 2] == ("mg",) for at in needed) else ())
        + (WEIGHT if set(terms) <= _doses(index) and "kg" in words else ()),
        claimed=tuple(words[at] for at in stated if at not in needed and is_claimed(words, at)),
        clearances=bands,
        creatinines=told.creatinines,
        points=told.points,
        steroids=told.steroids,
        told=frozenset(words[at] for at in told.places),
        alternatives=frozenset(side_by_side(words, required)),
        together=one_by_other(words, required),
        words=tuple(words[span.start : span.stop]),
        papers=cited.papers,
        bound=bound,
    )


def _dosed(
    index: Index, terms: tuple[Term, ...], hints: tuple[Term, ...], told: tuple[Band, ...], before: Sequence[str]
) -> tuple[tuple[Term, ...], tuple[Band, ...]]:
    """The terms and clearances of a question that may be on the dose by the kidneys without saying so."""
    if not told and (others := _dosed_by_kidneys((*terms, *hints))) is not None:
        # "The dose in renal impairment": at every clearance for which a dose is told of its own.
        return tuple(term for term in terms if term in others), (below(REDUCED_BELOW),)
    if told and not before and all(_only_says_where(index, term) for term in terms):
        # "CrCl 55, 10 or 25 mg?", "CrCl 30 EU": a clearance with no more than a label is asked for its dose.
        return (*terms, index.lexicon.terms[STARTING_DOSE]), told
    return terms, told


def _only_says_where(index: Index, term: Term) -> bool:
    """Whether a term only tells by whose label, or that dialysis is needed."""
    return bool(term.instead) or term.id in index.lexicon.labels | DIALYSIS


def _dosed_by_kidneys(terms: Sequence[Term]) -> tuple[Term, ...] | None:
    """The other terms of a question on the dose where the kidneys fail, of no study but a label; None of another."""
    kidneys = [term for term in terms if term.id in FAILING_KIDNEYS]
    dosed = any(term.id in (DOSE, STARTING_DOSE) for term in terms)
    studied = any(term.kind == "study" and not term.instead and term.id not in LABELS for term in terms)
    if not kidneys or not dosed or studied or any(term.kind == "treatment" for term in terms):
        return None
    return tuple(term for term in terms if term not in kidneys)


def _doses(index: Index) -> set[Term]:
    return {index.lexicon.terms[one] for one in (DOSE, STARTING_DOSE)}


def _terms(matches: Sequence[Match]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(match.term for match in matches))


def _narrows(index: Index, word: str) -> bool:
    """Whether a word outside every term may narrow the question, so that a finding must hold it."""
    return len(word) > 1 and not is_number(word) and stem(word) not in index.ordinary


def _carried(before: Clause, clause: Clause) -> Clause:
    kinds = {term.kind for term in clause.terms}
    wanted = {"study", "population"} - kinds
    if "endpoint" not in kinds:
        # "At what count do I hold and what dose do I go back on": the dose after that count.
        wanted |= {"endpoint"} if "hint" in kinds else {"endpoint", "hint"}
    if not POINTS_BACK & set(clause.words) and "population" in wanted and "study" in kinds:
        wanted.discard("population")
    taken = tuple(term for term in before.terms if term.kind in wanted)
    return replace(
        clause,
        terms=(*taken, *clause.terms),
        settings=clause.settings or before.settings,
        clearances=clause.clearances or before.clearances,
        creatinines=clause.creatinines or before.creatinines,
        points=clause.points or before.points,
        steroids=clause.steroids or before.steroids,
    )
