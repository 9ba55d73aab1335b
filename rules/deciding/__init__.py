"""Deciding: which rules hold for one patient, what the stops leave of them, and what is still open."""

from rules.deciding.steps import decide

__all__ = ["decide"]
