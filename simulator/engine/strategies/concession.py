"""Concession with time. docs/model.md, section 7."""

from __future__ import annotations

import numpy as np

from simulator.engine.strategies.strategy import Strategy
from simulator.game import Floats


class Concession(Strategy):
    """Time-dependent tactics (Faratin, Sierra and Jennings 1998): exponent above 1 Boulware, below 1 conceder.

    A(t) = R(t) + max(B(t) - R(t), 0) (1 - min(t / tempo, 1)^exponent), B the best deal that crosses no own red line.
    """

    def aspiration(self) -> Floats:
        """A(t), (N,)."""
        numbers = self.game.strategies
        passed = np.minimum(self.talks.t / numbers.tempo[self.actor], 1.0)
        return self.reservation + self.span * (1 - passed ** numbers.exponent[self.actor])
