"""What the rounds fought paid each actor, discounted to round 0. docs/model.md, section 8."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from simulator.engine.at_once.war_course import WarCourse
from simulator.game import Floats, Ints


def fought(course: WarCourse, until: Ints) -> tuple[Floats, Floats]:
    """The sum of d^s (f_i - c_i) over the rounds fought, and d^until, (A, N) each.

    What a round pays is a few numbers of the front times what each actor makes of them: the sums are of those numbers.
    Sums are made up round by round, so that a draw's are the same to the bit whatever draws are beside it.

    Args:
        course: of the war.
        until: (N,) how many rounds were fought.
    """
    game, fighting, costs = course.game, course.fighting, _costs(course)
    varying = {i: cost for i, cost in costs.items() if cost.ndim == 2}
    if course.z.ndim == 1 and not varying and bool((game.patience == game.patience[:, :1]).all()):
        rounds, discount = _counted(game.patience[:, 0], game.deadline, until)
        sums: list[Floats] = []
        spent: dict[int, Floats] = {}
    else:
        rounds, discount, sums, spent = _added(course, until, varying)
    flow = (fighting.still + fighting.ground.base) * rounds
    for rise, total in zip(fighting.ground.rises, sums, strict=False):
        flow += rise * total
    flow *= np.where(fighting.fixed, 0.0, 1 - game.patience)
    for i, cost in costs.items():
        flow[i] -= spent[i] if i in spent else cost * rounds[i]
    return flow, discount


def _added(
    course: WarCourse, until: Ints, varying: dict[int, Floats]
) -> tuple[Floats, Floats, list[Floats], dict[int, Floats]]:
    """Over the rounds fought: the sum of d^s, d^until, the sums of d^s times each hat, and times costs (T, N).

    (A, N) each, but for the last, which are (N,) by actor.
    """
    game, ground, moves = course.game, course.fighting.ground, course.z.ndim == 2
    patience = game.patience
    rounds = np.zeros(patience.shape)
    sums = [np.zeros(rounds.shape) for _ in ground.rises] if moves else []
    spent = {i: np.zeros(game.draws) for i in varying}
    for s in reversed(range(int(until.max(initial=0)))):  # Horner's rule
        going = (until > s).astype(np.float64)
        rounds *= patience
        rounds += going
        for total, hat in zip(sums, ground.hats(course.z[s + 1]) if moves else [], strict=True):
            hat *= going
            total *= patience
            total += hat
        for i, cost in varying.items():
            spent[i] *= patience[i]
            spent[i] += cost[s] * going
    return rounds, patience**until, sums, spent


def _counted(patience: Floats, deadline: int, until: Ints) -> tuple[Floats, Floats]:
    """The sum of d^s over the rounds fought, and d^until, (A, N) each, with the same d (A,) in every draw."""
    powers = patience ** np.arange(deadline + 1)[:, None]
    sums = np.zeros(powers.shape)
    for before, now in pairwise(sums):
        np.multiply(before, patience, out=now)
        now += 1.0
    of_each = (np.stack([row.take(until) for row in np.ascontiguousarray(rows.T)]) for rows in (sums, powers))
    return next(of_each), next(of_each)


def _costs(course: WarCourse) -> dict[int, Floats]:
    """The cost of a round to each actor: (N,) where no lever can change it and it is the same in all, else (T, N)."""
    found = {}
    for i in range(len(course.game.actors)):
        times, add = course.cost_factors(i)
        cost = course.fighting.streams.costs(i)
        of_round = (times if times.ndim == 1 else times[:-1]) * cost + (add if add.ndim == 1 else add[:-1])
        shape = (course.game.deadline, course.game.draws)
        found[i] = np.broadcast_to(of_round, shape) if course.changes_cost(i) else of_round
    return found
