"""The cost of fighting on: its discounted stream, and what changes of it add. docs/model.md, sections 3 and 5."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from simulator.engine.ground import ALL
from simulator.game import Effect, Floats, Game, Ints

NEVER = 10**6  # rounds until a change that does not come


class CostStream:
    """C_i(t), the discounted cost of fighting on from round t, and what a change of cost adds to it."""

    def __init__(self, game: Game, stay: Floats) -> None:
        """`stay` (A, N) is the discount factor of a round times the chance that the war goes on."""
        self._game = game
        self._costs, self._stay, self._deadline = game.cost[: game.deadline], stay, game.deadline
        self._fixed = ~np.isnan(game.outside)
        self._forever = 1 / np.where(self._fixed, 1.0, 1 - stay)
        self._end = np.where(self._fixed, game.outside, 0.0)
        listed = len(self._costs)
        self._listed = [self._tail(listed)]
        for t in reversed(range(listed)):
            self._listed.append(game.cost[t] + stay * self._listed[-1])
        self._listed.reverse()  # C from round 0 to the first round of the last entry for ever

    def cost(self, t: int) -> Floats:
        """The cost of round t alone, (A, N)."""
        return self._costs[min(t, len(self._costs) - 1)]

    def at(self, t: int) -> Floats:
        """C(t), (A, N)."""
        return self._listed[t].copy() if t < len(self._listed) else self._tail(t)

    def _tail(self, t: int) -> Floats:
        """C(t) once the last entry of the list holds on."""
        return self._costs[-1] * self.annuity(t)

    def annuity(self, t: int) -> Floats:
        """The discounted worth of one unit a round from round t on, (A, N): for ever, or to the end of the clock."""
        left = self._deadline - t
        if not self._fixed.any():
            return self._forever
        with np.errstate(divide="ignore", invalid="ignore"):
            closed = (1 - self._stay**left) / (1 - self._stay)
        return np.where(self._fixed, np.where(self._stay == 1, left, closed), self._forever)

    def outside(self, t: int) -> Floats:
        """The outside option discounted from the end of the clock, (A, N)."""
        return self._stay ** (self._deadline - t) * self._end

    def stream(self, i: int) -> Floats:
        """C_i from round 0 to the end of the clock: (N,) where it is the same in every round, otherwise (T+1, N)."""
        if not self._costs[:, i].any():
            return np.zeros(self._costs.shape[-1])
        if len(self._costs) == 1 and not self._fixed[i].any():
            return self._costs[-1][i] * self._forever[i]
        return np.stack([self.at(t)[i] for t in range(self._deadline + 1)])

    def annuities(self, i: int) -> Floats:
        """The annuity of one actor in every round: (N,) where it is the same, otherwise (T+1, N)."""
        if not self._fixed[i].any():
            return self._forever[i]
        return np.stack([self.annuity(t)[i] for t in range(self._deadline + 1)])

    def outsides(self, i: int) -> Floats:
        """The outside option of one actor, discounted from the end of the clock: (N,) if it is not, else (T+1, N)."""
        if (self._stay[i][self._fixed[i]] == 1).all():
            return self._end[i]
        return np.stack([self.outside(t)[i] for t in range(self._deadline + 1)])

    def costs(self, i: int) -> Floats:
        """The cost of each round: (N,) where it is the same, otherwise (T, N)."""
        if len(self._costs) == 1:
            return self._costs[0][i]
        return np.stack([self.cost(t)[i] for t in range(self._deadline)])

    def of_a_unit(self) -> CostStream:
        """The stream of somebody whose cost is 1 in every round."""
        return CostStream(replace(self._game, cost=np.ones_like(self._game.cost[:1])), self._stay)

    def foreseen(self, t: int | Ints, i: int, changes: list[tuple[Effect, Ints]], draws: Ints | slice = ALL) -> Floats:
        """C_i(t) (n,) in some draws when changes, in the order in which they act, come in so many rounds (n,)."""
        waits = np.sort(np.stack([np.zeros_like(changes[0][1]), *(wait for _, wait in changes)]), axis=0)
        places = np.arange(self._stay.shape[1])[draws]
        rounds, total, paid = np.broadcast_to(t, places.shape), np.zeros(len(places)), np.zeros((2, len(places)))
        for before, start in pairwise([np.full_like(waits[0], -1), *waits]):  # from each change to the next
            some = np.nonzero((start > before) & (start < NEVER))[0]
            later = self._later(rounds[some], i, start[some], places[some])
            total[some] -= _worth(*later, *paid[:, some])
            times, add = np.ones(len(some)), np.zeros(len(some))
            for effect, wait in changes:
                on, here = wait[some] <= start[some], places[some]
                times = np.where(on, effect.times[here] * times, times)
                add = np.where(on, effect.times[here] * add + effect.add[here], add)
            paid[0, some], paid[1, some] = times, add
            total[some] += _worth(*later, times, add)
        return total

    def _later(self, t: Ints, i: int, wait: Ints, draws: Ints) -> tuple[Floats, Floats, Floats]:
        """From `wait` (n,) rounds after t (n,) on: the discount until then, the worth of the cost and of 1, (n,)."""
        then, stay = t + wait, self._stay[i][draws]
        left = np.maximum(self._deadline - then, 0)
        whole, fixed = self._forever[i][draws], self._fixed[i][draws]
        if fixed.any():
            closed = (1 - stay**left) / np.where(stay == 1, 1.0, 1 - stay)
            whole = np.where(fixed, np.where(stay == 1, left, closed), whole)
        last = len(self._listed) - 1
        listed = np.stack([row[i][draws] for row in self._listed])
        cost = np.take_along_axis(listed, np.minimum(then, last)[None, :], axis=0)[0]
        return stay**wait, np.where(then >= last, self._costs[-1][i][draws] * whole, cost), whole


def _worth(discount: Floats, cost: Floats, whole: Floats, times: Floats, add: Floats) -> Floats:
    """Of paying `times` the cost and `add` more, (n,)."""
    return discount * (times * cost + add * whole)
