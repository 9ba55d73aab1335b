"""One reading of a patient on the way to a decision."""

from __future__ import annotations

from dataclasses import dataclass

from rules.deciding.stopping import StopStanding
from rules.decision import Advice, Unsettled
from rules.deriving import Patient
from rules.evaluating import Evaluation


@dataclass(frozen=True)
class Outcome:
    """The advice, what is unsettled, and how both were arrived at."""

    patient: Patient
    evaluation: Evaluation
    stops: StopStanding
    advice: tuple[Advice, ...]
    unsettled: tuple[Unsettled, ...]
