"""Laws on what fighting does, as docs/model.md says it: the front, levers, the value of no deal, payoffs."""

from __future__ import annotations

import numpy as np

from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.testing.course import CLOSE, course_of
from simulator.testing.law import GameLaw, must_be
from simulator.testing.laws.signing import deals_of


def front(game: Game, outcomes: Outcomes) -> None:
    """The front moves by pace, strength and chance, through contested regions only."""
    course = course_of(game)
    for t, (found, right) in enumerate(zip(outcomes.z, course.z, strict=True)):
        must_be(f"the place of the front at the start of round {t}", found, right, CLOSE, ~course.unsure)


def levers(game: Game, outcomes: Outcomes) -> None:
    """A lever is pulled in the first round in which its trigger is met, in draws that use it."""
    course = course_of(game)
    for lever, found, right in zip(game.levers, outcomes.pulled, course.pulled, strict=True):
        must_be(f"the round in which {lever.name} is pulled (-1: never)", found, right, 0.0, ~course.unsure)


def walk_away(game: Game, outcomes: Outcomes) -> None:
    """The value of no deal is what the page on the model says."""
    deals = deals_of(game, outcomes)
    sure = ~deals.course.unsure
    for actor, found, right in zip(game.actors, outcomes.reservation, deals.reservation, strict=True):
        must_be(f"the value of no deal to {actor}", found, right, CLOSE, sure)


def payoff(game: Game, outcomes: Outcomes) -> None:
    """A payoff is what was fought through, and then the deal or the end of the clock, discounted to round 0."""
    deals = deals_of(game, outcomes)
    course = deals.course
    for i, actor in enumerate(game.actors):
        right, discount = np.zeros(game.draws), np.ones(game.draws)
        for t in range(game.deadline):
            fights = ~deals.agreed | (deals.round > t)
            right += np.where(fights, discount * (course.flow[t, i] - course.cost[t, i]), 0.0)
            discount = np.where(fights, discount * game.patience[i], discount)
        right += discount * np.where(deals.agreed, deals.value[i], course.reservation[-1, i])
        must_be(f"the payoff of {actor}", outcomes.payoff[i], right, CLOSE * game.deadline, ~course.unsure)


def _without_front(game: Game) -> str | None:
    return None if game.war is not None and game.war.front is not None else "there is no front"


def _without_levers(game: Game) -> str | None:
    return None if game.levers else "there are no levers but at signature"


WAR = (
    GameLaw("front", "The front moves by pace, strength and chance.", front, _without_front),
    GameLaw("levers", "Levers are pulled when their triggers are met.", levers, _without_levers),
    GameLaw("walk_away", "The value of no deal follows from the war as each sees it.", walk_away),
    GameLaw("payoff", "Payoffs add up.", payoff),
)
