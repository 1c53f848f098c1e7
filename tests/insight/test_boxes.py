import numpy as np
import pytest

from simulator.insight.boxes import LEAST, boxes, chosen

N = 2000
CLOUD = np.random.default_rng(0).random((N, 3))
INPUTS = {"x": CLOUD[:, 0], "y": CLOUD[:, 1], "z": CLOUD[:, 2]}


def test_a_corner_is_found_and_what_does_not_matter_is_left_free() -> None:
    wanted = (INPUTS["x"] > 0.7) & (INPUTS["y"] < 0.4)
    box = chosen(boxes(INPUTS, wanted), 0.9)
    assert set(box.limits) == {"x", "y"}
    assert [float(end) for end in box.limits["x"]] == pytest.approx([0.7, 1.0], abs=0.05)
    assert float(box.limits["y"][1]) == pytest.approx(0.4, abs=0.05)
    assert box.density >= 0.9
    assert box.coverage > 0.8


def test_numbers_of_a_box_are_what_its_limits_say() -> None:
    wanted = INPUTS["x"] + INPUTS["y"] > 1.2
    way = boxes(INPUTS, wanted)
    assert len(way) > 5
    for box in way:
        inside = np.ones(N, dtype=np.bool_)
        for path, (low, high) in box.limits.items():
            inside &= (INPUTS[path] >= float(low)) & (INPUTS[path] <= float(high))
        assert box.mass == pytest.approx(inside.mean())
        assert box.density == pytest.approx(wanted[inside].mean())
        assert box.coverage == pytest.approx(wanted[inside].sum() / wanted.sum())


def test_the_way_goes_from_all_to_dense() -> None:
    way = boxes(INPUTS, (INPUTS["x"] > 0.5) ^ (INPUTS["z"] > 0.95))
    assert (way[0].coverage, way[0].mass, way[0].limits) == (1.0, 1.0, {})
    densities = [box.density for box in way]
    assert densities == sorted(densities)
    assert min(box.mass for box in way) >= LEAST


def test_words_are_given_up_one_by_one() -> None:
    words = np.array(["a", "b", "c", "d"], dtype=object)[np.random.default_rng(1).integers(0, 4, N)]
    box = chosen(boxes({**INPUTS, "w": words}, np.isin(words, ["b", "d"])), 0.99)
    assert box.limits == {"w": ("b", "d")}
    assert (box.coverage, box.density) == (1.0, 1.0)


def test_steps_of_a_grid_are_given_up_whole() -> None:
    steps = np.repeat(np.arange(5.0), 40)
    box = chosen(boxes({"s": steps, "z": np.tile(np.arange(40.0), 5)}, steps >= 3), 1.0)
    assert box.limits == {"s": (3.0, 4.0)}
    assert box.coverage == 1.0


def test_noise_yields_no_dense_box() -> None:
    """A control: where there is nothing to be found, nothing is."""
    wanted = np.random.default_rng(4).random(N) < 0.3
    assert max(box.density for box in boxes(INPUTS, wanted)) < 0.5


def test_where_none_is_dense_enough_the_densest_is_told() -> None:
    way = boxes(INPUTS, np.random.default_rng(4).random(N) < 0.3)
    assert chosen(way, 1.1).density == max(box.density for box in way)
