"""One value for each fact: the same fact said twice is joined, and contradictions are asked back."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.explaining import two_values
from bot.reading.results import Clarify, NotTaken, Outcome, Understood
from rules.facts import Vocabulary
from rules.values import Quantity

# Two words for one choice that make a third.
JOINED_CHOICES = {
    ("disease_status", frozenset({"relapsed", "refractory"})): "relapsed_and_refractory",
    ("disease_status", frozenset({"relapsed", "relapsed_and_refractory"})): "relapsed_and_refractory",
    ("disease_status", frozenset({"refractory", "relapsed_and_refractory"})): "relapsed_and_refractory",
    ("disease_status", frozenset({"relapsed", "refractory", "relapsed_and_refractory"})): "relapsed_and_refractory",
    ("disease_status", frozenset({"relapsed", "maintenance"})): "relapsed",
    ("disease_status", frozenset({"refractory", "maintenance"})): "refractory",
    ("treatment_phase", frozenset({"on_treatment", "interrupted"})): "interrupted",
}


def settle(outcome: Outcome, vocabulary: Vocabulary) -> Outcome:
    """The outcome with one value for each fact; a fact with contradicting values is taken out and asked."""
    outcome = _without_doubted_denials(outcome)
    by_fact: dict[str, list[Understood]] = {}
    for item in outcome.facts:
        by_fact.setdefault(item.fact, []).append(item)
    facts, not_taken, clarify = [], list(outcome.not_taken), list(outcome.clarify)
    for fact, items in by_fact.items():
        joined = _join(items)
        if joined:
            facts.append(joined)
            continue
        question = two_values(vocabulary[fact])
        clarify.append(Clarify(fact, question, tuple(items)))
        not_taken += [NotTaken(item.words, fact, "ambiguous", item.span, question) for item in items]
    taken = {item.fact for item in facts}
    facts.sort(key=lambda item: item.span)
    open_questions = tuple(dict.fromkeys(asked for asked in clarify if asked.fact not in taken))
    return Outcome(tuple(facts), tuple(dict.fromkeys(not_taken)), _one_each(open_questions), outcome.used)


def _without_doubted_denials(outcome: Outcome) -> Outcome:
    """The outcome without denials of a fact that another form of it leaves open: "no infection and septic shock".

    A denial behind the doubt stands: "GI bleed last week, no bleeding now".
    """
    doubts = [option for asked in outcome.clarify for option in asked.options if option.value is True]
    past = {item.span for item in outcome.not_taken if item.reason == "historical"}
    dropped = [
        item
        for item in outcome.facts
        if item.value is False and any(_doubts(doubt, item, doubt.span in past) for doubt in doubts)
    ]
    if not dropped:
        return outcome
    why = "Another form of it was left open in the same message, so nothing was noted."
    refused = tuple(NotTaken(item.words, item.fact, "ambiguous", item.span, why) for item in dropped)
    kept = tuple(item for item in outcome.facts if item not in dropped)
    return replace(outcome, facts=kept, not_taken=outcome.not_taken + refused)


def _doubts(doubt: Understood, denial: Understood, past: bool) -> bool:
    """Whether a doubt behind a denial outweighs it; one on the past does so for another word only."""
    if doubt.fact != denial.fact or denial.concept in ("", "answer") or doubt.span[1] <= denial.span[1]:
        return False
    return not past or denial.concept != doubt.concept


def _one_each(questions: tuple[Clarify, ...]) -> tuple[Clarify, ...]:
    """The first question on each fact."""
    return tuple({asked.fact: asked for asked in reversed(questions)}.values())[::-1]


def _join(items: list[Understood]) -> Understood | None:
    values = {item.value for item in items}
    if len(values) == 1:
        return _fullest(items)
    known = [item for item in items if item.value is not None]
    if all(item.value is False for item in known):
        # What may be there is not known, whatever form of it was denied: "missed her period, test negative".
        return _fullest([item for item in items if item.value is None])
    if len({item.value for item in known}) == 1:
        return _fullest(known)
    if all(isinstance(item.value, bool) for item in known):
        return _join_findings(known)
    choices = frozenset(item.value for item in known if isinstance(item.value, str))
    joined = JOINED_CHOICES.get((items[0].fact, choices))
    if joined:
        return replace(
            _fullest([item for item in known if item.value == joined] or known), value=joined, concept=joined
        )
    return _narrower(known)


def _fullest(items: list[Understood]) -> Understood:
    """The mention that tells most: one not assumed, with the longest words."""
    best = max(items, key=lambda item: (not item.assumed, item.span[1] - item.span[0]))
    return replace(best, at=best.at or next((item.at for item in items if item.at), None))


def _join_findings(items: list[Understood]) -> Understood | None:
    """True where one form is stated and only others are denied: "no PE, but DVT 2019"."""
    stated = [item for item in items if item.value is True]
    denied = {item.concept for item in items if item.value is False}
    if "" in denied or denied & {item.concept for item in stated}:
        return None
    return _fullest(stated)


def _narrower(items: list[Understood]) -> Understood | None:
    """The exact number where the others are bounds or approximations around it."""
    quantities = [item.value for item in items if isinstance(item.value, Quantity)]
    points = {quantity.low for quantity in quantities if quantity.point}
    if len(quantities) != len(items) or len(points) != 1:
        return None
    point = points.pop()
    exact = next(item for item in items if item.value == Quantity(point, point))
    return exact if all(other.low <= point <= other.high for other in quantities) else None
