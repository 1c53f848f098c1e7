"""The rungs that a proposer gives way on, one after another, and the path over them. See `route`."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from simulator.game import Bools, Floats, Game, Ints, added

FLAT = 1e-15  # a smaller difference of values is rounding


@dataclass(frozen=True)
class Path:
    """A path in every column: utilities after each of its S rungs, in order."""

    kept: Floats  # (S+1, C): the proposer's utility, falling
    gained: tuple[Floats, ...]  # (S+1, C) each: what others have

    def descend(self, columns: Ints, target: Floats) -> tuple[Ints, Floats]:
        """How far down the path the proposer goes to keep `target`: whole rungs (L,), part of the next (L,) 0..1."""
        width, left = self.kept.shape[1], self.kept.shape[0]
        flat, at = self.kept.ravel(), columns.copy()  # `at` is rung * width + column
        last = (left - 1) * width + columns
        while left > 1:  # the rung is one of so many from `at` on
            further = at + (left // 2) * width
            np.copyto(at, further, where=flat.take(further) >= target)
            left -= left // 2
        here = flat.take(at)
        rung = here - flat.take(np.minimum(at + width, last))
        part = np.where(rung > 0, (here - target) / np.where(rung > 0, rung, 1.0), 0.0)
        return at // max(width, 1), np.clip(part, 0.0, 1.0, out=part)

    def at(self, values: Floats, columns: Ints, rungs: Ints, part: Floats) -> Floats:
        """A quantity (S+1, C) at a point of the path, (L,)."""
        width, last = values.shape[1], values.shape[0] - 1
        flat = values.ravel()
        here = flat.take(rungs * width + columns)
        found = flat.take(np.minimum(rungs + 1, last) * width + columns)
        found -= here
        found *= part
        found += here
        return found


class Ladders:
    """The rungs of some divisible issues, one issue after the other, in every draw of a block.

    Attributes:
        issues: those that can be given way on.
        issue: (D,) of each rung.
        spans: the rungs of each issue.
        bottom, top: (D, N) where a rung begins and ends.
        length: (D, N), 1 if it has none.
    """

    def __init__(self, game: Game, issues: tuple[int, ...]) -> None:
        """Lay them; what they are worth is worked out when it is asked for."""
        self._game, self.issues = game, issues
        counts = [len(game.issues[k].knots) - 1 for k in issues]
        self.issue = np.repeat(np.array(issues, dtype=np.int64), counts)
        self.spans = [slice(end - count, end) for end, count in zip(np.cumsum(counts), counts, strict=True)]
        none = np.empty((0, game.draws))
        self.bottom = np.concatenate([none, *(game.issues[k].knots[:-1] for k in issues)])
        self.top = np.concatenate([none, *(game.issues[k].knots[1:] for k in issues)])
        self.length = self.top - self.bottom
        self.length[self.length <= 0] = 1.0
        self._rises: dict[int, Floats] = {}

    def rise(self, actor: int) -> Floats:
        """From the bottom of each rung to its top, (D, N): an actor's value."""
        if actor not in self._rises:
            found = self._rises[actor] = np.empty(self.bottom.shape)
            for k, span in zip(self.issues, self.spans, strict=True):
                value = self._game.issues[k].value[actor]
                np.subtract(value[1:], value[:-1], out=found[span])
        return self._rises[actor]


class Rungs:
    """The rungs of the divisible issues for one proposer and one weighting of the others, in some columns."""

    def __init__(self, ladders: Ladders, draws: Ints, who: tuple[int, ...], weighting: Floats) -> None:
        """Take them from the ladders.

        Args:
            ladders: of the issues that can be given way on; the others stay where they are.
            draws: (C,) the draw of each column.
            who: the proposer, then everybody whose utility along the path is wanted.
            weighting: (A,) how much each actor counts among the others.
        """
        self._ladders, self._draws, self.issue, self._spans = ladders, draws, ladders.issue, ladders.spans
        self.rise = np.empty((len(who), len(self.issue), len(draws)))
        for i, rise in zip(who, self.rise, strict=True):
            ladders.rise(i).take(draws, axis=1, out=rise, mode="clip")
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
        for sign, way in ((1.0, 1), (-1.0, -1)):
            walked: Bools = self.sign == sign
            if not walked.any():
                continue
            least = np.where(walked, self.ratio, np.inf)
            for span in self._spans:
                for before, now in pairwise(least[span][::way]):
                    np.minimum(before, now, out=now)
            np.copyto(self.ratio, least, where=walked)

    def some(self, columns: Ints) -> Rungs:
        """The same in some of the columns, to see how far somebody walked: see `walked`."""
        part = copy(self)
        part._draws, part.sign = self._draws[columns], self.sign.take(columns, axis=1)
        part.counted = self.counted.take(columns, axis=1)
        part.rank = self.rank.take(columns, axis=1)
        part.__dict__.pop("_ends", None)
        return part

    @cached_property
    def _order(self) -> Ints:
        """See `order`: of the rungs alone."""
        return self.order()

    @cached_property
    def rank(self) -> Floats:
        """How many rungs come before each on the path over the rungs alone, (D, C)."""
        found = np.empty(self.ratio.size)
        found[self._order.ravel()] = np.repeat(np.arange(float(len(self.ratio))), len(self._draws))
        return found.reshape(self.ratio.shape)

    @cached_property
    def _ends(self) -> tuple[Floats, Floats]:
        """Bottom and length of each rung, (D, C)."""
        return self._ladders.bottom.take(self._draws, axis=1), self._ladders.length.take(self._draws, axis=1)

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
        bottom, length = self._ends
        below, inside = low.take(self.issue, axis=0), high.take(self.issue, axis=0)
        for part in (below, inside):
            part -= bottom
            part /= length
            np.clip(part, 0.0, 1.0, out=part)
        inside -= below
        return below, inside

    def walked(self, low: Floats, high: Floats, far: Floats) -> Floats:
        """How much of each rung (D, C) lies below where somebody stands who has walked so far (C,) down the path.

        The ends (K, C) say what is open; lengths are the issue's own units.
        """
        bottom, top = (rows.take(self._draws, axis=1) for rows in (self._ladders.bottom, self._ladders.top))
        taken = np.clip(far - self.rank, 0.0, 1.0) * self.sign
        inside = np.minimum(high.take(self.issue, axis=0), top)
        inside -= np.maximum(low.take(self.issue, axis=0), bottom)
        found: Floats = np.maximum(inside, 0.0) * (self.counted + taken)
        return found

    def fill(self, low: Floats, high: Floats, bases: list[Floats]) -> Path:
        """The path over divisible issues, where the ends (K, C) say what is open.

        `bases` (C,) are the utilities below the lowest rungs, of those in `who`.
        """
        below, inside = self.open_part(low, high)
        order, lifted, steps = self._order, below + inside * self.counted, inside * self.sign
        lines = [
            walk(base + added(rise * lifted), (rise * steps).ravel().take(order))
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


def walk(start: Floats, steps: Floats) -> Floats:
    """Running sums (S+1, C) from a start (C,) on."""
    line = np.empty((len(steps) + 1, len(start)))
    line[0] = start
    for before, step, after in zip(line, steps, line[1:], strict=False):
        np.add(before, step, out=after)
    return line


def weighted(values: Floats, weighting: Floats) -> Floats:
    """Sum of the actors' values (A, ...) with a weighting (A,), without a BLAS."""
    total = np.zeros(values.shape[1:])
    for value, weight in zip(values, weighting, strict=True):
        if weight:
            total += weight * value
    return total
