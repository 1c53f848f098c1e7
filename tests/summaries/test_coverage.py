"""The stated interval covers the true chance as often as an exact Wilson interval does (simulation-based calibration).

The game is one whose chance of agreement is known: the ultimatum of Fearon (1995) with a uniform private cost.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.scenario.loading import load
from simulator.summaries.proportion import Proportion, wilson

SEEDS, GROUP = 20, 64
GROUPS = SEEDS * (BLOCK // GROUP)
Interval = Callable[[int, int], tuple[float, float]]


def stated(count: int, of: int) -> tuple[float, float]:
    return Proportion(count, of).interval


def wald(count: int, of: int) -> tuple[float, float]:
    """The textbook's wrong one: too short near 0 and 1, and nothing at all there."""
    half = 1.96 * math.sqrt(count / of * (1 - count / of) / of)
    return count / of - half, count / of + half


def narrow(count: int, of: int) -> tuple[float, float]:
    """An interval of 80% that calls itself one of 95%."""
    return wilson(count, of, z=1.2816)


def counts(risk: float) -> list[int]:
    """How many of each group of draws agreed, over many seeds, where the chance is one less the risk.

    Whose outside option is r, against one spread evenly over 0 .. 0.5, gives g at a chance of 2 g and keeps 1 - g:
    2 g (1 - g) + (1 - 2 g) r is greatest at g = (1 - r) / 2, where the risk of a refusal is r.
    """
    scenario = load("ultimatum-private-outside-option", overrides={"actors.a.outside_option": risk}).scenario
    found: list[int] = []
    for seed in range(SEEDS):
        agreed = play(compile_game(scenario, seed)).agreed
        found += agreed.reshape(-1, GROUP).sum(axis=1).tolist()
    return found


def exactly(interval: Interval, chance: float) -> float:
    """How often an interval covers a chance, by the binomial distribution."""
    weights = [math.comb(GROUP, k) * chance**k * (1 - chance) ** (GROUP - k) for k in range(GROUP + 1)]
    return sum(w for k, w in enumerate(weights) if interval(k, GROUP)[0] <= chance <= interval(k, GROUP)[1])


@pytest.mark.parametrize("risk", [0.4, 0.1, 0.02])
def test_the_stated_interval_covers_as_often_as_it_says(risk: float) -> None:
    chance, found = 1 - risk, counts(risk)
    assert len(found) == GROUPS

    def far(interval: Interval) -> float:
        """By how many standard deviations the coverage seen is off that of an exact Wilson interval."""
        should = exactly(wilson, chance)
        seen = np.mean([interval(k, GROUP)[0] <= chance <= interval(k, GROUP)[1] for k in found])
        return float(abs(seen - should) / math.sqrt(should * (1 - should) / GROUPS))

    assert far(stated) < 4
    assert far(narrow) > 4
    assert far(wald) > (4 if risk < 0.05 else 0)
