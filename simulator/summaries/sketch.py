"""A distribution in fixed bins: merges exactly, in any order, in memory that does not grow."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.game import Floats, Ints

FRACTION = 2**40  # sums are kept as whole multiples of the range / 2^40, so that their order does not matter


@dataclass
class Sketch:
    """Counts of values in equal bins on [low, high]; values outside count at the ends.

    A quantile is off by at most one bin, (high - low) / bins; the mean is exact to 2^-40 of the range per block.
    """

    low: float
    high: float
    bins: int = 1000
    counts: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    total: int = 0  # sum of (value - low) in units of (high - low) / FRACTION

    def __post_init__(self) -> None:
        """Empty bins, unless given."""
        if not len(self.counts):
            self.counts = np.zeros(self.bins, dtype=np.int64)

    def add(self, values: Floats) -> None:
        """Take in values; NaN is left out."""
        values = values[~np.isnan(values)]
        place = np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)
        self.counts += np.bincount(np.minimum((place * self.bins).astype(np.int64), self.bins - 1), minlength=self.bins)
        self.total += int(np.rint(place * FRACTION).astype(np.int64).sum())

    def merge(self, other: Sketch) -> None:
        """Take in another sketch of the same bins."""
        if (self.low, self.high, self.bins) != (other.low, other.high, other.bins):
            raise ValueError("sketches with different bins do not merge")
        self.counts = self.counts + other.counts
        self.total += other.total

    @property
    def count(self) -> int:
        """How many values."""
        return int(self.counts.sum())

    @property
    def mean(self) -> float:
        """NaN of nothing."""
        return self.low + (self.high - self.low) * (self.total / FRACTION) / self.count if self.count else np.nan

    def quantile(self, share: float) -> float:
        """The value below which a share of all lies, straight within its bin; NaN of nothing."""
        if not self.count:
            return np.nan
        cumulative = np.cumsum(self.counts)
        wanted = share * cumulative[-1]
        at = int(np.searchsorted(cumulative, wanted, side="left"))
        while self.counts[at] == 0:
            at += 1
        before = cumulative[at] - self.counts[at]
        inside = (wanted - before) / self.counts[at]
        return float(self.low + (self.high - self.low) * (at + min(max(inside, 0.0), 1.0)) / self.bins)

    def spread(self) -> dict[str, float]:
        """mean, p05, p50 and p95."""
        return {"mean": self.mean, **{f"p{p:02d}": self.quantile(p / 100) for p in (5, 50, 95)}}


@dataclass
class Mean:
    """A mean of values of any size; block sums are kept as whole multiples of 2^-40, so their order does not matter."""

    count: int = 0
    total: int = 0

    def add(self, values: Floats) -> None:
        """Take in values; NaN is left out."""
        values = values[~np.isnan(values)]
        self.count += len(values)
        self.total += round(float(values.sum()) * FRACTION)

    def merge(self, other: Mean) -> None:
        """Take in another mean."""
        self.count += other.count
        self.total += other.total

    @property
    def mean(self) -> float:
        """NaN of nothing."""
        return self.total / FRACTION / self.count if self.count else np.nan
