"""Which words of a message ask rather than tell: they are never facts of the patient by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.reading.layout import Layout
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Mention

WORD = re.compile(r"[a-z]+")
DOSE_UNITS = frozenset({"mg"})
# Words that tell of one patient: what stands beside them is no question on a study alone.
OF_ONE_PATIENT = frozenset("she he her hers him his my our mine patient pt woman man lady gentleman".split())


def of_one_patient(text: str) -> bool:
    """Whether a text speaks of one patient: "my patient on dialysis", "she has a DVT"."""
    return bool(OF_ONE_PATIENT & set(WORD.findall(text.lower())))


def question_tokens(layout: Layout, asking: Mapping[int, Mention]) -> frozenset[int]:
    """The tokens of the questions of a message: from the opening word, or of the last segment before "?"."""
    found: set[int] = set()
    for start, end in layout.clause_ranges():
        found |= set(_of_clause(layout, asking, start, end))
    return frozenset(found)


def _of_clause(layout: Layout, asking: Mapping[int, Mention], start: int, end: int) -> range:
    marked = layout.tokens[end - 1].text == "?"
    for place in range(start, end):
        if _opens(layout, asking.get(place), place, start, end, marked):
            return range(place, end)
    if not marked:
        return range(end, end)
    begin = end - 1
    while begin > start and layout.segment[begin - 1] == layout.segment[end - 1]:
        begin -= 1
    return range(begin, end)


def _opens(layout: Layout, mention: Mention | None, place: int, start: int, end: int, marked: bool) -> bool:
    if mention is None or mention.first != place:
        return False
    if mention.of("openers"):
        return True
    first = place == start or layout.segment[place - 1] != layout.segment[place]
    if mention.of("openers_with_mark"):
        return first and marked
    return first and mention.of("proposals") is not None and _proposes(layout, place, end)


def _proposes(layout: Layout, place: int, end: int) -> bool:
    """Whether an imperative is about a dose or a drug: "give 25 mg", "hold len"."""
    for here in range(place + 1, min(place + 5, end)):
        mention = layout.over.get(here)
        drug = mention and (mention.of("drug") or mention.of("regimen"))
        if drug or layout.tokens[here].text in DOSE_UNITS:
            return True
    return False


def evidence_clauses(layout: Layout, asking: Mapping[int, Mention], questions: frozenset[int]) -> frozenset[int]:
    """The clauses that ask for published results: none of their words are facts of the patient.

    Without a question a message must open with one of several words of studies, or with what only they have: an ORR;
    "pregnant, was in a registry trial" tells. What stands in another clause than the question is told: "Pregnant. What
    was the OS in the registry?" So is what is said of one patient: "the ORR for my patient on dialysis".
    """
    outcomes = [mention for mention in asking.values() if mention.of("outcomes")]
    topics = [mention for mention in asking.values() if mention.of("topic", "evidence")] + outcomes
    opens = any(mention.first == 0 for mention in topics)
    several = len({mention.key for mention in topics}) > 1 or any(mention.first == 0 for mention in outcomes)
    if not topics or not (questions or (opens and several)):
        return frozenset()
    asked = {layout.clause[place] for place in questions}
    told = {layout.clause[place] for place, token in enumerate(layout.tokens) if token.text in OF_ONE_PATIENT}
    return frozenset(asked or {layout.clause[mention.first] for mention in topics}) - told


def topic_of(asking: Mapping[int, Mention], lexicon: Lexicon) -> str | None:
    """The topic a question is on, the first that its words name in the order of `intents.yaml`; None when unclear."""
    named = {sense.name for mention in asking.values() for sense in mention.senses if sense.kind == "topic"}
    return next((topic for topic in lexicon.topics if topic in named), None)
