"""The first round in which a deal may be possible, looked for by bisection rather than round by round.

What a party asks for in a round is at least the least it has asked for by then, and that never rises. So where the
bound of `route.py` lets nothing through at these running least demands, no round so far can have seen a deal, and the
first round in which it does is found by halving. docs/model.md, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from simulator.engine.at_once.asking import Premium
from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment
from simulator.game import TOLERANCE, Bools, Floats, Ints

SLACK = TOLERANCE + 1e-12  # rounding must not hide a deal


class Demand(Protocol):
    """What a party asks for by round, beyond what land that stays as held is worth to it."""

    def least_so_far(self, draws: Ints, start: Ints) -> Demand:
        """The running minimum in some draws (n,), from a round of each on (n,); nothing is offered before it."""

    def asked(self, rounds: Ints, draws: Ints) -> tuple[Floats, Floats | None]:
        """In a round (L,) of each of some draws (L,): what of any deal, and what more of one that surely holds."""


@dataclass(frozen=True)
class Moving:
    """A demand of which everything may change from round to round."""

    base: Floats  # (T, n): of any deal
    premium: Floats | None  # (T, n): more of one that surely holds; in others it counts more
    place: Ints  # (N,): of each draw among the n

    def least_so_far(self, draws: Ints, start: Ints) -> Moving:
        """See `Demand`."""
        place = self.place[draws]
        premium = None if self.premium is None else _falling(self.premium, place, start)
        return Moving(_falling(self.base, place, start), premium, np.arange(len(draws)))

    def asked(self, rounds: Ints, draws: Ints) -> tuple[Floats, Floats | None]:
        """See `Demand`."""
        place = rounds * self.base.shape[1] + draws
        return self.base.ravel().take(place), None if self.premium is None else self.premium.ravel().take(place)


@dataclass(frozen=True)
class Steady:
    """A demand that falls by the clock alone."""

    base: Floats  # (n,): in every round
    premium: Premium | None
    draws: Ints  # (n,): the draws of the block that are meant
    place: Ints  # (N,): of each draw among the n

    def least_so_far(self, draws: Ints, start: Ints) -> Steady:
        """See `Demand`: it is its own running minimum."""
        return Steady(self.base[self.place[draws]], self.premium, draws, np.arange(len(draws)))

    def asked(self, rounds: Ints, draws: Ints) -> tuple[Floats, Floats | None]:
        """See `Demand`."""
        return self.base[draws], None if self.premium is None else self.premium.at(rounds, self.draws[draws])


def _falling(rows: Floats, draws: Ints, start: Ints) -> Floats:
    found = rows.take(draws, axis=1)
    for t in range(int(start.max(initial=0))):
        found[t][start > t] = np.inf
    for before, now in pairwise(found):
        np.minimum(before, now, out=now)
    return found


class Crossing:
    """Of a bargain between two, whose paths and shifts do not move."""

    def __init__(self, bargain: Bargain, moment: Moment, demands: Mapping[int, Demand], rounds: int) -> None:
        """`demands` of both parties in so many rounds; of `moment` only the shifts count."""
        self._bargain, self._demands, self._rounds = bargain, demands, rounds
        self._given_up = {i: bargain.given_up(i, moment) for i in demands}

    def first(self, lanes: Ints, start: Ints) -> tuple[Ints, Ints]:
        """The first round from `start` (N,) on in which some of these lanes may see a deal, and which lanes ever may.

        Returns:
            (N,) the number of rounds where none may; and the lanes in which the bound lets something through at last.
        """
        bargain, never = self._bargain, self._rounds
        found = np.full(len(start), never)
        lanes = lanes[start[bargain.draw[lanes]] < never]
        if not len(lanes):
            return found, lanes
        inside = np.zeros(len(start), dtype=np.bool_)
        inside[bargain.draw[lanes]] = True
        draws = np.nonzero(inside)[0]
        place = np.zeros(len(start), dtype=np.int64)
        place[draws] = np.arange(len(draws))
        least = {i: demand.least_so_far(draws, start[draws]) for i, demand in self._demands.items()}
        lanes = lanes[self._passes(least, lanes, place[bargain.draw[lanes]], np.full(len(lanes), never - 1))]
        at = place[bargain.draw[lanes]]
        low, high = start[bargain.draw[lanes]] - 1, np.full(len(lanes), never - 1)
        open_ = np.nonzero(high - low > 1)[0]
        while len(open_):
            middle = (low[open_] + high[open_]) // 2
            passes = self._passes(least, lanes[open_], at[open_], middle)
            high[open_[passes]], low[open_[~passes]] = middle[passes], middle[~passes]
            open_ = open_[high[open_] - low[open_] > 1]
        np.minimum.at(found, bargain.draw[lanes], high)
        return found, lanes

    def _passes(self, least: dict[int, Demand], lanes: Ints, at: Ints, rounds: Ints) -> Bools:
        """Whether the bound of a lane leaves both what they have asked for least by a round, (L,)."""
        bargain, bound = self._bargain, self._bargain.bounds[0]
        wants, columns = {}, bargain.column[lanes]
        for i, demand in least.items():
            base, premium = demand.asked(rounds, at)
            wants[i] = base - self._given_up[i][lanes]
            if premium is not None:
                wants[i] += premium * bargain.per_q[i][lanes]
        mine = wants[bargain.proposer]
        best = bound.kept[0][columns]
        rungs, part = bound.descend(columns, np.minimum(mine, best))
        (other,) = bargain.others
        gets = bound.at(bound.gained[0], columns, rungs, part)
        return (best >= mine - SLACK) & (gets >= wants[other] - SLACK)
