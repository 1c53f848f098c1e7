"""The most that one of two can have for each worth to the other (section 7, screening)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.game import Floats
from tests.reference.filling import open_intervals, walk
from tests.reference.moment import Moment
from tests.reference.one_draw import Number
from tests.reference.search import best_for, combinations_of, consenting_set

LEVELS = 33

Turn = tuple[Number, Number]  # V of the one who gives way, V of the one who takes


@dataclass(frozen=True)
class Frontier:
    """F at evenly spaced levels, straight between them; never above the last, flat below the first."""

    levels: Floats
    worth: Floats  # -inf where there is no package

    @classmethod
    def of(cls, moment: Moment, giver: int, taker: int) -> Frontier:
        """From the giver's part of the taker's best package to the most that the giver can have."""
        paths = concessions(moment, giver, taker)
        if not paths:
            return cls(np.zeros(LEVELS), np.full(LEVELS, -np.inf))
        ends = [path[-1] for path in paths]
        top = max(taken for _, taken in ends)
        low = max(given for given, taken in ends if taken >= top - moment.draw.tolerance)
        high = max(path[0][0] for path in paths)
        levels = np.linspace(float(low), float(high), LEVELS)
        if any(issue.delivers for issue in moment.draw.issues):
            found = [best_for(moment, taker, giver, moment.draw.real(level)) for level in levels]
            worth = np.array([-np.inf if one is None else float(one.value[taker]) for one in found])
            return cls(levels, np.maximum.accumulate(worth[::-1])[::-1])  # a higher level is good for a lower one
        return cls(levels, exact(paths, levels))

    def at(self, least: Floats) -> Floats:
        """F where the giver has at least so much."""
        width = self.levels[-1] - self.levels[0]
        with np.errstate(invalid="ignore"):
            place = np.clip((least - self.levels[0]) / width if width > 0 else 0 * least, 0, 1) * (LEVELS - 1)
            low = np.minimum(place.astype(np.int64), LEVELS - 2)
            here, there = self.worth[low], self.worth[low + 1]
            between = np.where(place == low, here, here + (place - low) * (there - here))
        return np.where((least > self.levels[-1] + 1e-12) | np.isnan(between), -np.inf, between)


def concessions(moment: Moment, giver: int, taker: int) -> list[list[Turn]]:
    """The turns of the giver's concessions in every combination open to both and to who must deliver."""
    paths = []
    for fixed, free in combinations_of(moment):
        consenting = consenting_set(moment, taker, (giver, taker), fixed, free)
        intervals = open_intervals(moment, free, consenting)
        if intervals is not None and all(moment.accepts_on(actor, k, fixed[k]) for actor in consenting for k in fixed):
            turns = walk(moment, giver, {taker: moment.draw.real(1.0)}, fixed, intervals)
            paths.append([(moment.value(giver, terms), moment.value(taker, terms)) for terms in turns])
    return paths


def exact(paths: list[list[Turn]], least: Floats) -> Floats:
    """The true F, whoever delivers aside: the best of all paths, each straight between its turns."""
    found = np.full(least.shape, -np.inf)
    for path in paths:
        turns = np.array(path, float)[::-1]
        along = np.interp(least, turns[:, 0], turns[:, 1])
        found = np.maximum(found, np.where(least <= turns[-1, 0] + 1e-9, along, -np.inf))
    return found
