"""The frontier of two parties: the most that one can have for each worth to the other. docs/model.md, section 7."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.game import Floats, Ints

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks

LEVELS = 33
NEVER = -1e9
"""Stands for the worth of a package that is not to be had."""


@dataclass(frozen=True)
class Frontier:
    """Points of a frontier in every draw, evenly spaced in what the other party has.

    Attributes:
        least: what the other has where the first has most, (N,).
        most: the most that the other can have, (N,).
        worth: (levels, N): what the first has at each level; NEVER where no package is open.
    """

    least: Floats
    most: Floats
    worth: Floats

    def at(self, level: Floats) -> Floats:
        """What the first party has where the other has at least `level` (..., N): straight between the points."""
        width = self.most - self.least
        cells = len(self.worth) - 1
        place = np.where(width > 0, (level - self.least) / np.where(width > 0, width, 1.0), 0.0) * cells
        place = np.clip(place, 0.0, cells)
        low = np.minimum(place.astype(np.int64), cells - 1)
        draws = np.broadcast_to(np.arange(len(width)), low.shape)
        here, there = self.worth[low, draws], self.worth[low + 1, draws]
        between = np.where(place > low, np.where(there > NEVER, here + (place - low) * (there - here), NEVER), here)
        found: Floats = np.where(level > self.most + 1e-12, NEVER, between)
        return found

    def of(self, draws: Ints) -> Frontier:
        """The same in some draws."""
        return Frontier(self.least[draws], self.most[draws], self.worth[:, draws])


def frontier(talks: Talks, first: int, other: int, levels: int = LEVELS) -> Frontier:
    """The frontier at the moment of the talks, over packages open to both and to whoever must deliver."""
    reservation = talks.moment.reservation
    everywhere = np.ones(talks.game.draws, dtype=np.bool_)
    free = np.minimum(reservation, 0.0) - np.abs(talks.moment.shift) - 2.0  # asks for nothing

    def best(keeper: int, level: Floats, gets: int, *, unasked: bool = False) -> tuple[Floats, Floats]:
        asked = reservation.copy()
        asked[keeper], asked[gets] = level, free[gets]
        found = talks.offer(keeper, asked, everywhere, least=-np.inf, unasked=unasked)
        return free[gets] + found.worst, level + found.own

    # How far the frontier reaches, whatever those say who only deliver: they may refuse its ends and not its middle.
    most, _ = best(first, free[first], other, unasked=True)
    whole, least = best(other, free[other], first, unasked=True)
    open_ = np.isfinite(whole)
    least, most = np.where(open_, least, 0.0), np.where(open_, most, 0.0)
    rows = least + (most - least) * np.linspace(0, 1, levels)[:, None]
    worth = np.stack([best(other, level, first)[0] for level in rows])
    worth = np.maximum.accumulate(worth[::-1])[::-1]  # what leaves the other more is good for less
    return Frontier(least, most, np.where(np.isfinite(worth), worth, NEVER))
