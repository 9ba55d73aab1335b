"""Creatinine clearance: the band a finding holds for, and the clearances a question names, in mL/min."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asking.language.words import ABOVE, BELOW, is_number

CLEARANCE = "creatinine-clearance"
UNDER = BELOW | frozenset("less lower".split())
OVER = ABOVE | frozenset("more greater higher beyond excess exceed exceeds exceeding exceeded".split())
# Words that may stand between a clearance and its figures, or between two figures of it.
BETWEEN = frozenset("of is was at to and or but than vs versus v than between from ml min with about ca".split())
# Where a clearance moves, "falls from 65 to 45", the last figure is that of today.
MOVING = frozenset(
    "falls fell fallen falling dropped drops dropping drop down went sank declined worsened rises rose risen up"
    " improved improves improving increased decreased".split()
)
APART = frozenset("vs versus v or".split())
SECONDS_A_MINUTE = 60
RANGE = frozenset({"to", "and"})
PASSED = UNDER | OVER | BETWEEN | MOVING | {"most", "least"}
PRINTED = re.compile(
    r"creatinine clearance (?:(?P<side>above|below|exactly) (?P<edge>\d+)"
    r"|(?P<low>\d+) to (?P<open>below )?(?P<high>\d+)|(?P<least>\d+) mL/min or more)"
    r"|(?P<every>every group of creatinine clearance)",
    re.IGNORECASE,
)
KEPT = f"{CLEARANCE}:"
CREATININE_PRINTED = re.compile(r"creatinine above (\d+) µmol/L")
STUDIED = re.compile(r"\(studied from (\d+)")


@dataclass(frozen=True)
class Band:
    """The clearances from `low` to `high` mL/min, both included; an open edge is the number next to it.

    Of creatinine likewise, in µmol/L.
    """

    low: float
    high: float

    def meets(self, other: Band) -> bool:
        """Whether some clearance lies in both."""
        return self.low <= other.high and other.low <= self.high


def at_a(clearance: float) -> Band:
    """One clearance."""
    return Band(clearance, clearance)


def below(edge: float) -> Band:
    """Every clearance below the edge, without it."""
    return Band(-math.inf, math.nextafter(edge, -math.inf))


def above(edge: float) -> Band:
    """Every clearance above the edge, without it."""
    return Band(math.nextafter(edge, math.inf), math.inf)


def band_of(population: str) -> Band | None:
    """The band a population names, from where it was studied on; None where it names none."""
    found, studied = _printed(population), STUDIED.search(population)
    if not studied:
        return found
    high = found.high if found else math.inf
    return Band(float(studied[1]), high)


def creatinine_band_of(population: str) -> Band | None:
    """The band of creatinine in µmol/L that a population names; None where it names none."""
    found = CREATININE_PRINTED.search(population)
    return above(float(found[1])) if found else None


def _printed(population: str) -> Band | None:
    found = PRINTED.search(population)
    if not found:
        return None
    if found["every"]:
        return Band(-math.inf, math.inf)
    if found["side"]:
        return {"above": above, "below": below, "exactly": at_a}[found["side"].lower()](float(found["edge"]))
    if found["least"]:
        return Band(float(found["least"]), math.inf)
    high = float(found["high"])
    return Band(float(found["low"]), below(high).high if found["open"] else high)


def written(band: Band) -> str:
    """A band as one word, to be kept between two questions."""
    return f"{KEPT}{band.low}..{band.high}"


def kept_in(words: Sequence[str]) -> tuple[Band, ...]:
    """The bands among words kept between two questions."""
    edges = [word.removeprefix(KEPT).split("..") for word in words if word.startswith(KEPT)]
    return tuple(Band(float(low), float(high)) for low, high in edges)


def clearances_at(words: Sequence[str], start: int) -> tuple[tuple[Band, ...], frozenset[int]]:
    """The clearances the words name from `start` on, each as a band, and where their figures stand.

    "CrCl above 60 vs 30-60 vs below 30" names three; of a range the lower edge belongs to it, the upper does not.
    """
    bands: list[Band] = []
    used: set[int] = set()
    at = start
    while at < len(words) and (is_number(words[at]) or words[at] in PASSED):
        if not is_number(words[at]):
            at += 1
            continue
        upper = None if MOVING & set(words[start:at]) else _upper_edge(words, at)
        bands.append(_named(words, at, upper))
        used |= {at, upper or at}
        at = (upper or at) + 1
    bands = bands if APART & set(words[start:at]) else _bounded_on_both_sides(bands)
    moved = MOVING & set(words[start:at])
    return tuple(bands[-1:] if moved else bands), frozenset(used)


def _bounded_on_both_sides(bands: list[Band]) -> list[Band]:
    """One band of two edges, "under 50 but over 30", that are each named as a side and meet."""
    sides = [band for band in bands if math.isinf(band.low) != math.isinf(band.high)]
    if len(bands) != 2 or sides != bands or not bands[0].meets(bands[1]) or bands[0].low == bands[1].low:
        return bands
    return [Band(max(band.low for band in bands), min(band.high for band in bands))]


def _named(words: Sequence[str], at: int, upper: int | None) -> Band:
    scale = SECONDS_A_MINUTE if tuple(words[at + 1 : at + 3]) == ("ml", "s") else 1
    value, before = scale * float(words[at]), [word for word in words[max(0, at - 2) : at] if word not in BETWEEN][-1:]
    if upper is not None:
        return Band(value, below(float(words[upper])).high)
    if before and before[0] in ("most", "least"):
        return Band(-math.inf, value) if before[0] == "most" else Band(value, math.inf)
    if before and before[0] in UNDER:
        return below(value)
    return above(value) if before and before[0] in OVER else at_a(value)


def _upper_edge(words: Sequence[str], at: int) -> int | None:
    """Where the upper edge of a range stands that begins here: 30-60, 30 to 60, between 30 and 60."""
    step = 2 if at + 1 < len(words) and words[at + 1] in RANGE else 1
    if step == 2 and words[at + 1] == "and" and words[max(0, at - 1)] != "between":
        return None
    upper = at + step
    if upper < len(words) and is_number(words[upper]) and float(words[upper]) > float(words[at]):
        return upper
    return None
