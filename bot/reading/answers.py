"""Bare replies, read against the question on the table: "yes", "28", "none of these", "only diabetes", "b"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.reading.measures import judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention, parts_of
from bot.reading.results import Clarify, Outcome, Understood
from bot.reading.series import Said, Series, series_after
from rules.facts import FactDefinition
from rules.values import Quantity, Value

LONGEST_REPLY = 40
LETTERS = "abcdefghijkl"
# Words of an answer to a list: said to a single question they answer another one, perhaps one asked before.
OF_A_LIST = frozenset({"these", "those", "above", "all", "them", "everything"})
NO_LIST = "One thing was asked here, not a list. Answer yes or no."
NO_WORDS: Mapping[str, str] = MappingProxyType({})


def bare_answer(page: Page) -> Outcome | None:
    """What a reply means that says nothing by itself; None when it has to be read as a message."""
    asked = tuple(page.definition(fact) for fact in page.asked)
    if not asked or len(page.layout.tokens) > LONGEST_REPLY:
        return None
    words, first, last = _core(page)
    if first > last:
        return None
    if len(asked) == 1:
        single = _single(page, asked[0], words, (first, last))
        if single:
            return single
    meaning = reply_meaning(page, words)
    if meaning:
        return _reply(page, meaning, asked, (first, last))
    return _number(page, asked, first, last)


def _core(page: Page) -> tuple[tuple[str, ...], int, int]:
    """The words of the reply without marks at its ends and filler at its beginning, with first and last token."""
    tokens = page.layout.tokens
    first, last = 0, len(tokens) - 1
    while last >= first and tokens[last].kind in ("mark", "line") and tokens[last].text not in '%"?':
        last -= 1
    if last > first and tokens[last].text == "?":
        last -= 1
    while first < last:
        filler = _filler_at(page, first, last)
        if not filler and tokens[first].kind not in ("line",) and tokens[first].text not in ",.:-":
            break
        first += filler or 1
    return tuple(token.text for token in tokens[first : last + 1]), first, last


def _filler_at(page: Page, first: int, last: int) -> int:
    """How many tokens of filler begin here; never the whole reply."""
    words = tuple(token.text for token in page.layout.tokens[first : last + 1])
    return next((len(f) for f in page.lexicon.answers.filler if words[: len(f)] == f and len(f) < len(words)), 0)


def reply_meaning(page: Page, words: tuple[str, ...]) -> str | None:
    """What a whole reply says: "yes", "no", "unknown", "none_of_these" or "all_of_these"; None for anything else."""
    for meaning, replies in page.lexicon.answers.replies.items():
        if words in replies:
            return meaning
    return None


def _single(page: Page, asked: FactDefinition, words: tuple[str, ...], tokens: tuple[int, int]) -> Outcome | None:
    said = page.lexicon.answers.when_asked.get(asked.id, {}).get(words)
    if said is not None:
        return taken(page, (asked,), _value(asked, said), tokens)
    if asked.type == "choice":
        choice = _choice(asked, words)
        return taken(page, (asked,), choice, tokens) if choice else None
    return None


def _value(asked: FactDefinition, said: str) -> Value:
    if asked.type == "boolean":
        return None if said == "unknown" else said == "yes"
    return Quantity(float(said), float(said)) if asked.numeric else said


def _choice(asked: FactDefinition, words: tuple[str, ...]) -> str | None:
    for choice in asked.choices:
        if words in (parts_of(choice.replace("_", " ")), parts_of(asked.choice_words.get(choice, ""))):
            return choice
    if len(words) != 1:
        return None
    place = int(words[0]) - 1 if words[0] in "123456789" else LETTERS.find(words[0])
    return asked.choices[place] if 0 <= place < len(asked.choices) else None


def _reply(page: Page, meaning: str, asked: tuple[FactDefinition, ...], tokens: tuple[int, int]) -> Outcome:
    if meaning == "unknown":
        return taken(page, asked, None, tokens)
    of_a_list = meaning.endswith("_of_these") and OF_A_LIST & set(parts_of(page.words(*tokens).lower()))
    if of_a_list and len(asked) == 1 and asked[0].type == "boolean":
        return refused(page, asked[0].id, tokens, "ambiguous", NO_LIST) + _still_open(asked, ())
    yes_no = tuple(fact for fact in asked if fact.type == "boolean")
    if meaning == "all_of_these" or (meaning == "yes" and len(asked) == 1):
        return taken(page, yes_no, True, tokens) + _still_open(asked, yes_no)
    if meaning == "yes":
        return refused(page, "", tokens, "ambiguous", "Which of these apply? Name them, or say all of these.")
    return taken(page, yes_no, False, tokens) + _still_open(asked, yes_no, page.lexicon.answers.no_to_number)


def _still_open(
    asked: tuple[FactDefinition, ...], answered: tuple[FactDefinition, ...], words: Mapping[str, str] = NO_WORDS
) -> Outcome:
    """The questions a yes or no does not answer, in `words` of their own where they have some."""
    still = (fact for fact in asked if fact not in answered)
    return Outcome(clarify=tuple(Clarify(fact.id, words.get(fact.id, fact.question)) for fact in still))


def taken(page: Page, facts: Iterable[FactDefinition], value: Value, tokens: tuple[int, int]) -> Outcome:
    """Facts answered alike by the words from the first to the last of `tokens`, each with this value."""
    span, words = page.span(*tokens), page.words(*tokens)
    items = tuple(Understood(fact.id, value, span, words, concept="answer") for fact in facts)
    return Outcome(items, used=frozenset(range(tokens[0], tokens[1] + 1)))


def _number(page: Page, asked: tuple[FactDefinition, ...], first: int, last: int) -> Outcome | None:
    """A reply that is nothing but a number, taken for the one fact asked that it fits."""
    numeric = [fact for fact in asked if fact.id in page.lexicon.measures]
    outcomes = []
    for fact in numeric:
        series = _counted(page, fact, first, last) or series_after(page, first, frozenset(), fact.type == "integer")
        if not series.said or not _covers(page, series, last) or not _fits(page, fact, series):
            continue
        mention = Mention(first, first, (), fact.id)
        outcomes.append(judge_series(page, page.lexicon.measures[fact.id], series, mention))
    if len(outcomes) == 1 and not _of_other_fact(outcomes[0]):
        return outcomes[0]
    taken = [outcome for outcome in outcomes if outcome.facts]
    if len(taken) == 1:
        return taken[0]
    return Outcome(clarify=tuple(Clarify(fact.id, fact.question) for fact in numeric)) if taken else None


def _counted(page: Page, fact: FactDefinition, first: int, last: int) -> Series | None:
    """The number before a word that only repeats what was asked for: "2 prior" when prior lines were asked."""
    amount = page.amount(first, words=fact.type == "integer")
    behind = tuple(token.text for token in page.layout.tokens[amount.last + 1 : last + 1]) if amount else ()
    if amount is None or behind not in page.lexicon.answers.behind_number.get(fact.id, ()):
        return None
    return Series((Said(amount, "plain"),), last)


def _fits(page: Page, fact: FactDefinition, series: Series) -> bool:
    """Whether the unit said, if any, is one of the fact: "72F" is no bare age."""
    loosely = page.lexicon.measures[fact.id].also_said
    return all(said.amount.unit in ("", fact.unit, *fact.also, *loosely) for said in series.said)


def _covers(page: Page, series: Series, last: int) -> bool:
    """Whether the number and its unit are the whole reply; a few words of filler may follow."""
    return all(token.kind in ("mark", "line") for token in page.layout.tokens[series.last + 1 : last + 1])


def _of_other_fact(outcome: Outcome) -> bool:
    """Whether the unit belongs to another fact, so that the reply answers something else."""
    return not outcome.facts and any(item.reason == "ambiguous" for item in outcome.not_taken)


def resolve_by_question(outcome: Outcome, asked: tuple[str, ...]) -> Outcome:
    """Take the reading the question settles: "DVT" after "any thrombosis before?" is one before."""
    facts, clarify, not_taken = list(outcome.facts), [], list(outcome.not_taken)
    for question in outcome.clarify:
        fitting = [option for option in question.options if option.fact in asked and not option.assumed]
        several_facts = len({option.fact for option in question.options}) > 1
        if len(fitting) == 1 and several_facts:
            facts.append(fitting[0])
            not_taken = [item for item in not_taken if item.span != fitting[0].span]
        else:
            clarify.append(question)
    return Outcome(tuple(facts), tuple(not_taken), tuple(clarify), outcome.used)
