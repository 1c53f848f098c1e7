"""What theories of fair division say of two parties' zone: Nash, Kalai and Smorodinsky, equal gains, the greatest sum.

They are points on the same frontier that the engine bargains on, at the beginning of the talks. None is a forecast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.engine.frontier import Frontier, frontier
from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Bools, Floats, Game

LEVELS = 257
"""Points of the frontier between which it is taken to be straight."""


@dataclass(frozen=True)
class Solution:
    """One theory's deal in every draw; NaN where nothing is better than no deal for both.

    Attributes:
        name: whose theory it is.
        worth: (2, N) what signing is worth to both, in the order of `consent`.
        terms: (K, N) the package.
    """

    name: str
    worth: Floats
    terms: Floats


def solutions(game: Game) -> dict[str, Solution]:
    """The deals that four theories pick, by name.

    nash: the greatest product of gains over no deal (Nash 1950). kalai_smorodinsky: gains in proportion to the greatest
    that each could have (Kalai and Smorodinsky 1975). equal_gains: gains of the same size, as far as they go (Kalai
    1977). greatest_sum: the greatest sum of gains (Harsanyi 1955), the middle of all that are as great.

    Raises:
        ValueError: the consent needed is not that of just two parties.
    """
    if len(game.consent) != 2 or len(game.coalitions) != 1:
        raise ValueError(f"solutions are for two parties who must both agree, got {len(game.consent)}")
    talks = Talks(game)
    talks.begin()
    first, other = game.consent
    line = frontier(talks, first, other, LEVELS)
    floor = talks.moment.reservation[[first, other]]
    chosen = {name: pick(line, floor) for name, pick in _PICKS.items()}
    return {name: _solution(talks, name, line, level, floor) for name, level in chosen.items()}


def _solution(talks: Talks, name: str, line: Frontier, level: Floats, floor: Floats) -> Solution:
    """The package at a level of the other party."""
    first, other = talks.game.consent
    fine: Bools = (line.at(level) >= floor[0] - TOLERANCE) & (level >= floor[1] - TOLERANCE)
    asked = talks.moment.reservation.copy()
    asked[other], asked[first] = level, line.at(level)
    found = talks.offer(other, asked, fine, least=-np.inf)
    terms = np.full((len(talks.game.issues), talks.game.draws), np.nan)
    here = np.nonzero(fine & (found.worst > -np.inf))[0]
    terms[:, here] = talks.terms(other, found, here)
    worth = np.where(fine, np.stack([asked[first] + found.worst, level + found.own]), np.nan)
    return Solution(name, worth, terms)


def _ends(line: Frontier, floor: Floats) -> tuple[Floats, Floats]:
    """The levels (N,) between which both gain: the other's floor, and where the first comes down to its own."""
    low = np.maximum(line.least, floor[1])
    return low, np.maximum(_where(lambda level: line.at(level) - floor[0], low, np.maximum(line.most, low)), low)


def _where(falling: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where a falling function passes 0 between two ends (N,); an end where it does not."""
    for _ in range(60):
        middle = (low + high) / 2
        above = falling(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2


def _nash(line: Frontier, floor: Floats) -> Floats:
    """The greatest product; the product of a concave line and a rising one has one hill."""
    low, high = _ends(line, floor)
    step = 1e-7

    def rises(level: Floats) -> Floats:
        here, there = ((np.maximum(line.at(at) - floor[0], 0) * (at - floor[1])) for at in (level - step, level + step))
        return there - here

    return np.clip(_where(rises, low, high), low, high)


def _kalai_smorodinsky(line: Frontier, floor: Floats) -> Floats:
    low, high = _ends(line, floor)
    most = np.maximum(line.at(low) - floor[0], 0), np.maximum(high - floor[1], 0)
    return _where(lambda level: (line.at(level) - floor[0]) * most[1] - (level - floor[1]) * most[0], low, high)


def _equal_gains(line: Frontier, floor: Floats) -> Floats:
    low, high = _ends(line, floor)
    return _where(lambda level: (line.at(level) - floor[0]) - (level - floor[1]), low, high)


def _greatest_sum(line: Frontier, floor: Floats) -> Floats:
    low, high = _ends(line, floor)
    places = np.linspace(0, 1, LEVELS)[:, None]
    levels = low + (high - low) * places
    total = line.at(levels) + levels
    best = total >= total.max(axis=0) - 1e-9
    mean: Floats = (np.where(best, levels, 0).sum(axis=0)) / best.sum(axis=0)
    return mean


_PICKS = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "equal_gains": _equal_gains,
    "greatest_sum": _greatest_sum,
}
