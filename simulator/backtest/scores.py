"""Scores of forecasts: each is proper, so that nobody does better by saying what he does not believe."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def brier(chance: float, came: bool) -> float:
    """Squared distance between a chance and what came, 0 (best) to 1 (Brier 1950)."""
    return (chance - float(came)) ** 2


def log_score(chance: float, came: bool) -> float:
    """Minus the logarithm of the chance given to what came, from 0 (best); infinite where it was ruled out."""
    given = chance if came else 1 - chance
    return -math.log(given) if given > 0 else math.inf


def crps(sample: Floats, came: float, weights: Floats | None = None) -> float:
    """Continuous ranked probability score of a sample (N,), in its unit, from 0 (best); |x - came| for a single point.

    E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007). NaN for an empty sample.
    """
    if len(sample) == 0:
        return math.nan
    order = np.argsort(sample, kind="stable")
    found = sample[order]
    share = np.full(len(found), 1 / len(found)) if weights is None else weights[order] / weights.sum()
    far = float((share * np.abs(found - came)).sum())
    below = np.cumsum(share)
    spread = float((below[:-1] * (1 - below[:-1]) * np.diff(found)).sum())  # E|X - X'| / 2
    return far - spread


def covered(sample: Floats, came: float, level: float, slack: float = 0.0) -> bool:
    """Whether what came lies in the central interval of a sample that holds a share `level` of it."""
    if len(sample) == 0:
        return False
    low, high = np.quantile(sample, [(1 - level) / 2, (1 + level) / 2])
    return bool(low - slack <= came <= high + slack)


def survival_log_score(now: float, next_year: float, censored: bool) -> float:
    """Minus the log likelihood of how long a deal held.

    Args:
        now: chance that it holds for as long as it was seen to hold.
        next_year: chance that it holds a year longer; a failure counts as one in the year that it fell into.
        censored: whether it still held.

    Returns:
        From 0 (best). A deal that still holds tells only that it lasted so long, and is scored on that alone.
    """
    given = now if censored else now - next_year
    return -math.log(max(given, 1e-9))
