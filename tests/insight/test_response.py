import math

import numpy as np
import pytest

from simulator.insight.response import BINS, DISTINCT, curve


def test_steps_are_means_over_the_points_that_share_a_value() -> None:
    found = curve("x", np.array([2.0, 1.0, 2.0, np.nan, 1.0]), np.array([0.6, 0.1, 0.8, 9.0, np.nan]), sampled=False)
    assert [(step.value, step.mean, step.points) for step in found.steps] == [
        (1.0, 0.1, 1),
        (2.0, pytest.approx(0.7), 2),
    ]
    assert found.swing == pytest.approx(0.6)
    assert math.isnan(found.low)


def test_words_keep_the_order_of_their_options() -> None:
    values = np.array(["b", "a", None, "b"], dtype=object)
    found = curve("x", values, np.array([0.5, 0.25, 1.0, 1.0]), sampled=False, options=["b", "a"])
    assert [(step.value, step.mean) for step in found.steps] == [("b", 0.75), ("a", 0.25)]
    assert found.crossings(0.5) == []


def test_many_values_are_put_into_bins_of_as_many_points() -> None:
    x = np.random.default_rng(1).permutation(500) / 500
    found = curve("x", x, 2 * x, sampled=True)
    assert [step.points for step in found.steps] == [50] * BINS
    assert found.crossings(1.0) == [pytest.approx(0.5, abs=0.01)]
    assert len(curve("x", x[:DISTINCT], x[:DISTINCT], sampled=True).steps) == DISTINCT


def test_crossings_up_and_down() -> None:
    found = curve("x", np.arange(4.0), np.array([0.0, 1.0, 0.25, 0.5]), sampled=False)
    assert found.crossings(0.5) == [0.5, pytest.approx(1 + 0.5 / 0.75), 3.0]
    assert found.reach == 1.0


def test_the_paired_interval_of_a_change_covers_at_its_rate_and_is_narrower_than_an_unpaired_one() -> None:
    """Draws share their luck between points: 95% intervals of the change, over many sweeps of 60 draws."""
    random, covered, trials = np.random.default_rng(2), 0, 600
    paired, unpaired = [], []
    for _ in range(trials):
        luck = random.random(60)
        agreed = np.stack([luck < 0.4, luck < np.where(random.random(60) < 0.5, 0.4, 0.6)])
        found = curve("x", np.array([0.0, 1.0]), agreed.mean(axis=1), agreed, sampled=False)
        covered += found.low <= 0.1 <= found.high
        paired.append(found.high - found.low)
        unpaired.append(sum((step.high - step.low) ** 2 for step in found.steps) ** 0.5)
    assert 0.92 < covered / trials < 0.98
    assert np.mean(paired) < 0.6 * np.mean(unpaired)


def test_points_that_are_a_sample_widen_the_interval() -> None:
    random = np.random.default_rng(3)
    x, noise = np.repeat([0.0, 1.0], 20), random.normal(size=40) * 0.1
    whole, some = (curve("x", x, x + noise, sampled=sampled) for sampled in (False, True))
    assert math.isnan(whole.high)
    assert some.low < 1.0 < some.high
    assert some.high - some.low == pytest.approx(2 * 1.96 * 0.1 * math.sqrt(2 / 20), rel=0.3)
