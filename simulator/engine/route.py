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
from itertools import pairwise

import numpy as np

from simulator.game import Bools, Floats, Game, Ints

FLAT = 1e-15  # a smaller difference of values is rounding


@dataclass(frozen=True)
class Path:
    """A path in every column: utilities after each of its S rungs, in order."""

    kept: Floats  # (S+1, C): the proposer's utility, falling
    gained: tuple[Floats, ...]  # (S+1, C) each: what others have

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


class Rungs:
    """The rungs of the divisible issues for one proposer and one weighting of the others, in some columns."""

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
        self._game, self._issues, self._draws = game, issues, draws
        counts = [len(game.issues[k].knots) - 1 for k in issues]
        self.issue = np.repeat(np.array(issues, dtype=np.int64), counts)  # (D,)
        self._spans = [slice(end - count, end) for end, count in zip(np.cumsum(counts), counts, strict=True)]
        self.rise = np.empty((len(who), len(self.issue), len(draws)))  # from the bottom of each rung to its top
        for k, span in zip(issues, self._spans, strict=True):
            for i, rise in zip(who, self.rise, strict=True):
                values = game.issues[k].value[i].take(draws, axis=1)
                np.subtract(values[1:], values[:-1], out=rise[span])
        mine, alone = self.rise[0], [at for at, i in enumerate(who) if weighting[i] == 1]
        self.theirs = self.rise[alone[0]] if alone else weighted(self.rise, weighting[list(who)])
        up, down = (mine < -FLAT) & (self.theirs > FLAT), (mine > FLAT) & (self.theirs < -FLAT)
        given = up | down
        self.sign = np.subtract(up, down, dtype=np.float64)  # +1 given way upwards, -1 downwards, 0 never
        self.counted = (mine > FLAT) | ((np.abs(mine) <= FLAT) & (self.theirs > FLAT))  # the start lies above it
        self.ratio = np.where(given, -self.theirs / np.where(given, mine, 1.0), 0.0)
        self._never_rise()

    def _never_rise(self) -> None:
        """See to it that ratios never rise on the way through an issue, against the rounding that says so.

        They fall anyway, since values are concave; but two rungs of one straight line must not change places, or
        somebody else whose value bends between them would be told of a package that is not there.
        """
        for span in self._spans:
            for sign, way in ((1.0, 1), (-1.0, -1)):
                walked: Bools = self.sign[span][::way] == sign
                if len(walked) < 2 or not walked.any():
                    continue
                ratios = self.ratio[span][::way]
                least = np.minimum.accumulate(np.where(walked, ratios, np.inf), axis=0)
                np.copyto(ratios, least, where=walked)

    def order(self, more: Floats | None = None) -> Ints:
        """The rungs in the order of the path, (S, C), as places in (S, C) laid flat; further steps may be merged in.

        The greatest ratio comes first; of equal ones the first, or of an issue that is given way on downwards the
        uppermost. `more` (S-D, C) are the ratios of further steps, 0 where there is none.
        """
        ratios = self.ratio if more is None else np.concatenate([self.ratio, more])
        rank: Ints = np.arange(len(ratios))[:, None]
        downwards = [span for span in self._spans if (self.sign[span] < 0).any()]
        if downwards:
            rank = np.repeat(rank, ratios.shape[1], axis=1)
        for span in downwards:
            turned = (self.sign[span] < 0).any(axis=0)
            rank[span] = np.where(turned, rank[span][::-1], rank[span])
        return descending(ratios, rank)

    def open_part(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Of each rung (D, C), the part below the open interval of its issue, and inside it; ends are (K, C)."""
        below, inside = np.empty(self.ratio.shape), np.empty(self.ratio.shape)
        for k, span in zip(self._issues, self._spans, strict=True):
            knots = self._game.issues[k].knots.take(self._draws, axis=1)
            length = knots[1:] - knots[:-1]
            length[length <= 0] = 1.0
            np.clip((low[k] - knots[:-1]) / length, 0.0, 1.0, out=below[span])
            np.clip((high[k] - knots[:-1]) / length, 0.0, 1.0, out=inside[span])
        inside -= below
        return below, inside

    def walked(self, low: Floats, high: Floats, far: Floats) -> Floats:
        """How much of each rung (D, C) lies below where somebody stands who has walked so far (C,) down the path.

        The ends (K, C) say what is open; lengths are the issue's own units.
        """
        rank = np.empty(self.ratio.size)
        rank[self.order().ravel()] = np.repeat(np.arange(float(len(self.ratio))), len(self._draws))
        taken = np.clip(far - rank.reshape(self.ratio.shape), 0.0, 1.0) * self.sign
        found = np.empty(self.ratio.shape)
        for k, span in zip(self._issues, self._spans, strict=True):
            knots = self._game.issues[k].knots.take(self._draws, axis=1)
            inside = np.minimum(high[k], knots[1:]) - np.maximum(low[k], knots[:-1])
            found[span] = np.maximum(inside, 0.0) * (self.counted[span] + taken[span])
        return found

    def fill(self, low: Floats, high: Floats, bases: list[Floats]) -> Path:
        """The path over divisible issues, where the ends (K, C) say what is open.

        `bases` (C,) are the utilities below the lowest rungs, of those in `who`.
        """
        below, inside = self.open_part(low, high)
        order, lifted, steps = self.order(), below + inside * self.counted, inside * self.sign
        lines = [
            _walk(base + (rise * lifted).sum(axis=0), (rise * steps).ravel().take(order))
            for base, rise in zip(bases, self.rise, strict=True)
        ]
        for before, now in pairwise(lines[0]):
            np.minimum(before, now, out=now)
        return Path(lines[0], tuple(lines[1:]))


def descending(values: Floats, rank: Ints) -> Ints:
    """The order (S, C) in which values (S, C), at least 0, fall in each column, as places in (S, C) laid flat.

    Of equal values the one of lower rank, (S, C) or (S, 1), comes first. What is sorted are whole numbers that hold a
    value's leading bits, its rank and its place, which is several times faster than sorting places by values; values
    that agree to about eleven digits count as equal.
    """
    count, width = values.shape
    if count <= 1:
        return np.arange(count * width).reshape(count, width)
    bits = max(count - 1, 1).bit_length()
    keys = np.invert(values.view(np.int64))
    keys >>= 2 * bits
    keys <<= 2 * bits
    keys |= (rank << bits) | np.arange(count)[:, None]
    columns = np.ascontiguousarray(keys.T)
    columns.sort(axis=1)
    columns &= (1 << bits) - 1
    columns *= width
    columns += np.arange(width)[:, None]
    return np.ascontiguousarray(columns.T)


def _walk(start: Floats, steps: Floats) -> Floats:
    """Running sums (S+1, C) from a start (C,) on."""
    line = np.empty((len(steps) + 1, len(start)))
    line[0] = start
    for before, step, after in zip(line, steps, line[1:], strict=False):
        np.add(before, step, out=after)
    return line


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
        kept = _walk(self._start + mine + (rungs.rise[0] * lifted).sum(axis=0), losses)
        gained = _walk(self._their_start + theirs + (rungs.theirs * lifted).sum(axis=0), gains)
        return Bound(kept, (gained,), self._slope)


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
