"""Facts that are one of several choices: diagnosis, disease status, label, treatment phase and the like."""

from __future__ import annotations

from bot.reading.explaining import NOT_TAKEN
from bot.reading.page import Page
from bot.reading.phrases import Mention, Sense
from bot.reading.results import Clarify, NotTaken, Outcome, Reason, Understood

# Read together with doses and drugs, where their neighbours decide.
ELSEWHERE = frozenset({"lenalidomide_frequency", "episode", "interrupted_for", "dexamethasone_schedule"})
# A disease that stays: "history of myeloma" is myeloma.
LASTING = "multiple_myeloma"
BESIDE_LABEL = frozenset({"label", "site", "is", "the", "our", "follow", "we", "in", "setting", "here"})
TIMELESS = frozenset({"sex", "label", "disease_status", "plasmacytoma_site"})


def read_choices(page: Page, used: frozenset[int]) -> Outcome:
    """All choices named in the message, but for those that hang on a dose or a drug."""
    outcome = Outcome(used=used)
    for mention in page.layout.mentions:
        for sense in mention.senses:
            if sense.kind == "choice" and sense.name not in ELSEWHERE and _counts(page, mention, sense, used):
                outcome = outcome + read_choice(page, mention, sense)
    return outcome


def _counts(page: Page, mention: Mention, sense: Sense, used: frozenset[int]) -> bool:
    needed = page.lexicon.beside.get(sense.name, ())
    if needed and not any(page.mentions("finding", name) for name in needed):
        return False
    if sense.name == "label" and mention.first == mention.last and not _label_alone(page, mention):
        return False
    return not _millimetres(page, mention) and not speaks_of_another(page, mention, sense)


def _label_alone(page: Page, mention: Mention) -> bool:
    """Whether "US" or "EU" stands by itself, since beside other words it may be an ultrasound: "US abdomen"."""
    start, end = page.layout.segment_start(mention.first), page.layout.segment_end(mention.first)
    others = (
        place for place in range(start, end) if page.layout.tokens[place].kind == "word" and place != mention.first
    )
    return all(page.layout.tokens[place].text in BESIDE_LABEL or _status(page, place) for place in others)


def _status(page: Page, place: int) -> bool:
    mention = page.layout.over.get(place)
    return mention is not None and mention.of("choice") is not None


def _millimetres(page: Page, mention: Mention) -> bool:
    """Whether "mm" is a unit, as in "5 mm" or "450/mm3"."""
    before = page.layout.tokens[mention.first - 1] if mention.first else None
    return mention.key == "mm" and before is not None and (before.kind == "number" or before.text == "/")


def speaks_of_another(page: Page, mention: Mention, sense: Sense) -> bool:
    """Whether words of status speak of something else: "newly diagnosed diabetes", "aspirin held"."""
    if sense.detail in ("newly_diagnosed", "maintenance"):
        following = page.layout.starts(mention.last + 1)
        return bool(following and following.of("finding"))
    if sense.detail in ("on_treatment", "considering_start"):
        return _treatment_of_another(page, mention)
    if sense.detail == "interrupted" or mention.key == "maintenance":
        return _held_drug_is_other(page, mention)
    return False


def _treatment_of_another(page: Page, mention: Mention) -> bool:
    """Whether a treatment is said to be with another drug or for another disease: "on treatment with daratumumab"."""
    if any(_something_else(page, place) for place in (mention.first - 1, mention.last + 1)):
        return True
    if page.layout.tokens[mention.last + 1 : mention.last + 2] == () or mention.last + 2 >= len(page.layout.tokens):
        return False
    following = page.layout.starts(mention.last + 2)
    if page.layout.tokens[mention.last + 1].text not in ("with", "for") or following is None:
        return False
    drug = following.of("drug")
    return following.of("finding") is not None or (drug is not None and drug.name != "lenalidomide")


def _something_else(page: Page, place: int) -> bool:
    """Whether a finding or another drug stands at a place: "not started dialysis", "apixaban not started"."""
    beside = page.layout.over.get(place)
    if beside is None:
        return False
    return beside.of("finding") is not None or (beside.of("drug") is not None and not beside.of("drug", "lenalidomide"))


def _held_drug_is_other(page: Page, mention: Mention) -> bool:
    for place in range(mention.first - 1, max(mention.first - 4, -1), -1):
        subject = page.layout.starts(place)
        if subject is None or page.layout.segment[place] != page.layout.segment[mention.first]:
            continue
        finding = subject.of("finding")
        if finding and finding.name in page.lexicon.drug_findings:
            return True
        drug = subject.of("drug")
        if drug:
            return drug.name != "lenalidomide"
    return False


def read_choice(page: Page, mention: Mention, sense: Sense) -> Outcome:
    """One choice: a fact, or words not taken with the reason."""
    reason = _barrier(page, mention, sense)
    tokens = page.with_cues(mention)
    words, span = page.words(*tokens), page.span(*tokens)
    if reason and sense.name == "dialysis_modality":
        return Outcome()
    if reason:
        why = (
            NOT_TAKEN[reason]
            if reason != "negated"
            else f"This says what the {page.definition(sense.name).label} is not."
        )
        return Outcome(not_taken=(NotTaken(words, sense.name, reason, span, why),))
    if sense.detail not in page.definition(sense.name).choices:
        question = page.definition(sense.name).question
        taken = NotTaken(words, sense.name, "ambiguous", span, f"{NOT_TAKEN['ambiguous']} {question}")
        return Outcome(not_taken=(taken,), clarify=(Clarify(sense.name, question),))
    if "unsure" in page.scope(mention) or "suspected" in page.scope(mention):
        return Outcome(clarify=(Clarify(sense.name, page.definition(sense.name).question),))
    assumed = mention.respelt or "of_patient" in page.scope(mention)
    return Outcome((Understood(sense.name, sense.detail, span, words, assumed=assumed, concept=sense.detail),))


def _barrier(page: Page, mention: Mention, sense: Sense) -> Reason | None:
    scope = page.scope(mention)
    if "family" in scope:
        return "family"
    if "evidence" in scope or "hypothetical" in scope:
        return "hypothetical"
    if "question" in scope and page.layout.clause[mention.first] not in page.vignette:
        return "hypothetical"
    if "negated" in scope:
        return "negated"
    lasting = sense.name in TIMELESS and sense.detail != "maintenance"
    if "past" in scope and not lasting and sense.detail != LASTING:
        return "historical"
    return "planned" if "planned" in scope and sense.name not in TIMELESS | {"treatment_phase"} else None
