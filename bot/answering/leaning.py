"""What a question may lean on: what was asked before, and the clearance of the patient where it points at that."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from knowledge.asking.figures.clearance import CLEARANCE, Band, written
from rules.values import Facts, Quantity

# "At this clearance", "with her renal function": no figure stands in the question itself.
POINTS_AT_IT = re.compile(
    r"\b(?:this|that|such an?|his|her|their|the patient's)\s+"
    r"(?:creatinine clearance|crcl|clearance|(?:renal|kidney) function)\b(?!\s*\d)",
    re.IGNORECASE,
)
# Where no clearance is known only what holds at every one may answer.
NOT_KNOWN = Band(math.inf, -math.inf)


def leaning_on(question: str, about: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """The terms of the question before, with the patient's creatinine clearance in mL/min where this one means it."""
    if not POINTS_AT_IT.search(question):
        return tuple(about)
    others = [term for term in about if not term.startswith(CLEARANCE)]
    given = facts.get("creatinine_clearance_ml_min")
    clearance = given.value if given else None
    known = Band(clearance.low, clearance.high) if isinstance(clearance, Quantity) else NOT_KNOWN
    return (*others, CLEARANCE, written(known))
