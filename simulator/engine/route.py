"""The concession path: which package a proposer puts forward at each aspiration. docs/model.md, section 6.

With additive utilities the packages a proposer would offer lie on one path. It starts at the proposer's best package
and gives way first where the others gain most for what the proposer loses: the greedy order of a fractional knapsack
(Dantzig 1957), which for two parties is that of Adjusted Winner (Brams and Taylor 1996). The order of the rungs is
fixed in a draw; red lines and the front shorten rungs but do not reorder them.

Two paths are laid in every column (a draw in a box; a box says which part of every issue is open):

* `bound`: choices too are walked, on the upper concave envelope of their options. Points between two options are
  not packages, but no package does better, so the path bounds what any package can give the others.
* `fill`: divisible issues only, for a given combination of options. Its points are packages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.rungs import FLAT, Path, Rungs, walk
from simulator.game import Bools, Floats, Ints, added


@dataclass(frozen=True)
class Bound(Path):
    """A path that bounds what packages can give the others."""

    slope: Floats  # (S+1, C): gain of the others per loss of the proposer on the rung that follows; 0 at the end

    def some(self, columns: Ints) -> Bound:
        """The same in some of the columns."""
        gained = tuple(rows.take(columns, axis=1) for rows in self.gained)
        return Bound(self.kept.take(columns, axis=1), gained, self.slope.take(columns, axis=1))

    def turned(self, columns: Ints) -> Bound:
        """The bound of the other of two parties, in some of the columns: the same way walked from its other end."""
        (theirs,) = self.gained
        slope = self.slope[-2::-1].take(columns, axis=1)
        np.divide(1.0, slope, out=slope, where=slope > 0)
        kept, gained = (rows[::-1].take(columns, axis=1) for rows in (theirs, self.kept))
        return Bound(kept, (gained,), np.concatenate([slope, np.zeros((1, len(columns)))]))


class Bounding:
    """The bound's path: the same rungs and the steps of the choices' envelopes, in one order."""

    def __init__(self, rungs: Rungs, envelopes: list[Envelope]) -> None:
        """Merge; the order never changes again."""
        self._rungs = rungs
        width = rungs.ratio.shape[1]
        self._start = sum((e.mine for e in envelopes), np.zeros(width))
        self._their_start = sum((e.theirs for e in envelopes), np.zeros(width))
        none = np.zeros((0, width))
        self._losses = np.concatenate([none, *(e.losses for e in envelopes)])
        self._gains = np.concatenate([none, *(e.gains for e in envelopes)])
        steep = self._gains / np.where(self._losses > 0, self._losses, np.inf)
        self._order = rungs.order(steep)
        ratios = np.concatenate([rungs.ratio, steep])
        self._slope = np.concatenate([ratios.ravel().take(self._order), np.zeros((1, width))])

    def lay(self, low: Floats, high: Floats, mine: Floats, theirs: Floats) -> Bound:
        """The path, where the ends (K, C) say what is open, from the utilities (C,) below the lowest rungs."""
        rungs = self._rungs
        below, inside = rungs.open_part(low, high)
        lifted, steps = below + inside * rungs.counted, inside * rungs.sign
        losses = np.concatenate([rungs.rise[0] * steps, -self._losses]).ravel().take(self._order)
        gains = np.concatenate([rungs.theirs * steps, self._gains]).ravel().take(self._order)
        kept = walk(self._start + mine + added(rungs.rise[0] * lifted), losses)
        gained = walk(self._their_start + theirs + added(rungs.theirs * lifted), gains)
        return Bound(kept, (gained,), self._slope)


@dataclass(frozen=True)
class Envelope:
    """The upper concave envelope of a choice's options, from the proposer's best towards the others' best."""

    mine: Floats  # (C,): the proposer's value at the start
    theirs: Floats  # (C,): the others'
    losses: Floats  # (M-1, C): the proposer's loss in each step, 0 where the envelope has ended
    gains: Floats  # (M-1, C): the others' gain

    def of_draws(self, draws: Ints) -> Envelope:
        """In columns that lie in these draws, if it was made for every draw."""
        steps = (rows.take(draws, axis=1) for rows in (self.losses, self.gains))
        return Envelope(self.mine.take(draws), self.theirs.take(draws), *steps)

    @classmethod
    def of(cls, mine: Floats, theirs: Floats, open_: Bools) -> Envelope:
        """From the value of each option to the proposer and to the others, and whether it is open: (M, C) each."""
        best = np.where(open_, mine, -np.inf).max(axis=0)
        at = np.where(open_ & (mine >= best - FLAT), theirs, -np.inf).argmax(axis=0)[None, :]
        here, there = np.take_along_axis(mine, at, 0)[0], np.take_along_axis(theirs, at, 0)[0]
        start, losses, gains = (here, there), np.zeros((len(mine) - 1, mine.shape[1])), None
        gains = losses.copy()
        for loss, gain in zip(losses, gains, strict=True):
            rise, fall = theirs - there, here - mine
            slope = np.where(open_ & (rise > FLAT) & (fall > 0), rise / np.where(fall > 0, fall, 1.0), -np.inf)
            pick = slope.argmax(axis=0)[None, :]
            goes = np.take_along_axis(slope, pick, 0)[0] > -np.inf
            loss[:] = np.where(goes, np.take_along_axis(fall, pick, 0)[0], 0.0)
            gain[:] = np.where(goes, np.take_along_axis(rise, pick, 0)[0], 0.0)
            here, there = here - loss, there + gain
        return cls(*start, losses, gains)
