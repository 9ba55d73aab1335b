"""How typical a question is for a finding: its words against those of all the ways residents ask for that finding.

A finding is told by how often each feature stands in the questions on it, rooted so that none of them drowns the rest,
and a question by its own features; how typical it is, is the cosine of the two (Rocchio 1971, The SMART Retrieval
System, chapter 14).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Typical:
    """By feature, the findings that are asked for with it and what it counts in each; and how many findings there are.

    What a feature counts lies between 0 and 1.
    """

    having: Mapping[str, tuple[tuple[int, float], ...]]
    size: int

    def of(self, weights: Mapping[str, float]) -> Sequence[float]:
        """How typical the weighed features of a question are for each finding, by its position, from 0 to 1."""
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found = [0.0] * self.size
        for feature, weight in sorted(weights.items()):
            share = weight / length
            for finding, worth in self.having.get(feature, ()):
                found[finding] += worth * share
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
    return Typical({feature: tuple(found) for feature, found in having.items()}, max(counted, default=-1) + 1)
