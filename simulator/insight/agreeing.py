"""Which draws agree, and nothing else: for searches that play a scenario many times over.

The zone of agreement and who is in the way, which `play` looks for in every round too, take most of its time.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.at_once import agreed_at_once, possible
from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Bools, Game
from simulator.running import Cancelled
from simulator.scenario.schema import Scenario


def agrees(game: Game, cancelled: Callable[[], bool] | None = None) -> Bools:
    """Which draws end with a deal, (N,), as `play` says.

    Raises:
        Cancelled: `cancelled`, asked before every round, said so.
    """
    talks, agreed = Talks(game), np.zeros(game.draws, dtype=np.bool_)
    if cancelled is not None and cancelled():
        raise Cancelled
    at_once = agreed_at_once(talks) if possible(talks) else None
    if at_once is not None:
        return at_once
    for _ in range(game.deadline):
        if cancelled is not None and cancelled():
            raise Cancelled
        talks.begin()
        found = talks.offered(~agreed) if talks.listening else talks.accepted(~agreed)
        talks.hear(found, ~agreed)
        agreed |= ~agreed & (found.worst >= -TOLERANCE)
        if agreed.all():
            break
        talks.end()
    return agreed


def agreed_draws(scenario: Scenario, draws: int, seed: int = 0, cancelled: Callable[[], bool] | None = None) -> Bools:
    """Which of the first draws of a run end with a deal, (draws,)."""
    sizes = [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
    return np.concatenate([agrees(compile_game(scenario, seed, n, size), cancelled) for n, size in enumerate(sizes)])
