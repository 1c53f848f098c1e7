import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.insight.one_draw import one_draw
from tests.insight.small import small


@pytest.mark.parametrize("draw", [0, 7, 41])
def test_one_draw_ends_as_it_did_among_others(draw: int) -> None:
    together = play(compile_game(small(), 3, 0, 50))
    alone = play(one_draw(small(), 3, draw))
    assert alone.game.draws == 1
    assert bool(alone.agreed[0]) == bool(together.agreed[draw])
    for name in ("terms", "payoff", "z", "zone_open", "value", "retained"):
        assert np.array_equal(getattr(alone, name)[..., 0], getattr(together, name)[..., draw], equal_nan=True), name


def test_draws_beyond_a_block_are_those_of_later_blocks() -> None:
    game, second = one_draw(small(), 0, 1024 + 2), compile_game(small(), 0, 1, 3)
    assert np.array_equal(game.cost[..., 0], second.cost[..., 2])


def test_draws_are_counted_from_0() -> None:
    with pytest.raises(ValueError, match="got -1"):
        one_draw(small(), 0, -1)
