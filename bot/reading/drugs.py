"""Drugs and regimens: prior therapy where they are said to be prior, and where lenalidomide stands now."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, NotTaken, Outcome, Understood

LENALIDOMIDE = "lenalidomide"
PHASE = "treatment_phase"
EVENT_REACH = 20
UNREAL = frozenset({"family", "hypothetical", "evidence", "question", "unsure", "suspected"})


def read_drugs(page: Page, used: frozenset[int]) -> Outcome:
    """Prior drugs, and the phase of treatment where lenalidomide is said to be taken or about to start."""
    outcome = Outcome(used=used)
    for mention in page.layout.mentions:
        names = drugs_named(page, mention)
        if names and "unsure" in page.scope(mention) and "past" in page.scope(mention):
            outcome = outcome + _asked(page, mention, names)
        if not names or page.scope(mention).kinds & UNREAL or mention.of("choice") or mention.of("finding"):
            continue
        outcome = outcome + _prior(page, mention, names)
        if LENALIDOMIDE in names:
            outcome = outcome + _phase(page, mention)
    return outcome


def drugs_named(page: Page, mention: Mention) -> tuple[str, ...]:
    """The drugs a phrase names: one, those of a regimen, or none."""
    regimen, drug = mention.of("regimen"), mention.of("drug")
    if regimen:
        return page.lexicon.regimens[regimen.name]
    return (drug.name,) if drug else ()


def owns_dose(page: Page, mention: Mention) -> str:
    """The drug a dose beside the phrase belongs to: "lenalidomide", another one, or "" when it names none."""
    names = drugs_named(page, mention)
    if names:
        return LENALIDOMIDE if LENALIDOMIDE in names else names[0]
    finding = mention.of("finding")
    return finding.name if finding and finding.name in page.lexicon.drug_findings else ""


def _prior(page: Page, mention: Mention, names: tuple[str, ...]) -> Outcome:
    scope = page.scope(mention)
    asked = any(fact in page.asked for fact in _prior_facts(page, names))
    if "past" not in scope and not asked:
        return _denied(page, mention, names) if "negated" in scope and "on" not in scope else Outcome()
    if "planned" in scope:
        return Outcome()
    if LENALIDOMIDE in names and _cued_by(page, mention, ("stopped", "discontinued")):
        return Outcome(clarify=(Clarify(PHASE, page.definition(PHASE).question),))
    facts = tuple(_prior_facts(page, names))
    if names == (LENALIDOMIDE,) and _cued_by(page, mention, ("refractory to",)):
        facts = ("lenalidomide_refractory",)
    tokens = page.with_cues(mention)
    words, span = page.words(*tokens), page.span(*tokens)
    value = "negated" not in scope
    taken = tuple(Understood(fact, value, span, words, assumed=scope.listed, concept=mention.key) for fact in facts)
    return Outcome(taken)


def _cued_by(page: Page, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether one of the words reaches the drug: stopped, for one, can be for good or for a while."""
    cues = (page.layout.over.get(cue) for cue in page.scope(mention).cues)
    return any(cue.key == word or cue.key.startswith(f"{word} ") for cue in cues if cue for word in words)


def _prior_facts(page: Page, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if page.lexicon.drugs[name].prior:
            yield page.lexicon.drugs[name].prior


def _denied(page: Page, mention: Mention, names: tuple[str, ...]) -> Outcome:
    """ "No bortezomib" may speak of now or of the past: it is asked."""
    return Outcome() if LENALIDOMIDE in names else _asked(page, mention, names)


def _asked(page: Page, mention: Mention, names: tuple[str, ...]) -> Outcome:
    facts = tuple(_prior_facts(page, names))
    if not facts:
        return Outcome()
    tokens = page.with_cues(mention)
    question = page.definition(facts[0]).question
    taken = NotTaken(
        page.words(*tokens),
        facts[0],
        "ambiguous",
        page.span(*tokens),
        f"This can speak of now or of earlier. {question}",
    )
    return Outcome(not_taken=(taken,), clarify=(Clarify(facts[0], question),))


def _phase(page: Page, mention: Mention) -> Outcome:
    scope = page.scope(mention)
    phase = None if _of_past_event(page, mention) else _phase_said(scope.kinds)
    tokens = page.with_cues(mention)
    if phase is None and scope.kinds >= {"negated", "on"}:
        why = f"This says what the {page.definition(PHASE).label} is not."
        return Outcome(not_taken=(NotTaken(page.words(*tokens), PHASE, "negated", page.span(*tokens), why),))
    if phase is None:
        return Outcome()
    item = Understood(PHASE, phase, page.span(*tokens), page.words(*tokens), concept=phase)
    return Outcome((item,))


def _of_past_event(page: Page, mention: Mention) -> bool:
    """Whether the drug is only what an event of the past was on: "had PE on VRd", "angioedema on lenalidomide"."""
    segment = page.layout.segment[mention.first]
    for place in range(max(0, mention.first - EVENT_REACH), mention.first):
        event = page.layout.starts(place)
        if event and event.of("finding") and page.layout.segment[place] == segment:
            said = page.scope(event).kinds | page.scope(mention).kinds
            if "past" in said or event.of("finding", "severe_reaction"):
                return True
    return False


def _phase_said(kinds: frozenset[str]) -> str | None:
    if "negated" in kinds or "resuming" in kinds or "past" in kinds:
        return None
    if "planned" in kinds:
        return "considering_start"
    return "on_treatment" if "on" in kinds else None
