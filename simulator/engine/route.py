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

from simulator.game import Bools, Floats, Game, Ints

FLAT = 1e-15  # a smaller difference of values is rounding


@dataclass(frozen=True)
class Path:
    """A path in every column: utilities after each of its S rungs, in order."""

    kept: Floats  # (S+1, C): the proposer's utility, falling
    gained: tuple[Floats, ...]  # (S+1, C) each: what others have
    slope: Floats  # (S+1, C): gain of the others per loss of the proposer on the rung that follows; 0 at the end

    def descend(self, columns: Ints, target: Floats) -> tuple[Ints, Floats]:
        """How far down the path the proposer goes to keep `target`: whole rungs (L,), part of the next (L,) 0..1."""
        width, rungs = self.kept.shape[1], self.kept.shape[0] - 1
        flat, at = self.kept.ravel(), columns.copy()  # `at` is rung * width + column
        last = rungs * width + columns
        for power in reversed(range(rungs.bit_length())):
            further = at + (width << power)
            reached = flat[np.minimum(further, last)] >= target
            at = np.where(reached & (further <= last), further, at)
        here = flat[at]
        rung = here - flat[np.minimum(at + width, last)]
        part = np.where(rung > 0, (here - target) / np.where(rung > 0, rung, 1.0), 0.0)
        return at // max(width, 1), np.clip(part, 0.0, 1.0)

    def at(self, values: Floats, columns: Ints, rungs: Ints, part: Floats) -> Floats:
        """A quantity (S+1, C) at a point of the path, (L,)."""
        width, last = values.shape[1], values.shape[0] - 1
        flat = values.ravel()
        here = flat[rungs * width + columns]
        return here + part * (flat[np.minimum(rungs + 1, last) * width + columns] - here)


class Rungs:
    """The rungs of the divisible issues for one proposer and one weighting of the others, in every column."""

    def __init__(
        self, game: Game, draws: Ints, issues: tuple[int, ...], who: tuple[int, ...], weighting: Floats
    ) -> None:
        """Cut the ladders of some issues into rungs.

        Args:
            game: the block.
            draws: (C,) the draw of each column.
            issues: divisible issues that can be given way on; the others stay where they are.
            who: the proposer, then everybody whose utility along the path is wanted.
            weighting: (A,) how much each actor counts among the others.
        """
        none, self._ladders, self._draws = np.zeros((0, len(draws))), [game.issues[k] for k in issues], draws
        which = [np.full(len(game.issues[k].knots) - 1, k) for k in issues]
        self.issue = np.concatenate([np.zeros(0, dtype=np.int64), *which]).astype(np.int64)  # (D,)
        self.low = np.concatenate([none, *(game.issues[k].knots[:-1, draws] for k in issues)])  # (D, C)
        self.length = np.concatenate([none, *(np.diff(game.issues[k].knots, axis=0)[:, draws] for k in issues)])
        everybody = list(who)
        rises = [np.diff(game.issues[k].value[everybody], axis=1)[:, :, draws] for k in issues]
        rise = np.concatenate([np.zeros((len(who), 0, len(draws))), *rises], axis=1)
        mine, theirs = rise[0], weighted(rise, weighting[everybody])
        up, down = (mine < -FLAT) & (theirs > FLAT), (mine > FLAT) & (theirs < -FLAT)
        self.sign = up.astype(np.float64) - down  # +1 given way upwards, -1 downwards, 0 never
        self.counted = (mine > FLAT) | ((np.abs(mine) <= FLAT) & (theirs > FLAT))  # the start lies above it
        given = self.sign != 0
        ratio = np.where(given, np.abs(theirs) / np.where(given, np.abs(mine), 1.0), -1.0)
        self.ratio = self._along(ratio)
        down = np.where(self.sign < 0, -1, 1) * np.arange(len(ratio))[:, None]  # alike: as one comes to them
        self.order = np.lexsort((down, -self.ratio), axis=0)  # (D, C)
        self.rise = tuple(rise)
        self.theirs = theirs
        self.steps = tuple(self._sorted(values * self.sign) for values in self.rise)  # in the order of the path
        self.slope = np.maximum(np.concatenate([self._sorted(self.ratio), np.zeros((1, len(draws)))]), 0.0)

    def _along(self, ratio: Floats) -> Floats:
        """Ratios (D, C) that never rise on the way through an issue, against the rounding that says so.

        They fall anyway, since values are concave; but two rungs of one straight line must not change places, or
        somebody else whose value bends between them would be told of a package that is not there.
        """
        found = ratio.copy()
        for k in np.unique(self.issue):
            upwards = np.nonzero(self.issue == k)[0]
            for rungs, sign in ((upwards, 1), (upwards[::-1], -1)):
                walked = self.sign[rungs] == sign
                fallen = np.minimum.accumulate(np.where(walked, found[rungs], np.inf), axis=0)
                found[rungs] = np.where(walked, fallen, found[rungs])
        return found

    def _sorted(self, values: Floats) -> Floats:
        return np.take_along_axis(values, self.order, axis=0)

    def open_part(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Of each rung (D, C), the part below the open interval of its issue, and inside it; ends are (K, C)."""
        length = np.where(self.length > 0, self.length, 1.0)
        below = np.clip((low[self.issue] - self.low) / length, 0.0, 1.0)
        return below, np.clip((high[self.issue] - self.low) / length, 0.0, 1.0) - below

    def walked(self, columns: Ints, low: Floats, high: Floats, far: Floats) -> Floats:
        """How much of each rung (D, L) lies below where somebody stands who has walked so far (L,) down the path.

        Some columns (L,) only, with the ends (K, L) of what is open there; lengths are the issue's own units.
        """
        order = self.order[:, columns]
        rank = np.empty_like(order)
        np.put_along_axis(rank, order, np.arange(len(order))[:, None], axis=0)
        start, length = self.low[:, columns], self.length[:, columns]
        inside = np.clip(np.minimum(high[self.issue], start + length) - np.maximum(low[self.issue], start), 0.0, None)
        taken = np.clip(far - rank, 0.0, 1.0) * self.sign[:, columns]
        return inside * (self.counted[:, columns] + taken)

    def fill(self, lifted: Floats, inside: Floats, bases: tuple[Floats, ...]) -> Path:
        """The path over divisible issues: what is lifted at the start and lies inside of each rung, (D, C).

        `bases` (C,) are the utilities below the lowest rungs, of those in `who`.
        """
        open_steps = self._sorted(inside)
        lines = [
            _line(base, rise * lifted, steps * open_steps)
            for base, rise, steps in zip(bases, self.rise, self.steps, strict=True)
        ]
        return Path(np.minimum.accumulate(lines[0], axis=0), tuple(lines[1:]), self.slope)

    def fill_for(self, actor: int, first: int, lifted: Floats, inside: Floats, base: Floats) -> Floats:
        """The utility (D+1, C-first) of one more actor along the fill, in the columns from `first` on."""
        draws, sign, order = self._draws[first:], self.sign[:, first:], self.order[:, first:]
        rises = [np.diff(ladder.value[actor], axis=0)[:, draws] for ladder in self._ladders]
        rise = np.concatenate([np.zeros((0, len(draws))), *rises])
        steps = np.take_along_axis(rise * sign * inside[:, first:], order, axis=0)
        return _line(base[first:], rise * lifted[:, first:], steps)


def _line(base: Floats, lifted: Floats, steps: Floats) -> Floats:
    """Utilities (D+1, C) from what lies below the rungs, what is lifted of them and the steps in the path's order."""
    line = np.empty((len(steps) + 1, len(base)))
    line[0] = base + lifted.sum(axis=0)
    np.cumsum(steps, axis=0, out=line[1:])
    line[1:] += line[0]
    return line


class Bounding:
    """The bound's path: the same rungs and the steps of the choices' envelopes, in one order."""

    def __init__(self, rungs: Rungs, envelopes: list[Envelope]) -> None:
        """Merge; the order never changes again."""
        self._rungs = rungs
        width = rungs.low.shape[1]
        self._start = sum((e.mine for e in envelopes), np.zeros(width))
        self._their_start = sum((e.theirs for e in envelopes), np.zeros(width))
        losses = np.concatenate([-rungs.rise[0] * rungs.sign, *(e.losses for e in envelopes)])
        gains = np.concatenate([rungs.theirs * rungs.sign, *(e.gains for e in envelopes)])
        steep = [np.where(e.losses > 0, e.gains / np.where(e.losses > 0, e.losses, 1.0), -1.0) for e in envelopes]
        ratio = np.concatenate([rungs.ratio, *steep])
        self._order = np.argsort(-ratio, axis=0, kind="stable")
        self._losses, self._gains, sorted_ratio = (
            np.take_along_axis(values, self._order, axis=0) for values in (losses, gains, ratio)
        )
        self._slope = np.maximum(np.concatenate([sorted_ratio, np.zeros((1, width))]), 0.0)
        self._open = np.ones(losses.shape)

    def lay(self, lifted: Floats, inside: Floats, mine: Floats, theirs: Floats) -> Path:
        """The path, from what is lifted and open of each divisible rung and the utilities (C,) below them."""
        rungs = self._rungs
        self._open[: len(inside)] = inside
        open_steps = np.take_along_axis(self._open, self._order, axis=0)
        kept, gained = np.empty(self._slope.shape), np.empty(self._slope.shape)
        kept[0] = self._start + mine + (rungs.rise[0] * lifted).sum(axis=0)
        gained[0] = self._their_start + theirs + (rungs.theirs * lifted).sum(axis=0)
        np.cumsum(self._losses * open_steps, axis=0, out=kept[1:])
        np.cumsum(self._gains * open_steps, axis=0, out=gained[1:])
        kept[1:] = kept[0] - kept[1:]
        gained[1:] += gained[0]
        return Path(kept, (gained,), self._slope)


def weighted(values: Floats, weighting: Floats) -> Floats:
    """Sum of the actors' values (A, ...) with a weighting (A,), without a BLAS."""
    total = np.zeros(values.shape[1:])
    for value, weight in zip(values, weighting, strict=True):
        if weight:
            total += weight * value
    return total


@dataclass(frozen=True)
class Envelope:
    """The upper concave envelope of a choice's options, from the proposer's best towards the others' best."""

    mine: Floats  # (C,): the proposer's value at the start
    theirs: Floats  # (C,): the others'
    losses: Floats  # (M-1, C): the proposer's loss in each step, 0 where the envelope has ended
    gains: Floats  # (M-1, C): the others' gain

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
