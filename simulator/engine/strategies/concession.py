"""Concession with time. docs/model.md, section 7."""

from __future__ import annotations

import numpy as np

from simulator.engine.strategies.strategy import EVERY, ByClock
from simulator.game import Floats, Ints


class Concession(ByClock):
    """Time-dependent tactics (Faratin, Sierra and Jennings 1998): exponent above 1 Boulware, below 1 conceder.

    A(t) = R(t) + max(B(t) - R(t), 0) (1 - min(t / tempo, 1)^exponent), B the best deal that crosses no own red line.
    """

    falls = True

    def share(self, rounds: Floats | float, draws: Ints | slice = EVERY) -> Floats:
        """All at first, nothing from `tempo` on."""
        numbers = self.game.strategies
        passed = np.minimum(rounds / numbers.tempo[self.actor][draws], 1.0)
        found: Floats = 1 - passed ** numbers.exponent[self.actor][draws]
        return found
