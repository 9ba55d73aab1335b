"""Questions that follow on from the one before: "and the TTP?", and what they take over from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.asking.figures.clearance import CLEARANCE, Band, kept_in
from knowledge.asking.figures.counts import COUNTS
from knowledge.asking.indexed.index import REQUIRED, Index
from knowledge.asking.language.kidneys import DIALYSIS, NOT_ON_DIALYSIS
from knowledge.asking.questions.clauses import Clause, Understood
from knowledge.asking.questions.counted import HOLDING
from knowledge.asking.questions.falls import BESIDE, DOSES_AFTER, LATER, fell_alone
from knowledge.asking.questions.understanding import POINTS_BACK
from knowledge.records import Term

FOLLOWS_ON = frozenset(
    {
        ("and",),
        ("same",),
        ("also",),
        ("or",),
        ("but",),
        ("versus",),
        ("vs",),
        ("what", "about"),
        ("how", "about"),
        ("why", "so"),
    }
)
COUNTRY = "country"
# "P value?" is that of what was answered before.
STATISTICS = frozenset("p value values n number significance significant and with the what s was is it".split())
DENYING = frozenset("without off not no never stops stopped refuses declines".split())
# A question of so few words may lean on the one before.
SHORT = 4
# "Second?" asks for nothing by itself.
FEWEST = 2
WHOLE = "total-population"


def follows_on(alone: Understood) -> bool:
    """Whether a question leans on the one before: it opens with a joining word, or names less than it needs."""
    if not alone.clauses:
        return False
    words = alone.clauses[0].words
    kinds = {term.kind for clause in alone.clauses for term in clause.terms}
    if leads_on(words) or not kinds & {"endpoint", "hint"}:
        return True
    return "study" not in kinds and (bool(POINTS_BACK & set(words)) or len(words) <= SHORT)


def leads_on(words: Sequence[str]) -> bool:
    """Whether a question opens by joining on to the one before: "and the TTP?", "what about the registry?"."""
    return tuple(words[:1]) in FOLLOWS_ON or tuple(words[:2]) in FOLLOWS_ON


def joined_to(
    index: Index,
    alone: Understood,
    before: Sequence[str],
    taking: Sequence[str] = REQUIRED,
    beside: Sequence[str] = (),
) -> Understood:
    """The question with what it leaves out, of the kinds in `taking`, taken from the one before.

    Of the kinds in `beside` it is taken even where the question names others: renal failure, "and transplant before?".
    """
    if not alone.clauses:
        return alone
    known = [index.lexicon.terms[term] for term in before if term in index.lexicon.terms]
    first = alone.clauses[0]
    kinds = {_kind(index, term) for term in first.terms}
    leaning = POINTS_BACK & set(first.words) or leads_on(first.words) or set(first.words) <= STATISTICS
    leaning = leaning or (DOSES_AFTER & set(before) and LATER & set(first.words))
    if not (kinds or first.open_words or first.clearances or leaning):
        return alone
    kinds |= {"endpoint", "hint"} if kinds & {"endpoint", "hint"} else set()
    kinds -= set(beside)
    known, clearances = _kidneys_kept(index, first, known, before)
    taken = tuple(term for term in known if _kind(index, term) not in kinds and term.kind in taking)
    taken, own = _count_kept(_with_whole(index, first, _parts_named(index, taken)), known, first.terms)
    if doses := _doses_kept(first, known):
        # "And with other toxicity?", "and alone?": which row of the dose after that fall.
        whose = tuple(term for term in (*taken, *own) if term.kind in ("study", "population"))
        return replace(alone, clauses=(replace(first, terms=(*whose, *doses), open_words=()), *alone.clauses[1:]))
    settings = first.settings or tuple(term for term in known if term.kind == "setting")
    if any(term.id in DIALYSIS for term in first.terms) and not first.settings:
        # "And on haemodialysis?" after patients without: no longer both.
        settings = tuple(term for term in settings if term.id != NOT_ON_DIALYSIS)
    settings += _denial_of_dialysis(index, first, taken)
    # A country beside patients is whose label is asked for, and no other side.
    several = Counter((term.kind, bool(term.instead)) for term in taken)
    sides = first.alternatives | {kind for (kind, _), times in several.items() if times > 1}
    terms = (*taken, *own)
    whole = replace(first, terms=terms, settings=settings, alternatives=sides, clearances=clearances)
    return replace(alone, clauses=(whole, *alone.clauses[1:]))


def _with_whole(index: Index, first: Clause, taken: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms with the study that one of them is a part of, where all its patients are asked for beside."""
    if not any(term.id == WHOLE for term in first.settings):
        return taken
    wholes = (wide for term in taken for wide in index.lexicon.wider[term.id] if wide in index.subsets)
    return tuple(dict.fromkeys((*taken, *(index.lexicon.terms[wide] for wide in wholes))))


def _count_kept(
    taken: tuple[Term, ...], known: Sequence[Term], own: tuple[Term, ...]
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """What "what would Europe restart at?" keeps: after the dose after a fall of counts that dose, else the count."""
    if not asks_when(own):
        return taken, own
    if doses := tuple(term for term in known if term.id in DOSES_AFTER and term not in taken):
        return (*taken, *doses), tuple(term for term in own if term.id not in HOLDING)
    # "Platelets that hold it, FDA", "and to resume?": still the platelets.
    return (*taken, *(term for term in known if term.id in COUNTS and term not in taken)), own


def _doses_kept(first: Clause, known: Sequence[Term]) -> tuple[Term, ...]:
    """The dose after a fall of counts asked about before, where a question only tells how the count fell."""
    leading = leads_on(first.words) or len(first.words) <= FEWEST
    told = leading and (fell_alone(first.words) or (BESIDE | LATER) & set(first.words))
    counted = any(term.id in COUNTS | HOLDING | DOSES_AFTER for term in first.terms)
    return tuple(term for term in known if term.id in DOSES_AFTER) if told and not counted else ()


def asks_when(own: Sequence[Term]) -> bool:
    """Whether of all outcomes only holding or restarting is named."""
    outcomes = [term for term in own if term.kind in ("endpoint", "hint")]
    return bool(outcomes) and all(term.id in HOLDING for term in outcomes)


def takes_dose(alone: Understood, before: Sequence[str]) -> bool:
    """Whether a question on restarting follows one on the dose after a fall of counts, and so asks for that dose."""
    return bool(DOSES_AFTER & set(before)) and all(asks_when(clause.terms) for clause in alone.clauses)


def _parts_named(index: Index, taken: Sequence[Term]) -> tuple[Term, ...]:
    """The terms with "Spain" beside a study read as the Spanish part of that study, and no other Spanish one."""
    studies = {term.id for term in taken if term.kind == "study"}
    parts = {
        wide: term
        for term in index.lexicon.terms.values()
        if term.id not in studies and len(shared := studies & index.lexicon.wider[term.id]) > 1
        for wide in shared
        if not index.subsets.get(wide)
    }
    return tuple(dict.fromkeys(parts.get(term.id, term) for term in taken))


def _kind(index: Index, term: Term) -> str:
    """The kind of a term, a country and its label being of one: who asks for Europe leaves the US label."""
    return COUNTRY if term.instead or term.id in index.lexicon.labels else term.kind


def _kidneys_kept(
    index: Index, first: Clause, known: list[Term], before: Sequence[str]
) -> tuple[list[Term], tuple[Band, ...]]:
    """What a question keeps of the terms and the clearances before it: nothing of the kidneys it tells anew."""
    anew = bool(first.clearances) or any(term.id in index.kidneys | DIALYSIS for term in first.terms)
    clearances = first.clearances if anew else kept_in(before)
    dropped = frozenset({CLEARANCE}) if anew or clearances else frozenset()
    if any(term.id == NOT_ON_DIALYSIS for term in first.settings):
        dropped |= DIALYSIS
    return [term for term in known if term.id not in dropped], clearances


def _denial_of_dialysis(index: Index, first: Clause, taken: Sequence[Term]) -> tuple[Term, ...]:
    """After dialysis "and without?" asks for those not on it; both are told, since no more than that was said."""
    denied = DENYING & set(first.words) and any(term.id in DIALYSIS for term in taken)
    return (index.lexicon.terms[NOT_ON_DIALYSIS],) if denied else ()


def leaves_out_study(alone: Understood, joined: Understood) -> bool:
    """Whether a follow-up stays with the study asked about before: no other study's figure may stand in for it."""
    studies = [{t for clause in one.clauses for t in clause.terms if t.kind == "study"} for one in (alone, joined)]
    return bool(studies[1]) and not studies[0]
