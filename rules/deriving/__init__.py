"""Deriving: what follows from the given facts by arithmetic: clearance, doses per cycle, counts and scores."""

from rules.deriving.patient import FORMULA_FACTS, Patient, derive

__all__ = ["FORMULA_FACTS", "Patient", "derive"]
