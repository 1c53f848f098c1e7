"""What the rounds fought paid each actor, discounted to round 0. docs/model.md, section 8."""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.war_course import WarCourse
from simulator.game import Floats, Ints


def fought(course: WarCourse, until: Ints) -> tuple[Floats, Floats]:
    """The sum of d^s (f_i - c_i) over the rounds fought, and d^until, (A, N) each.

    Sums run from the last round back to the first (Horner), so that no power of d is taken. What a round pays is a few
    numbers of the front times what each actor makes of them: the sums are of those numbers.

    Args:
        course: of the war.
        until: (N,) how many rounds were fought.
    """
    game, fighting = course.game, course.fighting
    going = (np.arange(game.deadline)[:, None] < until).astype(np.float64)
    hats = [hat * going for hat in fighting.ground.hats(course.z[1:])]
    varying = {i: cost * going for i, cost in _costs(course).items() if cost.ndim == 2}
    patience, shape = game.patience, game.patience.shape
    rounds, discount = np.zeros(shape), np.ones(shape)
    sums, spent = [np.zeros(shape) for _ in hats], {i: np.zeros(game.draws) for i in varying}
    for s in reversed(range(game.deadline)):
        for total, hat in zip(sums, hats, strict=True):
            total *= patience
            total += hat[s]
        rounds *= patience
        rounds += going[s]
        discount *= np.where(until > s, patience, 1.0)
        for i, cost in varying.items():
            spent[i] *= patience[i]
            spent[i] += cost[s]
    flow = (fighting.still + fighting.ground.base) * rounds
    for rise, total in zip(fighting.ground.rises, sums, strict=False):
        flow += rise * total
    flow *= np.where(fighting.fixed, 0.0, 1 - patience)
    for i, cost in _costs(course).items():
        flow[i] -= spent[i] if i in varying else cost * rounds[i]
    return flow, discount


def _costs(course: WarCourse) -> dict[int, Floats]:
    """The cost of a round to each actor: (N,) where it is the same in every round, otherwise (T, N)."""
    found = {}
    for i in range(len(course.game.actors)):
        times, add = course.cost_factors(i)
        cost = course.fighting.streams.costs(i)
        found[i] = (times if times.ndim == 1 else times[:-1]) * cost + (add if add.ndim == 1 else add[:-1])
    return found
