"""A share of draws and the interval of the simulation itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Proportion:
    """How many of how many.

    Attributes:
        count: those that count.
        of: all of them.
        exact: whether they are all alike, so that nothing of it is chance.
    """

    count: int
    of: int
    exact: bool = False

    def __add__(self, other: Proportion) -> Proportion:
        """Both together."""
        return Proportion(self.count + other.count, self.of + other.of, self.exact and other.exact)

    @property
    def share(self) -> float:
        """Count / of; NaN of nothing."""
        return self.count / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of Wilson (1927): never outside 0..1, and honest near its ends; the share if it is exact."""
        if self.exact and self.of:
            return self.share, self.share
        return wilson(self.count, self.of)


def wilson(count: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a proportion; 0..1 of nothing."""
    if of == 0:
        return 0.0, 1.0
    share, square = count / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * math.sqrt(share * (1 - share) / of + square / (4 * of))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    return low, 1.0 if count == of else min(1.0, middle + half)
