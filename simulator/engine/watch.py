"""When it is worth looking again: a bound on how fast a closed door can open.

A search that finds in a draw that even the bound leaves the others short by so much need not be repeated until what is
asked has come down by enough. The bound's path is concave, so a fall of what the proposer asks lets the others gain at
most the slope at the point that was reached for each unit; a fall of what they ask counts in full.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment
from simulator.game import TOLERANCE, Bools, Floats, Ints


class Watch:
    """What one kind of search last found in every draw, for a bargain whose paths do not move."""

    def __init__(self, bargain: Bargain) -> None:
        """Nothing known: every draw is due."""
        draws, self._bargain = bargain.game.draws, bargain
        self._shift: Floats | None = None
        self._short = np.zeros(draws)  # by how much the bound fell short in the best lane; -inf without a lane
        self._slope = np.zeros(draws)  # the steepest slope in any lane
        self._gap = np.full(draws, np.inf)  # by how much the proposer asks too much in lanes it cannot reach
        self._asked = {i: (np.zeros(draws), np.zeros(draws)) for i in (bargain.proposer, *bargain.others)}
        self._most_per_q = {i: self._most(bargain.per_q[i]) for i in self._asked}

    def _most(self, values: Floats) -> Floats:
        """The largest of the lanes' values in every draw, (N,)."""
        found = np.zeros(self._bargain.game.draws)
        np.maximum.at(found, self._bargain.draw, values)
        return found

    def due(self, moment: Moment, thresholds: Floats) -> Bools:
        """In which draws something may have opened since they were looked at, (N,)."""
        if moment.shift is not self._shift:  # a lever changed what failed deals leave: all bounds are void
            self._shift = moment.shift
            self._short[:], self._gap[:] = 0.0, np.inf
            return np.ones(len(self._short), dtype=np.bool_)
        fallen = {i: self._fallen(i, moment, thresholds) for i in self._asked}
        mine = fallen.pop(self._bargain.proposer)
        rise = self._slope * mine
        for fall in fallen.values():
            rise = rise + fall
        return (self._short + rise >= -TOLERANCE) | (mine >= self._gap - TOLERANCE)

    def _fallen(self, i: int, moment: Moment, thresholds: Floats) -> Floats:
        """By how much at most what an actor asks of the open part of a package has come down, (N,)."""
        base, premium = self._asked[i]
        now = moment.reservation[i] - self._bargain.held[i]
        falls = np.maximum(base - now, 0.0)
        return falls + np.maximum(premium - (thresholds[i] - moment.reservation[i]), 0.0) * self._most_per_q[i]

    def note(
        self, draws: Bools, lanes: Ints, spare: Floats, slope: Floats, gap: Floats, moment: Moment, thresholds: Floats
    ) -> None:
        """Take down what a search over some draws (N,) saw in its lanes (L,).

        Args:
            draws: which draws were looked at.
            lanes: all their lanes.
            spare: what the bound left the others beyond what they ask; counts where `gap` is not above 0.
            slope: of the bound there.
            gap: what the proposer asks beyond the best of the lane.
            moment: when.
            thresholds: (A, N) what was asked.
        """
        at = self._bargain.draw[lanes]
        reached = gap <= TOLERANCE
        self._short[draws], self._slope[draws], self._gap[draws] = -np.inf, 0.0, np.inf
        np.maximum.at(self._short, at[reached], spare[reached])
        np.maximum.at(self._slope, at[reached], slope[reached])
        np.minimum.at(self._gap, at[~reached], gap[~reached])
        for i, (base, premium) in self._asked.items():
            now = moment.reservation[i] - self._bargain.held[i]
            base[draws] = now[draws]
            premium[draws] = (thresholds[i] - moment.reservation[i])[draws]


class Proof:
    """Packages that prove the zone open, and what they leave everybody to spare beyond no deal.

    With a given package, V - R moves only as R moves against what land that stays as held is worth, and by no more.
    So a package that leaves everybody something to spare need not be tried again until that is used up.
    """

    def __init__(self, bargain: Bargain) -> None:
        """Nothing proved."""
        draws, self._bargain = bargain.game.draws, bargain
        self._shift: Floats | None = None
        self._spare = np.full(draws, -np.inf)  # the smallest V - R of all who must agree
        self._base = {i: np.zeros(draws) for i in (*bargain.parties, *bargain.deliverers)}

    def holds(self, moment: Moment) -> Bools:
        """In which draws a package found earlier is certainly still better than no deal for all, (N,)."""
        if moment.shift is not self._shift:
            self._shift = moment.shift
            self._spare[:] = -np.inf
        used = np.zeros(len(self._spare))
        for i, base in self._base.items():
            used = np.maximum(used, moment.reservation[i] - self._bargain.held[i] - base)
        return self._spare > used

    def renew(self, draws: Ints, spare: Floats, moment: Moment) -> None:
        """Take down what packages leave to spare now in some draws (L,)."""
        self._spare[draws] = spare
        for i, base in self._base.items():
            base[draws] = (moment.reservation[i] - self._bargain.held[i])[draws]
