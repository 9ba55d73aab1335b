"""Age and sex as they open a case: "72F", "M 68", "74-year-old man"."""

from __future__ import annotations

from bot.reading.amounts import Amount
from bot.reading.measures import judge_series, refused
from bot.reading.page import Page
from bot.reading.phrases import Mention
from bot.reading.results import Clarify, NotTaken, Outcome, Understood
from bot.reading.series import Said, Series
from rules.values import Quantity

SEXES = {"f": "female", "m": "male"}
BARE_YEARS = frozenset({"year", "years", "yr", "yrs", "y"})
NOT_BEFORE_AGE = frozenset(
    {"for", "x", "last", "past", "over", "within", "after", "every", "next", "of", "by", "from", "t"}
)
NOT_AFTER_YEARS = frozenset(
    {"ago", "of", "history", "post", "since", "back", "after", "on", "in", "later", "before", "with", "from", "prior"}
)
ADULT = 18
OLDEST_SAID = 130
# Between these an age in capitals, "98F", could as well be a temperature in Fahrenheit.
FAHRENHEIT = range(94, 109)


def read_patient(page: Page, used: frozenset[int]) -> Outcome:
    """Age, and sex where it stands beside the age as a letter."""
    outcome = Outcome(used=used)
    for place in range(len(page.layout.tokens)):
        amount = page.amount(place)
        if amount and not outcome.used & set(range(amount.first, amount.number_last + 1)):
            outcome = outcome + _read_at(page, amount)
    return outcome + _sex_named(page)


def _sex_named(page: Page) -> Outcome:
    """ "Sex: F", "gender M"."""
    for place, token in enumerate(page.layout.tokens):
        if token.text in ("sex", "gender"):
            colon = page.layout.tokens[place + 1 : place + 2]
            return _letter(page, place + 1 + bool(colon and colon[0].text in ":="))
    return Outcome()


def _read_at(page: Page, amount: Amount) -> Outcome:
    if not _could_be_age(page, amount):
        return Outcome()
    place = amount.number_last + 1
    if place < len(page.layout.tokens) and page.layout.tokens[place].text in ("-", "/"):
        place += 1
    years = page.layout.starts(place)
    if years and years.of("number", "years_old") and _means_age(page, amount, years):
        return _age(page, amount, (amount.first, years.last)) + _letter(page, years.last + 1)
    if _sex_letter(page, place):
        return _age_with_letter(page, amount, place)
    if _letter_before(page, amount):
        return _age(page, amount, (amount.first, amount.number_last)) + _letter(page, _place_before(page, amount))
    return Outcome()


def _could_be_age(page: Page, amount: Amount) -> bool:
    if amount.shape not in ("point", "about") or not amount.whole or amount.high > OLDEST_SAID * 2 or amount.grouped:
        return False
    before = page.layout.over.get(amount.first - 1)
    measured = before is not None and before.of("measure") is not None and before.of("measure", "age_years") is None
    return not measured and page.layout.tokens[max(amount.first - 1, 0)].text not in NOT_BEFORE_AGE


def _means_age(page: Page, amount: Amount, years: Mention) -> bool:
    if years.key not in BARE_YEARS:
        return True
    following = page.layout.tokens[years.last + 1 : years.last + 2]
    return amount.low >= ADULT and not (following and following[0].text in NOT_AFTER_YEARS)


def _sex_letter(page: Page, place: int) -> bool:
    """Whether a single letter behind a number names the sex, and is no unit or part of a longer sign."""
    tokens = page.layout.tokens
    if place >= len(tokens) or tokens[place].text not in SEXES:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or not following.glued or following.text in ",.;:)/-?!":
        return True
    return following.kind in ("line", "number")


def _age_with_letter(page: Page, amount: Amount, place: int) -> Outcome:
    letter = page.layout.tokens[place]
    if amount.low < ADULT and letter.text == "m":
        return Outcome()
    opens = all(token.kind != "word" for token in page.layout.tokens[: amount.first])
    if letter.text == "f" and int(amount.low) in FAHRENHEIT and not opens:
        words, span = page.words(amount.first, place), page.span(amount.first, place)
        why = "This can be an age with the sex, or a temperature in Fahrenheit."
        taken = NotTaken(words, "age_years", "ambiguous", span, why)
        asked = Clarify("age_years", page.definition("age_years").question)
        return Outcome(not_taken=(taken,), clarify=(asked,), used=frozenset(range(amount.first, place + 1)))
    return _age(page, amount, (amount.first, place)) + _letter(page, place)


def _place_before(page: Page, amount: Amount) -> int:
    place = amount.first - 1
    return place - 1 if place > 0 and page.layout.tokens[place].text in ",/" else place


def _letter_before(page: Page, amount: Amount) -> bool:
    place = _place_before(page, amount)
    if (
        place < 0
        or page.layout.tokens[place].text not in SEXES
        or amount.unit
        or not ADULT <= amount.low <= OLDEST_SAID
    ):
        return False
    start = place == 0 or page.layout.clause[place - 1] != page.layout.clause[place]
    following = page.layout.starts(amount.number_last + 1)
    counted = following is not None and following.of("number", "not_a_value") is not None
    return start and _sex_letter(page, place) and not counted


def _letter(page: Page, place: int) -> Outcome:
    tokens = page.layout.tokens
    if place < len(tokens) and tokens[place].text in ("/", ",", "-"):
        place += 1
    if not _sex_letter(page, place) or "family" in page.scopes[place]:
        return Outcome()
    letter = tokens[place]
    sex = Understood("sex", SEXES[letter.text], (letter.start, letter.end), letter.written, concept="sex")
    return Outcome((sex,), used=frozenset({place}))


def _age(page: Page, amount: Amount, tokens: tuple[int, int]) -> Outcome:
    if "family" in page.scopes[amount.first]:
        return refused(page, "age_years", tokens, "family")
    measure = page.lexicon.measures["age_years"]
    bare = Series((Said(amount, "plain"),), tokens[1])
    return judge_series(page, measure, bare, Mention(tokens[0], tokens[1], (), "age"))


def age_in(outcome: Outcome) -> Quantity | None:
    """The age an outcome holds, or None."""
    return next(
        (fact.value for fact in outcome.facts if fact.fact == "age_years" and isinstance(fact.value, Quantity)), None
    )
