"""Laws on what fighting does: the front, levers, the value of no deal, payoffs. docs/model.md says how; so does the law."""

from __future__ import annotations

import numpy as np

from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.testing.course import CLOSE, course_of
from simulator.testing.law import GameLaw, broken_where
from simulator.testing.laws.signing import Deals


def front(game: Game, outcomes: Outcomes) -> None:
    """The front moves by pace, strength and chance, through contested regions only."""
    course = course_of(game)
    for t, (found, right) in enumerate(zip(outcomes.z, course.z, strict=True)):
        broken_where(
            ~(np.abs(found - right) <= CLOSE) & ~course.unsure,
            lambda n, t=t, found=found, right=right: (  # type: ignore[misc]
                f"the front stands at {found[n]:.6g} at the start of round {t}, and should at {right[n]:.6g}"
            ),
        )


def levers(game: Game, outcomes: Outcomes) -> None:
    """A lever is pulled in the first round in which its trigger is met, in draws that use it."""
    course = course_of(game)
    for lever, found, right in zip(game.levers, outcomes.pulled, course.pulled, strict=True):
        broken_where(
            (found != right) & ~course.unsure,
            lambda n, name=lever.name, found=found, right=right: (  # type: ignore[misc]
                f"lever {name} is pulled {_when(found[n])}, and should be {_when(right[n])}"
            ),
        )


def _when(t: int) -> str:
    return "never" if t < 0 else f"in round {t}"


def walk_away(game: Game, outcomes: Outcomes) -> None:
    """The value of no deal is what the page on the model says."""
    deals = Deals(game, outcomes)
    for i, actor in enumerate(game.actors):
        found, right = outcomes.reservation[i], deals.reservation[i]
        broken_where(
            ~(np.abs(found - right) <= CLOSE) & ~deals.course.unsure,
            lambda n, actor=actor, found=found, right=right: (  # type: ignore[misc]
                f"no deal is worth {found[n]:.6g} to {actor} in round {deals.round[n]}, and should be {right[n]:.6g}"
            ),
        )


def payoff(game: Game, outcomes: Outcomes) -> None:
    """A payoff is what was fought through, and then the deal or the end of the clock, discounted to round 0."""
    deals = Deals(game, outcomes)
    course = deals.course
    for i, actor in enumerate(game.actors):
        right, discount = np.zeros(game.draws), np.ones(game.draws)
        for t in range(game.deadline):
            fights = ~deals.agreed | (deals.round > t)
            right += np.where(fights, discount * (course.flow[t, i] - course.cost[t, i]), 0.0)
            discount = np.where(fights, discount * game.patience[i], discount)
        right += discount * np.where(deals.agreed, deals.value[i], course.reservation[-1, i])
        found = outcomes.payoff[i]
        broken_where(
            ~(np.abs(found - right) <= CLOSE * game.deadline) & ~course.unsure,
            lambda n, actor=actor, found=found, right=right: (  # type: ignore[misc]
                f"the payoff of {actor} is given as {found[n]:.6g}, and adds up to {right[n]:.6g}"
            ),
        )


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
