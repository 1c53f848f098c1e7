"""Uncertain numbers: streams that stay apart, and quantiles against distributions known elsewhere."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.compiling.sampling import BLOCK, Sampler, normal_quantile, quantile
from simulator.scenario.numbers import Distribution, Number

U = (np.arange(200_000) + 0.5) / 200_000


def test_normal_quantile_equals_the_standard_library() -> None:
    """Python's own inverse of the normal distribution is the oracle."""
    p = np.array([1e-20, 1e-9, 0.001, 0.07, 0.3, 0.5, 0.7, 0.95, 0.99999])
    expected = [statistics.NormalDist().inv_cdf(x) for x in p]
    np.testing.assert_allclose(normal_quantile(p), expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("dist", "mean", "variance"),
    [
        # Johnson, Kotz and Balakrishnan 1995, means and variances on [2, 8] with mode 3
        ("uniform", 5.0, 36 / 12),
        ("triangular", (2 + 3 + 8) / 3, (4 + 9 + 64 - 6 - 16 - 24) / 18),
        ("pert", (2 + 4 * 3 + 8) / 6, (11 / 3 - 2) * (8 - 11 / 3) / 7),
        ("beta", 2 + 6 * (4 / 3) / 4, 36 * (4 / 3) * (8 / 3) / (16 * 5)),
    ],
)
def test_mean_and_variance(dist: Distribution, mean: float, variance: float) -> None:
    """Moments of the quantiles against the textbook's."""
    found = quantile(U, dist, 2.0, 3.0, 8.0)
    assert found.mean() == pytest.approx(mean, rel=1e-5)
    assert found.var() == pytest.approx(variance, rel=1e-4)


def test_normal_is_cut_at_its_ends() -> None:
    """Standard deviation a quarter of the range before the cut; symmetric, so the mean is the middle."""
    found = quantile(U, "normal", 0.0, 2.0, 4.0)
    assert found.min() >= 0
    assert found.max() <= 4
    assert found.mean() == pytest.approx(2.0, abs=1e-6)
    z = (found - 2.0)[(found > 1) & (found < 3)]
    inside = 0.6826894921 / 0.9544997361  # within one of two standard deviations
    assert len(z) / len(found) == pytest.approx(inside, abs=1e-4)


@given(
    low=st.floats(-1e3, 1e3),
    width=st.floats(1e-3, 1e3),
    place=st.floats(0, 1),
    dist=st.sampled_from(["uniform", "triangular", "normal", "pert", "beta"]),
)
def test_quantiles_rise_and_stay_within_the_ends(low: float, width: float, place: float, dist: Distribution) -> None:
    """Whatever the mode, at an end too."""
    high = low + width
    found = quantile(np.linspace(0.001, 0.999, 101), dist, low, min(low + place * width, high), high)
    assert (np.diff(found) >= -1e-9 * width).all()
    assert found.min() >= low
    assert found.max() <= high


def test_the_first_draws_do_not_depend_on_how_many_follow() -> None:
    """A block is drawn whole and then cut."""
    few, all_ = Sampler(3, 1, 10), Sampler(3, 1, BLOCK)
    assert (few.uniform("a.b") == all_.uniform("a.b")[:10]).all()
    assert (few.uniform("a.b", 4) == all_.uniform("a.b", 9)[:4, :10]).all()


def test_every_path_and_block_has_its_own_stream() -> None:
    """Correlations of streams that should have nothing to do with each other."""
    streams = np.stack([Sampler(0, block).uniform(path) for block in range(3) for path in ("a", "b", "a.b", "b.a")])
    correlation = np.corrcoef(streams) - np.eye(len(streams))
    assert np.abs(correlation).max() < 5 / np.sqrt(BLOCK)


def test_a_fixed_number_is_the_same_in_every_draw() -> None:
    """`value` alone is the central run; a range of no width is a value too."""
    sampler = Sampler(0, 0, 5)
    assert sampler.number(Number(value=2.0), "x").tolist() == [2.0] * 5
    assert sampler.number(Number(value=2.0, low=2.0, high=2.0), "x").tolist() == [2.0] * 5
    assert len(set(sampler.number(Number(value=2.0, low=1.0, high=3.0), "x").tolist())) == 5
