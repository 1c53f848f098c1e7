import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.canvas.numbers import (
    as_values,
    axis_range,
    extent,
    format_value,
    nice_step,
    nice_ticks,
    sample,
    spread,
    tick_texts,
    widened,
)

FINITE = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(1.0, 5, 0.2), (1.0, 4, 0.25), (1.0, 3, 0.5), (52, 6, 10), (104, 5, 25), (0.003, 3, 0.001), (7, 1, 10)],
)
def test_steps_are_1_2_25_or_5_times_a_power_of_ten(span: float, most: int, step: float) -> None:
    assert nice_step(span, most) == pytest.approx(step)


@given(FINITE, FINITE, st.integers(1, 12))
def test_ticks_are_few_inside_the_axis_and_evenly_spaced(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-6)
    ticks = nice_ticks(low, high, most)
    slack = (high - low) * 1e-5
    assert len(ticks) <= most + 1
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    steps = np.diff(ticks)
    assert np.allclose(steps, steps[:1], rtol=1e-6, atol=1e-9 * max(abs(low), abs(high)))


@given(st.integers(-50, 50), st.integers(1, 200), st.integers(1, 10))
def test_ticks_of_rounds_are_whole_numbers(low: int, span: int, most: int) -> None:
    assert all(tick == round(tick) for tick in nice_ticks(low, low + span, most, whole=True))


@given(FINITE, FINITE, st.integers(2, 10), st.sampled_from(["number", "percent"]))
def test_no_two_ticks_read_the_same(low: float, high: float, most: int, unit: str) -> None:
    assume(high - low > 1e-3)
    texts = tick_texts(nice_ticks(low, high, most), unit)  # type: ignore[arg-type]
    assert len(set(texts)) == len(texts)


def test_ticks_are_written_with_the_decimals_their_spacing_needs() -> None:
    assert tick_texts([0, 0.25, 0.5], "percent") == ["0%", "25%", "50%"]
    assert tick_texts([0, 0.025, 0.05], "percent") == ["0.0%", "2.5%", "5.0%"]
    assert tick_texts([-0.5, -0.0, 0.5], "number") == ["-0.5", "0.0", "0.5"]
    assert tick_texts([0, 50000, 100000], "number") == ["0", "50,000", "100k"]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.31, "percent", "31%"),
        (0.004, "percent", "0.4%"),
        (0.9961, "percent", "99.6%"),
        (1.0, "percent", "100%"),
        (-0.0, "percent", "0%"),
        (0.47, "number", "0.47"),
        (0.0005, "number", "0.0005"),
        (12400, "number", "12,400"),
        (3_200_000, "number", "3.2M"),
        (math.nan, "number", "n/a"),
        (math.inf, "percent", "n/a"),
    ],
)
def test_values_are_written_short(value: float, unit: str, text: str) -> None:
    assert format_value(value, unit) == text  # type: ignore[arg-type]


def test_a_range_whose_ends_read_the_same_is_written_once() -> None:
    assert spread(0.301, 0.304, "percent") == "30%"
    assert spread(0.3, 0.4, "percent") == "30% to 40%"


def test_what_is_not_finite_becomes_missing() -> None:
    cleaned = as_values([1.0, math.inf, -math.inf, math.nan, 1e308])
    assert np.isnan(cleaned[1:4]).all()
    assert cleaned[0] == 1
    assert cleaned[4] == 1e100
    assert as_values(None).size == 0


def test_the_extent_ignores_what_is_missing() -> None:
    assert extent([np.array([math.nan, 3.0]), np.array([]), np.array([-1.0])]) == (-1.0, 3.0)
    assert extent([np.array([math.nan])]) is None


@given(st.floats(-1e90, 1e90))
def test_a_constant_gets_a_range_around_it(value: float) -> None:
    low, high = widened(value, value)
    assert low < value < high


def test_an_axis_of_percentages_does_not_leave_0_to_100() -> None:
    assert axis_range((0.02, 0.97), None, "percent") == (0.0, 1.0)
    low, high = axis_range((0.41, 0.59), None, "percent")
    assert 0.3 < low <= 0.41
    assert 0.59 <= high < 0.7


def test_the_range_that_the_caller_wants_wins_unless_it_is_none() -> None:
    assert axis_range((5, 6), (0, 10), "number") == (0, 10)
    assert axis_range((5, 6), (10, 0), "number") == axis_range((5, 6), None, "number")
    assert axis_range((5, 6), (math.nan, 1), "number") == axis_range((5, 6), None, "number")
    assert axis_range(None, None, "number") == (0, 1)


def test_values_are_read_off_straight_between_known_ones() -> None:
    read = sample(np.array([0.0, 10.0]), np.array([0.0, 100.0]), np.array([0.0, 2.5, 10.0]))
    assert read.tolist() == [0, 25, 100]


def test_nothing_is_read_off_across_a_gap_or_beyond_the_ends() -> None:
    x = np.arange(5.0)
    y = np.array([1.0, 1.0, np.nan, 3.0, 3.0])
    at = np.array([-0.5, 0.5, 1.5, 2.0, 2.5, 3.5, 4.5])
    assert np.isnan(sample(x, y, at)).tolist() == [True, False, True, True, True, False, True]


def test_a_value_that_stands_alone_still_shows() -> None:
    y = np.array([np.nan, 7.0, np.nan])
    read = sample(np.arange(3.0), y, np.linspace(0, 2, 9))
    assert np.flatnonzero(~np.isnan(read)).tolist() == [4]
    assert read[4] == 7
