"""A package at the end of a fill: where it lies on its path, and what it leaves everybody. docs/model.md, section 6."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.division import Division
from simulator.engine.moment import Moment
from simulator.engine.rungs import Path
from simulator.game import TOLERANCE, Bools, Floats, Ints

_THIRDS = 40  # steps of a search by thirds: to 1e-7 of a share


@dataclass
class Found:
    """The best package found for some draws: all arrays are (N,), and hold only where `worst` is above -inf."""

    worst: Floats  # worst margin of the others
    own: Floats  # the proposer's margin
    bargain: Ints
    weighting: Ints
    lane: Ints
    combination: Ints
    rungs: Ints
    part: Floats
    shares: Floats  # (rows, N): of a division, by row of the game's issues; no rows without one

    @classmethod
    def none(cls, draws: int, rows: int = 0) -> Found:
        """Nothing found yet; `rows` are those of a division."""
        a, b, c, d, e = (np.zeros(draws, dtype=np.int64) for _ in range(5))
        nothing = np.full(draws, -np.inf), np.zeros(draws)
        return cls(*nothing, a, b, c, d, e, np.zeros(draws), np.zeros((rows, draws)))

    def take(self, other: Found, draws: Bools) -> None:
        """Take over another's findings in some draws (N,)."""
        for name, mine in vars(self).items():
            mine[..., draws] = getattr(other, name)[..., draws]


@dataclass(frozen=True)
class Ask:
    """What is asked of a package, and when."""

    thresholds: Floats  # (A, N): what it must be worth to the proposer and the coalition
    moment: Moment
    least: float = 0.0  # smallest worst margin that counts; -inf for the best offer whatever the others think of it
    enough: bool = False  # stop looking in a draw once any package reaches `least`
    unasked: bool = False  # as if everybody delivered what is wanted
    delivered: bool = False  # look only at packages that somebody must deliver: for the rest, whoever proposes will do


@dataclass
class Trial:
    """Lanes (L,) in which combinations of options are tried, and where what is found goes."""

    bargain: Bargain
    index: int  # of the bargain among the proposer's
    weighting: int
    ask: Ask
    found: Found
    lanes: Ints
    slope: Floats  # (L,): the shadow price of the proposer's utility
    wants: dict[int, Floats]  # actor -> (L,): least utility of divisible issues and free choices that will do

    def of(self, some: Bools | Ints) -> Trial:
        """The same for some of the lanes, or for some of them several times."""
        wants = {i: want[some] for i, want in self.wants.items()}
        return replace(self, lanes=self.lanes[some], slope=self.slope[some], wants=wants)


def want(bargain: Bargain, i: int, lanes: Ints, ask: Ask) -> Floats:
    """The least utility of the divisible issues and free choices with which actor i reaches its threshold, (L,).

    V = q u + (1 - q)(R + shift) >= threshold, solved for u = R + (threshold - R) / q - shift (1 - q) / q, less what the
    frame fixes and regions that stay. One who only delivers asks for R where its delivery is used, and for nothing
    elsewhere.
    """
    moment, draws = ask.moment, bargain.draw[lanes]
    found = (moment.reservation[i] - bargain.held[i])[draws] - bargain.given_up(i, moment)[lanes]
    if i in bargain.others or i == bargain.proposer:
        if ask.thresholds is not moment.reservation:
            found += (ask.thresholds[i] - moment.reservation[i])[draws] * bargain.per_q[i][lanes]
        return found
    return np.where(bargain.asked[i][lanes], found, -np.inf)


@dataclass(frozen=True)
class Point:
    """Packages (P,) at the end of the fill: where they are on the path, and the margins."""

    rungs: Ints
    part: Floats
    reached: Bools  # whether the proposer can have what it wants
    own: Floats  # its margin
    worst: Floats  # the worst margin of the others
    shares: Floats  # (rows, P): of a division

    def of(self, some: Ints) -> Point:
        """Some of the packages."""
        return Point(
            self.rungs[some],
            self.part[some],
            self.reached[some],
            self.own[some],
            self.worst[some],
            self.shares[:, some],
        )


def point_of(trial: Trial, combination: Ints) -> Point:
    """Fill the divisible issues of each (lane, combination), (P,)."""
    bargain, lanes = trial.bargain, trial.lanes
    path, columns, draws = bargain.fill(trial.weighting, lanes), bargain.column[lanes], bargain.home[lanes]
    extra = {i: np.zeros(len(lanes)) for i in bargain.parties}
    for c, value in enumerate(bargain.values):
        place = bargain.combinations[combination, c] * bargain.game.draws + draws
        for i, total in extra.items():
            total += value[i].ravel()[place]
    target = trial.wants[bargain.proposer] - extra[bargain.proposer]
    best = path.kept[0][columns]
    if bargain.division is not None:
        return _divided(trial, bargain.division, path, target, extra)
    rungs, part = path.descend(columns, np.minimum(target, best))
    own = bargain.q[bargain.proposer][lanes] * (path.at(path.kept, columns, rungs, part) - target)
    worst = np.full(len(lanes), np.inf)
    for gained, i in zip(path.gained, bargain.others, strict=False):
        got = path.at(gained, columns, rungs, part) + extra[i]
        worst = np.minimum(worst, bargain.q[i][lanes] * (got - trial.wants[i]))
    return Point(rungs, part, best >= target - TOLERANCE, own, worst, np.zeros((0, len(lanes))))


def _divided(trial: Trial, pie: Division, path: Path, target: Floats, extra: dict[int, Floats]) -> Point:
    """The same with a division: what the proposer keeps of it, it gives way less elsewhere.

    The others' worst margin is a concave function of the share that the proposer keeps, so a search by thirds finds its
    top. The least share that will do is the best one where nothing else can be given way on.
    """
    bargain, lanes = trial.bargain, trial.lanes
    columns, draws, best = bargain.column[lanes], bargain.home[lanes], path.kept[0][bargain.column[lanes]]
    q = [bargain.q[i][lanes] for i in bargain.others]

    def others(share: Floats) -> tuple[Floats, list[Floats]]:
        rungs, part = path.descend(columns, np.minimum(target - pie.worth(share, draws), best))
        margins = [
            per * (path.at(gained, columns, rungs, part) + extra[i] - trial.wants[i])
            for per, gained, i in zip(q, path.gained, bargain.others, strict=False)
        ]
        return pie.fill(1 - share, margins, q, draws)

    low = pie.keeps(target - best, draws)
    reached = (low <= 1 + TOLERANCE) & (best + pie.most(draws) >= target - TOLERANCE)
    low = np.minimum(low, 1.0)
    if len(path.kept) > 1:
        low = _highest(lambda share: others(share)[0], low, np.ones(len(lanes)))
    worst, shares = others(low)
    rungs, part = path.descend(columns, np.minimum(target - pie.worth(low, draws), best))
    terms, mine = pie.terms(low, shares)
    own = bargain.q[bargain.proposer][lanes] * (
        path.at(path.kept, columns, rungs, part) + pie.worth(mine, draws) - target
    )
    return Point(rungs, part, reached, own, worst, terms)


def _highest(height: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where a concave function (L,) is highest between two ends, by thirds; the lower end where it is level."""
    begin, first = low, height(low)
    for _ in range(_THIRDS):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        rises = height(left) < height(right)
        low, high = np.where(rises, left, low), np.where(rises, high, right)
    top = (low + high) / 2
    return np.where(height(top) > first + TOLERANCE, top, begin)
