import math
from typing import Any

import numpy as np

from simulator.experiments.axes import Axis
from simulator.experiments.designs.grid import Grid
from simulator.experiments.designs.latin_hypercube import LatinHypercube
from simulator.experiments.designs.listed import Listed
from simulator.experiments.designs.making import make_design
from simulator.experiments.designs.one_at_a_time import OneAtATime
from simulator.experiments.designs.saltelli import Saltelli
from simulator.experiments.designs.sobol import SobolPoints, SobolSequence

X = Axis("x", "lever", low=0.0, high=1.0, steps=5)
WORD = Axis("word", "lever", options=("a", "b"))
Y = Axis("y", "uncertainty", low=10.0, high=20.0, steps=3)


def test_a_grid_has_every_combination_once() -> None:
    grid = Grid([X, WORD, Y])
    found = [grid.row(place) for place in range(grid.count)]
    assert grid.count == 30
    assert set(found) == {(x, w, y) for x in (0, 0.25, 0.5, 0.75, 1) for w in "ab" for y in (10, 15, 20)}


def test_one_at_a_time_begins_with_the_scenario_itself_and_moves_one() -> None:
    design = OneAtATime([X, WORD])
    found = [design.row(place) for place in range(design.count)]
    assert found[0] == (None, None)
    assert {row for row in found[1:] if row[1] is None} == {(x, None) for x in (0, 0.25, 0.5, 0.75, 1)}
    assert {row for row in found[1:] if row[0] is None} == {(None, "a"), (None, "b")}
    assert design.count == len(set(found)) == 8
    assert [sum(value is not None for value in row) for row in found[1:5]] == [1, 1, 1, 1]
    assert {row[1] for row in found[1:5]} == {None, "a", "b"}  # the axes take turns


def test_a_list_is_played_as_it_stands() -> None:
    design = Listed([X, WORD], [{"x": 0.3}, {"word": "b", "x": 1}])
    assert [design.row(place) for place in range(design.count)] == [(0.3, None), (1, "b")]


def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_axis() -> None:
    for count in (1, 10, 64, 97):
        design = LatinHypercube([X, WORD, Y], count, seed=2)
        shares = np.array([design.shares(place) for place in range(count)])
        for axis in range(3):
            assert sorted((shares[:, axis] * count).astype(int)) == list(range(count))
        assert shares.max() < 1


def test_the_beginning_of_a_latin_hypercube_is_even_too() -> None:
    design = LatinHypercube([X, Y], 1000, seed=5)
    shares = np.array([design.shares(place) for place in range(200)])
    for axis in range(2):
        tenths = np.bincount((shares[:, axis] * 10).astype(int), minlength=10)
        assert tenths.min() >= 18
        assert tenths.max() <= 22


def test_saltelli_mixes_two_samples_one_axis_at_a_time() -> None:
    design = Saltelli([X, Y], samples=6, seed=1)
    assert design.count == 24
    for sample in range(6):
        a, b, first, second = (design.row(4 * sample + n) for n in range(4))
        assert first == (b[0], a[1])
        assert second == (a[0], b[1])
        assert a[0] != b[0]
        assert a[1] != b[1]
    fewer = Saltelli([X, Y], samples=3, seed=1)
    assert [fewer.row(place) for place in range(12)] == [design.row(place) for place in range(12)]


def test_a_sobol_sequence_fills_the_axes() -> None:
    design = SobolSequence([X, WORD], 16, seed=0)
    found = [design.row(place) for place in range(16)]
    assert [row[1] for row in found].count("a") == 8
    assert sorted(math.floor(float(row[0] or 0) * 16) for row in found) == list(range(16))
    assert found[3][0] == float(f"{SobolPoints(2, 0).at(3)[0]:.12g}")


def test_each_design_has_its_name() -> None:
    kinds: dict[str, tuple[dict[str, Any], int]] = {
        "grid": ({}, 5),
        "one_at_a_time": ({}, 6),
        "sobol": ({"points": 9}, 9),
        "latin_hypercube": ({"points": 9}, 9),
        "saltelli": ({"samples": 4}, 12),
        "list": ({"rows": [{"x": 1}]}, 1),
    }
    for kind, (more, count) in kinds.items():
        assert make_design({"kind": kind, **more}, [X], 0).count == count
