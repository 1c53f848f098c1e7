"""Concession with time. docs/model.md, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.strategies.strategy import EVERY, ByClock
from simulator.game import Floats, Ints

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Concession(ByClock):
    """Time-dependent tactics (Faratin, Sierra and Jennings 1998): exponent above 1 Boulware, below 1 conceder.

    A(t) = R(t) + max(B(t) - R(t), 0) (1 - min(t / tempo, 1)^exponent), B the best deal that crosses no own red line.
    """

    falls = True

    def __init__(self, talks: Talks, actor: int) -> None:
        """Draw the curve beforehand, where all draws have the same."""
        super().__init__(talks, actor)
        tempo, exponent = self.game.strategies.tempo[actor], self.game.strategies.exponent[actor]
        self._curve: Floats | None = None
        if (tempo == tempo[0]).all() and (exponent == exponent[0]).all():
            rounds = np.arange(self.game.deadline + 1.0)
            self._curve = _left(rounds, np.full(len(rounds), tempo[0]), np.full(len(rounds), exponent[0]))

    def share(self, rounds: Floats | float, draws: Ints | slice = EVERY) -> Floats:
        """All at first, nothing from `tempo` on."""
        if self._curve is not None:
            return np.asarray(self._curve.take(np.asarray(rounds, dtype=np.int64)))
        numbers = self.game.strategies
        return _left(rounds, numbers.tempo[self.actor][draws], numbers.exponent[self.actor][draws])


def _left(rounds: Floats | float, tempo: Floats, exponent: Floats) -> Floats:
    """The share of what there is to gain that is still asked for; by logarithms, which is faster than a power."""
    with np.errstate(divide="ignore"):
        far = np.log(rounds) - np.log(tempo)
    np.minimum(far, 0.0, out=far)
    far *= exponent
    found: Floats = 1 - np.exp(far, out=far)
    return found
