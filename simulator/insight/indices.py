"""Sobol' indices: which share of an outcome's variance each input is behind, alone and in all.

From the samples A, B and their mixtures AB_i (A with input i from B), with f0 the mean and V the variance over A and B:

    first   S_i = mean(f_B (f_ABi - f_A)) / V         Saltelli et al. (2010), table 2 (b)
    total   T_i = mean((f_A - f_ABi)^2) / (2 V)       Jansen (1999)

Outcomes are centred on f0, which changes neither in expectation and makes the first steadier. Intervals are
percentiles of a bootstrap over samples (Archer, Saltelli and Sobol' 1997).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.game import Floats

RESAMPLES = 1000
_CHUNK = 50  # resamples at a time, so that memory does not grow with their number


@dataclass(frozen=True)
class Index:
    """The indices of one input, each with its 95% interval."""

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True)
class Indices:
    """The indices of an outcome.

    Attributes:
        inputs: in the order of the axes.
        samples: how many were used.
        left_out: how many were not, since the outcome is missing in one of their points at least.
        mean: of the outcome.
        variance: of the outcome.
    """

    inputs: tuple[Index, ...]
    samples: int
    left_out: int
    mean: float
    variance: float


def sobol_indices(outcome: Floats, seed: int = 0) -> Indices | None:
    """First and total indices.

    Args:
        outcome: (samples, inputs + 2): f_A, f_B, f_AB1, f_AB2 and so on; NaN where there is none. A sample with one
            missing is left out whole, and counted.
        seed: of the bootstrap.

    Returns:
        None where fewer than 2 samples are left or the outcome is the same in all.
    """
    whole = ~np.isnan(outcome).any(axis=1)
    kept = outcome[whole]
    if len(kept) < 2 or np.ptp(kept) == 0:
        return None
    first, total = _estimates(kept[None])
    generator = np.random.Generator(np.random.PCG64(seed))
    firsts, totals = [], []
    for _ in range(RESAMPLES // _CHUNK):
        chosen = generator.integers(0, len(kept), size=(_CHUNK, len(kept)))
        some = _estimates(kept[chosen])
        firsts.append(some[0])
        totals.append(some[1])
    ends = [np.nanpercentile(np.concatenate(found), (2.5, 97.5), axis=0) for found in (firsts, totals)]
    inputs = tuple(
        Index(*map(float, (first[0, i], ends[0][0, i], ends[0][1, i], total[0, i], ends[1][0, i], ends[1][1, i])))
        for i in range(kept.shape[1] - 2)
    )
    both = kept[:, :2]
    return Indices(inputs, len(kept), int((~whole).sum()), float(both.mean()), float(both.var()))


def _estimates(outcome: Floats) -> tuple[Floats, Floats]:
    """First and total indices of outcomes (R, samples, inputs + 2), (R, inputs) each."""
    both = outcome[:, :, :2]
    variance = both.var(axis=(1, 2))[:, None]
    centred = outcome - both.mean(axis=(1, 2))[:, None, None]
    a, b, mixed = centred[:, :, 0, None], centred[:, :, 1, None], centred[:, :, 2:]
    with np.errstate(invalid="ignore", divide="ignore"):  # a resample may be the same in all: then NaN, and left out
        first = (b * (mixed - a)).mean(axis=1) / variance
        total = ((a - mixed) ** 2).mean(axis=1) / (2 * variance)
    return first, total
