"""The hard line. docs/model.md, section 7."""

from __future__ import annotations

import numpy as np

from simulator.engine.strategies.strategy import EVERY, ByClock
from simulator.game import Floats, Ints


class Hardline(ByClock):
    """A commitment that is never taken back (Schelling 1960, chapter 2): the same share of what there is to gain.

    A(t) = R(t) + demand max(B(t) - R(t), 0)
    """

    falls = True

    def share(self, rounds: Floats | float, draws: Ints | slice = EVERY) -> Floats:
        """Always the same."""
        return self.game.strategies.demand[self.actor][draws] + np.zeros_like(rounds, dtype=np.float64)
