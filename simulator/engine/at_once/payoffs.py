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
    game, fighting, costs = course.game, course.fighting, _costs(course)
    varying = {i: cost for i, cost in costs.items() if cost.ndim == 2}
    sums: list[Floats] = []
    spent: dict[int, Floats] = {}
    if course.z.ndim == 1 and not varying and bool((game.patience == game.patience[:, :1]).all()):
        rounds = _counted(game.patience[:, 0], game.deadline, until)
    else:
        rounds, sums, spent = _added(course, until, varying)
    flow = (fighting.still + fighting.ground.base) * rounds
    for rise, total in zip(fighting.ground.rises, sums, strict=False):
        flow += rise * total
    flow *= np.where(fighting.fixed, 0.0, 1 - game.patience)
    for i, cost in costs.items():
        flow[i] -= spent[i] if i in spent else cost * rounds[i]
    return flow, _power(game.patience, until)


def _added(
    course: WarCourse, until: Ints, varying: dict[int, Floats]
) -> tuple[Floats, list[Floats], dict[int, Floats]]:
    """Discounted sums over the rounds fought: of 1 and of each hat, (A, N) each, and of costs (T, N) by actor, (N,)."""
    game, ground, moves = course.game, course.fighting.ground, course.z.ndim == 2
    patience, rounds = game.patience, np.zeros(game.patience.shape)
    sums = [np.zeros(patience.shape) for _ in ground.rises] if moves else []
    spent = {i: np.zeros(game.draws) for i in varying}
    for s in reversed(range(int(until.max(initial=0)))):
        going = (until > s).astype(np.float64)
        hats = ground.hats(course.z[s + 1]) if moves else []
        for total, hat in zip(sums, hats, strict=True):
            hat *= going
            total *= patience
            total += hat
        rounds *= patience
        rounds += going
        for i, cost in varying.items():
            spent[i] *= patience[i]
            spent[i] += cost[s] * going
    return rounds, sums, spent


def _counted(patience: Floats, deadline: int, until: Ints) -> Floats:
    """The discounted sum of 1 over the rounds fought, (A, N), with patience (A,) the same in every draw."""
    powers = np.cumprod(np.concatenate([np.ones((1, len(patience))), np.repeat(patience[None], deadline, 0)]), axis=0)
    sums = np.concatenate([np.zeros((1, len(patience))), np.cumsum(powers[:-1], axis=0)])
    return np.stack([row.take(until) for row in np.ascontiguousarray(sums.T)])


def _power(base: Floats, exponent: Ints) -> Floats:
    """Base (A, N) to whole powers (N,), by squaring: products alone, which are the same on every machine."""
    found = np.ones(base.shape)
    for bit in range(int(exponent.max(initial=0)).bit_length()):
        if bit:
            base = base * base
        np.multiply(found, base, out=found, where=(exponent >> bit & 1).astype(np.bool_))
    return found


def _costs(course: WarCourse) -> dict[int, Floats]:
    """The cost of a round to each actor: (N,) where it is the same in every round, otherwise (T, N)."""
    found = {}
    for i in range(len(course.game.actors)):
        times, add = course.cost_factors(i)
        cost = course.fighting.streams.costs(i)
        found[i] = (times if times.ndim == 1 else times[:-1]) * cost + (add if add.ndim == 1 else add[:-1])
    return found
