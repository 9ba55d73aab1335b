"""How alike a question is to one way of asking for a finding, and what that takes for granted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Resemblance:
    """A finding (its position) with how alike the nearest question on it is, what that assumes, and its terms.

    `near` is how alike the two nearest are, `cued` how much of what makes that question wrong is said, all from 0 to 1.
    """

    finding: int
    alike: float
    near: float
    assumes: str = ""
    terms: frozenset[str] = frozenset()
    cued: float = 0.0
