"""From a clause to groups of findings: what is asked side by side is taken apart and answered one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.asking.choosing.countries import with_labels
from knowledge.asking.choosing.meeting import BOTH_LABELS, best, is_about
from knowledge.asking.choosing.renal import renal_terms
from knowledge.asking.choosing.splitting import apart, kind_to_split
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.kidneys import DIALYSIS, NOT_ON_DIALYSIS
from knowledge.asking.questions.clauses import Clause
from knowledge.asking.questions.requiring import CONNECTORS
from knowledge.records import Term

SPAIN = "spain"
US, EUROPEAN = "us-label", "eu-label"
REDUCED, STARTING = "dose-modification", "starting-dose"


@dataclass(frozen=True)
class Group:
    """The findings (positions in the index, best first) that answer one combination of terms."""

    asked: tuple[Term, ...]
    found: tuple[int, ...]


def select(index: Index, clause: Clause) -> tuple[Group, ...]:
    """Groups of findings for a clause; a group without findings names a combination nothing answers.

    A country stands for its label, the dose "in the US", unless something is held on the country itself.
    """
    groups = _label_by_label(index, clause) or _select(index, clause)
    if not any(group.found for group in groups) and _on_both_labels(clause):
        groups = _merged(group for one in _each_label(index, clause) for group in _select(index, one))
    meant = with_labels(index, clause)
    if meant == clause.terms and not any(group.found for group in groups):
        return _of_starting_dose(index, clause) or groups
    if meant == clause.terms or all(group.found and _says_more(group, clause) for group in groups):
        return groups
    other = _select(index, replace(clause, terms=tuple(dict.fromkeys(meant)), alternatives=_sides(clause, meant)))
    if any(group.found for group in other):
        return other
    return _of_starting_dose(index, clause) or groups


def _of_starting_dose(index: Index, clause: Clause) -> tuple[Group, ...]:
    """Whether the dose must be reduced at a clearance is told by what it starts with there."""
    terms = tuple(index.lexicon.terms[STARTING] if term.id == REDUCED else term for term in clause.terms)
    return select(index, replace(clause, terms=terms)) if clause.clearances and terms != clause.terms else ()


def _says_more(group: Group, clause: Clause) -> bool:
    """Whether a group is on more than a country where the clause is: what a country has else is no answer."""
    return any(not term.instead for term in group.asked) or all(term.instead for term in clause.terms)


def _sides(clause: Clause, meant: Sequence[Term]) -> frozenset[str]:
    several = sum(term.kind == "study" for term in meant) > 1
    return clause.alternatives | ({"study"} if several else frozenset())


def _select(index: Index, clause: Clause) -> tuple[Group, ...]:
    clause = _narrowed(index, clause)
    if apart := _sides_apart(index, clause):
        return _merged(group for part in apart for group in _select(index, part))
    split = "" if clause.together else kind_to_split(index, clause)
    whole = best(index, clause)
    on_all = bool(whole) and is_about(index, clause, whole[0])
    # One finding that sets both sides against each other is the answer; each side apart is not.
    enough = on_all and (split not in clause.alternatives or index.compared >> whole[0] & 1)
    if split and not enough:
        groups = tuple(group for part in _parts(clause, split) for group in _select(index, part))
        if any(group.found for group in groups):
            return _merged((*((Group(clause.terms, whole),) if on_all else ()), *groups))
    return (Group(clause.terms, whole),)


def _sides_apart(index: Index, clause: Clause) -> tuple[Clause, ...]:
    """The clauses of a question that sets sides against each other other than by terms of one kind."""
    return (
        _with_and_without_dialysis(clause)
        or _clearances_apart(index, clause)
        or _pairs(clause)
        or _whole_and_part(clause)
    )


def _with_and_without_dialysis(clause: Clause) -> tuple[Clause, ...]:
    """The clauses of a question on patients on dialysis against those who are not."""
    others = tuple(term for term in clause.terms if term.id not in DIALYSIS)
    settings = tuple(term for term in clause.settings if term.id != NOT_ON_DIALYSIS)
    if others == clause.terms or settings == clause.settings:
        return ()
    return replace(clause, settings=settings), replace(clause, terms=others)


def _label_by_label(index: Index, clause: Clause) -> tuple[Group, ...]:
    """What a question on both labels at a clearance is answered with: each by itself, and what compares them."""
    if not clause.clearances or not _on_both_labels(clause):
        return ()
    return _merged(group for one in (*_each_label(index, clause), clause) for group in _select(index, one))


def _on_both_labels(clause: Clause) -> bool:
    return any(term.id == BOTH_LABELS for term in clause.terms)


def _each_label(index: Index, clause: Clause) -> tuple[Clause, ...]:
    """The clause asked of each label by itself."""
    labels = [index.lexicon.terms[one] for one in (US, EUROPEAN) if one in index.lexicon.terms]
    others = tuple(term for term in clause.terms if term.id != BOTH_LABELS)
    return tuple(replace(clause, terms=(label, *others)) for label in labels)


def _clearances_apart(index: Index, clause: Clause) -> tuple[Clause, ...]:
    """The clauses of a question on several clearances, or on one beside patients told by their kidneys in words."""
    worded = renal_terms(index, clause) if CONNECTORS & set(clause.words) else ()
    if not clause.clearances or len(clause.clearances) + len(worded) < 2:
        return ()
    others = replace(clause, terms=tuple(term for term in clause.terms if term not in worded))
    # A study behind patients told in words is theirs: renal failure in the registry vs CrCl below 30.
    last = max((clause.terms.index(term) for term in worded), default=len(clause.terms))
    own = tuple(term for term in others.terms if term.kind != "study" or clause.terms.index(term) < last)
    figured = tuple(replace(others, terms=own, clearances=(one,)) for one in clause.clearances)
    return figured + tuple(replace(others, clearances=(), terms=(*others.terms, term)) for term in worded)


def _narrowed(index: Index, clause: Clause) -> Clause:
    """The clause without the wider of two terms, unless they are asked side by side: MM-018, Spanish cohort."""
    whole = any(term.id == "total-population" for term in clause.settings)
    kept = []
    for term in clause.terms:
        wider = any(term.id in index.lexicon.wider[other.id] for other in clause.terms if other is not term)
        if not wider or whole or term.kind in clause.alternatives:
            kept.append(term)
    return replace(clause, terms=tuple(kept))


def _whole_and_part(clause: Clause) -> tuple[Clause, ...]:
    """The clauses of a question on everyone beside one population: responders, everyone vs renal failure."""
    whole = [term for term in clause.settings if term.id == "total-population"]
    studies = [term for term in clause.terms if term.kind == "study"]
    if whole and len(studies) == 2:
        # The Spaniards are the part, wherever they stand.
        studies.sort(key=lambda term: term.id == SPAIN)
        settings = tuple(term for term in clause.settings if term not in whole)
        others = tuple(term for term in clause.terms if term not in studies)
        return tuple(replace(clause, terms=(*others, *part), settings=settings) for part in (studies[:1], studies))
    special = [term for term in clause.terms if term.kind == "population"]
    if not whole or len(special) != 1 or len(clause.terms) < 2:
        return ()
    settings = tuple(term for term in clause.settings if term not in whole)
    others = tuple(term for term in clause.terms if term not in special)
    return (replace(clause, terms=others, settings=settings), replace(clause, settings=settings))


def _pairs(clause: Clause) -> tuple[Clause, ...]:
    """The clauses of a question that gives each study its own endpoint: DVT in the registry, VTE in the Dutch."""
    several = [term for term in clause.terms if term.kind in ("study", "endpoint")]
    pairs = list(zip(several[::2], several[1::2], strict=False))
    if len(pairs) < 2 or len(several) % 2 or any(one.kind == two.kind for one, two in pairs):
        return ()
    shared = tuple(term for term in clause.terms if term not in several)
    return tuple(replace(clause, terms=(*pair, *shared), alternatives=frozenset()) for pair in pairs)


def _parts(clause: Clause, kind: str) -> Iterator[Clause]:
    others = tuple(term for term in clause.terms if term.kind != kind)
    for term in apart(clause, kind):
        own = tuple(other for other in others if not _belongs_to_another(clause, term, other))
        yield replace(clause, terms=(term, *own))


def _belongs_to_another(clause: Clause, term: Term, study: Term) -> bool:
    """Whether a study stands with other patients named before: renal failure in the registry vs CrCl below 30."""
    if study.kind != "study" or term.kind != "population" or term.kind not in clause.alternatives:
        return False
    at, place = clause.terms.index(term), clause.terms.index(study)
    earlier = [other for other in clause.terms[:place] if other.kind == term.kind]
    return bool(earlier) and place < at


def _merged(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups with each finding only in the first that has it."""
    seen: set[int] = set()
    kept = []
    for group in groups:
        fresh = tuple(at for at in group.found if at not in seen)
        seen.update(fresh)
        if fresh or not group.found:
            kept.append(Group(group.asked, fresh))
    return tuple(kept)
