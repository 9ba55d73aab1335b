"""Whether a finding asked for in much the same words may answer: nothing the question names may rule it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from operator import and_

from knowledge.asking.choosing.grades import counting_grade
from knowledge.asking.choosing.renal import holding_at, renal_terms
from knowledge.asking.choosing.splitting import MEASURED, is_qualified
from knowledge.asking.indexed.bits import all_of, any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import stem
from knowledge.asking.questions.asides import NARROWING
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.questions.history import only_given_before
from knowledge.records import Term

SHORT = 8
OUTCOMES = frozenset({"endpoint", "hint"})


def fitting(index: Index, understood: Understood) -> int:
    """The findings on the study, patients and drug and one of the outcomes that are named, all where none is.

    They hold the numbers and the telling words of the question as well, or are asked for with them.
    """
    return reduce(
        and_, (word for clause in understood.clauses for word in _worded(index, clause)), _named(index, understood)
    )


def fitting_but_for_a_word(index: Index, understood: Understood) -> int:
    """The findings without a figure that fit but for one telling word: a slip, or a figure of speech.

    Where a figure is asked for, the word may tell of whom: "smokers OS".
    """
    words = [word for clause in understood.clauses for word in _worded(index, clause)]
    left = (all_of((*words[:at], *words[at + 1 :])) if len(words) > 1 else -1 for at in range(len(words)))
    return _named(index, understood) & any_of(left) & ~index.figures


def fitting_but_for_an_outcome(index: Index, understood: Understood) -> int:
    """The findings without a figure on the study, patients and drug that are named, whatever outcome they tell.

    An outcome may stand by the way: "can a woman who could get pregnant have it".
    """
    whom = replace(
        understood,
        clauses=tuple(
            replace(one, terms=tuple(term for term in one.terms if term.kind not in OUTCOMES))
            for one in understood.clauses
        ),
    )
    return fitting(index, whom) & ~index.figures


def holding(index: Index, understood: Understood) -> int:
    """The findings that hold at the figures, in the papers and above the bounds a question names."""
    return reduce(and_, (_holding(index, clause) for clause in understood.clauses), -1)


def carrying(index: Index, term: Term) -> int:
    """The findings that carry a term, or are asked for with it; of a country also those of its label."""
    if term.instead:
        # What is asked for with Europe, "is it the same there?", may be on the other label.
        return index.mentions.get(term.id, 0) | index.about.get(term.instead, 0)
    if term.kind == "study":
        return index.about.get(term.id, 0) & ~index.subsets.get(term.id, 0)
    asked = index.wordings.asked.get(f"={term.id}", 0)
    # What is only asked for with an outcome tells nothing of it.
    return index.mentions.get(term.id, 0) | (0 if term.id in MEASURED else asked)


def _narrowing(clause: Clause) -> list[str]:
    """The words that narrow whom it is asked for: "in smokers" asks for these alone, unlike "smoker, 61"."""
    after = {two for one, two in pairwise(clause.words) if one in NARROWING}
    return [word for word in clause.open_words if word in after]


def _worded(index: Index, clause: Clause) -> list[int]:
    """For each other word no term covers, the findings that hold it or are asked for with it."""
    narrowing = _narrowing(clause)
    return [_holding_word(index, stem(word), clause) for word in clause.open_words if word not in narrowing]


def _named(index: Index, understood: Understood) -> int:
    return reduce(and_, (_fitting(index, clause) for clause in understood.clauses), -1)


def _fitting(index: Index, clause: Clause) -> int:
    held = [index.words.get(stem(word), 0) | index.wordings.often.get(stem(word), 0) for word in _narrowing(clause)]
    passed = renal_terms(index, clause) if clause.clearances else ()
    groups = [[term for term in group if term not in passed] for group in _groups(clause)]
    held += [any_of(carrying(index, term) for term in group) for group in groups if group]
    return reduce(and_, (*held, _holding(index, clause)))


def _holding(index: Index, clause: Clause) -> int:
    outside = only_given_before(index, clause)
    held = (any_of(index.words.get(number, 0) for number in numbers) for numbers in clause.needed)
    bits = reduce(and_, held, holding_at(index, clause) & counting_grade(index, clause) & ~outside)
    if clause.papers:
        bits &= any_of(paper.findings for paper in clause.papers)
    if clause.bound:
        bits &= any_of(1 << at for at, figures in enumerate(index.measured.sizes) if clause.bound.admits(figures))
    return bits


def _holding_word(index: Index, word: str, clause: Clause) -> int:
    """The findings that hold a word or are asked for with it; every one for a word that many are asked with.

    In a short question no word stands by the way: "smokers OS".
    """
    by_the_way = word in index.wordings.spoken and len(clause.words) > SHORT
    return -1 if by_the_way else index.words.get(word, 0) | index.wordings.asked.get(word, 0)


def _groups(clause: Clause) -> Sequence[Sequence[Term]]:
    """The terms of which a finding must carry one: each by itself, but one of an outcome, or of what is compared."""
    outcomes = [term for term in clause.terms if term.kind in ("endpoint", "hint")]
    others = [term for term in clause.terms if term not in outcomes]
    if clause.together or is_qualified(clause):
        return [[term] for term in clause.terms]
    compared = [[term for term in others if term.kind == kind] for kind in sorted(clause.alternatives)]
    alone = [[term] for term in others if term.kind not in clause.alternatives]
    return [group for group in (outcomes, *compared, *alone) if group]
