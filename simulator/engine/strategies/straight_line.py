"""What one party can have where another keeps so much, where nothing but divisible issues is to be bargained over.

Where deals hold for ever and no red line moves, the packages to offer are one path that no round changes: all there is
to do is to walk down it until the other has what it wants. The same as a search, and much less work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.game import TOLERANCE, Bools, Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class StraightLine:
    """The path from the best of one party, the keeper, to the best of the other; utilities (S+1, N) on the way."""

    def __init__(self, bargain: Bargain) -> None:
        """A bargain as `possible` says, laid by now, with the keeper as its proposer."""
        path, (other,) = bargain.fill(0), bargain.others
        fixed = bargain.lanes.fixed
        self._kept, self._gained = path.kept + fixed[bargain.proposer], path.gained[0] + fixed[other]
        losses = self._kept[:-1] - self._kept[1:]
        self._per_loss = np.where(losses > 0, 1 / np.where(losses > 0, losses, 1.0), 0.0)

    @staticmethod
    def of(talks: Talks, keeper: int) -> StraightLine | None:
        """The path of a keeper's deals, or None where they take a search."""
        game, bargains = talks.game, talks.bargains(keeper)
        if game.war is not None or game.aftermath.commitment or len(bargains) != 1:
            return None
        (bargain,) = bargains
        whole = len(bargain.draw) == game.draws and bool(bargain.open_now.all())
        still = not bargain.moving and not bargain.pinned and bargain.division is None
        return StraightLine(bargain) if bargain.plain and whole and still else None

    def beside(self, want: Floats) -> tuple[Bools, Floats, Floats]:
        """Where the keeper can have what it wants (N,), what it has then, and what the other has beside it, (N,)."""
        kept, gained = self._kept[0].copy(), self._gained[0].copy()
        for m, per_loss in enumerate(self._per_loss):
            part = np.clip((self._kept[m] - want) * per_loss, 0.0, 1.0)
            kept += part * (self._kept[m + 1] - self._kept[m])
            gained += part * (self._gained[m + 1] - self._gained[m])
        return self._kept[0] >= want - TOLERANCE, kept, gained
