"""Backward induction: the engine against a plain Python loop over the same alternating-offers games."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.measuring import Figure, least_seconds
from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.rounds import Talks
from simulator.engine.strategies.equilibrium import BackwardInduction
from simulator.game import Game
from simulator.scenario.loading import load

DRAWS, ROUNDS = 4096, 200


def equilibrium_vs_python() -> Iterator[Figure]:
    """Thousands of games of 200 rounds, every number drawn: what both players are sure of in the first round."""
    game = _games()
    found = _engine(game)
    expected = [_plain(game, n) for n in range(DRAWS)]
    assert np.allclose(found, np.array(expected).T, atol=1e-9), "the engine and the loop disagree"
    plain = least_seconds(lambda: [_plain(game, n) for n in range(DRAWS)], repeats=2)
    induction, whole = (least_seconds(work, repeats=3) for work in (lambda: _engine(game), lambda: play(game)))
    yield Figure(f"{DRAWS:,} games of {ROUNDS} rounds, plain Python", plain, "s")
    yield Figure("backward induction of the engine", induction, "s")
    yield Figure("plain Python against the engine's induction", plain / induction, "times")
    yield Figure("plain Python against the engine's whole play", plain / whole, "times")


def _games() -> Game:
    changes: dict[str, Any] = {"clock.deadline": ROUNDS}
    for who in "ab":
        for key, low, high in (("patience", 0.8, 0.99), ("outside_option", 0.0, 0.4), ("cost", 0.0, 0.05)):
            changes[f"actors.{who}.{key}"] = {"low": low, "high": high, "dist": "uniform"}
    return compile_game(load("alternating-offers", overrides=changes).scenario, 1, 0, DRAWS)


def _engine(game: Game) -> Any:
    """What both get in round 0, (2, N)."""
    talks = Talks(game)
    talks.begin()
    plan = talks.plan(BackwardInduction)
    return np.stack([plan.speaking[0, 0], np.maximum(1 - plan.speaking[0, 0], plan.refusing[1, 0])])


def _plain(game: Game, n: int) -> list[float]:
    """The same for one game, by a loop."""
    patience, cost = game.patience[:, n].tolist(), game.cost[0, :, n].tolist()
    value = game.outside[:, n].tolist()
    for t in reversed(range(ROUNDS)):
        p, r = t % 2, 1 - t % 2
        refuse = [patience[i] * value[i] - cost[i] for i in (0, 1)]
        gives = max(refuse[r], 0.0)
        if 1 - gives >= refuse[p]:
            value[p], value[r] = 1 - gives, gives
        else:
            value = refuse
    return list(value)
