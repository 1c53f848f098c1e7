"""Scores of several forecasters over cases: means with intervals, and differences case by case."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.backtest.forecasts import Floats

RESAMPLES = 4000
LEVEL = 0.95


@dataclass(frozen=True)
class Mean:
    """A mean over cases, with the 95% interval of the bootstrap over cases (Efron 1979); NaN where there are none."""

    value: float
    low: float
    high: float
    cases: int

    @property
    def decided(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Tally:
    """One measure of every forecaster.

    Attributes:
        measure: its name.
        better: `less`: a score, from 0 (best); `level`: a share that should be near `aim`.
        aim: what a share should be near; NaN for a score.
        by_case: forecaster -> its score of each case, (cases,); NaN where it says nothing or nothing is known.
        means: forecaster -> the mean.
        ahead: forecaster -> the mean of its score less the engine's over the cases that both score: above 0 where
            the engine does better.
    """

    measure: str
    better: str
    aim: float
    by_case: Mapping[str, Floats]
    means: Mapping[str, Mean]
    ahead: Mapping[str, Mean]


def bootstrap(values: Floats, seed: int) -> Mean:
    """The mean of what is not NaN, with its interval. The same seed draws the same cases."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return Mean(math.nan, math.nan, math.nan, 0)
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(len(known),))))
    drawn = known[generator.integers(0, len(known), (RESAMPLES, len(known)))].mean(axis=1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Mean(float(known.mean()), float(low), float(high), len(known))


def tally(
    measure: str,
    by_case: Mapping[str, Sequence[float]],
    seed: int,
    *,
    engine: str = "engine",
    aim: float = math.nan,
) -> Tally:
    """The means of a measure, and how far each forecaster lies behind the engine on the cases that both score."""
    scores = {name: np.array(values, dtype=np.float64) for name, values in by_case.items()}
    own = scores[engine]
    return Tally(
        measure=measure,
        better="less" if math.isnan(aim) else "level",
        aim=aim,
        by_case=scores,
        means={name: bootstrap(values, seed) for name, values in scores.items()},
        ahead={name: bootstrap(values - own, seed) for name, values in scores.items() if name != engine},
    )


def verdict(ahead: Mean) -> str:
    """Who does better, in a word, and whether the cases decide it."""
    if ahead.cases == 0:
        return "nothing to compare"
    who = "engine" if ahead.value > 0 else "baseline"
    return f"{who} better" if ahead.decided else f"{who} ahead, undecided"
