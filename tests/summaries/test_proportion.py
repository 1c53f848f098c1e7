import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.summaries.proportion import Z95, Proportion, wilson

COUNTS = st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


# Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods,
# Statistics in Medicine 17, 857-872, Table I, method 3 (Wilson's score without continuity correction).
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_its_ends_are_the_shares_that_lie_just_so_many_deviations_from_what_was_counted(
    counted: tuple[int, int],
) -> None:
    """Wilson (1927): the ends solve |count/of - p| = z sqrt(p (1 - p) / of); at 0 and 1 they are these."""
    count, of = counted
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            assert abs(count / of - end) == pytest.approx(Z95 * math.sqrt(end * (1 - end) / of), rel=1e-6)
        else:
            assert count in (0, of)


@given(COUNTS)
def test_the_interval_of_what_did_not_happen_is_the_mirror_image(counted: tuple[int, int]) -> None:
    count, of = counted
    low, high = wilson(count, of)
    assert wilson(of - count, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_of_nothing_nothing_is_known() -> None:
    nothing = Proportion(0, 0)
    assert math.isnan(nothing.share)
    assert nothing.interval == (0.0, 1.0)


def test_proportions_add_up() -> None:
    assert Proportion(1, 4) + Proportion(2, 4) == Proportion(3, 8)
    assert Proportion(3, 8).share == 0.375
