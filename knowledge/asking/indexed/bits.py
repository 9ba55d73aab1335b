"""Sets of findings as whole numbers: bit 0 stands for the first finding."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def set_of(size: int, positions: Iterable[int]) -> int:
    """The set of these positions among `size`."""
    bits = bytearray(size // 8 + 1)
    for at in positions:
        bits[at // 8] |= 1 << at % 8
    return int.from_bytes(bits, "little")


def sets_by(size: int, found: Iterable[tuple[Key, int]]) -> Mapping[Key, int]:
    """For each key the set of the positions it stands with."""
    positions: dict[Key, list[int]] = {}
    for key, at in found:
        positions.setdefault(key, []).append(at)
    return {key: set_of(size, places) for key, places in positions.items()}


def any_of(sets: Iterable[int]) -> int:
    """The bits set in at least one of the sets."""
    return reduce(or_, sets, 0)


def all_of(sets: Iterable[int]) -> int:
    """The bits set in every one of the sets; none when there is no set."""
    return reduce(and_, sets, -1) if (sets := list(sets)) else 0
