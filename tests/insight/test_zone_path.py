"""The zone by round against random packages, each weighed by the engine."""

import numpy as np
import pytest

from simulator.engine.play import play
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, some_draws
from simulator.insight.zone_path import zone_paths
from tests.engine.test_against_reference import made


@pytest.mark.parametrize("seed", range(4))
def test_it_is_open_where_a_run_finds_it_open(seed: int) -> None:
    game = made("two parties", seed)
    found, opened = zone_paths(game), play(game).zone_open.mean(axis=1)
    assert set(found) == {game.actors[i] for i in game.consent}
    for path in found.values():
        assert path.share == pytest.approx(opened)
        assert (np.isnan(path.low) == (opened == 0)).all()


@pytest.mark.parametrize("seed", range(4))
def test_no_package_gives_more_while_the_other_gets_its_value_of_no_deal(seed: int) -> None:
    game = some_draws(made("two parties", seed), slice(0, 1))
    found, talks = zone_paths(game), Talks(game)
    talks.begin()
    first, second = game.consent
    reservation = talks.moment.reservation[:, 0]
    random = np.random.Generator(np.random.PCG64(seed))
    reached = {first: -np.inf, second: -np.inf}
    for _ in range(400):
        terms = np.array(
            [
                [random.integers(len(issue.options))]
                if not issue.divisible
                else [random.uniform(issue.knots[0, 0], issue.knots[-1, 0])]
                for issue in game.issues
            ],
            dtype=np.float64,
        )
        standing = Standing(game, terms, talks.holding, (first, second))
        barred = any(standing.crosses(i, talks.moment.held_now)[0] for i in game.consent)
        worth = {
            i: standing.value(i, talks.moment.z, talks.moment.reservation, talks.moment.shift)[0] for i in game.consent
        }
        for mine, other in ((first, second), (second, first)):
            if not barred and worth[other] >= reservation[other] - TOLERANCE:
                reached[mine] = max(reached[mine], worth[mine])
    for i in (first, second):
        path = found[game.actors[i]]
        if path.share[0]:
            assert path.low[0] == pytest.approx(reservation[i])
            assert reached[i] <= path.high[0] + 1e-6
        else:
            assert reached[i] < reservation[i]


def test_there_is_none_to_draw_for_more_than_two() -> None:
    assert zone_paths(made("three parties", 0)) == {}
