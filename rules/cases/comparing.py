"""One decision against what a case expects: what was missed, in clinical words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from rules.decision import Advice, Decision
from rules.quantities import NOT_KNOWN, Fact, Quantity

# How a case says that a fact must stand open: neither given nor computed.
OPEN = "open"


def misses(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    """Everything that was expected and did not come, or came and must not."""
    for wanted in expect.get("advice", ()):
        if not any(_fits(row, wanted) for row in decision.advice):
            yield f"expected {_words(wanted)}; came {_came(decision, wanted.get('topic'))}"
    for unwanted in expect.get("no_advice", ()):
        for row in decision.advice:
            if _fits(row, unwanted):
                yield f"must not come, but came: {_row_words(row)}"
    yield from _only(decision, expect)
    yield from _open_topics(decision, expect)
    yield from _notices(decision, expect)
    yield from _facts(decision, expect)


def _only(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    for topic in expect.get("only", ()):
        wanted = [entry for entry in expect.get("advice", ()) if entry.get("topic") == topic]
        for row in decision.advice:
            if row.topic == topic and not any(_fits(row, entry) for entry in wanted):
                yield f"nothing else of {topic} was expected, but came: {_row_words(row)}"


def _open_topics(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    open_topics = {entry.topic: entry.needs for entry in decision.unsettled}
    for topic, needs in expect.get("unsettled", {}).items():
        lacking = [need for need in needs if need not in open_topics.get(topic, ())]
        if topic not in open_topics:
            yield f"{topic} was expected to be unsettled; it came out as {_came(decision, topic)}"
        elif lacking:
            yield f"{topic} was expected to need {', '.join(lacking)}; it needs {', '.join(open_topics[topic])}"
    for topic in expect.get("settled", ()):
        if topic in open_topics:
            yield f"{topic} was expected to be settled; it still needs {', '.join(open_topics[topic])}"


def _notices(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    codes = {notice.code for notice in decision.notices}
    for code in expect.get("notices", ()):
        if code not in codes:
            yield f"expected the notice {code}; came {', '.join(sorted(codes)) or 'none'}"
    for code in expect.get("no_notices", ()):
        if code in codes:
            yield f"the notice {code} must not come"


def _facts(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    for fact_id, wanted in expect.get("facts", {}).items():
        fact = decision.fact(fact_id)
        if not _same(fact, wanted):
            yield f"{fact_id} was expected to be {_wanted_words(wanted)}; it is {_fact_words(fact)}"


def _same(fact: Fact | None, wanted: Any) -> bool:
    if fact is None or fact.value is None:
        return bool(wanted == (OPEN if fact is None else NOT_KNOWN))
    if not isinstance(fact.value, Quantity):
        return isinstance(wanted, bool) == isinstance(fact.value, bool) and bool(fact.value == wanted)
    low, high = (wanted["low"], wanted["high"]) if isinstance(wanted, dict) else (wanted, wanted)
    return _rounds_to(fact.value.low, low) and _rounds_to(fact.value.high, high)


def _rounds_to(number: float, wanted: Any) -> bool:
    """Whether a number, rounded to the decimals that are written, is the one that is wanted."""
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return False
    if isinstance(wanted, int):
        return number == wanted
    places = -int(Decimal(repr(float(wanted))).as_tuple().exponent)
    return round(Decimal(repr(number)), places) == Decimal(repr(float(wanted)))


def _fits(row: Advice, wanted: Mapping[str, Any]) -> bool:
    return all(_field_fits(row, key, value) for key, value in wanted.items())


def _field_fits(row: Advice, key: str, value: Any) -> bool:
    if key == "dose":
        if row.dose is None:
            return False
        return value == "any" or all(getattr(row.dose, part) == wanted for part, wanted in value.items())
    if key == "provided":
        return len(row.provided) >= len(value) if value else True
    return bool(getattr(row, key) == value)


def _words(wanted: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {dict(value) if isinstance(value, dict) else value}" for key, value in wanted.items())


def _wanted_words(wanted: Any) -> str:
    return f"{wanted['low']} to {wanted['high']}" if isinstance(wanted, dict) else str(wanted)


def _fact_words(fact: Fact | None) -> str:
    if fact is None:
        return OPEN
    if not isinstance(fact.value, Quantity):
        return NOT_KNOWN if fact.value is None else str(fact.value)
    return f"{fact.value.low}" if fact.value.point else f"{fact.value.low} to {fact.value.high}"


def _came(decision: Decision, topic: str | None) -> str:
    rows = [_row_words(row) for row in decision.advice if topic in (None, row.topic)]
    waiting = [
        f"{entry.topic} unsettled, needs {', '.join(entry.needs)}"
        for entry in decision.unsettled
        if topic in (None, entry.topic)
    ]
    return "; ".join(rows + waiting) or "nothing"


def _row_words(row: Advice) -> str:
    return f"{row.topic} {row.action} ({row.status}) {row.headline} [{row.rule}]"
