"""A distribution in fixed bins: merges exactly, in any order and grouping, in memory that does not grow."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.game import Floats, Ints

FRACTION = 2**40
"""Sums are kept as whole multiples of 2^-40 (of the range, in a sketch): whole numbers add up the same in any order."""

_EXACT = 2.0**62  # sums of whole numbers below it fit into 64 bits


@dataclass
class Sketch:
    """Counts of values in equal bins on [low, high]; values outside count at the ends.

    A quantile is off by at most one bin, (high - low) / bins, and not at all at either end of the range, where
    values pile up, or where all values are the same. The mean is exact to 2^-40 of the range.
    """

    low: float
    high: float
    bins: int = 1000
    counts: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (bins,)
    at_low: int = 0  # values of the first bin that lie on the very end
    at_high: int = 0  # values of the last bin that do
    least: float = np.inf
    most: float = -np.inf
    total: int = 0  # sum of (value - low) in units of (high - low) / FRACTION

    def __post_init__(self) -> None:
        """Empty bins, unless given."""
        if not len(self.counts):
            self.counts = np.zeros(self.bins, dtype=np.int64)

    def add(self, values: Floats) -> None:
        """Take in values; NaN is left out."""
        values = values[~np.isnan(values)]
        if not len(values):
            return
        place = np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)
        bins = np.minimum((place * self.bins).astype(np.int64), self.bins - 1)
        self.counts = self.counts + np.bincount(bins, minlength=self.bins)
        self.at_low += int(np.count_nonzero(values <= self.low))
        self.at_high += int(np.count_nonzero(values >= self.high))
        least, most = np.clip([values.min(), values.max()], self.low, self.high).tolist()
        self.least, self.most = min(self.least, least), max(self.most, most)
        self.total += _whole_sum(place * FRACTION)

    def merge(self, other: Sketch) -> None:
        """Take in another sketch of the same bins."""
        if (self.low, self.high, self.bins) != (other.low, other.high, other.bins):
            raise ValueError("sketches with different bins do not merge")
        self.counts = self.counts + other.counts
        self.at_low += other.at_low
        self.at_high += other.at_high
        self.least, self.most = min(self.least, other.least), max(self.most, other.most)
        self.total += other.total

    @property
    def count(self) -> int:
        """How many values."""
        return int(self.counts.sum())

    @property
    def mean(self) -> float:
        """NaN of nothing."""
        if not self.count:
            return np.nan
        found = self.low + (self.high - self.low) * (self.total / FRACTION / self.count)
        return min(max(found, self.least), self.most)

    def quantile(self, share: float) -> float:
        """The least value at or below which a share of all lies, straight within its bin; NaN of nothing."""
        count = self.count
        if not count:
            return np.nan
        wanted = share * count
        if wanted <= 0:
            return self.least
        if self.at_low and wanted <= self.at_low:
            return self.low
        if wanted > count - self.at_high:
            return self.high
        between = self.counts.copy()
        between[0] -= self.at_low
        between[-1] -= self.at_high
        reached = self.at_low + np.cumsum(between)
        at = int(np.searchsorted(reached, wanted, side="left"))
        inside = (wanted - (reached[at] - between[at])) / between[at]
        found = self.low + (self.high - self.low) * (at + inside) / self.bins
        return float(min(max(found, self.least), self.most))

    def spread(self) -> dict[str, float]:
        """mean, p05, p50 and p95."""
        return {"mean": self.mean, **{f"p{p:02d}": self.quantile(p / 100) for p in (5, 50, 95)}}


@dataclass
class Mean:
    """A mean of values of any size, each rounded to a whole multiple of 2^-40."""

    count: int = 0
    total: int = 0  # in units of 1 / FRACTION

    def add(self, values: Floats) -> None:
        """Take in values; NaN is left out."""
        values = values[~np.isnan(values)]
        self.count += len(values)
        self.total += _whole_sum(values * FRACTION)

    def merge(self, other: Mean) -> None:
        """Take in another mean."""
        self.count += other.count
        self.total += other.total

    @property
    def mean(self) -> float:
        """NaN of nothing."""
        return self.total / (FRACTION * self.count) if self.count else np.nan


def _whole_sum(values: Floats) -> int:
    """The sum of values rounded to whole numbers, exactly, whatever their size."""
    if not len(values):
        return 0
    whole = np.rint(values)
    if np.abs(whole).max() * len(whole) < _EXACT:
        return int(whole.astype(np.int64).sum())
    return sum(map(int, whole.tolist()))
