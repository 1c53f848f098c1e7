"""Weibull curves through the failure shares of seeds/durability-calibration.csv: how long deals of a kind held.

S(t) = exp(-(t / scale)^shape). A row gives the share that had failed by some years after signature, so the deals
that failed between two of them are a multinomial with a known number of trials, and the two parameters are those of
the greatest likelihood. Rows whose source counts an episode as ended only after about a year of quiet say nothing of
the first year: their curve is fitted to what came after it, given that the first year was survived.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

YEARS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Years after signature at which the table says which share had failed. Its column for 20 years is left out: few deals
were watched for so long, so that it repeats the share of earlier years where nothing was seen."""

LEAST_SHAPE, MOST_SHAPE = 0.1, 1.5
CELLS = 281
"""Grid points along each parameter: steps of half a percent in the shape and of 3% in the scale."""

CHI_SQUARE_HALF = 1.92
"""Half of the 95% quantile of chi square with one degree of freedom: how far a profile likelihood may fall."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One row of the table.

    Attributes:
        source, group: as in the table.
        n: how many deals.
        failed: share that had failed by each of `YEARS`, 0..1, not falling.
        quiet_year: whether failures of the first year are not seen.
    """

    source: str
    group: str
    n: int
    failed: tuple[float, ...]
    quiet_year: bool

    @property
    def name(self) -> str:
        """Source and group as one line."""
        return f"{self.source}: {self.group}"

    def sampling_error(self, share: float) -> float:
        """Standard error of a share among this row's deals, at least that of half a deal in all of them."""
        kept = min(max(share, 0.5 / self.n), 1 - 0.5 / self.n)
        return math.sqrt(kept * (1 - kept) / self.n)


def read_rows(path: Path) -> list[Row]:
    """The rows of the table, in its order."""
    with open(path, encoding="utf-8", newline="") as file:
        return [
            Row(
                source=line["source"],
                group=line["group"],
                n=int(line["n"]),
                failed=tuple(float(line[f"fail_{year:g}y"]) for year in YEARS),
                quiet_year="Termination" in line["source"] or line["source"].startswith("COW"),
            )
            for line in csv.DictReader(file)
        ]


@dataclass(frozen=True)
class Weibull:
    """A survival curve.

    Attributes:
        scale: years after which 37% still hold, with the ends of its 95% profile likelihood interval.
        shape: below 1 the risk falls with the years.
    """

    scale: float
    shape: float
    low: float
    high: float

    def failed(self, years: float, given: float = 0.0) -> float:
        """Share that has failed by so many years, among those that lasted `given` years."""
        gone: float = (years**self.shape - given**self.shape) / self.scale**self.shape
        return 1 - math.exp(-gone)


@dataclass(frozen=True)
class _Likelihood:
    """Log likelihood of a row on a grid of shapes and log scales."""

    row: Row

    shape: float | None

    @cached_property
    def shapes(self) -> Floats:
        return np.linspace(LEAST_SHAPE, MOST_SHAPE, CELLS) if self.shape is None else np.array([self.shape])

    @cached_property
    def log_scales(self) -> Floats:
        return np.linspace(math.log(0.05), math.log(5000.0), 3 * CELLS)

    @cached_property
    def table(self) -> Floats:
        """(shapes, scales)."""
        total: Floats = np.zeros((len(self.shapes), len(self.log_scales)))
        for start, end, failures in _spells(self.row):
            at = [self._log_survival(years) for years in (start, end)]
            gone = -np.expm1(np.minimum(at[1] - at[0], -1e-300))  # share of the survivors at `start` that fail by `end`
            total += failures * (at[0] + np.log(gone))
        first = self._log_survival(1.0) if self.row.quiet_year else 0.0
        left = self.row.n * (1 - self.row.failed[-1])
        return total + left * self._log_survival(YEARS[-1]) - (self.row.n * (1 - _unseen(self.row))) * first

    def _log_survival(self, years: float) -> Floats:
        if years == 0:
            return np.zeros((len(self.shapes), len(self.log_scales)))
        return -np.exp(self.shapes[:, None] * (math.log(years) - self.log_scales[None, :]))


def _unseen(row: Row) -> float:
    """Share of a row that failed before the curve begins."""
    return row.failed[YEARS.index(1.0)] if row.quiet_year else 0.0


def _spells(row: Row) -> Iterator[tuple[float, float, float]]:
    """Start, end and failures of every time between two readings."""
    start, before = 0.0, 0.0
    for years, share in zip(YEARS, row.failed, strict=True):
        if not row.quiet_year or start >= 1.0:
            yield start, years, row.n * (share - before)
        start, before = years, share


def fit(row: Row, shape: float | None = None) -> Weibull:
    """The curve of greatest likelihood through a row, with the interval of its scale.

    Args:
        row: the row.
        shape: held at this if given. What comes after the first year alone does not tell shape from scale, so curves
            of rows with `quiet_year` need one from elsewhere.
    """
    likelihood = _Likelihood(row, shape)
    table = likelihood.table
    best = np.unravel_index(int(np.argmax(table)), table.shape)
    profile = table.max(axis=0)
    inside = np.flatnonzero(profile >= profile.max() - CHI_SQUARE_HALF)
    scales = np.exp(likelihood.log_scales)
    return Weibull(
        scale=float(scales[best[1]]),
        shape=float(likelihood.shapes[best[0]]),
        low=float(scales[inside[0]]),
        high=float(scales[inside[-1]]),
    )
