"""Which findings meet a clause, and which of them answer it nearly as well as the best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.asking.choosing.grades import counting_grade
from knowledge.asking.choosing.populations import ELSEWHERE, NEWLY_DIAGNOSED, OFF_LABEL, is_elsewhere
from knowledge.asking.choosing.ranking import Wanted, extra, score, wanted_by
from knowledge.asking.choosing.renal import holding_at
from knowledge.asking.choosing.splitting import told_with
from knowledge.asking.figures.stating import CLAIMING
from knowledge.asking.indexed.bits import any_of
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import ABOVE, BELOW, stem
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.falls import asks_dose_after, of_that_fall
from knowledge.asking.questions.history import only_given_before
from knowledge.records import Term

MOST_RANKED = 150
MOST_LISTED, MOST_OF_A_LIST = 8, 12
# In hundredths: how far behind the best a finding may fall; asked for a list; each study's best, asked of no study.
MARGIN = 100
MARGIN_OF_A_LIST = 350
MARGIN_BETWEEN_STUDIES = 160
OF_A_BOUND = 1000
FAR_BEHIND = 300
# A question of more words than this that names a study asks something of it.
LONGEST_NAME = 5
# What people look for first in a study.
MAIN = ("response", "cr", "ttp", "pfs", "os", "duration-of-response", "haematological", "vte", "dvt")
COMPARED = frozenset("compared versus vs against".split())
COUNTING = frozenset("had have has were there".split())
# What people reached is not how many they were.
RESPONSE = "response"
BOTH_LABELS = "labels-compared"
LISTING = frozenset("contraindications list ways enumerate breakdown also items components variables".split())


def best(index: Index, clause: Clause) -> tuple[int, ...]:
    """The findings that meet everything, as far as they are nearly as good as the best."""
    bits = _meeting(index, clause)
    if not bits:
        return ()
    if counted := _counting(index, clause, bits):
        bits = counted
    if not (bits := _of_relapsed(index, clause, bits)):
        return ()
    if asks_dose_after(clause) or clause.lowered:
        bits = any_of(1 << at for at in of_that_fall(index, clause, index.first(bits, MOST_RANKED)))
        if not bits:
            return ()
    wanted = wanted_by(index, clause)
    # A bound such as "below 30" describes the patient, "so 10 mg" may be wrong: no other finding is ruled out.
    holding = 0 if (BELOW | ABOVE | CLAIMING | COMPARED) & set(clause.words) else bits & any_of(wanted.claimed)
    scored = _ranked(index, wanted, bits, holding)
    highest = scored[0][0]
    listed = clause.bound or LISTING & set(clause.words) or asks_dose_after(clause)
    margin = MARGIN_OF_A_LIST if listed else MARGIN
    # A paper named and nothing of it: all that rests on it.
    margin = OF_A_BOUND if clause.papers and not clause.terms else margin
    near = tuple(at for points, at in scored if points >= highest - margin or _is_of_this_very(index, clause, at))
    # Which studies are so large asks for each study once, not for all that is told of one.
    near = () if clause.bound and not clause.terms else near
    if not any(term.kind == "study" for term in clause.terms):
        between = OF_A_BOUND if clause.bound else MARGIN_BETWEEN_STUDIES
        near += _one_of_each_study(index, scored, highest - between, near)
    several = clause.bound or LISTING & set(clause.words)
    return _in_order(index, clause, near)[: MOST_OF_A_LIST if several else MOST_LISTED]


def _ranked(index: Index, wanted: Wanted, bits: int, holding: int) -> list[tuple[int, int]]:
    """The findings with their scores, best first: those that hold a number of the question alone, if they are near.

    A number may be the patient's count and no figure asked for: one on other patients that holds it is no answer.
    """
    scored = [(score(index, at, wanted), at) for at in index.first(bits, MOST_RANKED)]
    scored.sort(key=lambda entry: (-entry[0], index.ids[entry[1]]))
    held = [entry for entry in scored if holding >> entry[1] & 1]
    return held if held and held[0][0] >= scored[0][0] - FAR_BEHIND else scored


def _in_order(index: Index, clause: Clause, near: Sequence[int]) -> tuple[int, ...]:
    """What is on the one clearance asked for first, what a later edition has superseded behind that.

    Of a study named and nothing of it the main outcomes come first.
    """
    chosen = any_of(1 << at for at in near)
    first = MAIN if clause.terms and all(term.kind == "study" for term in clause.terms) else ()
    return tuple(
        sorted(
            near,
            key=lambda at: (
                bool(index.newer.get(at, 0) & chosen),
                not _is_of_this_very(index, clause, at),
                next((place for place, term in enumerate(first) if index.about.get(term, 0) >> at & 1), len(first)),
            ),
        )
    )


def _is_of_this_very(index: Index, clause: Clause, at: int) -> bool:
    """Whether a finding is on the one clearance asked for: never passed over for one on its whole band."""
    return any(index.measured.bands.get(at) == one and one.low == one.high for one in clause.clearances)


def nearest(index: Index, terms: Sequence[Term], words: Iterable[str], limit: int, among: int = -1) -> tuple[int, ...]:
    """The findings that share most with a question that nothing answers, best first, of those `among`."""
    scores: dict[int, int] = {}
    weighed = [(index.about.get(term.id, 0), 3 if term.kind in ("endpoint", "hint") else 2) for term in terms]
    weighed += [(index.words.get(stem(word), 0), 1) for word in words]
    for bits, weight in weighed:
        for at in index.first(bits & among, MOST_RANKED):
            scores[at] = scores.get(at, 0) + weight
    asked = frozenset(term.id for term in terms)
    ranked = sorted(scores, key=lambda at: (-scores[at], extra(index, at, asked), index.ids[at]))
    return tuple(ranked[:limit])


def is_about(index: Index, clause: Clause, at: int) -> bool:
    """Whether a finding is about every term of the clause, of a country its label, not only mentioning it."""
    meant = (term.instead or term.id for term in clause.terms)
    return all(index.about.get(term, 0) >> at & 1 for term in meant)


def _one_of_each_study(
    index: Index, scored: Sequence[tuple[int, int]], least: int, chosen: Sequence[int]
) -> tuple[int, ...]:
    """The best finding of every study that is not among the chosen yet."""
    seen = {index.studies[at] for at in chosen}
    found = []
    for points, at in scored:
        if points >= least and index.studies[at] not in seen:
            seen.add(index.studies[at])
            found.append(at)
    return tuple(found)


def _meeting(index: Index, clause: Clause) -> int:
    """The findings that carry every term, hold every open word and needed number, and the clearance asked for."""
    of_patients = clause.bound is not None and clause.bound.of_patients
    if not (clause.papers or clause.terms or of_patients) or _only_names_a_study(clause):
        return 0
    bits = any_of(paper.findings for paper in clause.papers) if clause.papers else -1
    studies = sum(term.kind == "study" for term in clause.terms)
    for term in () if clause.of_paper else clause.terms:
        # The figure a bound is on is that of what a finding is about, not of what it mentions.
        own = term.kind == "study" or clause.bound
        bits &= (index.about if own else index.mentions).get(term.id, 0)
        if term.kind == "study" and studies == 1:
            bits &= ~index.subsets.get(term.id, 0)
            # One label is asked for: what sets both beside each other is no answer.
            bits &= ~index.studied.get(BOTH_LABELS, 0) if term.id in index.lexicon.labels else -1
    for alternatives in (*((word,) for word in clause.open_words), *clause.needed):
        bits &= any_of(index.words.get(stem(word), 0) for word in alternatives)
    if clause.bound:
        bits &= any_of(1 << at for at, figures in enumerate(index.measured.sizes) if clause.bound.admits(figures))
    bits &= ~only_given_before(index, clause) & told_with(index, clause)
    return bits & holding_at(index, clause) & counting_grade(index, clause)


def _counting(index: Index, clause: Clause, bits: int) -> int:
    """Where a question asks how many had something, and for nothing of theirs: the findings that count it."""
    kinds = {term.kind for term in clause.terms}
    if "many" not in clause.words or not COUNTING & set(clause.words) or kinds & {"endpoint", "hint"}:
        return 0
    people = [term.id for term in clause.terms if term.kind == "population"]
    counted = any_of(
        1 << at
        for at in index.first(bits, MOST_RANKED)
        if people and all(index.tags[at].get(term) in ("endpoint", "about") for term in people)
    )
    return counted & ~index.about.get(RESPONSE, 0) or counted


def _of_relapsed(index: Index, clause: Clause, bits: int) -> int:
    """Without what is on other patients, and the rows of a label for newly diagnosed ones, unless they are named."""
    meant = {one for term in (*clause.terms, *clause.settings) for one in (term.id, term.instead) if one}
    others = any_of(index.about.get(term, 0) for term in (ELSEWHERE | OFF_LABEL) - meant) & bits
    bits &= ~any_of(1 << at for at in index.first(others, MOST_RANKED) if is_elsewhere(index, meant, at))
    if not index.lexicon.labels & meant or NEWLY_DIAGNOSED in meant:
        return bits
    return bits & ~index.about.get(NEWLY_DIAGNOSED, 0)


def _only_names_a_study(clause: Clause) -> bool:
    """Whether a longer question names a study and nothing of what is asked of it."""
    named_only = bool(clause.terms) and all(term.kind == "study" for term in clause.terms)
    return named_only and not (clause.papers or clause.clearances or clause.points) and len(clause.words) > LONGEST_NAME
