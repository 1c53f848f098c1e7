"""The hard line. docs/model.md, section 7."""

from __future__ import annotations

from simulator.engine.strategies.strategy import Strategy
from simulator.game import Floats


class Hardline(Strategy):
    """A commitment that is never taken back (Schelling 1960, chapter 2): the same share of what there is to gain.

    A(t) = R(t) + demand max(B(t) - R(t), 0)
    """

    def aspiration(self) -> Floats:
        """A(t), (N,)."""
        return self.reservation + self.game.strategies.demand[self.actor] * self.span
