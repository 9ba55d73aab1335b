"""Yes/no facts: what a finding means once the words around it are weighed."""

from __future__ import annotations

from bot.reading.explaining import NOT_TAKEN
from bot.reading.layout import concept
from bot.reading.lexicon import Finding
from bot.reading.page import Page
from bot.reading.phrases import Mention, Sense
from bot.reading.results import Clarify, NotTaken, Outcome, Reason, Understood
from bot.reading.scopes import Scope

BESIDE_DRUG = frozenset({"yes", "y", "yep", "on", "only", "just", "mg", "od", "bd", "daily", "and"})
SETTLED_NO = frozenset({"drop", "ask"})


def read_findings(page: Page, used: frozenset[int]) -> Outcome:
    """All yes/no facts named in the message."""
    outcome = Outcome(used=used)
    for mention in page.layout.mentions:
        if mention.first in used:
            continue
        for sense in mention.senses:
            if sense.kind == "finding":
                outcome = outcome + read_finding(page, mention, sense)
    return outcome


def read_finding(page: Page, mention: Mention, sense: Sense) -> Outcome:
    """One finding: a fact, or words not taken with the reason, or a question back."""
    finding = page.lexicon.findings[sense.name]
    scope = page.scope(mention)
    barrier = _barrier(page, mention, finding, scope)
    if barrier == "hypothetical" and _stands_alone(page, mention):
        return _ask(page, mention, finding)
    if barrier:
        return _not_taken(page, mention, finding, barrier)
    if sense.detail in ("hint", "open") and "negated" in scope:
        return _not_taken(page, mention, finding, "negated")
    if sense.detail == "open" and "past" in scope:
        return _not_taken(page, mention, finding, "historical")
    if sense.detail == "open" or (finding.suspected_opens and _left_open(page, scope)):
        return _fact(page, mention, finding.now, None)
    if "unsure" in scope or sense.detail == "hint":
        return _ask(page, mention, finding, doubted=True)
    if "unknown" in scope:
        return _fact(page, mention, _timed(finding, scope), None)
    if finding.needs_on and not _taken_now(scope) and not _answers(page, mention, finding):
        return _ask_whether_on(page, mention, finding, scope)
    if sense.detail == "no":
        return _stated_absent(page, mention, finding, scope)
    if "negated" in scope:
        return _denied(page, mention, finding, sense, scope)
    return _stated(page, mention, finding, scope)


def _barrier(page: Page, mention: Mention, finding: Finding, scope: Scope) -> Reason | None:
    if "family" in scope:
        return "family"
    if "prophylaxis" in scope and not _antiplatelet(finding):
        return "prophylaxis"
    if "evidence" in scope or "hypothetical" in scope:
        return "hypothetical"
    if "question" in scope and page.layout.clause[mention.first] not in page.vignette:
        return "hypothetical"
    if scope.kinds & {"planned", "resuming"} and not finding.planned and "negated" not in scope:
        return "planned"
    return None


def _stands_alone(page: Page, mention: Mention) -> bool:
    """Whether a question is nothing but the finding: "PE?" is a suspicion as much as a question."""
    words = [place for place, token in enumerate(page.layout.tokens) if token.kind in ("word", "number")]
    return bool(words) and words[0] >= mention.first and words[-1] <= mention.last


def _left_open(page: Page, scope: Scope) -> bool:
    """Whether a finding is said to be possible, so that it is not known: "might be pregnant"."""
    cues = (page.layout.over.get(cue) for cue in scope.cues)
    unsure = any(cue.of("cue", "unsure") for cue in cues if cue)
    return unsure or ("suspected" in scope and "negated" not in scope)


def _answers(page: Page, mention: Mention, finding: Finding) -> bool:
    """Whether the drug alone answers the question: "aspirin 75 mg" after "on an antiplatelet drug?"."""
    tokens = enumerate(page.layout.tokens)
    others = (token for place, token in tokens if not mention.first <= place <= mention.last)
    return finding.now in page.asked and all(other.kind != "word" or other.text in BESIDE_DRUG for other in others)


def _antiplatelet(finding: Finding) -> bool:
    return finding.now == "on_antiplatelet"


def _taken_now(scope: Scope) -> bool:
    return bool(scope.kinds & {"on", "negated", "past", "now", "unknown", "present"})


def _timed(finding: Finding, scope: Scope) -> str:
    """The fact a finding stands for, by the time it is said to be of."""
    if "past" in scope and finding.past not in SETTLED_NO:
        return finding.past
    return finding.now


def _stated(page: Page, mention: Mention, finding: Finding, scope: Scope) -> Outcome:
    if "planned" in scope and finding.planned:
        if finding.planned == "drop":
            return _not_taken(page, mention, finding, "planned")
        return _fact(page, mention, finding.planned, True)
    if "suspected" in scope:
        return _fact(page, mention, finding.now, True) if finding.suspected_counts else _ask(page, mention, finding)
    if finding.within is not None and scope.days is not None:
        recent = scope.days <= finding.within
        return _fact(page, mention, finding.now, True) if recent else _not_taken(page, mention, finding, "historical")
    if "past" in scope:
        return _past(page, mention, finding)
    if "recent" in scope and finding.within is not None:
        return _fact(page, mention, finding.now, True, assumed=True)
    if finding.settled_by and _beside(page, mention, "choice", finding.settled_by):
        return _fact(page, mention, finding.now, True)
    if finding.bare_asks and not scope.kinds & {"now", "present"}:
        return _ask(page, mention, finding)
    return _fact(page, mention, finding.now, True)


def _past(page: Page, mention: Mention, finding: Finding) -> Outcome:
    if finding.past_with and not _beside(page, mention, "drug", finding.past_with):
        return _not_taken(page, mention, finding, "historical")
    if finding.past == "ask":
        return _ask(page, mention, finding, "historical")
    days = page.scope(mention).days
    lately = days is not None and days <= finding.ask_within
    if finding.past == "drop" and lately:
        return _ask(page, mention, finding, "historical")
    if finding.past == "drop":
        return _not_taken(page, mention, finding, "historical")
    outcome = _fact(page, mention, finding.past, True)
    if not lately:
        return outcome
    tokens = page.with_cues(mention)
    still = Understood(finding.now, True, page.span(*tokens), page.words(*tokens), concept=mention.key)
    return outcome + Outcome(clarify=(Clarify(finding.now, finding.ask, (still,)),))


def _beside(page: Page, mention: Mention, kind: str, name: str) -> bool:
    """Whether the same clause names a drug or a choice."""
    clause = page.layout.clause[mention.first]
    return any(page.layout.clause[other.first] == clause for other, _ in page.mentions(kind, name))


def _stated_absent(page: Page, mention: Mention, finding: Finding, scope: Scope) -> Outcome:
    if "planned" in scope:
        return _not_taken(page, mention, finding, "planned")
    if "negated" in scope:
        return _fact(page, mention, finding.now, True) if finding.denied_no_is_yes else _ask(page, mention, finding)
    if "suspected" in scope:
        return _ask(page, mention, finding)
    if "past" in scope and finding.past in SETTLED_NO:
        return _not_taken(page, mention, finding, "historical")
    return _fact(page, mention, finding.now, False, keyed="")


def _denied(page: Page, mention: Mention, finding: Finding, sense: Sense, scope: Scope) -> Outcome:
    if sense.detail == "part":
        return _not_taken(page, mention, finding, "negated")
    if "planned" in scope:
        planned = finding.planned not in ("", "drop")
        return (
            _fact(page, mention, finding.planned, False) if planned else _not_taken(page, mention, finding, "negated")
        )
    facts = _denied_facts(finding, scope)
    if finding.planned == finding.now and _planned_behind(page, mention):
        return _ask(page, mention, finding)
    if not facts:
        return _not_taken(page, mention, finding, "negated")
    outcome = Outcome()
    for fact in facts:
        outcome = outcome + _fact(page, mention, fact, False, assumed=scope.listed or sense.detail == "chief")
    return outcome


def _planned_behind(page: Page, mention: Mention) -> bool:
    """Whether words behind a comma plan what was denied all the same: "no pembro so far, planned in May"."""
    layout = page.layout
    end = layout.segment_end(mention.last)
    behind = range(end, layout.segment_end(end)) if end < len(layout.tokens) else range(0)
    mentions = [over for place in behind if (over := layout.starts(place))]
    planned = any(over.of("cue", "planned") for over in mentions)
    return planned and not any(concept(over) or over.of("cue", "negated") for over in mentions)


def _denied_facts(finding: Finding, scope: Scope) -> tuple[str, ...]:
    """The facts a denial speaks of: "no prior DVT" of the past, "DVT ruled out" of now, "no DVT" of both."""
    past = () if finding.past in SETTLED_NO or finding.denied_now_only else (finding.past,)
    if "past" in scope and "now" not in scope:
        return past if finding.past != finding.now else (finding.now,)
    if "now" in scope or "suspected" in scope:
        return (finding.now,)
    return tuple(dict.fromkeys((finding.now, *past)))


def _fact(
    page: Page, mention: Mention, fact: str, value: bool | None, assumed: bool = False, keyed: str | None = None
) -> Outcome:
    tokens = page.with_cues(mention)
    key = mention.key if keyed is None else keyed
    assumed = assumed or mention.respelt or "of_patient" in page.scope(mention)
    return Outcome((Understood(fact, value, page.span(*tokens), page.words(*tokens), assumed=assumed, concept=key),))


def _not_taken(page: Page, mention: Mention, finding: Finding, reason: Reason) -> Outcome:
    tokens = page.with_cues(mention)
    item = NotTaken(page.words(*tokens), finding.about, reason, page.span(*tokens), NOT_TAKEN[reason])
    return Outcome(not_taken=(item,))


def _ask(
    page: Page, mention: Mention, finding: Finding, reason: Reason = "ambiguous", doubted: bool = False
) -> Outcome:
    """The question back; `doubted` marks readings that no question on the table may settle."""
    tokens = page.with_cues(mention)
    words, span = page.words(*tokens), page.span(*tokens)
    question = finding.ask or page.definition(finding.now).question
    facts = dict.fromkeys(fact for fact in (finding.now, finding.past, finding.planned) if fact in page.vocabulary)
    options = tuple(Understood(fact, True, span, words, assumed=doubted, concept=mention.key) for fact in facts)
    return Outcome(
        not_taken=(NotTaken(words, finding.about, reason, span, f"{NOT_TAKEN[reason]} {question}"),),
        clarify=(Clarify(finding.now, question, options),),
    )


def _ask_whether_on(page: Page, mention: Mention, finding: Finding, scope: Scope) -> Outcome:
    if "planned" in scope or "question" in scope:
        return _not_taken(page, mention, finding, "planned" if "planned" in scope else "hypothetical")
    return _ask(page, mention, finding)
