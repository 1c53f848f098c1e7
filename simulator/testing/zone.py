"""How much two actors can both get beyond what they ask for, found by duality rather than by looking for a package.

For a fixed combination of options both margins are concave in the rest of the package. So the most that the worse-off
of the two can get is the least, over weights w and 1 - w, of the most that the weighted sum of margins can be (von
Neumann's minimax theorem); that sum is a sum over issues, and as a function of w it bends only where a rung of some
ladder is worth as much as it costs. Nothing of the engine's search is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game
from simulator.testing.course import Course
from simulator.testing.holding import HazardClass
from simulator.testing.worth import between, red_ends

MOST_COMBINATIONS = 256
"""Combinations of options that `Zone` looks through; above that it says less."""


@dataclass(frozen=True)
class _Ladder:
    """What the places of an issue are worth to the two, and which of them are open: (P, N) each."""

    first: Floats
    second: Floats
    open: Bools
    concave: bool

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """Places between which the better one can change with the weight."""
        places = range(len(self.first))
        return pairwise(places) if self.concave else ((p, q) for q in places for p in range(q))


class Zone:
    """The packages open to some actors, as two of them see them."""

    def __init__(self, course: Course, pair: tuple[int, int], agreeing: Sequence[int]) -> None:
        """`agreeing` are those whose red lines count; an issue that others deliver may be used freely."""
        self._course, self._game = course, course.game
        self._pair, self._agreeing = pair, tuple(agreeing)
        self._still: dict[int, _Ladder] = {}
        self._empty = np.zeros(course.game.draws, dtype=np.bool_)
        self.exact = combinations(course.game) <= MOST_COMBINATIONS

    def gap(self, t: int, thresholds: Floats) -> Floats:
        """The most that the worse-off of the two can get beyond its threshold in round t, (N,).

        Exact, or where there are too many combinations of options (`exact` is False) at least that.

        Args:
            t: the round.
            thresholds: (A, N) what each asks for.
        """
        self._empty = np.zeros(self._game.draws, dtype=np.bool_)
        ladders = {k: self._ladder(t, k) for k in range(len(self._game.issues))}
        classes = [self._in_class(t, hazards, ladders, thresholds) for hazards in self._course.classes]
        found: Floats = np.max(classes, axis=0)
        return np.where(self._empty, -np.inf, found)

    def _ladder(self, t: int, k: int) -> _Ladder:
        issue, held = self._game.issues[k], self._course.held[t, k]
        follows = any(issue.red_held_low[i] or issue.red_held_high[i] for i in self._agreeing)
        if issue.kind != "choice":
            ends = [red_ends(issue, i, held) for i in self._agreeing]
            low = np.max([issue.knots[0], *(low for low, _ in ends)], axis=0)
            high = np.min([issue.knots[-1], *(high for _, high in ends)], axis=0)
            self._empty |= low > high + TOLERANCE
        if k in self._still and not follows:
            return self._still[k]
        if issue.kind == "choice":
            rows, open_ = [issue.value[i] for i in self._pair], np.all(issue.allowed[list(self._agreeing)], axis=0)
        else:
            places = np.clip(issue.knots, low, np.maximum(low, high))
            rows = [between(issue.knots, issue.value[i], places) for i in self._pair]
            open_ = np.ones(places.shape, dtype=np.bool_)
        self._still[k] = _Ladder(rows[0], rows[1], open_, issue.kind != "choice")
        return self._still[k]

    def _in_class(self, t: int, hazards: HazardClass, ladders: dict[int, _Ladder], thresholds: Floats) -> Floats:
        """The gap over packages whose hazard is that of one class."""
        course, q, base = self._course, [], []
        for row, i in enumerate(self._pair):
            failed = course.reservation[t, i] + course.shift[t, i] * hazards.factor
            values = (ladders[k].first if row == 0 else ladders[k].second for k in hazards.options)
            fixed = sum((v[o] for v, o in zip(values, hazards.options.values(), strict=True)), np.zeros(len(failed)))
            q.append(hazards.q[i])
            base.append(hazards.q[i] * fixed + (1 - hazards.q[i]) * failed - thresholds[i])
        open_ = np.all([ladders[k].open[o] for k, o in hazards.options.items()], axis=0)
        free = [k for k in ladders if k not in hazards.options]
        choices = [ladders[k] for k in free if not ladders[k].concave]
        rest = [ladders[k] for k in free if ladders[k].concave]
        if not (choices and self.exact):
            return np.where(open_, _Support(q, [*rest, *choices]).least(*base), -np.inf)
        support, found = _Support(q, rest), np.full(len(base[0]), -np.inf)
        for picked in product(*(range(len(choice.first)) for choice in choices)):
            options = list(zip(choices, picked, strict=True))
            first = base[0] + q[0] * sum(c.first[o] for c, o in options)
            second = base[1] + q[1] * sum(c.second[o] for c, o in options)
            allowed = np.all([c.open[o] for c, o in options], axis=0)
            found = np.maximum(found, np.where(open_ & allowed, support.least(first, second), -np.inf))
        return found


class _Support:
    """The most that a weighted sum of the two's worth of some issues can be, at the weights where it may bend."""

    def __init__(self, q: list[Floats], ladders: list[_Ladder]) -> None:
        """`q` (N,) each: what utility counts in the value of signing."""
        bends = [np.zeros_like(q[0]), np.ones_like(q[0])]
        for ladder in ladders:
            for p, r in ladder.pairs:
                first, second = q[0] * (ladder.first[r] - ladder.first[p]), q[1] * (ladder.second[r] - ladder.second[p])
                apart = first - second
                bends.append(np.clip(-second / np.where(apart == 0, 1.0, apart), 0.0, 1.0))
        self._weight = np.stack(bends)  # (B, N)
        self._most = np.zeros_like(self._weight)
        w = self._weight[:, None]
        for ladder in ladders:
            worth = w * (q[0] * ladder.first) + (1 - w) * (q[1] * ladder.second)  # (B, P, N)
            self._most += np.where(ladder.open, worth, -np.inf).max(axis=1)

    def least(self, first: Floats, second: Floats) -> Floats:
        """The least over weights of the most that both margins can weigh together, with what is fixed of each, (N,)."""
        found: Floats = (self._weight * first + (1 - self._weight) * second + self._most).min(axis=0)
        return found


def combinations(game: Game) -> int:
    """In how many ways the options of all choices can be combined."""
    return int(np.prod([len(issue.options) for issue in game.issues if issue.kind == "choice"], dtype=np.int64))


def zone_of(course: Course, pair: tuple[int, int], agreeing: Sequence[int]) -> Zone:
    """The zone of two actors; kept with the course, since most of it is the same in every round."""
    key = (*pair, *agreeing)
    if key not in course.zones:
        course.zones[key] = Zone(course, pair, agreeing)
    return course.zones[key]


def zone_gap(course: Course, t: int, thresholds: Floats) -> Floats:
    """At least the most that everybody in some coalition can get beyond its threshold in round t, (N,).

    Exact where two must agree and nobody else delivers; otherwise each pair of a coalition is looked at on its own
    and delivery taken for granted, so that a zone may be smaller than this but not larger.
    """
    best = np.full(course.game.draws, -np.inf)
    for coalition in course.game.coalitions:
        pairs = [(i, j) for i in coalition for j in coalition if i < j] or [(coalition[0], coalition[0])]
        gaps = [zone_of(course, pair, coalition).gap(t, thresholds) for pair in pairs]
        best = np.maximum(best, np.min(gaps, axis=0))
    return best


def closed_by_lines(course: Course, t: int, agreeing: Sequence[int]) -> Bools:
    """On which issues the red lines of some actors leave nothing in round t, (K, N)."""
    game = course.game
    found = np.zeros((len(game.issues), game.draws), dtype=np.bool_)
    for k, issue in enumerate(game.issues):
        if issue.kind == "choice":
            found[k] = ~np.all(issue.allowed[list(agreeing)], axis=0).any(axis=0)
            continue
        low, high = issue.knots[0], issue.knots[-1]
        for i in agreeing:
            least, most = red_ends(issue, i, course.held[t, k])
            low, high = np.maximum(low, least), np.minimum(high, most)
        found[k] = low > high + TOLERANCE
    return found
