import math
from copy import deepcopy
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.game import Floats
from simulator.summaries.sketch import FRACTION, Mean, Sketch

LOW, HIGH, BINS = -2.0, 6.0, 50
BIN = (HIGH - LOW) / BINS
SHARES = st.one_of(st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]), st.floats(0, 1))

# Piles at the ends and on the edges of bins, everything between, and what lies outside.
PILED = st.sampled_from([LOW, HIGH, 0.0, LOW + BIN, HIGH - BIN, LOW - 1, HIGH + 5])
VALUES = st.lists(st.one_of(st.floats(LOW, HIGH), PILED), min_size=1, max_size=60).map(np.array)
# Small ones, ones whose sums no longer fit into 64 bits, and ones that do not fit themselves.
SIZED = st.lists(st.floats(-10, 10) | st.floats(1e6, 1e7) | st.floats(-1e40, 1e40), max_size=40).map(
    lambda values: np.array(values, dtype=np.float64)
)


def sketched(*parts: Floats) -> Sketch:
    sketch = Sketch(LOW, HIGH, BINS)
    for part in parts:
        sketch.add(part)
    return sketch


def ranked(values: Floats, share: float) -> float:
    """The least value at or below which a share of the values lies."""
    return float(np.sort(values)[max(math.ceil(Fraction(share) * len(values)), 1) - 1])


@given(VALUES, SHARES)
def test_a_quantile_is_within_a_bin_of_the_value_of_that_rank(values: Floats, share: float) -> None:
    inside = np.clip(values, LOW, HIGH)
    # A rank that a rounded product puts just beyond a whole number may be the next.
    candidates = [ranked(inside, min(max(share + step, 0.0), 1.0)) for step in (-1e-12, 0.0, 1e-12)]
    found = sketched(values).quantile(share)
    assert min(abs(found - one) for one in candidates) <= BIN * (1 + 1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_on_many_values_it_is_within_a_bin_of_numpy(seed: int) -> None:
    values = np.random.default_rng(seed).beta(0.5, 2, 20_000) * (HIGH - LOW) + LOW
    sketch = sketched(*np.array_split(values, 7))
    for share in (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99):
        assert sketch.quantile(share) == pytest.approx(np.quantile(values, share, method="inverted_cdf"), abs=BIN)
    assert sketch.mean == pytest.approx(values.mean(), abs=1e-9)


@given(VALUES, SHARES, SHARES)
def test_quantiles_rise_and_stay_between_the_least_and_the_greatest_value(
    values: Floats, one: float, other: float
) -> None:
    sketch, inside = sketched(values), np.clip(values, LOW, HIGH)
    first, last = sketch.quantile(min(one, other)), sketch.quantile(max(one, other))
    assert inside.min() <= first <= last <= inside.max()
    assert inside.min() <= sketch.mean <= inside.max()


def test_piles_at_the_ends_are_found_exactly() -> None:
    """Terms pile up at the ends of their range: a level not moved at all is 0, not half a bin more."""
    sketch = sketched(np.array([LOW] * 30 + [1.0] * 40 + [HIGH] * 30))
    assert [sketch.quantile(share) for share in (0.0, 0.05, 0.3, 0.71, 0.95, 1.0)] == [LOW, LOW, LOW, HIGH, HIGH, HIGH]
    assert sketch.quantile(0.5) == pytest.approx(1.0, abs=BIN)


@given(st.floats(LOW, HIGH), st.integers(1, 20), SHARES)
def test_of_equal_values_every_quantile_is_the_value(value: float, count: int, share: float) -> None:
    sketch = sketched(np.full(count, value))
    assert sketch.quantile(share) == value
    assert sketch.mean == value


@given(VALUES)
def test_the_mean_is_that_of_the_values_as_they_are_counted(values: Floats) -> None:
    exact = sum(map(Fraction, np.clip(values, LOW, HIGH).tolist())) / len(values)
    assert sketched(values).mean == pytest.approx(float(exact), abs=(HIGH - LOW) / FRACTION + 1e-15)


@given(st.lists(VALUES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_neither_order_nor_grouping_changes_a_bit(parts: list[Floats], random: Random) -> None:
    whole = sketched(np.concatenate(parts))
    shuffled = list(parts)
    random.shuffle(shuffled)
    merged = sketched(shuffled[0])
    for part in shuffled[1:]:
        merged.merge(sketched(part))
    assert merged.counts.tobytes() == whole.counts.tobytes()
    assert [getattr(merged, name) for name in ("at_low", "at_high", "least", "most", "total")] == [
        getattr(whole, name) for name in ("at_low", "at_high", "least", "most", "total")
    ]


def test_merging_leaves_the_other_as_it_is() -> None:
    one, other = sketched(np.array([1.0])), sketched(np.array([2.0]))
    before = deepcopy(other)
    one.merge(other)
    one.add(np.array([3.0]))
    assert (other.counts.tolist(), other.total, other.most) == (before.counts.tolist(), before.total, before.most)


def test_sketches_with_other_bins_are_refused() -> None:
    with pytest.raises(ValueError, match="different bins"):
        Sketch(0, 1).merge(Sketch(0, 2))


@pytest.mark.parametrize("nothing", [np.array([]), np.array([np.nan, np.nan])])
def test_of_nothing_there_is_nothing(nothing: Floats) -> None:
    sketch, mean = sketched(nothing), Mean()
    mean.add(nothing)
    assert (sketch.count, mean.count) == (0, 0)
    assert all(math.isnan(value) for value in (mean.mean, sketch.quantile(0.5), *sketch.spread().values()))


@given(SIZED, st.integers(0, 40))
def test_a_mean_is_the_exact_sum_of_rounded_values_in_any_grouping(values: Floats, cut: int) -> None:
    """Python's own fractions are the oracle; values may be far beyond what 64 bits hold."""
    exact = sum(round(Fraction(value) * FRACTION) for value in values.tolist())
    one, first, second = Mean(), Mean(), Mean()
    one.add(values)
    first.add(values[:cut])
    second.add(values[cut:])
    second.merge(first)
    assert one == second == Mean(len(values), exact)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=50).map(np.array))
def test_a_mean_is_the_mean(values: Floats) -> None:
    mean = Mean()
    mean.add(np.append(values, np.nan))
    assert mean.count == len(values)
    assert mean.mean == pytest.approx(math.fsum(values.tolist()) / len(values), abs=1e-12)
