"""How typical a question is for a finding: its words against those of all the ways residents ask for that finding.

A finding is told by how often each feature stands in the questions on it, rooted so that none of them drowns the rest,
and a question by its own features; how typical it is, is the cosine of the two (Rocchio 1971, The SMART Retrieval
System, chapter 14).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Typical:
    """By feature, the findings that are asked for with it and what the feature counts in each, from 0 to 1."""

    having: Mapping[str, tuple[tuple[int, float], ...]]

    def of(self, weights: Mapping[str, float]) -> dict[int, float]:
        """How typical the weighed features of a question are for each finding they occur in, from 0 to 1."""
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found: dict[int, float] = {}
        for feature, weight in sorted(weights.items()):
            for finding, worth in self.having.get(feature, ()):
                found[finding] = found.get(finding, 0.0) + worth * weight / length
        return found


def typical_of(asked: Iterable[tuple[int, Iterable[str]]], weight: Mapping[str, float]) -> Typical:
    """What is typical of the questions on each finding, given the finding and the features of every question."""
    counted: dict[int, Counter[str]] = {}
    for finding, features in asked:
        counted.setdefault(finding, Counter()).update(features)
    having: dict[str, list[tuple[int, float]]] = {}
    for finding, times in sorted(counted.items()):
        worth = {feature: math.sqrt(many) * weight[feature] for feature, many in times.items()}
        length = math.sqrt(sum(one * one for one in worth.values())) or 1.0
        for feature, one in worth.items():
            having.setdefault(feature, []).append((finding, one / length))
    return Typical({feature: tuple(found) for feature, found in having.items()})
