"""One draw of a run as a game of its own: what happens in it is what happened to it in the run."""

from __future__ import annotations

from simulator.compiling import BLOCK, compile_game
from simulator.game import Game, some_draws
from simulator.scenario.schema import Scenario


def one_draw(scenario: Scenario, seed: int, draw: int) -> Game:
    """The game of the draw with this number (from 0) in a run with this seed.

    Raises:
        ValueError: a negative number.
    """
    if draw < 0:
        raise ValueError(f"draws are counted from 0, got {draw}")
    block, place = divmod(draw, BLOCK)
    return some_draws(compile_game(scenario, seed, block, place + 1), slice(place, place + 1))
