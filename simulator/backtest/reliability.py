"""Do cases that are given a chance of 70% come about seven times in ten? Counts by bins of the chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.summaries.proportion import Proportion

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Bin:
    """Cases whose chance lies between two edges, the upper one included.

    Attributes:
        low, high: the edges.
        mean: the mean chance given; None where there is no case.
        came: how many of the cases came about, with the 95% Wilson interval of the share.
    """

    low: float
    high: float
    mean: float | None
    came: Proportion


def reliability(chances: Sequence[float], came: Sequence[bool]) -> list[Bin]:
    """The bins from the least chance to the greatest."""
    found = []
    for low, high in pairwise(EDGES):
        inside = [(c, y) for c, y in zip(chances, came, strict=True) if (low < c <= high) or (low == c == 0.0)]
        mean = sum(c for c, _ in inside) / len(inside) if inside else None
        found.append(Bin(low, high, mean, Proportion(sum(y for _, y in inside), len(inside))))
    return found
