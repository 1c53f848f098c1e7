"""The recursion behind screening: how far down the distribution to go with each offer. docs/model.md, section 7.

The other's types are ordered by how readily they sign. Whoever is readier signs sooner, so after some refusals exactly
the types below a cut are left, and the cut is all that there is to know (the skimming property: Fudenberg, Levine and
Tirole 1985). Types are counted by their quantile, 0 the last to sign and 1 the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.foresight import Course, foresee
from simulator.engine.frontier import NEVER, Frontier, frontier
from simulator.game import Bools, Floats, Ints

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks

FINE, COARSE = 1024, 128  # cells of the cut: where all draws are alike to who screens, and where each is its own
DIGITS = 12  # to which numbers are told apart
PAIRS = 4_000_000  # pairs of cuts weighed at once
NOT_TO_BE_HAD = NEVER / 1e5  # below it, an offer counts packages that nobody can have


@dataclass(frozen=True)
class Waiting:
    """What a round of going on does to both, in every draw; the other's part is straight in its type."""

    mine: Floats  # (N,): utility of the round, a war that ends by itself included
    theirs: Floats  # (N,): the same at type 0
    slope: Floats  # (N,): by type


class Skimming:
    """The offers of one who screens, from the round that the talks have opened, and what the other makes of them."""

    def __init__(self, talks: Talks, screener: int, other: int, left: Floats | None) -> None:
        """`left` (N,) is the share of types that have not signed by now; all of them by default."""
        game = talks.game
        self._start, self._deadline, draws = talks.t, game.deadline, game.draws
        self._settled = game.settled
        course = foresee(talks)
        private = game.private[other]
        assert private is not None
        self._soft = np.array(private.quantiles[:: 1 if private.quantity == "cost" else -1])
        stays = {i: game.patience[i] * talks.fighting.chances(i)[0] for i in (screener, other)}
        self._mine, self._theirs = stays[screener], stays[other]  # discount of what comes next
        self._waiting, ends = _waiting(talks, course, screener, other, private.quantity)
        self._speaks = [int(game.speakers(t)[0]) == screener for t in range(self._start, self._deadline)]
        self._frontiers = _frontiers(talks, course, self._speaks, screener, other)
        self._left = [np.ones(draws) if left is None else left]
        self._levels: list[Floats] = []
        self._solve(course.last[screener], *ends)
        self._refusing = self._answers(course, other, stays[other], talks)
        self._keeps = [line.at(level) for line, level in zip(self._frontiers, self._levels, strict=True)]

    def keep(self, before: Skimming, draws: Bools) -> None:
        """Take over an earlier plan in some draws (N,)."""
        passed = self._start - before._start
        for mine, theirs in (
            (self._left, before._left),
            (self._keeps, before._keeps),
            (self._worth, before._worth),
            (self._refusing, before._refusing),
        ):
            mine[:] = [np.where(draws, old, new) for old, new in zip(theirs[passed:], mine, strict=True)]

    def left(self, t: int) -> Floats:
        """The share of types that have not signed before round t, (N,)."""
        return self._left[t - self._start]

    def keeps(self, t: int) -> Floats:
        """What the offer of round t leaves to who makes it, (N,)."""
        return self._keeps[t - self._start]

    def waits(self, t: int) -> Floats:
        """What going on is worth to who screens in round t, (N,)."""
        return self._worth[t - self._start]

    def refusing(self, t: int) -> Floats:
        """What refusing is truly worth to the other in round t, (N,)."""
        return self._refusing[t - self._start]

    def _solve(self, last: Floats, base: Floats, slope: Floats) -> None:
        """Backward over cuts, then forward along what is offered; R(T) of the other is base + slope times its type."""
        rounds = len(self._speaks)
        numbers = [last, base, slope, self._mine, self._theirs, self._left[0]]
        numbers += [x for one in self._waiting for x in (one.mine, one.theirs, one.slope)]
        numbers += [row for one in self._frontiers for row in (one.least, one.most, *one.worth)]
        _, examples, like = np.unique(np.stack(numbers), axis=1, return_index=True, return_inverse=True)
        cells = FINE if self._settled else COARSE  # so that a draw alone is that draw among others
        grid = np.linspace(0, 1, cells + 1)
        types = np.interp(grid, np.linspace(0, 1, len(self._soft)), self._soft)
        levels, lefts, worths = (np.zeros((rounds, len(examples))) for _ in range(3))
        chunk = max(1, PAIRS // (cells + 1) ** 2)
        for begin in range(0, len(examples), chunk):  # draws that are alike to who screens are solved once
            some = examples[begin : begin + chunk]
            found = _Cuts(self, some, grid, types).offers(last[some], base[some], slope[some])
            for whole, part in zip((levels, lefts, worths), found, strict=True):
                whole[:, begin : begin + chunk] = part
        levels, lefts, worths = (whole[:, like.ravel()] for whole in (levels, lefts, worths))
        self._levels, self._worth = list(levels), list(worths)
        self._left += list(lefts)

    def _answers(self, course: Course, other: int, stay: Floats, talks: Talks) -> list[Floats]:
        """What refusing is worth to the other's true type, later offers foreseen, by round."""
        value, found, end = course.last[other], [], talks.fighting.chances(other)[1]
        for n in reversed(range(len(self._speaks))):
            goes_on = course.paid[n][other] + stay * value + talks.game.patience[other] * end * course.ended[n][other]
            goes_on = np.maximum(goes_on, course.moments[n].reservation[other])
            found.append(goes_on)
            line = self._frontiers[n]
            gets = np.clip(self._levels[n], line.least, line.most)
            value = np.maximum(gets, goes_on) if self._speaks[n] else goes_on
        return found[::-1]


class _Cuts:
    """The recursion for some draws: everything is (rows, cells + 1), by the cut that is left."""

    def __init__(self, plan: Skimming, rows: Ints, grid: Floats, types: Floats) -> None:
        self._grid, self._types = grid, types
        self._speaks, self._start = plan._speaks, plan._left[0][rows]
        self._mine, self._theirs = plan._mine[rows, None], plan._theirs[rows, None]
        self._waiting = [Waiting(*(x[rows, None] for x in (w.mine, w.theirs, w.slope))) for w in plan._waiting]
        self._frontiers = [line.of(rows) for line in plan._frontiers]

    def offers(self, last: Floats, base: Floats, slope: Floats) -> tuple[Floats, Floats, Floats]:
        """By round, (rounds, rows): what the offer is worth to the other, what is left after it, and going on to me."""
        next_ = base[:, None] + slope[:, None] * self._types  # to the readiest type that is left
        mine = self._grid * last[:, None]  # weighted with how many are left
        kept = []
        for n in reversed(range(len(self._speaks))):
            wait = self._waiting[n]
            refuse = wait.theirs + wait.slope * self._types + self._theirs * next_
            go_on = self._grid * wait.mine + self._mine * mine
            gain = self._frontiers[n].at(refuse.T).T if self._speaks[n] else None
            kept.append((refuse, go_on, gain))
            next_, mine = (refuse, go_on) if gain is None else _best_cuts(self._grid, refuse, go_on, gain)
        return self._forward(kept[::-1])

    def _forward(self, kept: list[tuple[Floats, Floats, Floats | None]]) -> tuple[Floats, Floats, Floats]:
        left, levels, lefts, worths = self._start, [], [], []
        for refuse, go_on, gain in kept:
            some = np.maximum(left, self._grid[1])  # where none is left, the last to sign
            here = _between(go_on, some) / some
            if gain is None:
                levels.append(_between(refuse, left))
            else:
                level, left = _cut_from(self._grid, refuse, go_on, gain, left)
                levels.append(level)
            lefts.append(left)
            worths.append(here)
        return np.stack(levels), np.stack(lefts), np.stack(worths)


def _best_cuts(grid: Floats, refuse: Floats, go_on: Floats, gain: Floats) -> tuple[Floats, Floats]:
    """For every cut that is left (rows, C): what the best offer is worth to the other, and to the screener in all."""
    count = refuse.shape[1]
    # a line in what is left for each cut that an offer may reach: (rows, left, reached)
    worth = gain[:, None, :] * (grid[None, :, None] - grid[None, None, :]) + go_on[:, None, :]
    worth = np.where(np.tri(count, dtype=np.bool_)[None], worth, -np.inf)
    at = worth.argmax(axis=2)
    three = np.stack([np.clip(at + step, 0, count - 1) for step in (-1, 0, 1)], axis=2)
    shift, best = _vertex(np.take_along_axis(worth, three, axis=2), (at > 0) & (at < count - 1))
    levels = np.take_along_axis(np.broadcast_to(refuse[:, None, :], worth.shape), three, axis=2)
    return _through(levels, shift), best


def _cut_from(grid: Floats, refuse: Floats, go_on: Floats, gain: Floats, left: Floats) -> tuple[Floats, Floats]:
    """What the best offer is worth to the other, and what is left after it, from what is left before, (rows,)."""
    below = grid[None, :] <= left[:, None]
    worth = np.where(below, gain * (left[:, None] - grid) + go_on, -np.inf)
    at = worth.argmax(axis=1)
    three = np.clip(at[:, None] + np.array([-1, 0, 1]), 0, len(grid) - 1)
    shift, best = _vertex(np.take_along_axis(worth, three, axis=1), (at > 0) & (at < len(grid) - 1))
    cell = grid[1] - grid[0]
    cut = np.clip(grid[at] + shift * cell, 0.0, left)
    level = _through(np.take_along_axis(refuse, three, axis=1), shift)
    stays = _between(go_on, left) > best  # better to offer what nobody takes
    return np.where(stays, _between(refuse, left), level), np.where(stays, left, cut)


def _vertex(values: Floats, inside: Bools) -> tuple[Floats, Floats]:
    """Where the parabola through three neighbours (..., 3) is highest, -1..1 from the middle one, and its height.

    The middle one where the neighbours are no part of a hill, or it is not `inside` the grid. Types that are spread
    evenly make it exact.
    """
    before, middle, after = values[..., 0], values[..., 1], values[..., 2]
    hill = inside & (np.minimum(before, after) > NOT_TO_BE_HAD)
    with np.errstate(invalid="ignore"):
        bend = np.where(hill, before - 2 * middle + after, 0.0)
        slope = np.where(hill, (after - before) / 2, 0.0)
    hill &= bend < -1e-15
    shift = np.where(hill, np.clip(-slope / np.where(hill, bend, 1.0), -1.0, 1.0), 0.0)
    return shift, middle + slope * shift + bend * shift**2 / 2


def _through(values: Floats, shift: Floats) -> Floats:
    """The parabola through three neighbours (..., 3), at a shift from the middle one."""
    before, middle, after = values[..., 0], values[..., 1], values[..., 2]
    return middle + (after - before) / 2 * shift + (before - 2 * middle + after) / 2 * shift**2


def _between(values: Floats, place: Floats) -> Floats:
    """Values (rows, cells + 1) of an even grid over 0..1, read at a place (rows,), straight between the points."""
    cells = values.shape[1] - 1
    low = np.minimum((place * cells).astype(np.int64), cells - 1)
    row = np.arange(len(values))
    found: Floats = values[row, low] + (place * cells - low) * (values[row, low + 1] - values[row, low])
    return found


def _waiting(
    talks: Talks, course: Course, screener: int, other: int, quantity: str
) -> tuple[list[Waiting], tuple[Floats, Floats]]:
    """What each round of going on is worth, and R(T) of the other as (at type 0, by type)."""
    game, fighting = talks.game, talks.fighting
    if quantity == "cost":
        rate, own = fighting.cost_rate(other), game.cost[-1, other]
        changes = talks.levers.foreseen(game.deadline).get(other, [])
        slope, end_slope = -rate, -fighting.unit_of_cost(other, game.deadline, changes)
    else:
        slope, own = np.zeros(game.draws), game.outside[other]
        end_slope = np.ones(game.draws)
    ends = {i: game.patience[i] * fighting.chances(i)[1] for i in (screener, other)}
    found = []
    for paid, ended in zip(course.paid, course.ended, strict=True):
        mine, theirs = (paid[i] + ends[i] * ended[i] for i in (screener, other))
        found.append(Waiting(mine, _without_own(theirs, slope * own), slope))
    return found, (_without_own(course.last[other], end_slope * own), end_slope)


def _without_own(worth: Floats, own: Floats) -> Floats:
    """A worth less the part of it that is private, (N,): to the bit the same in draws that differ in that alone."""
    return np.round(worth - own, DIGITS)


def _frontiers(talks: Talks, course: Course, speaks: list[bool], screener: int, other: int) -> list[Frontier]:
    """The frontier of every round; one for all where nothing that deals are worth depends on the round."""
    game = talks.game
    still = game.war is None and not game.aftermath.commitment
    found: list[Frontier] = []
    for moment, own in zip(course.moments, speaks, strict=True):
        if found and (still or not own):
            found.append(found[-1])
        else:
            line = frontier(talks.at(moment), screener, other)  # asks the other for less than its private R
            found.append(Frontier(*(np.round(part, DIGITS) for part in (line.least, line.most, line.worth))))
    return found
