"""One draw of a run as a game of its own: what happens in it is what happened to it in the run."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.game import Front, Game
from simulator.scenario.schema import Scenario


def one_draw(scenario: Scenario, seed: int, draw: int) -> Game:
    """The game of the draw with this number (from 0) in a run with this seed.

    Raises:
        ValueError: a negative number.
    """
    if draw < 0:
        raise ValueError(f"draws are counted from 0, got {draw}")
    block, place = divmod(draw, BLOCK)
    game = _only(compile_game(scenario, seed, block, place + 1), place)
    assert isinstance(game, Game)
    return game


def _only(part: Any, place: int) -> Any:
    """A part of a game with one draw of its last axis."""
    if isinstance(part, np.ndarray):
        return part[..., place : place + 1]
    if is_dataclass(part) and not isinstance(part, type):
        found = {f.name: _only(getattr(part, f.name), place) for f in fields(part)}
        if isinstance(part, Front):
            found["contested"] = part.contested  # has no axis of draws
        return type(part)(**found)
    if isinstance(part, tuple):
        return tuple(_only(one, place) for one in part)
    return part
