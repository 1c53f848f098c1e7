"""Screening: offers to somebody whose readiness is known only as a distribution. docs/model.md, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.strategies.equilibrium import BackwardInduction
from simulator.engine.strategies.skimming import Skimming
from simulator.engine.strategies.strategy import Strategy
from simulator.game import Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Screening(Strategy):
    """Makes the offers that maximise its expected payoff, and learns from each refusal.

    One-sided private information (Fearon 1995, section on private information; Powell 1999, chapter 3; several offers:
    Fudenberg and Tirole 1983): the other's `outside_option`, or else its `cost` of a round, is known to the speaker as
    a distribution only. The other answers by what refusing is truly worth to it, later offers foreseen.
    """

    def __init__(self, talks: Talks, actor: int) -> None:
        """Nothing learned."""
        super().__init__(talks, actor)
        (self._other,) = (i for i in self.game.consent if i != actor)
        self._plan: Skimming | None = None
        self._planned_in = -1

    def _planned(self) -> Skimming | None:
        """The offers from now on; None where the other has nothing to hide."""
        if not self.game.private or self.game.private[self._other] is None:
            return None
        before, news = self._plan, self.talks.news_since(self._planned_in)
        if before is None:
            self._plan, self._planned_in = Skimming(self.talks, self.actor, self._other, None), self.talks.t
        elif news.any():  # a lever that nobody foresaw: think again, with what is known by now
            self._plan = Skimming(self.talks, self.actor, self._other, before.left(self.talks.t))
            self._plan.keep(before, ~news)
            self._planned_in = self.talks.t
        return self._plan

    def aspiration(self) -> Floats:
        """What it keeps for itself in its offer, or where it answers, what going on is worth to it, (N,)."""
        plan, t = self._planned(), self.talks.t
        speaks = self.talks.speakers == self.actor
        if plan is None:
            return self.talks.plan(BackwardInduction).asks(self.actor, self.talks)
        return np.where(speaks, plan.keeps(t), plan.waits(t))

    def met_with(self) -> dict[int, Floats]:
        """The other's true threshold against its offers."""
        plan, t = self._planned(), self.talks.t
        if plan is None:
            return {self._other: self.talks.plan(BackwardInduction).refusing[self._other, t]}
        return {self._other: plan.refusing(t)}
