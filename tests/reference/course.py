"""The war as it will go if nobody signs, seen from one round: what chance will do is known, levers to come are not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace

from tests.reference.moment import Moment
from tests.reference.one_draw import Draw, Number
from tests.reference.war import State, by_itself, cost, ended, fight, flow, reservation, shares, shifts


@dataclass(frozen=True)
class Stage:
    """One round to come; lists by actor."""

    t: int
    state: State  # at its beginning
    moment: Moment
    flow: list[Number]  # f_i, if the round is fought
    cost: list[Number]  # c_i
    ended: list[Number]  # w_i: the war ends by itself before this round


@dataclass(frozen=True)
class Course:
    """The rounds from `start` to the end of the clock, which is the last stage.

    R is what it always is: a cost that an announced lever will change counts in it. Nothing else of such a lever does.
    """

    draw: Draw  # without levers that are not pulled
    start: int
    stages: list[Stage]

    @classmethod
    def of(cls, draw: Draw, state: State, t: int) -> Course:
        """The course from round t on, whose levers have been pulled; `state` is left alone."""
        still = replace(draw, levers=[replace(lever, announced=False) for lever in draw.levers])
        at, stages = deepcopy(state), []
        for s in range(t, draw.game.deadline + 1):
            before = deepcopy(at)
            walk_away = [reservation(draw, actor, s, before) for actor in draw.actors]
            if s < draw.game.deadline:
                fight(still, at, s)
            stages.append(
                Stage(
                    t=s,
                    state=before,
                    moment=Moment(still, shares(still, before.z), walk_away, shifts(still, before)),
                    flow=[flow(still, actor, at) for actor in draw.actors],
                    cost=[cost(still, actor, s, set(before.pulled)) for actor in draw.actors],
                    ended=[ended(still, actor, before) for actor in draw.actors],
                )
            )
        return cls(still, t, stages)

    def at(self, t: int) -> Stage:
        """The stage of round t."""
        return self.stages[t - self.start]

    @property
    def rounds_back(self) -> range:
        """The rounds of the clock, the last first."""
        return range(self.draw.game.deadline - 1, self.start - 1, -1)

    def refusing(self, actor: int, t: int, then: Number) -> Number:
        """What it is worth to fight round t, with `then` if the war goes on."""
        end = by_itself(self.draw, actor)
        next_round = (1 - end) * then + end * self.at(t + 1).ended[actor]
        stage = self.at(t)
        return stage.flow[actor] - stage.cost[actor] + self.draw.patience[actor] * next_round
