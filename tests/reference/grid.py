"""Every package of a fine grid, evaluated straight from the arrays of a Game: an oracle for searches.

The grid of an issue holds all its knots and red lines, so the best of a concave ladder is always on it. Hazards
have shape 1 (`exponential`), where the discounted chance to hold has a closed form.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from simulator.game import Bools, Floats, Game, Issue
from tests.reference.reference import Round


def exponential(game: Game) -> Game:
    """The same game with a constant hazard and no levers."""
    return replace(game, aftermath=replace(game.aftermath, shape=np.ones(game.draws)), levers=())


@dataclass(frozen=True)
class Grid:
    """All packages of the grid in one round of draw 0."""

    terms: Floats  # (K, P)
    value: Floats  # (A, P): V
    acceptable: Bools  # (A, P): crosses no red line of the actor

    @classmethod
    def of(cls, game: Game, one: Round, points: int = 41) -> Grid:
        """The packages of a round, with its reservation values and the land as held in it."""
        axes = [_positions(issue, float(held), points) for issue, held in zip(game.issues, one.ground, strict=True)]
        terms = np.array(list(product(*axes))).T
        return cls(terms, values(game, one, terms), acceptable(game, one, terms))


def _positions(issue: Issue, held: float, points: int) -> list[float]:
    if issue.kind == "choice":
        return list(range(len(issue.knots)))
    low, high = issue.knots[0, 0], issue.knots[-1, 0]
    marks = [*np.linspace(low, high, points), *issue.knots[:, 0], held]
    marks.extend([*issue.red_low[:, 0], *issue.red_high[:, 0]])
    return sorted({float(mark) for mark in marks if low <= mark <= high})


def values(game: Game, one: Round, terms: Floats) -> Floats:
    """V of packages (K, P) for every actor (A, P), without levers."""
    utility = np.zeros((len(game.actors), terms.shape[1]))
    for issue, position in zip(game.issues, terms, strict=True):
        for actor in range(len(game.actors)):
            utility[actor] += np.interp(position, issue.knots[:, 0], issue.value[actor, :, 0])
    after = game.aftermath
    hazard = np.full(terms.shape[1], after.hazard[0])
    factor = np.full(terms.shape[1], after.shift_factor[0])
    for ratio in after.ratios:
        tests = zip(ratio.issues, ratio.options, strict=True)
        holds = np.all([np.isin(terms[k], options) for k, options in tests], 0)
        hazard = hazard * np.where(holds, ratio.ratio[0], 1)
        factor = factor * np.where(holds, ratio.shift[0], 1)
    if not after.commitment:
        return utility
    value = np.empty_like(utility)
    for actor in range(len(game.actors)):
        rate = -math.log(game.patience[actor, 0])
        q = rate / (rate + hazard / after.scale[0])
        value[actor] = q * utility[actor] + (1 - q) * (float(one.reservation[actor]) + game.shift[actor, 0] * factor)
    return value


def acceptable(game: Game, one: Round, terms: Floats) -> Bools:
    """Whether packages (K, P) cross no red line of each actor (A, P)."""
    within = np.ones((len(game.actors), terms.shape[1]), bool)
    for actor in range(len(game.actors)):
        for k, issue in enumerate(game.issues):
            if issue.kind == "choice":
                within[actor] &= issue.allowed[actor, terms[k].astype(int), 0]
                continue
            held = float(one.ground[k])
            low = held if issue.red_held_low[actor] else issue.red_low[actor, 0]
            high = held if issue.red_held_high[actor] else issue.red_high[actor, 0]
            within[actor] &= (low <= terms[k]) & (terms[k] <= high)
    return within
