import numpy as np
import pytest

from simulator.engine.play import play
from simulator.insight.agreeing import agreed_draws, agrees
from simulator.running import Cancelled, run
from tests.engine.test_against_reference import KINDS, made
from tests.insight.small import small


@pytest.mark.parametrize("kind", KINDS)
def test_the_draws_that_agree_are_those_of_a_full_play(kind: str) -> None:
    for seed in range(3):
        game = made(kind, seed)
        assert np.array_equal(agrees(game), play(game).agreed)


def test_a_run_of_more_than_a_block_agrees_as_often() -> None:
    draws = agreed_draws(small(), 1100, 5)
    assert draws.shape == (1100,)
    assert int(draws.sum()) == run(small(), 1100, 5, offers=False).summary.agreed


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        agreed_draws(small(), 10, 0, lambda: True)
