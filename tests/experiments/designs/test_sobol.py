import itertools

import numpy as np
import numpy.typing as npt
import pytest

from simulator.experiments.designs.sobol import MOST_DIMENSIONS, SobolPoints

# The first points of the published sequence, dimensions 1 to 8, as scipy 1.17 gives them without scrambling. It takes
# them in the order of the Gray code, which visits the same points within every power of two.
PUBLISHED = [
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    (0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75),
    (0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25),
    (0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875),
    (0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375),
    (0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125),
    (0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625),
    (0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375),
    (0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375),
]


def unshifted(dimensions: int) -> SobolPoints:
    points = SobolPoints(dimensions, 0)
    points._shift[:] = 0
    return points


def test_without_its_shift_it_is_the_published_sequence() -> None:
    points = unshifted(8)
    assert [tuple(points.at(place ^ place >> 1)) for place in range(10)] == PUBLISHED


@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_in_every_dimension_a_power_of_two_of_points_has_one_in_each_slice(seed: int) -> None:
    points = SobolPoints(MOST_DIMENSIONS, seed)
    for dimension in range(MOST_DIMENSIONS):
        slices = (points.dimension(dimension, 64) * 64).astype(int)
        assert sorted(slices) == list(range(64))


def test_in_two_dimensions_every_box_of_the_net_has_its_one_point() -> None:
    """The first two dimensions are a (0, m, 2)-net: 64 points, one in each box of 2^-i by 2^-(6-i)."""
    cloud = np.array([SobolPoints(2, 3).at(place) for place in range(64)])
    for i in range(7):
        boxes = (cloud * [2**i, 2 ** (6 - i)]).astype(int)
        assert len({tuple(box) for box in boxes.tolist()}) == 64


def test_pairs_of_dimensions_fill_a_square_far_better_than_chance() -> None:
    cloud = np.array([SobolPoints(12, 0).at(place) for place in range(256)])
    random = np.random.default_rng(0).random((256, 12))

    def worst(points: npt.NDArray[np.float64]) -> float:
        return max(
            float(np.histogram2d(points[:, a], points[:, b], bins=4, range=[[0, 1], [0, 1]])[0].std())
            for a, b in itertools.combinations(range(12), 2)
        )

    assert worst(cloud) < 0.7 * worst(random)


def test_a_point_does_not_depend_on_how_many_follow_nor_a_dimension_on_the_others() -> None:
    few, many = SobolPoints(3, 7), SobolPoints(9, 7)
    assert many.at(100)[:3] == few.at(100)
    assert few.dimension(1, 200)[100] == few.at(100)[1]


def test_seeds_differ_and_stay_within_0_and_1() -> None:
    assert SobolPoints(4, 1).at(5) != SobolPoints(4, 2).at(5)
    assert SobolPoints(4, 1).at(5) == SobolPoints(4, 1).at(5)
    cloud = np.array([SobolPoints(4, 1).at(place) for place in range(512)])
    assert cloud.min() >= 0
    assert cloud.max() < 1
