"""The dose of lenalidomide and how often it is taken: "on 25 mg", "len 15 mg QOD", "reduced from 25 to 15 mg"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.reading.amounts import Amount
from bot.reading.begun import DOSE, START, begins, could_be_strength, judge_begun
from bot.reading.choices import speaks_of_another
from bot.reading.drugs import LENALIDOMIDE, owns_dose
from bot.reading.measures import DOSES, judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, Outcome, Understood
from bot.reading.series import Said, Series, series_after

FREQUENCY = "lenalidomide_frequency"
PROPOSED = frozenset({"planned", "resuming"})
UNREAL = frozenset({"question", "hypothetical", "evidence", "family"})
Kind = Literal["drug", "name", "taken"]
SCHEDULE_REACH = 3
TAKEN_BEFORE = frozenset({"was on", "previously on", "prev on"})
# The dose at which it was stopped is the last one, which counts while treatment is interrupted.
STOPPED = ("stopped", "discontinued")
LEFT = frozenset({"no longer", "no longer on", "off", "never on", "not yet on"})
# Unknown words of fewer letters are no names of drugs.
SHORTEST_DRUG = 4


@dataclass(frozen=True)
class _Anchor:
    """The phrase a dose hangs on: the drug, a name such as "current dose", or "on" with nothing else."""

    mention: Mention
    fact: str
    kind: Kind


def read_doses(page: Page, used: frozenset[int]) -> Outcome:
    """The current and the starting dose of lenalidomide, and its frequency."""
    outcome = Outcome(used=used | _doses_of_others(page))
    for anchor in _anchors(page):
        if anchor.mention.first not in outcome.used or anchor.kind != "taken":
            outcome = outcome + _read_at(page, anchor, outcome.used)
    return outcome


def _anchors(page: Page) -> list[_Anchor]:
    anchors = [
        _Anchor(Mention(0, -1, (), fact), fact, "name") for fact in (DOSE, START) if fact in page.asked and page.text
    ]
    for mention in page.layout.mentions:
        measure = next((sense for sense in mention.senses if sense.kind == "measure" and sense.name in DOSES), None)
        if measure and not _of_other_drug(page, mention):
            anchors.append(_Anchor(mention, measure.name, "name"))
        elif owns_dose(page, mention) == LENALIDOMIDE:
            anchors.append(_Anchor(mention, DOSE, "drug"))
        elif mention.of("cue", "on") or mention.key in TAKEN_BEFORE or _holds_lenalidomide(page, mention):
            anchors.append(_Anchor(mention, DOSE, "taken"))
    return anchors


def _doses_of_others(page: Page) -> frozenset[int]:
    """The tokens of numbers behind another drug: they are neither lenalidomide's nor left without a name."""
    found: set[int] = set()
    for mention in page.layout.mentions:
        if owns_dose(page, mention) in ("", LENALIDOMIDE, "dexamethasone"):
            continue
        amount = page.amount(mention.last + 1)
        if amount and (amount.unit in ("mg", "") or amount.unit == "g/dL"):
            found |= set(range(amount.first, amount.last + 1))
    return frozenset(found)


def _holds_lenalidomide(page: Page, mention: Mention) -> bool:
    """ "Held at 25 mg": the dose before the interruption."""
    sense = mention.of("choice", "treatment_phase")
    return sense is not None and sense.detail == "interrupted" and not speaks_of_another(page, mention, sense)


def _of_other_drug(page: Page, mention: Mention) -> bool:
    """Whether "dose" follows or precedes the name of another drug: "dex dose", "dose of aspirin"."""
    before = page.layout.over.get(mention.first - 1)
    if before and owns_dose(page, before) not in ("", LENALIDOMIDE):
        return True
    for place in range(mention.last + 1, mention.last + 3):
        after = page.layout.over.get(place)
        if after and owns_dose(page, after) not in ("", LENALIDOMIDE):
            return True
    return False


def _read_at(page: Page, anchor: _Anchor, used: frozenset[int]) -> Outcome:
    series = _series(page, anchor, used)
    if series is None:
        return Outcome()
    first = min(said.amount.first for said in series.said)
    last = max(said.amount.last for said in series.said)
    tokens = (min(first, anchor.mention.first), max(last, anchor.mention.last))
    claimed = Outcome(used=frozenset(range(first, last + 1)))
    kinds = page.scope(anchor.mention).kinds | page.scopes[first].kinds
    if anchor.kind != "drug" and _of_drug_behind(page, last + 1):
        return Outcome()
    if kinds & UNREAL:
        return claimed
    if kinds & PROPOSED:
        return claimed + refused(page, anchor.fact, tokens, "planned")
    if len(series.said) == 1 and _of_the_past(page, anchor):
        return claimed + refused(page, anchor.fact, tokens, "historical")
    if _denied(page, anchor):
        return claimed + refused(page, anchor.fact, tokens, "negated", "This says what the dose is not.")
    if _odd_schedule(page, last):
        return claimed + _no_such_schedule(page, anchor.fact, tokens)
    if anchor.fact == START:
        judged = judge_begun(page, anchor.mention, series)
    else:
        judged = judge_series(page, page.lexicon.measures[anchor.fact], series, anchor.mention)
    return _without_finding(anchor.mention, judged) + _frequency(page, last) + claimed


def _without_finding(mention: Mention, judged: Outcome) -> Outcome:
    """The outcome with a word that is a finding too left to be read as one: "tolerating 15 mg"."""
    if not mention.of("finding"):
        return judged
    return replace(judged, used=judged.used - set(range(mention.first, mention.last + 1)))


def _of_the_past(page: Page, anchor: _Anchor) -> bool:
    """ "Was on 25 mg", "failed len 25 mg", "len 25 mg in 2019"; "stopped len 10 mg" names the last dose."""
    if anchor.mention.key in TAKEN_BEFORE:
        return True
    if anchor.kind != "drug" or "past" not in page.scope(anchor.mention):
        return False
    cues = (page.layout.over.get(cue) for cue in page.scope(anchor.mention).cues)
    return not any(cue.key.startswith(STOPPED) for cue in cues if cue)


def _denied(page: Page, anchor: _Anchor) -> bool:
    """ "Not on 25 mg", "not on len 25 mg", "never started at 25 mg"; a dose not tolerated is taken all the same."""
    if anchor.mention.last < anchor.mention.first:
        return False
    scope = page.scope(anchor.mention)
    if anchor.kind == "drug":
        cues = [page.layout.over.get(cue) for cue in scope.cues]
        tolerated = any(cue.key.startswith("tolerat") for cue in cues if cue)
        left = any(cue.key in LEFT for cue in cues if cue)
        return "negated" in scope and (left or ("on" in scope and not tolerated))
    return "negated" in scope and not anchor.mention.key.startswith("tolerat")


def _of_drug_behind(page: Page, place: int) -> bool:
    """Whether the dose is that of a drug named behind it, known or unknown: "on 5 mg apixaban", "on 5 mg ramipril"."""
    place += page.layout.tokens[place : place + 1] != () and page.layout.tokens[place].text == "of"
    if place >= len(page.layout.tokens):
        return False
    mention, word = page.layout.over.get(place), page.layout.tokens[place]
    if mention:
        return owns_dose(page, mention) not in ("", LENALIDOMIDE)
    unknown = word.kind == "word" and word.text not in page.lexicon.spelling.known and place not in page.asking
    return unknown and len(word.text) >= SHORTEST_DRUG


def _series(page: Page, anchor: _Anchor, used: frozenset[int]) -> Series | None:
    series = series_after(page, _behind(page, anchor), used)
    if not series.said and anchor.kind == "drug":
        series = _dose_before(page, anchor.mention, used)
    in_mg = any(said.amount.unit == "mg" for said in series.said)
    if not series.said or not all(_a_dose(page, anchor, said.amount, in_mg) for said in series.said):
        return None
    return series


def _behind(page: Page, anchor: _Anchor) -> int:
    """Where the number is looked for: behind the name, and behind the drug where that follows."""
    place = anchor.mention.last + 1
    if anchor.kind == "drug":
        return place
    for step in range(place, min(place + 3, len(page.layout.tokens))):
        mention = page.layout.starts(step)
        if mention and owns_dose(page, mention) == LENALIDOMIDE:
            return mention.last + 1
    return place


def _dose_before(page: Page, mention: Mention, used: frozenset[int]) -> Series:
    """ "25 mg lenalidomide", "25 mg of len"."""
    end = mention.first - 1
    if end >= 0 and page.layout.tokens[end].text == "of":
        end -= 1
    for place in range(max(0, end - 4), end + 1):
        amount = page.amount(place)
        if amount and amount.last == end and amount.unit == "mg" and place not in used:
            return Series((Said(amount, "plain"),), mention.last)
    return Series((), mention.last)


def _a_dose(page: Page, anchor: _Anchor, amount: Amount, in_mg: bool) -> bool:
    """Whether a number can be the dose: with mg beside it; bare only behind the drug or a name of the dose."""
    if in_mg and amount.unit in ("mg", ""):
        return True
    if anchor.kind == "taken":
        return False
    if begins(anchor.mention):
        return could_be_strength(page, anchor.mention, amount)
    definition = page.definition(anchor.fact)
    return not amount.unit and (definition.low or 0) <= amount.low and amount.high <= (definition.high or 0)


def _odd_schedule(page: Page, last: int) -> bool:
    """Whether a schedule no label knows stands right behind the dose: "25 mg three days a week"."""
    for place in range(last + 1, min(last + 1 + SCHEDULE_REACH, len(page.layout.tokens))):
        mention = page.asking.get(place)
        if mention and mention.of("odd_schedules") and page.layout.segment[place] == page.layout.segment[last]:
            return True
    return False


def _no_such_schedule(page: Page, fact: str, tokens: tuple[int, int]) -> Outcome:
    why = "Doses are noted once daily or every other day; this schedule is neither, so the dose was not noted."
    asked = Clarify(FREQUENCY, page.definition(FREQUENCY).question)
    return refused(page, fact, tokens, "ambiguous", why) + Outcome(clarify=(asked,))


def _frequency(page: Page, last: int) -> Outcome:
    for place in range(last + 1, min(last + 1 + SCHEDULE_REACH, len(page.layout.tokens))):
        mention = page.layout.starts(place)
        sense = mention.of("choice", FREQUENCY) if mention else None
        if mention and sense:
            words, span = page.words(place, mention.last), page.span(place, mention.last)
            item = Understood(FREQUENCY, sense.detail, span, words, concept=sense.detail)
            return Outcome((item,), used=frozenset(range(place, mention.last + 1)))
    return Outcome()
