import json

import numpy as np
import pytest

from simulator.experiments.axes import Axis
from simulator.scenario.numbers import Distribution


def test_steps_of_a_span_are_even_and_written_short() -> None:
    axis = Axis("x", "lever", low=0.0002, high=0.001, steps=9)
    assert [axis.step(n) for n in range(axis.size)] == [
        0.0002,
        0.0003,
        0.0004,
        0.0005,
        0.0006,
        0.0007,
        0.0008,
        0.0009,
        0.001,
    ]


def test_steps_of_a_log_span_are_equal_ratios() -> None:
    axis = Axis("x", "lever", low=0.01, high=100.0, steps=5, logarithmic=True)
    assert [axis.step(n) for n in range(5)] == [0.01, 0.1, 1.0, 10.0, 100.0]
    assert axis.at(0.5) == 1.0


def test_whole_numbers_stay_whole_and_come_once() -> None:
    axis = Axis("x", "lever", low=1.0, high=4.0, steps=100, whole=True)
    assert [axis.step(n) for n in range(axis.size)] == [1, 2, 3, 4]
    assert [axis.at(share) for share in (0, 0.24, 0.25, 0.74, 0.99999)] == [1, 1, 2, 3, 4]
    assert all(isinstance(axis.at(share), int) for share in (0.0, 0.5))


def test_options_share_the_way_evenly() -> None:
    axis = Axis("x", "lever", options=("a", "b", "c"))
    assert [axis.at(share) for share in (0.0, 0.33, 0.34, 0.66, 0.67, 0.999)] == ["a", "a", "b", "b", "c", "c"]
    assert axis.ends() == ("a", "b", "c")


@pytest.mark.parametrize("dist", ["uniform", "triangular", "normal", "pert", "beta"])
def test_a_range_is_sampled_as_the_scenario_says(dist: Distribution) -> None:
    """Against the mean of each distribution, known in closed form."""
    axis = Axis("x", "uncertainty", low=1.0, high=5.0, mode=2.0, dist=dist)
    drawn = [float(axis.at((n + 0.5) / 2000)) for n in range(2000)]
    means = {"uniform": 3.0, "triangular": 8 / 3, "pert": (1 + 4 * 2 + 5) / 6, "beta": 1 + 4 * 1.5 / 4}
    if dist in means:
        assert np.mean(drawn) == pytest.approx(means[dist], abs=2e-3)
    assert min(drawn) >= 1
    assert max(drawn) <= 5
    assert drawn == sorted(drawn)


def test_it_comes_back_from_json() -> None:
    for axis in (
        Axis("x", "lever", options=("a", True, 2, 0.5), label="X"),
        Axis("y", "uncertainty", low=0.1, high=0.3, steps=4, dist="pert", mode=0.2, unit="share"),
    ):
        assert Axis.from_json(json.loads(json.dumps(axis.to_json()))) == axis
