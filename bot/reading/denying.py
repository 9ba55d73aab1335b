"""How far a denial goes: "no DVT, PE or stroke" denies all three, "no fever and active bleeding" the fever alone.

"Or", "nor" and a slash pass a denial on. "And" and a comma pass it on only to a bare finding of the same kind, which is
then read back. What a word asserts ("suspected", "planned", "since May") is stated; where neither is sure, it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.reading.asserting import ALTERNATIVES, CONJUNCTIONS, QUALIFYING, only_timed, weight
from bot.reading.layout import Layout, concept
from bot.reading.phrases import Mention, Sense

Fate = Literal["denied", "assumed", "asked", "free"]

# What is done to a patient, or what state she is in: never one more item behind a comma in a list of diseases.
OF_OTHER_KIND = frozenset(
    "on_dialysis on_therapeutic_anticoagulant oral_anticoagulant heparin on_antiplatelet antiplatelet_drug"
    " esa_use hormone_therapy doxorubicin multiagent_chemotherapy planned_pembrolizumab"
    " spinal_procedure_planned pregnant pregnancy pregnancy_prevention_in_place breastfeeding"
    " childbearing_potential menopause creatinine_stable tolerating_dose autologous_transplant done_transplant"
    " transplant_candidate lenalidomide_refractory lenalidomide_hypersensitivity prior_lenalidomide"
    " prior_thalidomide prior_bortezomib".split()
)
# As far back as a denial that is repeated is looked for.
REACH_BACK = 40
# Signs that join the items of a plain list.
PLAIN_MARKS = frozenset({",", "/", "&", "+", "-"})
# A noun between the denial and one of these is what is denied: "no complaints during dialysis".
RELATING = frozenset(
    "during to from at with on after since despite while because under in for of due between around off"
    " through when as taking".split()
)
# Words through which a denial passes to what follows them: "no need for dialysis", "no evidence on CT of PE".
PASSING = frozenset(
    "been being be ever yet evidence sign signs symptom symptoms features suggestion suspicion diagnosis"
    " history hx need requirement indication question mention record documentation clinical previous prior any"
    " episode episodes type kind form currently presently".split()
)


@dataclass(frozen=True)
class Step:
    """A denial on its way from the finding it has met to the next one.

    `lists` tells that the denial is one that lists go on from ("no", "denies"); `first` that it has met one so far.
    """

    layout: Layout
    cue: Mention
    met: Mention
    lists: bool
    first: bool


def fate(step: Step, mention: Mention) -> Fate:
    """What becomes of the next finding behind a denial."""
    joined = [step.layout.tokens[place].text for place in range(step.met.last + 1, mention.first)]
    if not mention.of("finding"):
        return _fate_of_no_finding(step, mention, joined)
    if _passed_on(step.layout, mention, joined):
        return "denied"
    told = weight(step.layout, mention)
    comma = "," in joined or "(" in joined
    if told == "strong":
        return "asked" if not comma and _same_name(step.met, mention) and only_timed(step.layout, mention) else "free"
    if _closed(step.layout, mention) and "," in joined and not CONJUNCTIONS & set(joined):
        return "denied"
    if all(_says_for_itself(sense) for sense in mention.senses if sense.kind == "finding"):
        return "free"
    if told == "weak":
        return _fate_of_qualified(step, joined)
    if told == "other" or not _joined_plainly(step.layout, step.met, mention):
        return "asked"
    if not joined and not _same_name(step.met, mention):
        return "asked"
    return "assumed" if _listed(step, mention, comma) else "asked"


def first_fate(layout: Layout, cue: Mention, mention: Mention) -> Fate:
    """What becomes of the first known finding behind a denial, where an unknown noun may be what is denied.

    "No complaints during dialysis" is asked, "no immunotherapy before and pembrolizumab planned" states the plan.
    """
    # "No and active bleeding": the no is an answer of its own.
    unknown = layout.tokens[cue.last + 1].text in CONJUNCTIONS
    for place in range(cue.last + 1, mention.first + 1):
        text = layout.tokens[place].text
        if unknown and text in RELATING:
            return "asked"
        if unknown and text in CONJUNCTIONS:
            return "free" if weight(layout, mention) in ("strong", "weak") else "asked"
        if unknown and text == "," and weight(layout, mention) in ("strong", "weak"):
            return "free"
        unknown = unknown or _unknown_noun(layout, place)
    return "asked" if unknown and "," in _texts(layout, cue.last + 1, mention.first) else "denied"


def reaches_back(layout: Layout, farther: Mention) -> bool:
    """Whether what is said behind "A and B" may be said of A: "DVT and PE ruled out", not "on HD and PE ruled out"."""
    return weight(layout, farther) == "" and not farther.of("describing")


def of_one_kind(one: Mention, other: Mention) -> bool:
    """Whether two findings are both diseases, or both what is done to a patient."""
    kinds = [bool(_findings(mention) & OF_OTHER_KIND) for mention in (one, other) if mention.of("finding")]
    return len(set(kinds)) <= 1


def _texts(layout: Layout, first: int, end: int) -> set[str]:
    return {token.text for token in layout.tokens[first:end]}


def _unknown_noun(layout: Layout, place: int) -> bool:
    token, over = layout.tokens[place], layout.over.get(place)
    known = over is not None and over.of("passed_over") is None
    return token.kind == "word" and not known and token.text not in PASSING


def repeats(layout: Layout, cue: Mention) -> bool:
    """Whether the same thought denied something one by one before: "no DVT, no PE, stroke"."""
    near = range(max(0, cue.first - REACH_BACK), cue.first)
    before = (over for place in near if (over := layout.over.get(place)))
    return any(over.key == cue.key and layout.clause[over.first] == layout.clause[cue.first] for over in before)


def _says_for_itself(sense: Sense) -> bool:
    """Whether words are never one more item of what is denied: "not diabetic and afebrile", "no DVT, period late"."""
    return sense.detail == "open" or (sense.detail == "no" and sense.name != "creatinine_stable")


def _fate_of_no_finding(step: Step, mention: Mention, joined: list[str]) -> Fate:
    """Drugs and measurements are weighed elsewhere; a status behind "and" is one of its own: "no DVT and relapsed"."""
    if mention.of("choice") and not mention.of("measure") and CONJUNCTIONS & set(joined) and not step.met.of("choice"):
        return "free"
    apart = mention.of("other_findings") or mention.of("measure")
    if apart and not _passed_on(step.layout, mention, joined) and weight(step.layout, mention) == "strong":
        return "free"
    if (mention.of("drug") or mention.of("regimen")) and not _passed_on(step.layout, mention, joined):
        if weight(step.layout, mention) in ("weak", "strong"):
            return "asked"
    return "assumed" if "," in joined and not _closed(step.layout, mention) else "denied"


def _passed_on(layout: Layout, mention: Mention, joined: list[str]) -> bool:
    """Whether "or" or a slash without blanks joins two findings; "no VTE / HD" with blanks parts them like a comma."""
    return bool(ALTERNATIVES & set(joined)) or (joined[-1:] == ["/"] and layout.tokens[mention.first].glued)


def _fate_of_qualified(step: Step, joined: list[str]) -> Fate:
    qualified = weight(step.layout, step.met) == "weak" or _between(step.layout, step.cue, step.met)
    if CONJUNCTIONS & set(joined):
        return "asked" if qualified else "free"
    return "free" if "," in joined and step.first and not qualified and step.lists else "asked"


def _between(layout: Layout, cue: Mention, met: Mention) -> bool:
    """Whether the denied finding is told which one, too: "no recent surgery, active bleeding"."""
    words = {layout.tokens[place].text for place in range(cue.first, met.last + 1)}
    return bool(words & QUALIFYING)


def _listed(step: Step, mention: Mention, comma: bool) -> bool:
    if _same_name(step.met, mention):
        return True
    if mention.of("describing") or (not step.lists and not comma) or repeats(step.layout, step.cue):
        return False
    return of_one_kind(step.met, mention)


def _same_name(met: Mention, mention: Mention) -> bool:
    return bool(_findings(met) & _findings(mention))


def _findings(mention: Mention) -> set[str]:
    return {sense.name for sense in mention.senses if sense.kind == "finding"}


def _joined_plainly(layout: Layout, met: Mention, mention: Mention) -> bool:
    """Whether nothing but joining words and articles stand between two findings."""
    for place in range(met.last + 1, mention.first):
        token, over = layout.tokens[place], layout.over.get(place)
        listed = over is not None and over.of("list_words") is not None
        if not listed and token.text not in PLAIN_MARKS:
            return False
    return True


def _closed(layout: Layout, mention: Mention) -> bool:
    """Whether a plain list goes on behind a finding to an "or": "no DVT, PE or stroke"."""
    for place in range(mention.last + 1, len(layout.tokens)):
        token, over = layout.tokens[place], layout.over.get(place)
        if layout.clause[place] != layout.clause[mention.first] or token.text in CONJUNCTIONS:
            return False
        if token.text in ALTERNATIVES:
            return True
        if token.kind in ("word", "number", "date") and not (over and (concept(over) or over.of("list_words"))):
            return False
    return False
