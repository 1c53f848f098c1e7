import math
from pathlib import Path

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.insight.pairs import Comparison, Differences, Pairs
from simulator.scenario.loading import load

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"


def test_the_paired_interval_covers_at_its_rate_and_an_unpaired_one_is_far_too_wide() -> None:
    """Of 95% intervals over pairs that share their luck, about 95 in 100 hold the true difference of 0.08."""
    random, covered, trials = np.random.default_rng(5), 0, 2000
    paired, unpaired = [], []
    for _ in range(trials):
        luck, other = random.random(80), random.random(80)
        one, two = luck < 0.3, luck < np.where(other < 0.5, 0.3, 0.46)
        pairs, apart = Pairs(), Pairs()
        pairs.add(one, two)
        apart.add(one, np.roll(two, 1))  # the same shares, with the pairing lost
        low, high = pairs.interval
        covered += low <= 0.08 <= high
        paired.append(high - low)
        unpaired.append(apart.interval[1] - apart.interval[0])
    assert 0.93 < covered / trials < 0.985
    assert np.mean(paired) < 0.6 * np.mean(unpaired)


def test_without_correlation_it_is_newcombes_interval_for_independent_shares() -> None:
    """By his formula with phi = 0, worked out by hand from Wilson's limits of 20 and 30 in 100."""
    pairs = Pairs(both=6, second=24, first=14, neither=56)
    (l1, u1), (l2, u2) = (0.13337, 0.28883), (0.21895, 0.39585)
    assert pairs.interval == pytest.approx(
        (0.1 - math.hypot(0.3 - l2, u1 - 0.2), 0.1 + math.hypot(u2 - 0.3, 0.2 - l1)), abs=1e-4
    )


def test_swapping_the_variants_turns_the_interval_round() -> None:
    one, other = Pairs(30, 5, 12, 53), Pairs(30, 12, 5, 53)
    assert one.difference == -other.difference
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]))
    assert one.interval[0] < one.difference < one.interval[1]


def test_draws_can_come_in_any_portions() -> None:
    first, second = (np.random.default_rng(seed).random(100) < 0.4 for seed in (1, 2))
    whole, parts = Pairs(), Pairs()
    whole.add(first, second)
    for some in (slice(0, 30), slice(30, 100)):
        parts.add(first[some], second[some])
    assert whole == parts
    assert math.isnan(Pairs().difference)
    assert Pairs().interval == (-1.0, 1.0)


def test_a_mean_difference_counts_only_draws_that_both_have() -> None:
    found = Differences()
    found.add(np.array([1.0, 2.0, np.nan, 4.0]), np.array([1.5, np.nan, 3.0, 5.5]))
    assert found.count == 2
    assert found.mean.mean == 1.0
    half = 1.96 * np.std([0.5, 1.5], ddof=1) / math.sqrt(2)
    assert found.interval == pytest.approx((1 - half, 1 + half), abs=1e-3)
    assert all(math.isnan(end) for end in Differences().interval)


def test_a_comparison_of_a_scenario_with_itself_finds_no_difference_at_all() -> None:
    outcomes = play(compile_game(load(GOOD / "two-villages.yaml").scenario, 0, 0, 60))
    found = Comparison()
    found.add(outcomes, outcomes)
    assert (found.agreement.first, found.agreement.second) == (0, 0)
    assert all(pairs.difference == 0 for pairs in found.outcomes.values())
    assert all(one.mean.mean == 0 and one.interval == (0, 0) for one in found.quantities.values() if one.count > 1)
    assert sum(pairs.both for pairs in found.outcomes.values()) == 60
