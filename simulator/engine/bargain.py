"""One proposer and one coalition: everything about their deals that can be laid out before a round is played."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from itertools import product

import numpy as np

from simulator.engine.division import Division
from simulator.engine.frames import hazard_choices
from simulator.engine.ground import ALL
from simulator.engine.holding import Holding
from simulator.engine.lanes import LEAST_Q, Lanes
from simulator.engine.moment import Moment
from simulator.engine.route import Bound, Bounding, Envelope
from simulator.engine.rungs import Path, Rungs, weighted
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints, added

FEW = 2_048  # columns that are laid all at once, when any of them is asked for


class Bargain:
    """What a proposer can offer a coalition, in a block of draws."""

    def __init__(
        self, game: Game, proposer: int, coalition: tuple[int, ...], holding: Holding, lanes: Lanes | None = None
    ) -> None:
        """Lay out lanes, unless they are given, and what every offer needs."""
        self.game, self.proposer, self._coalition, self._holding = game, proposer, coalition, holding
        self.others = tuple(i for i in coalition if i != proposer)
        self.parties = (proposer, *self.others)
        self.lanes = Lanes(game, {proposer, *coalition}, holding) if lanes is None else lanes
        self.division = Division(game, proposer, self.others) if game.divisions else None
        self.deliverers = self.lanes.deliverers
        self.exact = len(self.others) < 2 and not self.deliverers
        self.free = tuple(k for k, i in enumerate(game.issues) if not i.divisible and k not in hazard_choices(game))
        sizes = [range(len(game.issues[k].options)) for k in self.free]
        chosen = list(product(*sizes))
        self.combinations = np.array(chosen, dtype=np.int64).reshape(len(chosen), len(self.free))
        self.values = [game.issues[k].value for k in self.free]  # (A, M, N) each
        self.weightings = weightings(len(game.actors), self.others)
        if not self.lanes.given and not self.free:  # nothing that they could be weighed for
            self.weightings = self.weightings[:1]
        self.moving = self.lanes.moving
        self._take_over()
        self.open_options = [self._by_column(k) for k in self.free]  # (M, C) each
        self._boundings: list[Bounding] = []
        self._laid: Moment | None = None
        self._fills: dict[int, tuple[Path, Bools]] = {}
        self._few: dict[int, Rungs] = {}  # by weighting, see `_rungs_of`
        self.low, self.high = self.lanes.low, self.lanes.high

    def _take_over(self) -> None:
        """What is asked for often, by its short name."""
        lanes = self.lanes
        self.draw, self.home, self.column = lanes.draw, lanes.home, lanes.column
        self.delivered, self.asked, self.pinned = lanes.delivered, lanes.asked, lanes.pinned
        self.q = q = _PerActor(lanes.q)
        self.per_q = _PerActor(lambda i: 1 / q[i])
        self._given_up: dict[int, tuple[Floats, Floats]] = {}
        alone = bool((np.diff(self.draw) > 0).all())  # one lane a draw
        simple = alone and len(self.combinations) == len(self.weightings) == 1 and not self.deliverers
        # all are weighed by somebody who discounts
        self.plain = simple and all(bool((q[i] > 2 * LEAST_Q).all()) for i in self.parties)

    def turned(self, proposer: int, lanes: Ints) -> Bargain:
        """The same deals proposed by another member of the coalition, in some of the lanes; laid if this one is."""
        some, columns = self.lanes.some(lanes)
        other = Bargain(self.game, proposer, self._coalition, self._holding, some)
        if self._laid is not None and not self.moving and len(self.others) == 1:
            other.open_now, other._laid = self.open_now[columns], self._laid
            other.high = np.maximum(other.low, other.high)
            other.bounds = [bound.turned(columns) for bound in self.bounds]
        return other

    def narrowed(self, lanes: Ints) -> Bargain:
        """The same bargain in some of its lanes, laid as this one is."""
        other = copy(self)
        other.lanes, columns = self.lanes.some(lanes)
        other._take_over()
        other.open_options = [open_.take(columns, axis=1) for open_ in self.open_options]
        other.low, other.high = self.low.take(columns, axis=1), self.high.take(columns, axis=1)
        other.open_now, other.bounds = self.open_now[columns], [bound.some(columns) for bound in self.bounds]
        other._boundings, other._fills, other._few = [], {}, {}
        return other

    def cases(self, lanes: Ints, cases: Ints) -> Bargain:
        """The same deals in cases of their draws (see `Lanes.cases`); laid as this one is, but for what is held."""
        other = copy(self)
        other.lanes, other.held = self.lanes.cases(lanes, cases), {}
        other._take_over()
        return other

    def given_up(self, i: int, moment: Moment) -> Floats:
        """What lanes give an actor before any bargaining: what the frame fixes, and what its shift adds to R, (L,)."""
        shift, found = self._given_up.get(i, (None, None))
        if found is None or shift is not moment.shift:
            found = self.lanes.fixed[i] + moment.shift[i][self.draw] * self.lanes.shift * (self.per_q[i] - 1)
            self._given_up[i] = moment.shift, found
        return found

    def _by_column(self, k: int) -> Bools:
        """Open options of a choice, (M, C)."""
        boxes, draws = self.lanes.column_box, self.lanes.column_draw
        bounds = np.searchsorted(boxes, np.arange(len(self.lanes.boxes) + 1))
        parts = zip(self.lanes.boxes, bounds, bounds[1:], strict=False)
        return np.concatenate([box.open_[k].take(draws[start:end], axis=1) for box, start, end in parts], axis=1)

    def _envelope(self, f: int, weighting: Floats) -> Envelope:
        """The envelope of one free choice in every column."""
        draws, value = self.lanes.column_draw, self.values[f]
        others = value[self.others[0]] if len(self.others) == 1 else weighted(value, weighting)
        first, *rest = (box.open_[self.free[f]] for box in self.lanes.boxes)
        if self.game.draws < len(draws) and all(np.array_equal(first, open_) for open_ in rest):
            return Envelope.of(value[self.proposer], others, first).of_draws(draws)
        return Envelope.of(value[self.proposer].take(draws, axis=1), others.take(draws, axis=1), self.open_options[f])

    def lay(self, moment: Moment) -> None:
        """Lay the bounds for a moment; once is enough where no open end moves with the front."""
        pinned = moment.as_held(self.pinned)
        self.held = {
            i: pinned[i] for i in (*self.parties, *self.deliverers)
        }  # (N,) each: utility of regions that stay as held
        if self._laid is not None and (self._laid is moment or not self.moving):
            return
        self._laid, self._fills = moment, {}
        lanes = self.lanes
        if self.moving:
            self.low, self.high = self._ends(moment)
        rows = [*lanes.given, *lanes.still]
        self.open_now: Bools = np.all(self.low[rows] <= self.high[rows] + TOLERANCE, axis=0)  # (C,)
        self.high = np.maximum(self.low, self.high)
        if not self._boundings:
            for weighting in self.weightings:
                rungs = Rungs(lanes.ladders, lanes.column_draw, self.parties, weighting)
                envelopes = [self._envelope(f, weighting) for f in range(len(self.free))]
                self._boundings.append(Bounding(rungs, envelopes))
        self.bounds: list[Bound] = []
        for bounding, weighting in zip(self._boundings, self.weightings, strict=True):
            theirs = weighted(lanes.bases, weighting)
            self.bounds.append(bounding.lay(self.low, self.high, lanes.bases[self.proposer], theirs))

    def fill(self, w: int, lanes: Ints | slice = ALL) -> Path:
        """The path over divisible issues of one weighting; `gained` is by the others, then by whoever delivers.

        It is laid only where it is asked for: columns in which none of the lanes asked for so far lies mean nothing.
        """
        everybody, width = (*self.parties, *self.deliverers), len(self.lanes.column_draw)
        if w not in self._fills and width <= FEW:
            bases = [self.lanes.bases[i] for i in everybody]
            self._fills[w] = self._rungs_of(w).fill(self.low, self.high, bases), np.ones(width, dtype=np.bool_)
        if w not in self._fills:
            rungs = len(self.lanes.ladders.issue)
            rows = [np.empty((rungs + 1, width)) for _ in everybody]
            self._fills[w] = Path(rows[0], tuple(rows[1:])), np.zeros(width, dtype=np.bool_)
        path, laid = self._fills[w]
        wanted = np.zeros(width, dtype=np.bool_)
        wanted[self.column[lanes]] = True
        columns = np.nonzero(wanted & ~laid)[0]
        if len(columns):
            laid[columns] = True
            rungs_ = Rungs(self.lanes.ladders, self.lanes.column_draw[columns], everybody, self.weightings[w])
            bases = [self.lanes.bases[i, columns] for i in everybody]
            part = rungs_.fill(self.low.take(columns, axis=1), self.high.take(columns, axis=1), bases)
            path.kept[:, columns] = part.kept
            for row, gained in zip(path.gained, part.gained, strict=True):
                row[:, columns] = gained
        return path

    def _rungs_of(self, w: int) -> Rungs:
        """The rungs of few columns with one weighting, which do not change from moment to moment."""
        if w not in self._few:
            everybody = (*self.parties, *self.deliverers)
            self._few[w] = Rungs(self.lanes.ladders, self.lanes.column_draw, everybody, self.weightings[w])
        return self._few[w]

    def _ends(self, moment: Moment) -> tuple[Floats, Floats]:
        """Least and most open positions (K, C) with the front where it stands."""
        lanes = self.lanes
        low, high = lanes.low.copy(), lanes.high.copy()
        for b, box in enumerate(lanes.boxes):
            here = np.nonzero(lanes.column_box == b)[0]
            for k, least, most in box.follows:
                held = moment.held_now[k][lanes.column_draw[here]]
                if least:
                    low[k, here] = np.maximum(low[k, here], held)
                if most:
                    high[k, here] = np.minimum(high[k, here], held)
        return low, high

    def package(self, w: int, lanes: Ints, combination: Ints, rungs: Ints, part: Floats, moment: Moment) -> Floats:
        """The packages (K, L) at points of the path of one weighting."""
        terms = np.zeros((len(self.game.issues), len(lanes)))
        columns, draws = self.column[lanes], self.draw[lanes]
        for frame, here in self.lanes.frames_of(lanes):
            for k, option in frame.fixed:
                terms[k, here] = option
        for c, k in enumerate(self.free):
            terms[k] = self.combinations[combination, c]
        for k in self.pinned:
            terms[k] = moment.held_now[k][draws]
        for k in self.lanes.still:
            terms[k] = self.low[k, columns]
        for k, position in self.positions(w, columns, rungs + part).items():
            terms[k] = position
        return terms

    def positions(self, w: int, columns: Ints, walked: Floats) -> dict[int, Floats]:
        """Positions (L,) of the issues that are given way on, after walking so far down the path of one weighting."""
        low, high = self.low.take(columns, axis=1), self.high.take(columns, axis=1)
        if len(self.lanes.column_draw) <= FEW:
            route = self._rungs_of(w).some(columns)
        else:
            route = Rungs(self.lanes.ladders, self.lanes.column_draw[columns], self.parties, self.weightings[w])
        steps = route.walked(low, high, walked)
        return {k: low[k] + added(steps[route.issue == k]) for k in self.lanes.given}


class _PerActor(dict[int, Floats]):
    """Numbers of each actor that are worked out when they are first asked for."""

    def __init__(self, make: Callable[[int], Floats]) -> None:
        """Nothing is worked out yet."""
        super().__init__()
        self._make = make

    def __missing__(self, actor: int) -> Floats:
        """Work them out."""
        self[actor] = self._make(actor)
        return self[actor]


def weightings(actors: int, others: tuple[int, ...]) -> list[Floats]:
    """How the others are represented: all alike; if there are several, also each for three quarters, and each alone."""
    equal = np.zeros(actors)
    equal[list(others)] = 1 / max(len(others), 1)
    if len(others) < 2:
        return [equal]
    found = [equal]
    for part in (0.75, 1.0):
        for i in others:
            mostly = np.zeros(actors)
            mostly[list(others)] = (1 - part) / (len(others) - 1)
            mostly[i] = part
            found.append(mostly)
    return found
