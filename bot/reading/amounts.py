"""Numbers as they are said: exact, about, bounds and ranges, with the unit that follows.

An amount keeps exact fractions and the words it was read from. Nothing is converted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from bot.reading.layout import Layout
from bot.reading.lexicon import Numbers
from bot.reading.lexing import Token
from rules.units import canonical_unit_name

Shape = Literal["point", "about", "range", "below", "at_most", "above", "at_least"]
COMPARISONS: tuple[Shape, ...] = ("about", "below", "at_most", "above", "at_least")
LONGEST_UNIT = 9
MOST_COMPARISONS = 3
INCHES_PER_FOOT = 12


@dataclass(frozen=True)
class Amount:
    """A number in the text: tokens `first` to `last`, its ends, how it was said, and its unit ("" when unsaid).

    `whole` tells that no decimals were written; `grouped` marks 62.000, which is sixty-two or sixty-two
    thousand. `number_last` is the token the number itself ends with.
    """

    first: int
    last: int
    low: Fraction
    high: Fraction
    shape: Shape
    words: str
    number_last: int
    unit: str = ""
    whole: bool = False
    grouped: bool = False


def amount_at(layout: Layout, place: int, numbers: Numbers, words: bool = False, ranges: bool = True) -> Amount | None:
    """The amount that begins at a token, comparison words included; None when there is none.

    `words` admits "two"; without `ranges`, "2.1 to 3.4" is read as its first number alone.
    """
    shape, start = _comparison(layout, place)
    number = _number(layout, start, words)
    if number is None:
        return None
    value, last = number
    tokens = layout.tokens
    amount = Amount(place, last, value, value, shape, _written(value, tokens[start]), last)
    amount = replace(
        amount, whole=value.denominator == 1 and "." not in tokens[start].text, grouped=_grouped(tokens[start])
    )
    if tokens[start].kind == "feet":
        return replace(amount, unit="in")
    amount = _with_unit(layout, amount, numbers)
    if shape == "point" and ranges:
        amount = _range(layout, amount, numbers, words)
    behind = layout.starts(amount.last + 1)
    if amount.shape == "point" and behind and behind.of("number", "about_behind"):
        amount = replace(amount, shape="about", last=behind.last)
    return _narrowed(amount, numbers)


def value_of(token: Token) -> Fraction | None:
    """The number a token stands for, feet and inches in inches; None for words and numbers too long to be one."""
    if token.kind == "feet":
        digits = [Fraction(part) for part in _digit_groups(token.text)]
        return digits[0] * INCHES_PER_FOOT + (digits[1] if len(digits) > 1 else 0)
    if token.kind != "number" or len(token.text) > 15:
        return None
    text = token.text
    if text.count(",") == 1 and "." not in text and (len(text.partition(",")[2]) != 3 or text.startswith("0")):
        return Fraction(text.replace(",", "."))
    return Fraction(text.replace(",", ""))


def _written(value: Fraction, token: Token) -> str:
    """The number for reading back: as written, with a decimal point and without separators of thousands."""
    if token.kind == "number" and "," not in token.text and value_of(token) == value:
        return token.text
    return f"{float(value):.12g}"


def unit_at(layout: Layout, place: int, numbers: Numbers) -> tuple[str, int] | None:
    """The longest unit that can be read from a token on: canonical name and last token."""
    found: tuple[str, int] | None = None
    text = ""
    for last in range(place, min(place + LONGEST_UNIT, len(layout.tokens))):
        token = layout.tokens[last]
        if token.kind == "line" or token.text in ",;":
            break
        text += token.written
        name = unit_name(text, numbers)
        if name:
            found = (name, last)
    return found


def unit_in_brackets(layout: Layout, place: int, numbers: Numbers) -> tuple[str, int] | None:
    """The unit in brackets that begins at a token, "(mg/dL)": canonical name and the closing bracket."""
    if place + 2 >= len(layout.tokens) or layout.tokens[place].text != "(":
        return None
    unit = unit_at(layout, place + 1, numbers)
    closes = unit and unit[1] + 1 < len(layout.tokens) and layout.tokens[unit[1] + 1].text == ")"
    return (unit[0], unit[1] + 1) if unit and closes else None


def unit_name(text: str, numbers: Numbers) -> str | None:
    """The canonical name of a unit as written, or None."""
    return canonical_unit_name(text) or numbers.units.get(text.lower().replace("µ", "u").replace("×", "x"))


def _comparison(layout: Layout, place: int) -> tuple[Shape, int]:
    shape: Shape = "point"
    for _ in range(MOST_COMPARISONS):
        mention = layout.starts(place)
        said: Shape | None = next((s for s in COMPARISONS if mention and mention.of("number", s)), None)
        if mention is None or said is None:
            break
        shape, place = (said if shape in ("point", "about") else shape), mention.last + 1
    return shape, place


def _number(layout: Layout, place: int, words: bool) -> tuple[Fraction, int] | None:
    if place >= len(layout.tokens):
        return None
    mention = layout.over.get(place)
    if words and mention and mention.first == place:
        sense = mention.of("number", "word")
        if sense:
            return Fraction(sense.detail), mention.last
    if mention and (mention.first < mention.last or mention.of("finding")):
        return None
    value = value_of(layout.tokens[place])
    if value is None or _letter_for_zero(layout.tokens, place):
        return None
    joined = _blank_group(layout.tokens, place)
    return (value * 1000, place + 1) if joined else (value, place)


def _letter_for_zero(tokens: Sequence[Token], place: int) -> bool:
    """Whether a digit is a letter by mistake, so that the number is another one: "4O" for 40."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is not None and following.glued and following.kind == "word" and set(following.text) == {"o"}


def _blank_group(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number goes on behind a blank: "62 000"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is not None and following.text == "000" and tokens[place].text.isdigit() and not following.glued


def _grouped(token: Token) -> bool:
    before, dot, after = token.text.partition(".")
    return bool(dot) and len(after) == 3 and before.isdigit() and len(before) <= 3 and before != "0"


def _with_unit(layout: Layout, amount: Amount, numbers: Numbers) -> Amount:
    place = amount.last + 1
    if place < len(layout.tokens) and layout.tokens[place].text == "-" and layout.tokens[place].glued:
        place += 1
    unit = unit_in_brackets(layout, place, numbers) or unit_at(layout, place, numbers)
    if unit is None or (layout.over.get(place) and _names_something(layout, place, unit[1])):
        return amount
    return replace(amount, unit=unit[0], last=unit[1])


def _names_something(layout: Layout, place: int, last: int) -> bool:
    """Whether the would-be unit is the beginning of a longer known phrase, such as "m protein"."""
    mention = layout.over[place]
    return mention.last > last and mention.first == place


def _range(layout: Layout, amount: Amount, numbers: Numbers, words: bool) -> Amount:
    place = amount.last + 1
    if place + 1 >= len(layout.tokens) or layout.tokens[place].text not in ("-", "to", "and"):
        return amount
    if layout.tokens[place].text == "and" and not _between(layout, amount.first):
        return amount
    number = _number(layout, place + 1, words)
    if number is None or number[0] <= amount.high or layout.tokens[place + 1].kind == "feet":
        return amount
    wider = replace(amount, high=number[0], last=number[1], number_last=number[1], shape="range", unit="")
    wider = _with_unit(
        layout, replace(wider, words=f"{amount.words}-{_written(number[0], layout.tokens[place + 1])}"), numbers
    )
    if amount.unit and wider.unit and amount.unit != wider.unit:
        return amount
    return wider if wider.unit else replace(wider, unit=amount.unit)


def _between(layout: Layout, place: int) -> bool:
    return place > 0 and layout.tokens[place - 1].text == "between"


def _narrowed(amount: Amount, numbers: Numbers) -> Amount:
    if amount.shape != "about":
        return amount
    share = numbers.approximate_share
    return replace(amount, low=amount.low * (1 - share), high=amount.high * (1 + share), words=f"about {amount.words}")


def _digit_groups(text: str) -> list[str]:
    groups, group = [], ""
    for letter in text:
        if letter.isdigit() or (letter == "." and group):
            group += letter
        elif group:
            groups.append(group.rstrip("."))
            group = ""
    return [*groups, group.rstrip(".")] if group else groups
