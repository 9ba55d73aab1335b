"""Reads a message: words in, facts with their place and certainty out. The order of the steps stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.reading.alone import read_alone, unplaced_numbers
from bot.reading.answers import bare_answer, resolve_by_question
from bot.reading.begun import without_dose_before_start
from bot.reading.choices import read_choices
from bot.reading.course import read_course
from bot.reading.dexamethasone import read_dexamethasone
from bot.reading.doses import read_doses
from bot.reading.drugs import read_drugs
from bot.reading.findings import read_findings
from bot.reading.grades import read_grades
from bot.reading.intents import command_of, corrects, courtesy_of, intent_of, what_if_cue, without_cue
from bot.reading.layout import Layout, lay_out
from bot.reading.leading import led_answer
from bot.reading.lexicon import Lexicon
from bot.reading.lexing import tokens
from bot.reading.loading import shared_lexicon
from bot.reading.looking_back import add_backward_scopes
from bot.reading.measures import read_measures
from bot.reading.menopause import without_doubtful_menopause
from bot.reading.page import Page, amounts_of
from bot.reading.patient import read_patient
from bot.reading.phrases import Mention, find
from bot.reading.questions import evidence_clauses, question_tokens, topic_of
from bot.reading.results import Clarify, Outcome, Reading
from bot.reading.rivals import ask_for_the_current
from bot.reading.scopes import Scope, forward_scopes
from bot.reading.settling import settle
from bot.reading.spelling import corrections, misspelt_drugs
from bot.reading.stability import read_stability
from rules.facts import Vocabulary

Step = Callable[[Page, frozenset[int]], Outcome]
# Each step leaves the numbers it has read to none of those behind it.
STEPS: tuple[Step, ...] = (
    read_patient, read_grades, read_doses, read_dexamethasone, read_measures, read_course, read_alone,
    read_stability, read_findings, read_choices, read_drugs, unplaced_numbers,
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """A lexicon and a vocabulary, ready to read messages. Immutable; one serves any number of threads."""

    lexicon: Lexicon
    vocabulary: Vocabulary

    @property
    def known_words(self) -> frozenset[str]:
        """The clinical words of the lexicon: none of them is ever taken for a name."""
        return self.lexicon.spelling.clinical

    def read(self, text: str, asked: tuple[str, ...] = ()) -> Reading:
        """Read one message; `asked` are the facts of the question on the table. Any text gives a Reading."""
        asked = tuple(fact for fact in asked if fact in self.vocabulary and not self.vocabulary[fact].derived)
        text_tokens = tokens(text)
        asking = _by_token(find(text_tokens, {}, self.lexicon.asking))
        cue = what_if_cue(text_tokens, asking)
        if cue:
            supposed = self._read_message(without_cue(text, text_tokens, cue), asked)
            if supposed.facts:
                return replace(supposed, intent="command", command="what_if")
        command = command_of(text_tokens, self.lexicon)
        reading = self._read_message(text, asked)
        return replace(reading, intent="command", command=command) if command else reading

    def _read_message(self, text: str, asked: tuple[str, ...]) -> Reading:
        page = self._page(text, asked)
        answer = bare_answer(page) if asked else None
        outcome = answer if answer else ask_for_the_current(self._outcome(page), self.vocabulary)
        outcome = settle(outcome, self.vocabulary)
        questions = frozenset(place for place, scope in enumerate(page.scopes) if "question" in scope)
        outcome = _named_in_correction(page, outcome)
        topic = topic_of(page.asking, self.lexicon) if questions else None
        intent = intent_of(outcome, page.asking, frozenset() if answer else questions)
        courtesy = courtesy_of(page.layout.tokens, self.lexicon) if intent == "other" else None
        return Reading(outcome.facts, outcome.not_taken, outcome.clarify, intent, topic=topic, courtesy=courtesy)

    def _outcome(self, page: Page) -> Outcome:
        outcome = Outcome()
        for step in STEPS:
            outcome = outcome + step(page, outcome.used)
            if step is read_patient:
                page = replace(page, vignette=_clauses_with(page.layout, outcome))
        outcome = outcome + misspelt_drugs(page.text, page.layout.tokens, self.lexicon)
        outcome = without_doubtful_menopause(page, outcome)
        outcome = without_dose_before_start(resolve_by_question(outcome, page.asked), page.asked)
        return led_answer(page, outcome) if page.asked else outcome

    def _page(self, text: str, asked: tuple[str, ...]) -> Page:
        text_tokens = tokens(text)
        respelt = corrections(text_tokens, self.lexicon.spelling)
        layout = lay_out(text_tokens, find(text_tokens, respelt, self.lexicon.book), self.lexicon)
        asking = _by_token(find(text_tokens, {}, self.lexicon.asking))
        return Page(
            text=text,
            layout=layout,
            scopes=_scopes(layout, asking),
            asking=asking,
            vignette=frozenset(),
            lexicon=self.lexicon,
            vocabulary=self.vocabulary,
            asked=asked,
            whole_numbers=amounts_of(layout, self.lexicon, words=True),
            numbers=amounts_of(layout, self.lexicon, words=False),
        )


def _by_token(mentions: tuple[Mention, ...]) -> MappingProxyType[int, Mention]:
    return MappingProxyType({mention.first: mention for mention in mentions})


def _scopes(layout: Layout, asking: MappingProxyType[int, Mention]) -> tuple[Scope, ...]:
    scopes = forward_scopes(layout)
    add_backward_scopes(layout, scopes)
    questions = question_tokens(layout, asking)
    asked_of_studies = evidence_clauses(layout, asking, questions)
    return tuple(
        replace(scope, kinds=scope.kinds | {"question", "evidence"})
        if layout.clause[place] in asked_of_studies
        else replace(scope, kinds=scope.kinds | {"question"})
        if place in questions
        else scope
        for place, scope in enumerate(scopes)
    )


def _clauses_with(layout: Layout, outcome: Outcome) -> frozenset[int]:
    """The clauses that open a case with the patient's age: what they say is said of the patient, asked or not."""
    return frozenset(layout.clause[place] for place in outcome.used)


def _named_in_correction(page: Page, outcome: Outcome) -> Outcome:
    """A question on the fact a correction names without a value: "the platelets are wrong"."""
    if outcome.facts or outcome.clarify or not corrects(page.asking):
        return outcome
    named = next((sense.name for _, sense in page.mentions("measure")), None)
    if named is None:
        return outcome
    return outcome + Outcome(clarify=(Clarify(named, page.definition(named).question),))


def load_reader(vocabulary: Vocabulary) -> Reader:
    """A reader over the lexicon of the project, which is loaded once per process."""
    return Reader(shared_lexicon(), vocabulary)


def read(text: str, vocabulary: Vocabulary, asked: tuple[str, ...] = ()) -> Reading:
    """Read one message against a vocabulary; `asked` are the facts of the question on the table."""
    return load_reader(vocabulary).read(text, asked)
