"""IMPEDE-VTE and SAVED as a second opinion beside the IMWG advice, with their points shown."""

from __future__ import annotations

from collections.abc import Iterable

from rules.conditions import judge, reads
from rules.decision import Advice, Notice
from rules.quantities import Fact, Facts, Quantity
from rules.ruleset import Derivation, ScoreBand

ANCESTRY = "asian_or_pacific_islander"
CHOICES = ("aspirin", "lmwh_or_warfarin", "no_drug_prophylaxis", "refer")


def second_opinion(derivations: Iterable[Derivation], advice: Iterable[Advice], facts: Facts) -> list[Notice]:
    """The scores, once prophylaxis has been decided; a notice of its own when they point elsewhere.

    Both scores were derived in newly diagnosed myeloma. A patient on a therapeutic anticoagulant is not scored.
    """
    rows = [row for row in advice if row.topic == "prophylaxis" and row.action in CHOICES]
    anticoagulated = facts.get("on_therapeutic_anticoagulant")
    scores = [derivation for derivation in derivations if derivation.bands]
    if not rows or not scores or (anticoagulated and anticoagulated.value is True):
        return []
    found = [Notice("second_opinion", _opinion(scores, facts), tuple(e for score in scores for e in score.evidence))]
    low_advised = any(row.action == "aspirin" for row in rows)
    high_advised = any(row.action == "lmwh_or_warfarin" for row in rows)
    elsewhere = [score for score in scores if _points_elsewhere(score, facts, low_advised, high_advised)]
    if elsewhere:
        found.append(_discordance(elsewhere, "aspirin" if low_advised else "LMWH or warfarin"))
    return found


def _discordance(elsewhere: list[Derivation], advised: str) -> Notice:
    names = " and ".join(score.title for score in elsewhere)
    point = "point" if len(elsewhere) > 1 else "points"
    text = (
        f"{names} {point} elsewhere than the IMWG advice ({advised}). "
        "The IMWG advice stays; discuss the choice with the haematologist."
    )
    return Notice("score_discordance", text)


def _opinion(scores: list[Derivation], facts: Facts) -> str:
    parts = [_described(score, facts) for score in scores]
    return (
        "Second opinion, scored before any prophylaxis: "
        + " ".join(parts)
        + " Both scores come from newly diagnosed myeloma."
    )


def _described(score: Derivation, facts: Facts) -> str:
    if facts.get(ANCESTRY) and facts[ANCESTRY].known:
        return f"{score.title} {_total(score, facts)}. {_items(score, facts)}"
    without, given = (_total(score, {**facts, ANCESTRY: Fact(ANCESTRY, value)}) for value in (False, True))
    ancestry = f"with Asian or Pacific Islander ancestry, which is not recorded, {given}"
    return f"{score.title} {without}; {ancestry}. {_items(score, facts)}"


def _total(score: Derivation, facts: Facts) -> str:
    total = points(score, facts)
    names = [band.name for band in bands(score, total)]
    amount = f"{total.low:g}" if total.point else f"{total.low:g} to {total.high:g}"
    return f"{amount} ({names[0] if len(names) == 1 else f'{names[0]} to {names[-1]}'})"


def _items(score: Derivation, facts: Facts) -> str:
    counted = [f"{item.name} {item.points:+d}" for item in score.items if judge(item.when, facts).certain]
    waiting = [item.name for item in score.items if judge(item.when, facts).open and ANCESTRY not in reads(item.when)]
    said = f"Counted: {'; '.join(counted) or 'nothing'}."
    return said + (f" Not known: {'; '.join(waiting)}." if waiting else "")


def points(score: Derivation, facts: Facts) -> Quantity:
    """The score as a range over what is still open."""
    low = high = 0
    for item in score.items:
        verdict = judge(item.when, facts)
        spread = (item.points * verdict.certain, item.points * verdict.possible)
        low, high = low + min(spread), high + max(spread)
    return Quantity(low, high)


def bands(score: Derivation, total: Quantity) -> tuple[ScoreBand, ...]:
    """The bands a total may lie in, lowest first."""
    return tuple(band for band in score.bands if band.at_least <= total.high and total.low <= band.at_most)


def _points_elsewhere(score: Derivation, facts: Facts, low_advised: bool, high_advised: bool) -> bool:
    possible = bands(score, points(score, facts))
    above_lowest = any(band is not score.bands[0] for band in possible)
    return (low_advised and above_lowest) or (high_advised and score.bands[0] in possible)
