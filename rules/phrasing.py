"""The condition tree in words: one of its four readers."""

from __future__ import annotations

from rules.conditions import All, AnyOf, Band, Condition, Is, Leaf, Not, NotKnown, OneOf, Surely, judge
from rules.facts import FactDefinition, Vocabulary
from rules.values import Facts

NEGATED_BOUND = {"at_least": "<", "above": "<=", "below": ">=", "at_most": ">"}


def test_words(vocabulary: Vocabulary, leaf: Leaf, stands: bool = True) -> str:
    """One test, or its denial, in the notation of a clinical table: "30 <= CrCl < 60"."""
    fact = vocabulary[leaf.fact]
    match leaf:
        case NotKnown():
            return f"{fact.label} {'not known' if stands else 'known'}"
        case Band():
            return _band(fact, leaf) if stands else _denied_band(fact, leaf)
        case Is(_, value):
            return _is(fact, value, stands)
        case OneOf(_, values):
            listed = " or ".join(_value(fact, value) for value in values)
            return f"{fact.label}: {'' if stands else 'not '}{listed}"


def _band(fact: FactDefinition, band: Band) -> str:
    low = _side(band.at_least, "<=", band.above, "<")
    high = _side(band.below, "<", band.at_most, "<=")
    if low and high:
        return f"{low[1]:g} {low[0]} {fact.label} {high[0]} {high[1]:g}"
    if low:
        return f"{fact.label} {'>=' if low[0] == '<=' else '>'} {low[1]:g}"
    return f"{fact.label} {high[0]} {high[1]:g}" if high else fact.label


def _side(first: float | None, sign: str, second: float | None, other_sign: str) -> tuple[str, float] | None:
    if first is not None:
        return sign, first
    return (other_sign, second) if second is not None else None


def _denied_band(fact: FactDefinition, band: Band) -> str:
    bounds = {name: getattr(band, name) for name in NEGATED_BOUND if getattr(band, name) is not None}
    return " or ".join(f"{fact.label} {NEGATED_BOUND[name]} {bound:g}" for name, bound in bounds.items())


def _is(fact: FactDefinition, value: bool | str | float, stands: bool) -> str:
    if isinstance(value, bool):
        return fact.label if value == stands else fact.denied
    return f"{fact.label}: {'' if stands else 'not '}{_value(fact, value)}"


def _value(fact: FactDefinition, value: bool | str | float) -> str:
    if isinstance(value, str):
        return fact.choice_words.get(value, value)
    return f"{value:g} {fact.unit}".strip()


def condition_words(vocabulary: Vocabulary, condition: Condition) -> str:
    """A whole condition as one phrase, for reading a rule aloud."""
    return _phrase(vocabulary, condition, stands=True) or "always"


def _phrase(vocabulary: Vocabulary, condition: Condition, stands: bool) -> str:
    match condition:
        case All(parts) | AnyOf(parts):
            joint = " and " if isinstance(condition, All) == stands else " or "
            phrases = [phrase for part in parts if (phrase := _phrase(vocabulary, part, stands))]
            text = joint.join(dict.fromkeys(phrases))
            return f"({text})" if joint == " or " and len(phrases) > 1 else text
        case Not(Surely(part)):
            return f"unless it is known that {_phrase(vocabulary, part, stands)}"
        case Not(part):
            return _phrase(vocabulary, part, not stands)
        case Surely(part):
            return f"it is known that {_phrase(vocabulary, part, stands)}"
        case _:
            return test_words(vocabulary, condition, stands)


def open_words(vocabulary: Vocabulary, condition: Condition, facts: Facts) -> str:
    """What an open condition still hangs on, as one phrase: settled parts and what is known for sure are left out."""
    return _open_phrase(vocabulary, condition, facts, stands=True)


def _open_phrase(vocabulary: Vocabulary, condition: Condition, facts: Facts, stands: bool) -> str:
    if not judge(condition, facts).open:
        return ""
    match condition:
        case All(parts) | AnyOf(parts):
            joint = " and " if isinstance(condition, All) == stands else " or "
            phrases = [phrase for part in parts if (phrase := _open_phrase(vocabulary, part, facts, stands))]
            text = joint.join(dict.fromkeys(phrases))
            return f"({text})" if joint == " or " and len(set(phrases)) > 1 else text
        case Not(part):
            return _open_phrase(vocabulary, part, facts, not stands)
        case Surely():
            return ""
        case _:
            return test_words(vocabulary, condition, stands)
