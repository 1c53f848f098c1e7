"""The frontier against every package of a small negotiation, each weighed by the engine draw by draw."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import Floats, Game
from simulator.insight.average_worth import AverageWorth
from simulator.insight.frontier import frontier, undominated
from simulator.insight.sides import two_sides
from tests.insight.small import small

FEW: dict[str, Any] = {  # the land stays as it is held, so that all packages can be enumerated
    "actors__north__positions__meadow__weight": 0,
    "actors__north__positions__wood__weight": 0,
    "actors__south__positions__meadow__weight": 0,
    "actors__south__positions__wood__weight": 0,
}
DRAWS = 12


def packages(weighed: AverageWorth) -> Iterator[tuple[float, ...]]:
    """Every package on the grid, the land as it is held."""
    rows = [
        [np.nan] if issue.kind == "share" else list(weighed.positions[k]) for k, issue in enumerate(weighed.game.issues)
    ]
    return product(*rows)


def engine_worth(game: Game, terms: tuple[float, ...]) -> Floats:
    """Mean worth of a package to everybody, by the engine's own way of weighing one, (A,)."""
    talks = Talks(game)
    talks.begin()
    columns = np.array(terms)[:, None] * np.ones((1, game.draws))
    standing = Standing(game, columns, talks.holding, tuple(range(len(game.actors))))
    war = talks.fighting
    return np.array([standing.value(i, war.z, war.reservation, war.shift).mean() for i in range(len(game.actors))])


@pytest.fixture(scope="module")
def weighed() -> AverageWorth:
    return AverageWorth(compile_game(small(**FEW), 0, 0, DRAWS), (0, 1))


def test_packages_are_weighed_as_the_engine_weighs_them(weighed: AverageWorth) -> None:
    some = list(packages(weighed))[::9]
    found = weighed.worth(np.array(some).T)
    expected = np.array([engine_worth(weighed.game, terms)[:2] for terms in some])
    assert pytest.approx(expected, abs=1e-12) == found.T


def test_the_frontier_is_what_no_package_beats(weighed: AverageWorth) -> None:
    every = np.array(list(packages(weighed)))
    worth = weighed.worth(every.T).T
    best = [p for p in worth if not ((worth >= p).all(axis=1) & (worth > p).any(axis=1)).any()]
    expected = np.unique(np.round(best, 12), axis=0)
    points, found = undominated(weighed, [np.ones(len(at), dtype=np.bool_) for at in weighed.positions])
    assert np.unique(np.round(points, 12), axis=0) == pytest.approx(expected, abs=1e-11)
    assert pytest.approx(points, abs=1e-12) == weighed.worth(found.T).T
    assert (np.diff(points[:, 0]) > 0).all()
    assert (np.diff(points[:, 1]) < 0).all()


def test_within_red_lines_nobody_is_asked_to_cross_one(weighed: AverageWorth) -> None:
    game = weighed.game
    points, found = undominated(weighed, weighed.inside)
    assert len(points)
    for k, issue in enumerate(game.issues):
        if issue.kind == "choice":
            allowed = issue.allowed[[0, 1], :, :].all(axis=0).mean(axis=1)
            assert all(allowed[int(option)] >= 0.5 for option in found[:, k])


def test_thinning_loses_little_and_keeps_the_ends(weighed: AverageWorth) -> None:
    every = [np.ones(len(at), dtype=np.bool_) for at in weighed.positions]
    fine, coarse = undominated(weighed, every)[0], undominated(weighed, every, 12)[0]
    assert len(coarse) < len(fine)
    assert coarse[[0, -1]] == pytest.approx(fine[[0, -1]])
    reached = np.interp(coarse[:, 0], fine[:, 0], fine[:, 1])
    assert (coarse[:, 1] <= reached + 0.02).all()


def test_the_whole_of_it_for_a_scenario() -> None:
    found = frontier(small(), 1, 60)
    assert found is not None
    game = compile_game(small(), 1, 0, 60)
    outcomes, talks = play(game), Talks(game)
    talks.begin()
    assert found.sides == ("north", "south")
    assert found.reservation == pytest.approx(talks.fighting.reservation[:2].mean(axis=1))
    assert found.outcomes.shape == (outcomes.agreed.sum(), 2)
    assert [point.name for point in found.deals] == ["truce"]
    truce = tuple(float(x) for x in game.packages[0].terms[:, 0])
    assert found.deals[0].worth == pytest.approx(engine_worth(game, truce)[:2], abs=1e-9)
    assert found.best is not None
    gains = (found.inside - found.reservation).min(axis=1)
    assert gains[found.best] == gains.max()
    bare = frontier(small(), 1, 60, played=False)
    assert bare is not None
    assert bare.outcomes.shape == (0, 2)


def test_the_two_sides_are_the_claimants_or_the_first_two_who_must_agree() -> None:
    assert two_sides(small()) == ("north", "south")
    assert two_sides(small("pie")) == ("ann", "bob")
    alone = small("pie", **{"protocol__consent__of": ["bob"]})
    assert two_sides(alone) is None
    assert frontier(alone) is None
