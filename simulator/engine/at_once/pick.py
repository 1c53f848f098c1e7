"""Which rounds of which draws are meant: so that one formula serves whole courses and single moments."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.engine.ground import ALL
from simulator.game import Floats, Ints


@dataclass(frozen=True)
class Pick:
    """All rounds, or the first of them, of some draws; or one round (n,) of each of some draws (n,)."""

    draws: Ints | slice = field(default_factory=lambda: ALL)
    rounds: Ints | slice = field(default_factory=lambda: ALL)

    def of(self, values: Floats) -> Floats:
        """From values (N,) that no round changes, or (T+1, N): (n,), or (T+1, n) where all rounds are meant.

        What no round changes stays (n,) in any case.
        """
        if values.ndim == 1:
            return values[self.draws]
        if isinstance(self.draws, slice):
            found: Floats = values[self.rounds, self.draws]
            return found
        if isinstance(self.rounds, slice):
            return values[self.rounds].take(self.draws, axis=1)
        return values.ravel().take(self.rounds * values.shape[1] + self.draws)


@dataclass(frozen=True)
class Within:
    """Some draws of a block, and where each draw of the block stands among them."""

    draws: Ints  # (n,)
    place: Ints  # (N,), -1 for those that are not among them

    @classmethod
    def of(cls, draws: Ints, count: int) -> Within:
        """Of so many."""
        place = np.full(count, -1)
        place[draws] = np.arange(len(draws))
        return cls(draws, place)


EVERYTHING = Pick()
