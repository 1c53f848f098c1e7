import math

import pytest

from simulator.scenario.conditions import Interval, interval


@pytest.mark.parametrize(
    ("condition", "admitted"),
    [
        (">= 0.15", Interval(0.15)),
        ("> 0", Interval(0, low_open=True)),
        ("<= 1", Interval(high=1)),
        ("< 10", Interval(high=10, high_open=True)),
        ("= 3", Interval(3, 3)),
        ("==3", Interval(3, 3)),
        ("0.1 .. 0.3", Interval(0.1, 0.3)),
        ("-1..-.5", Interval(-1, -0.5)),
        ("  <   1e-3  ", Interval(high=0.001, high_open=True)),
        (4, Interval(4, 4)),
        (0.5, Interval(0.5, 0.5)),
    ],
)
def test_conditions_and_the_numbers_they_admit(condition: str | float, admitted: Interval) -> None:
    assert interval(condition) == admitted
    assert (Interval().low, Interval().high) == (-math.inf, math.inf)


@pytest.mark.parametrize("condition", ["", "0.5", "=> 1", "> x", "1 .. ", "1 . 2", ">= 1 and < 2", "> nan", "> inf"])
def test_what_is_no_condition(condition: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as a comparison"):
        interval(condition)


def test_ends_in_the_wrong_order() -> None:
    with pytest.raises(ValueError, match="wrong order"):
        interval("0.3 .. 0.1")
