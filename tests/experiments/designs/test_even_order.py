import itertools
import math

import numpy as np
import numpy.typing as npt
import pytest

from simulator.experiments.designs.even_order import even_order

SIZES = [(7,), (5, 5), (2, 9), (4, 3, 5), (2, 2, 2, 2, 2), (11, 13)]


@pytest.mark.parametrize("sizes", SIZES)
def test_every_cell_comes_once(sizes: tuple[int, ...]) -> None:
    assert sorted(even_order(sizes)) == list(range(math.prod(sizes)))


def unevenness(cells: npt.NDArray[np.int64], sizes: tuple[int, ...]) -> float:
    """How far the beginnings of an order are from a fair share of any box that starts at a corner, in cells."""
    places = np.stack(np.unravel_index(cells, sizes))
    worst = 0.0
    for corner in itertools.product(*(range(1, size + 1) for size in sizes)):
        inside = (places < np.array(corner)[:, None]).all(axis=0)
        share = math.prod(corner) / math.prod(sizes)
        worst = max(worst, float(np.abs(np.cumsum(inside) - share * np.arange(1, len(cells) + 1)).max()))
    return worst


@pytest.mark.parametrize("sizes", [(30,), (12, 12), (6, 5, 7)])
def test_every_beginning_is_spread_more_evenly_than_a_random_one(sizes: tuple[int, ...]) -> None:
    shuffled = [np.random.default_rng(seed).permutation(math.prod(sizes)) for seed in range(20)]
    best = min(unevenness(order, sizes) for order in shuffled)
    assert unevenness(even_order(sizes), sizes) < best
    assert unevenness(np.arange(math.prod(sizes)), sizes) > 2 * best  # the plain order of a loop, as a control


def test_half_of_a_grid_has_half_of_each_row_and_column() -> None:
    order = even_order((10, 10))[:50]
    rows, columns = np.unravel_index(order, (10, 10))
    for counts in (np.bincount(rows, minlength=10), np.bincount(columns, minlength=10)):
        assert counts.min() >= 4
        assert counts.max() <= 6
