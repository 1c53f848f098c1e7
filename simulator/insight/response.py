"""How an outcome answers to one thing that varies, over the points of a sweep.

All points share their draws, so draws are what is independent: the interval of a group of points comes from the
spread over draws of the group's mean in each, and that of a difference from the spread of the difference in each draw.
Where points were themselves sampled, the spread between them adds to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.game import Bools, Floats
from simulator.summaries.proportion import Z95

DISTINCT = 12
"""Values of an axis that are shown one by one; more are put into bins."""

BINS = 10
"""Bins of as many points each."""

Column = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Step:
    """The points with one value, or with values in one bin.

    Attributes:
        value: the value, or the mean of the bin's.
        mean: of the outcome.
        low, high: its 95% interval; NaN where it is not known.
        points: how many.
    """

    value: float | str
    mean: float
    low: float
    high: float
    points: int


@dataclass(frozen=True)
class Curve:
    """An outcome along one axis.

    Attributes:
        path: of the axis.
        steps: in the order of the values.
        swing: the last step's mean minus the first's.
        low, high: the paired 95% interval of that; NaN where it is not known.
        numeric: whether values have an order and a distance.
    """

    path: str
    steps: tuple[Step, ...]
    swing: float
    low: float
    high: float
    numeric: bool

    def crossings(self, level: float) -> list[float]:
        """Where the curve crosses a level, straight between its steps; none for what has no order."""
        found: list[float] = []
        if not self.numeric:
            return found
        for one, other in zip(self.steps, self.steps[1:], strict=False):
            above, below = one.mean - level, other.mean - level
            if above == 0 or above * below < 0:
                share = above / (above - below) if above != below else 0.0
                found.append(float(one.value) + share * (float(other.value) - float(one.value)))
        if len(self.steps) > 1 and self.steps[-1].mean == level:
            found.append(float(self.steps[-1].value))
        return found

    @property
    def reach(self) -> float:
        """The greatest mean less the least."""
        means = [step.mean for step in self.steps if not math.isnan(step.mean)]
        return max(means) - min(means) if means else math.nan


def curve(
    path: str,
    values: Column,
    outcome: Floats,
    agreed: Bools | None = None,
    *,
    sampled: bool,
    options: Sequence[Any] = (),
) -> Curve:
    """How an outcome answers to an axis.

    Args:
        path: of the axis.
        values: what it was set to in each point, (P,); NaN or None where it was left alone: such points are left out.
        outcome: of each point, (P,); NaN where there is none.
        agreed: where the outcome is the share of draws that agreed, which did, (P, D).
        sampled: whether the points are a sample of more, rather than all that there are.
        options: the order of values that are no numbers.
    """
    numeric = values.dtype.kind in "fi"
    set_ = ~np.isnan(values.astype(np.float64)) if numeric else np.array([value is not None for value in values])
    groups = _groups(values, set_ & ~np.isnan(outcome), numeric, options)
    steps = [
        _step(value, outcome[group], agreed[group] if agreed is not None else None, sampled) for value, group in groups
    ]
    swing, low, high = math.nan, math.nan, math.nan
    if len(groups) > 1:
        first, last = groups[0][1], groups[-1][1]
        swing = steps[-1].mean - steps[0].mean
        error = _error_of_swing(first, last, outcome, agreed, sampled)
        low, high = swing - Z95 * error, swing + Z95 * error
    return Curve(path, tuple(steps), swing, low, high, numeric)


def _groups(values: Column, usable: Bools, numeric: bool, options: Sequence[Any]) -> list[tuple[float | str, Bools]]:
    """Points by value, or by bin."""
    if not numeric:
        order = [option for option in options if any(values[usable] == option)]
        order += [value for value in dict.fromkeys(values[usable]) if value not in order]
        return [(str(value), usable & (values == value)) for value in order]
    distinct = np.unique(values[usable].astype(np.float64))
    if len(distinct) <= DISTINCT:
        return [(float(value), usable & (values == value)) for value in distinct]
    places = np.flatnonzero(usable)
    ranked = places[np.argsort(values[places], kind="stable")]
    found: list[tuple[float | str, Bools]] = []
    for some in np.array_split(ranked, min(BINS, len(ranked))):
        chosen = np.zeros(len(values), dtype=np.bool_)
        chosen[some] = True
        found.append((float(np.mean(values[some].astype(np.float64))), chosen))
    return found


def _step(value: float | str, outcome: Floats, agreed: Bools | None, sampled: bool) -> Step:
    mean = float(outcome.mean()) if len(outcome) else math.nan
    error = math.sqrt(_square(outcome, sampled) + (_square_of_draws(agreed.mean(axis=0)) if agreed is not None else 0))
    if agreed is None and not sampled:
        error = math.nan
    return Step(value, mean, mean - Z95 * error, mean + Z95 * error, len(outcome))


def _error_of_swing(first: Bools, last: Bools, outcome: Floats, agreed: Bools | None, sampled: bool) -> float:
    """The standard error of the difference between two groups of points."""
    if agreed is None and not sampled:
        return math.nan
    square = _square(outcome[first], sampled) + _square(outcome[last], sampled)
    if agreed is not None:
        square += _square_of_draws(agreed[last].mean(axis=0) - agreed[first].mean(axis=0))
    return math.sqrt(square)


def _square(outcome: Floats, sampled: bool) -> float:
    """The squared standard error of a mean over points that are a sample."""
    return float(outcome.var(ddof=1)) / len(outcome) if sampled and len(outcome) > 1 else 0.0


def _square_of_draws(means: Floats) -> float:
    """The squared standard error of the mean of what each draw came to, (D,)."""
    return float(means.var(ddof=1)) / len(means) if len(means) > 1 else math.nan
