"""Whether a message asks for published evidence rather than telling about the patient."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking.asking import ask
from knowledge.asking.indexed.citations import cited_in
from knowledge.asking.indexed.index import Index
from knowledge.asking.language.words import stems_of, words_of
from knowledge.asking.questions.following import leads_on

# Outcomes that only studies have; a response such as VGPR may be the patient's own.
OUTCOMES = frozenset(
    "ttp pfs os duration-of-response follow-up quality-of-life mechanism funding disclosures age-at-diagnosis"
    " incidence-of-myeloma deaths-of-myeloma score-discrimination background-incidence crossover late-cr".split()
)
# Words that ask how often something was seen among many.
RATES = frozenset(stems_of("orr rate rates incidence frequency percentage proportion median common"))
BEGINNINGS = tuple(tuple(pair.split()) for pair in ("how many", "how much", "what does", "what is", "which points"))
DOSES = frozenset({"dose", "starting-dose", "dose-modification"})
LABELS = frozenset({"us-label", "eu-label"})
LONGEST_FOLLOW_UP = 8


def asks_evidence(index: Index, text: str, before: Sequence[str] = ()) -> bool:
    """Whether a message names a study, a paper, an outcome of studies or both labels, or follows on from such.

    A label alone is a fact, "US label": the resident says which one to follow.
    """
    stems = stems_of(text)
    named = index.lexicon.matches(stems)
    ids = {match.term.id for match in named}
    studies = {match.term.id for match in named if match.term.kind == "study"}
    of_labels = {study for study in studies if "labels" in index.lexicon.wider[study]}
    if studies - of_labels or LABELS <= ids or ids & OUTCOMES:
        return True
    outcome = any(match.term.kind == "endpoint" for match in named) and not ids & DOSES
    if (outcome and RATES & set(stems)) or cited_in(index.papers, words_of(text), frozenset()).papers:
        return True
    return _follows(text, before) and bool(ask(index, text, before).found)


def asks_of_a_study(index: Index, text: str) -> bool:
    """Whether a message asks for a rate in a study, or begins by asking what one gives: it tells of no patient.

    "SPM rate MM-009", "how many points does SAVED give for age 80".
    """
    named = index.lexicon.matches(stems_of(text))
    studies = {match.term.id for match in named if match.term.kind == "study"}
    of_no_label = {study for study in studies if "labels" not in index.lexicon.wider[study]}
    begins = words_of(text)[:2] in BEGINNINGS
    return bool(of_no_label) and (begins or bool(RATES & set(stems_of(text))))


def names_source(index: Index, text: str) -> bool:
    """Whether a text names a study, a score, criteria, or a label or the country of one."""
    return any(match.term.kind == "study" or match.term.instead for match in index.lexicon.matches(stems_of(text)))


def _follows(text: str, before: Sequence[str]) -> bool:
    words = words_of(text)
    return bool(before) and leads_on(words) and len(words) <= LONGEST_FOLLOW_UP
