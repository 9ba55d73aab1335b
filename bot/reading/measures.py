"""Facts that are numbers: a name with its number and unit, in either order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.reading.amounts import Amount
from bot.reading.conversion import Converted, Trouble, readings, without_unit
from bot.reading.explaining import NOT_TAKEN, trouble_words, which_unit
from bot.reading.lexicon import Measure
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, NotTaken, Outcome, Reason, Understood
from bot.reading.series import Said, Series, series_after
from rules.values import Quantity

BARRIERS: tuple[Reason, ...] = ("family", "hypothetical")
DOSES = frozenset({"lenalidomide_dose_mg", "lenalidomide_starting_dose_mg"})
LINKING = frozenset({"of", "(", "in"})
LONGEST_AMOUNT = 10


def read_measures(page: Page, used: frozenset[int]) -> Outcome:
    """All facts with a named number; doses of lenalidomide and grades are read elsewhere."""
    outcome = Outcome(used=used)
    for mention, sense in page.mentions("measure"):
        measure = page.lexicon.measures[sense.name]
        if not measure.grade and sense.name not in DOSES and mention.first not in outcome.used:
            outcome = outcome + read_measure(page, mention, measure, outcome.used)
    return outcome


def read_measure(page: Page, mention: Mention, measure: Measure, used: frozenset[int]) -> Outcome:
    """One named number: taken, refused with a reason, or asked back; nothing when no number belongs to the name."""
    if mention.key.split()[0] in measure.volume and _beside_fluid(page, mention, measure):
        return Outcome()
    words = page.definition(measure.fact).type == "integer"
    before = series_before(page, mention, measure, used, words)
    after = Series((), mention.last)
    if not (measure.before and before.said):
        after = series_after(page, mention.last + 1, used, words)
    series = after if after.said else before
    if not series.said:
        return _without_number(page, mention, measure)
    return judge_series(page, measure, series, mention)


def _beside_fluid(page: Page, mention: Mention, measure: Measure) -> bool:
    """Whether the sentence speaks of fluids, so that "2L" are litres: "2L saline prior"."""
    clause = page.layout.clause[mention.first]
    written = [token for token, here in zip(page.layout.tokens, page.layout.clause, strict=True) if here == clause]
    glued = (first.text + second.text for first, second in pairwise(written) if second.glued)
    return any(word in measure.fluids for word in (*(token.text for token in written), *glued))


def series_before(page: Page, mention: Mention, measure: Measure, used: frozenset[int], words: bool) -> Series:
    """The number right before a name: "3 prior lines", "40% plasma cells"."""
    end = mention.first - 1
    if end >= 0 and page.layout.tokens[end].text in LINKING:
        end -= 1
    for place in range(max(0, end - LONGEST_AMOUNT), end + 1):
        amount = page.amount(place, words)
        if amount and amount.last == end and not used & set(range(place, end + 1)):
            belongs = measure.before or (not isinstance(_readings(page, amount, measure), str) and bool(amount.unit))
            return Series((Said(amount, "plain"),), mention.last) if belongs else Series((), mention.last)
    return Series((), mention.last)


def judge_series(page: Page, measure: Measure, series: Series, mention: Mention) -> Outcome:
    """What a series of numbers beside a name gives for a fact."""
    scope = page.scope(mention)
    first = min(mention.first, *(said.amount.first for said in series.said))
    tokens = (first, max(mention.last, series.last))
    for reason in BARRIERS:
        if reason in scope:
            return refused(page, measure.fact, tokens, reason)
    if _doubted(page, scope.kinds, tokens):
        return _asked_back(page, measure, tokens)
    if _only_asked(page, series, mention):
        return refused(page, measure.fact, tokens, "hypothetical")
    if series.muddled:
        return _asked_back(page, measure, tokens)
    if page.layout.tokens[max(first - 1, 0)].text in measure.not_behind:
        return _asked_back(page, measure, (first - 1, tokens[1]))
    if page.layout.tokens[min(_past_bracket(page, tokens[1]), len(page.layout.tokens) - 1)].text in measure.not_before:
        return _asked_back(page, measure, (first, tokens[1]))
    current = series.current
    if current is None or (len(series.said) == 1 and _named_as_old(page, mention)):
        return refused(page, measure.fact, tokens, "historical")
    return _take(page, measure, series, current, (first, mention.last))


def _past_bracket(page: Page, last: int) -> int:
    """The token behind a number, a bracket that opens there passed over: "65 kg (IBW)"."""
    following = page.layout.tokens[last + 1 : last + 2]
    return last + 2 if following and following[0].text == "(" else last + 1


def refused(page: Page, about: str, tokens: tuple[int, int], reason: Reason, why: str = "") -> Outcome:
    """An outcome that takes nothing and says why."""
    words, span = page.words(*tokens), page.span(*tokens)
    return Outcome(not_taken=(NotTaken(words, about, reason, span, why or NOT_TAKEN[reason]),), used=_used(tokens))


def _take(page: Page, measure: Measure, series: Series, current: Said, tokens: tuple[int, int]) -> Outcome:
    amount = _with_shared_unit(current.amount, series)
    found = _readings(page, amount, measure)
    if isinstance(found, str):
        return _trouble(page, measure, found, (tokens[0], max(tokens[1], series.last)))
    several = len(series.said) > 1 or current.at
    tokens = (tokens[0], max(tokens[1], found[0].amount.last, series.last if several else 0))
    tokens = _closed(page, tokens)
    options = tuple(_understood(page, measure, reading, current, series, tokens) for reading in found)
    unsaid = not found[0].amount.unit and measure.bare != "none"
    if len(found) > 1 or (unsaid and measure.bare == "ask"):
        return _unit_missing(page, measure, found, options, tokens)
    return Outcome((options[0],), used=_used(tokens))


def _closed(page: Page, tokens: tuple[int, int]) -> tuple[int, int]:
    """The tokens with the bracket that closes one opened among them."""
    texts = [token.text for token in page.layout.tokens[tokens[0] : tokens[1] + 1]]
    following = page.layout.tokens[tokens[1] + 1 : tokens[1] + 2]
    closes = texts.count("(") > texts.count(")") and following and following[0].text == ")"
    return (tokens[0], tokens[1] + 1) if closes else tokens


def _readings(page: Page, amount: Amount, measure: Measure) -> list[Converted] | Trouble:
    definition = page.definition(measure.fact)
    found = readings(amount, measure, definition)
    if found == "wrong_unit" and _short(page, amount):
        return readings(without_unit(amount), measure, definition)
    return found


def _short(page: Page, amount: Amount) -> bool:
    """Whether the unit is too short a word to be sure it is one: "45 in clinic"."""
    words = "".join(token.text for token in page.layout.tokens[amount.number_last + 1 : amount.last + 1])
    return words in page.lexicon.numbers.short_units


def _understood(
    page: Page, measure: Measure, reading: Converted, current: Said, series: Series, tokens: tuple[int, int]
) -> Understood:
    return Understood(
        fact=measure.fact, value=reading.quantity, span=page.span(*tokens), words=page.words(*tokens),
        said=reading.said, unit=reading.unit, assumed=reading.assumed or current.amount.shape == "about",
        at=current.at, earlier=_earlier(page, measure, reading, series), concept=measure.fact,
    )  # fmt: skip


def _earlier(page: Page, measure: Measure, reading: Converted, series: Series) -> Quantity | None:
    if series.earlier is None:
        return None
    amount = series.earlier.amount
    amount = replace(amount, unit=amount.unit or reading.unit)
    found = readings(amount, measure, page.definition(measure.fact))
    return None if isinstance(found, str) else found[0].quantity


def _with_shared_unit(amount: Amount, series: Series) -> Amount:
    """The amount with the unit of another number of its series where it has none: "2.1 not 1.2 mg/dL"."""
    shared = next((said.amount.unit for said in series.said if said.amount.unit), "")
    return replace(amount, unit=amount.unit or shared)


def _without_number(page: Page, mention: Mention, measure: Measure) -> Outcome:
    scope = page.scope(mention)
    tokens = page.with_cues(mention)
    value: Quantity | None = None
    if "unknown" not in scope or "family" in scope:
        if measure.absent is None or "negated" not in scope or "family" in scope:
            return Outcome()
        value = Quantity(measure.absent, measure.absent)
    item = Understood(measure.fact, value, page.span(*tokens), page.words(*tokens), concept=measure.fact)
    return Outcome((item,), used=_used(tokens))


def _only_asked(page: Page, series: Series, mention: Mention) -> bool:
    """Whether a number is only part of a question: always in one on evidence, else a range or a bound."""
    scope = page.scope(mention)
    general = any(said.amount.shape not in ("point", "about") for said in series.said)
    if general and page.layout.tokens[max(series.said[0].amount.first - 2, 0)].text == "should":
        return True
    return "evidence" in scope or ("question" in scope and general)


def _doubted(page: Page, kinds: frozenset[str], tokens: tuple[int, int]) -> bool:
    """Whether the whole question is the number: "CrCl 38?" may doubt it or ask about it."""
    if "question" not in kinds:
        return False
    clause = page.layout.clause[tokens[0]]
    words = [
        place
        for place, token in enumerate(page.layout.tokens)
        if page.layout.clause[place] == clause and token.kind not in ("mark", "line")
    ]
    return words[0] >= tokens[0] and words[-1] <= tokens[1]


def _named_as_old(page: Page, mention: Mention) -> bool:
    before = page.layout.over.get(mention.first - 1)
    return bool(before and before.of("number", "before") and before.key not in ("was", "from", "first", "once"))


def _trouble(page: Page, measure: Measure, trouble: Trouble, tokens: tuple[int, int]) -> Outcome:
    definition = page.definition(measure.fact)
    if trouble == "out_of_range" and page.layout.tokens[tokens[0]].end - page.layout.tokens[tokens[0]].start == 1:
        return Outcome()
    reason: Reason = "out_of_range" if trouble == "out_of_range" else "ambiguous"
    outcome = refused(page, measure.fact, tokens, reason, trouble_words(trouble, definition))
    asked = () if trouble == "out_of_range" else (Clarify(measure.fact, definition.question),)
    return outcome + Outcome(clarify=asked)


def _unit_missing(
    page: Page, measure: Measure, found: list[Converted], options: tuple[Understood, ...], tokens: tuple[int, int]
) -> Outcome:
    definition = page.definition(measure.fact)
    question = which_unit(definition, found)
    why = f"The unit of the {definition.label} was not said, so nothing was noted. {question}"
    return refused(page, measure.fact, tokens, "unit_missing", why) + Outcome(
        clarify=(Clarify(measure.fact, question, options),)
    )


def _asked_back(page: Page, measure: Measure, tokens: tuple[int, int]) -> Outcome:
    asked = Clarify(measure.fact, page.definition(measure.fact).question)
    return refused(page, measure.fact, tokens, "ambiguous") + Outcome(clarify=(asked,))


def _used(tokens: tuple[int, int]) -> frozenset[int]:
    return frozenset(range(tokens[0], tokens[1] + 1))
