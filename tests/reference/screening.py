"""Offers to somebody with a private number: a dynamic programme over a grid of types, in floats (section 7).

The grid is much finer than what the answers are compared at, and every cut on it is tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.game import Floats, Ints
from tests.reference.bargainers import Bargainer, Situation
from tests.reference.course import Course
from tests.reference.equilibrium import Equilibrium
from tests.reference.frontier import Frontier
from tests.reference.one_draw import Draw, Hidden, Number
from tests.reference.search import Offer
from tests.reference.war import by_itself, changed, reservation

CELLS = 512


@dataclass(frozen=True)
class Step:
    """One round, by the readiest type that is left, h = 0, 1 .. CELLS of CELLS."""

    refuse: Floats
    go: Floats
    most: Floats | None = None  # F at refuse; where the screener does not speak, this and what follows are None
    cut: Ints | None = None  # g*, by h
    ends: tuple[float, float] | None = None  # what the other has at the screener's best package, and the most there is


def programme(draw: Draw, course: Course, screener: int, other: int, hidden: Hidden) -> dict[int, Step]:
    """The screener's plan, by round."""
    last = course.at(draw.game.deadline)
    types = [hidden.at(draw.real(k / CELLS if hidden.quantity == "cost" else 1 - k / CELLS)) for k in range(CELLS + 1)]
    left = np.arange(CELLS + 1) / CELLS
    then = np.array([float(reservation(_as_type(draw, other, hidden, x), other, last.t, last.state)) for x in types])
    ahead = left * float(last.moment.reservation[screener])
    d_p, d_j = float(draw.patience[screener]), float(draw.patience[other])
    end_p, end_j = float(by_itself(draw, screener)), float(by_itself(draw, other))
    steps = {}
    for t in course.rounds_back:
        now, later = course.at(t), course.at(t + 1)
        pulled = set(now.state.pulled)
        pays = [now.cost[other]] * len(types)
        if hidden.quantity == "cost":
            pays = [changed(draw, "cost", other, x, pulled) for x in types]
        next_round = (1 - end_j) * then + end_j * float(later.ended[other])
        refuse = float(now.flow[other]) - np.array(pays, float) + d_j * next_round
        own = float(now.flow[screener] - now.cost[screener]) + d_p * end_p * float(later.ended[screener])
        go = left * own + d_p * (1 - end_p) * ahead
        then, ahead, steps[t] = refuse, go, Step(refuse, go)
        if draw.speakers[t] == screener:
            frontier = Frontier.of(now.moment, other, screener)
            most = frontier.at(refuse)
            cut, ahead = _cuts(left, most, go)
            then = refuse[cut]
            steps[t] = Step(refuse, go, most, cut, (frontier.levels[0], frontier.levels[-1]))
    return steps


def _as_type(draw: Draw, actor: int, hidden: Hidden, number: Number) -> Draw:
    """The draw with another private number."""
    if hidden.quantity == "cost":
        return replace(draw, cost=[[number if i == actor else x for i, x in enumerate(row)] for row in draw.cost])
    return replace(draw, outside=[number if i == actor else x for i, x in enumerate(draw.outside)])


def _cuts(left: Floats, most: Floats, go: Floats) -> tuple[Ints, Floats]:
    """The best cut for every h, and what it comes to; an offer that cannot be made is signed by nobody."""
    cuts, values = np.zeros(len(left), np.int64), np.empty(len(left))
    for h in range(len(left)):
        sold = np.where(left[: h + 1] < left[h], left[h] - left[: h + 1], 0.0)
        with np.errstate(invalid="ignore"):
            worth = np.where(sold > 0, sold * most[: h + 1], 0.0) + go[: h + 1]
        cuts[h] = int(np.argmax(worth))
        values[h] = worth[cuts[h]]
    return cuts, values


class Screening(Bargainer):
    """One of two whose consent is needed; without a private number of the other's it plays the equilibrium."""

    def __init__(self, actor: int) -> None:
        """All types are left."""
        super().__init__(actor)
        self.left = CELLS
        self.cut = CELLS
        self.pulled: set[int] | None = None
        self.steps: dict[int, Step] = {}
        self.refusing: dict[int, Number] = {}  # N of the other, by round
        self.informed = Equilibrium(actor)

    def asks(self, now: Situation) -> Number:
        """F at the cut where it speaks, what going on is worth where it answers."""
        other, hidden = self._other(now)
        if hidden is None:
            return self.informed.asks(now)
        if self.pulled != set(now.state.pulled):
            self.pulled = set(now.state.pulled)
            course = Course.of(now.draw, now.state, now.t)
            self.steps = programme(now.draw, course, self.actor, other, hidden)
            self.refusing = self._true_refusing(course, other)
        step = self.steps[now.t]
        if step.cut is None or step.most is None:
            least = max(self.left, 1)  # where none is left, the last to sign
            return now.draw.real(float(step.go[least]) * CELLS / least)
        self.cut = int(step.cut[self.left])
        keeps = float(step.most[self.cut])
        return now.draw.real(keeps) if np.isfinite(keeps) else now.moment.reservation[self.actor]

    def asks_of_other(self, now: Situation) -> tuple[int, Number] | None:
        """What refusing is truly worth to the other, who knows what it will be offered."""
        other, hidden = self._other(now)
        if now.speaker != self.actor:
            return None
        if hidden is None:
            return other, self.informed.steps[now.t].refusing[other]
        return other, self.refusing[now.t]

    def _true_refusing(self, course: Course, other: int) -> dict[int, Number]:
        """N of the other along the plan, by round."""
        left, offered, refusing = self.left, {}, {}
        for t in reversed(course.rounds_back):
            step = self.steps[t]
            if step.cut is not None and step.ends is not None:
                left = int(step.cut[left])
                offered[t] = course.draw.real(float(np.clip(step.refuse[left], *step.ends)))
        then = course.at(course.draw.game.deadline).moment.reservation[other]
        for t in course.rounds_back:
            refusing[t] = max(course.refusing(other, t, then), course.at(t).moment.reservation[other])
            then = max(offered.get(t, refusing[t]), refusing[t])
        return refusing

    def hears(self, now: Situation, offer: Offer | None) -> None:
        """After its own round, only the types that would refuse what it meant to offer are left."""
        if now.speaker == self.actor:
            self.left = self.cut

    def _other(self, now: Situation) -> tuple[int, Hidden | None]:
        other = next(i for i in now.draw.game.consent if i != self.actor)
        return other, now.draw.private[other]
