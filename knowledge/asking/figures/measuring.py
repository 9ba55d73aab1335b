"""What a question states of a patient's kidneys in figures: a clearance, a creatinine, or an eGFR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.asking.figures.clearance import CLEARANCE, Band, clearances_at
from knowledge.asking.language.lexicon import Lexicon, Match
from knowledge.asking.language.words import ABOVE, BELOW, is_number, stem

CREATININE, EGFR = "creatinine", "egfr"
CLEARANCE_WORDS = 2
DOSES = frozenset({"dose", "starting-dose"})
SIDES = BELOW | ABOVE | {"at", "than"}
LABELS = frozenset({"us-label", "eu-label"})
OF_CLEARANCE = (("ml", "min"), ("ml", "s"))
# What is counted in these is no clearance, "and at 25 mg?"; in the first a finding must hold it.
COUNTED = frozenset("mg cycle cycles year years".split())
OTHER_UNITS = COUNTED | frozenset("percent month months patient patients capsules days".split())
ARTICLES = frozenset("a an the".split())
IN, PEOPLE = frozenset("in of for among".split()), frozenset("patient patients people men women".split())
SET_BESIDE = frozenset("or and vs versus against only just a".split())
WHO, HAVING = frozenset("who that".split()), frozenset("reached achieved attained had have has got hit made".split())
KIDNEYS = frozenset("kidney kidneys renal".split())
# Molar mass of creatinine, 113.12 g/mol: µmol/L in one mg/dL.
UMOL_PER_MG = 88.4
# No creatinine is so high in mg/dL, nor so low in µmol/L.
LEAST_IN_UMOL = 20


@dataclass(frozen=True)
class Measured:
    """The clearances (mL/min) and creatinines (µmol/L) a clause states, and where their figures stand."""

    clearances: tuple[Band, ...] = ()
    creatinines: tuple[Band, ...] = ()
    places: frozenset[int] = frozenset()


def measured_in(
    words: Sequence[str], numbers: Sequence[int], matches: Sequence[Match], before: Sequence[str]
) -> Measured:
    """What is measured of the kidneys; `before` is what was kept of the question before: "and below 30?"."""
    starts = [match.end for match in matches if match.term.id == CLEARANCE]
    of_label = any(match.term.instead or match.term.id in LABELS for match in matches)
    clearances = [clearances_at(words, start) for start in starts or _unnamed(words, numbers, before, of_label)]
    others = {
        match.term.id: clearances_at(words, match.end) for match in matches if _tells_patients(words, match, matches)
    }
    used = frozenset(at for _, places in (*clearances, *others.values()) for at in places)
    return Measured(
        tuple(band for bands, _ in clearances for band in bands),
        tuple(_in_umol(band, words) for band in others.get(CREATININE, ((),))[0]),
        used,
    )


def _unnamed(words: Sequence[str], numbers: Sequence[int], before: Sequence[str], of_label: bool) -> list[int]:
    """Where a clearance stands without its name: after one, after a dose ("and at 25?"), or in mL/min.

    In mL/min it is asked for where a label is named, or where it says "at".
    """
    bare = [at for at in numbers if not set(words[at + 1 : at + 2]) & OTHER_UNITS]
    if CLEARANCE in before:
        return bare[:1]
    sided = [at for at in bare if words[max(0, at - 1)] in SIDES]
    of_dose = [at for at in sided if DOSES & set(before)]
    if KIDNEYS & set(words) and len(sided) > 1:
        # "By kidney function groups (above 60, 30-60, below 30)".
        return sided[:1]
    told = [at for at in bare if tuple(words[at + 1 : at + 3]) in OF_CLEARANCE]
    return (of_dose or [at for at in told if of_label or words[at - 1] == "at"])[:1]


def of_patients(words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches without a creatinine in figures, and with what tells whom it is asked for as a kind of patient.

    That is an eGFR in figures, or an outcome of which patients are spoken: the response in anaemic patients.
    """
    telling = [match for match in matches if _tells_patients(words, match, matches)]
    own = [match for match in matches if match in telling or _names_patients(words, match, matches)]
    return tuple(
        replace(match, term=replace(match.term, kind="population")) if match in own else match
        for match in matches
        if match not in telling or match.term.id == EGFR
    )


def _names_patients(words: Sequence[str], match: Match, matches: Sequence[Match]) -> bool:
    """Whether an outcome stands for patients who have it, beside another that is asked for: in obese patients."""
    beside = any(other.term.kind == "endpoint" for other in matches if other.term != match.term)
    before = [word for word in words[max(0, match.start - 3) : match.start] if word not in ARTICLES][-2:]
    after = set(words[match.end : match.end + 1])
    inside = words[match.start - 1] == "in" and any(other.end == match.start - 1 for other in matches)
    spoken = (
        inside or (IN & set(before[-1:]) and PEOPLE & after) or (PEOPLE & set(before[:1]) and before[1:] == ["with"])
    )
    spoken = spoken or (bool(PEOPLE & set(words[: match.start])) and _who_have(words, match, matches))
    return match.start > 0 and match.term.kind in ("endpoint", "hint") and bool(spoken) and beside


def _who_have(words: Sequence[str], match: Match, matches: Sequence[Match]) -> bool:
    """Whether what stands before an outcome is "who reached", "that had", with others: who reached CR or only PR."""
    before = next((other for other in matches if other.end <= match.start and _beside(words, other, match)), None)
    if before:
        return _who_have(words, before, matches)
    own = [word for word in words[max(0, match.start - 3) : match.start] if word not in ARTICLES][-2:]
    return len(own) == 2 and own[0] in WHO and own[1] in HAVING


def _beside(words: Sequence[str], one: Match, two: Match) -> bool:
    return one.term.kind == "endpoint" and set(words[one.end : two.start]) <= SET_BESIDE


def _tells_patients(words: Sequence[str], match: Match, matches: Sequence[Match]) -> bool:
    """Whether a creatinine or an eGFR stands in figures beside an outcome, and so tells whom it is asked for."""
    if match.term.id not in (CREATININE, EGFR) or not clearances_at(words, match.end)[0]:
        return False
    return any(other.term.kind in ("endpoint", "hint") for other in matches if other is not match)


def without_times(lexicon: Lexicon, words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with "OS at" read as the outcome alone where a clearance follows, and no point in time."""
    found: list[Match] = []
    for match in matches:
        asks_for_it = any(other.start == match.end and other.term.id == CLEARANCE for other in matches)
        if asks_for_it and words[match.end - 1] == "at":
            own = lexicon.matches([stem(word) for word in words[match.start : match.end - 1]])
            found += [replace(one, start=match.start + one.start, end=match.start + one.end) for one in own]
        else:
            found.append(match)
    return tuple(found)


def without_figures(lexicon: Lexicon, words: Sequence[str], matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with a clearance in figures read as such: "CrCl above 60 vs 30-60" is no one term."""
    found: list[Match] = []
    for match in matches:
        own = lexicon.matches([stem(word) for word in words[match.start : match.start + CLEARANCE_WORDS]])
        named = own[0] if own and own[0].term.id == CLEARANCE and own[0].start == 0 else None
        figured = any(is_number(word) for word in words[match.start : match.end])
        found.append(replace(named, start=match.start, end=match.start + named.end) if named and figured else match)
    return tuple(found)


def _in_umol(band: Band, words: Sequence[str]) -> Band:
    """A band of creatinine in µmol/L, typed in mg/dL where it says so, or is too low to be anything else."""
    in_mg = "mg" in words or ("umol" not in words and min(abs(band.low), abs(band.high)) < LEAST_IN_UMOL)
    return Band(band.low * UMOL_PER_MG, band.high * UMOL_PER_MG) if in_mg else band
