"""One proposer and one coalition: everything about their deals that can be laid out before a round is played.

A frame is one way to make a deal (see `frames`), a lane a draw and a frame that is open in it, a column a draw and a
box in which some lane lies. Paths are laid once a column; lanes of the same box share them.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from simulator.engine.frames import frame_open, hazard_choices, make_frames
from simulator.engine.moment import Moment
from simulator.engine.route import Bounding, Envelope, Path, Rungs, weighted
from simulator.engine.survival import Holding, hazard_and_shift
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints

LEAST_Q = 1e-12


class Bargain:
    """What a proposer can offer a coalition, in a block of draws."""

    def __init__(
        self, game: Game, proposer: int, coalition: tuple[int, ...], holding: Holding, among: Bools | None = None
    ) -> None:
        """Lay out lanes, columns, rungs and envelopes; only in some frames of some draws, if given as (frames, N)."""
        self.game, self.proposer = game, proposer
        self._coalition, self._holding = coalition, holding
        self.others = tuple(i for i in coalition if i != proposer)
        self.frames, self.boxes = make_frames(game, proposer, coalition)
        self.deliverers = tuple(sorted({i for box in self.boxes for i in box.asked}))
        self.parties = (proposer, *self.others)
        self.exact = len(self.others) < 2 and not any(box.asked for box in self.boxes)
        self.free = tuple(k for k, i in enumerate(game.issues) if not i.divisible and k not in hazard_choices(game))
        sizes = [range(len(game.issues[k].options)) for k in self.free]
        chosen = list(product(*sizes))
        self.combinations = np.array(chosen, dtype=np.int64).reshape(len(chosen), len(self.free))
        self._make_lanes({proposer, *coalition}, holding, among)
        self._make_columns()
        self.weightings = weightings(len(game.actors), self.others)
        draws = self.column_draw
        self.rungs = [Rungs(game, draws, self.given, self.parties, weighting) for weighting in self.weightings]
        self.values = [game.issues[k].value for k in self.free]  # (A, M, N) each
        self.open_options = [self._by_column(k) for k in self.free]  # (M, C) each
        self._boundings = [
            Bounding(rungs, [self._envelope(f, weighting) for f in range(len(self.free))])
            for rungs, weighting in zip(self.rungs, self.weightings, strict=True)
        ]
        asked = np.array([bool(box.asked) for box in self.boxes], dtype=np.bool_)[self.column_box]
        self.first_asked = int(asked.argmax()) if asked.any() else len(asked)  # columns from here on ask deliverers
        self._laid: Moment | None = None

    def _make_lanes(self, agreeing: set[int], holding: Holding, among: Bools | None) -> None:
        """Pairs of a draw and a frame that is open in it, with what is fixed in each."""
        game = self.game
        draws, frames, fixed, hazards, shifts = [], [], [], [], []
        known: dict[tuple[tuple[int, int], ...], tuple[Floats, Floats]] = {}
        for f, frame in enumerate(self.frames):
            open_ = frame_open(game, frame, self.boxes[frame.box], agreeing)
            here = np.nonzero(open_ if among is None else open_ & among[f])[0]
            if frame.fixed not in known:
                options = {k: np.full(game.draws, float(option)) for k, option in frame.fixed}
                known[frame.fixed] = hazard_and_shift(game, options)
            hazard, shift = known[frame.fixed]
            value = np.zeros((len(game.actors), len(here)))
            for k, option in frame.fixed:
                value += game.issues[k].value[:, option, here]
            draws.append(here)
            frames.append(np.full(len(here), f))
            fixed.append(value)
            hazards.append(hazard[here])
            shifts.append(shift[here])
        self.draw, self.frame = np.concatenate(draws), np.concatenate(frames)
        self.fixed = np.concatenate(fixed, axis=1)  # (A, L): utility of what the frame fixes
        self.shift = np.concatenate(shifts)  # (L,): factor on shifts
        hazard = np.concatenate(hazards)
        self.q = {i: np.maximum(holding.of(i, self.draw, hazard), LEAST_Q) for i in (*self.parties, *self.deliverers)}
        self.per_q = {i: 1 / q for i, q in self.q.items()}
        self.delivered = np.array([bool(frame.asked) for frame in self.frames], dtype=np.bool_)[self.frame]  # (L,)
        self._given_up: dict[int, tuple[Floats, Floats]] = {}
        asked = {i: np.array([i in frame.asked for frame in self.frames], dtype=np.bool_) for i in self.deliverers}
        self.asked = {i: at[self.frame] for i, at in asked.items()}  # (L,): whether it only delivers, and must agree

    def turned(self, proposer: int, lanes: Ints) -> Bargain:
        """The same deals proposed by another member of the coalition, in some of the lanes."""
        among = np.zeros((len(self.frames), self.game.draws), dtype=np.bool_)
        among[self.frame[lanes], self.draw[lanes]] = True
        return Bargain(self.game, proposer, self._coalition, self._holding, among)

    def given_up(self, i: int, moment: Moment) -> Floats:
        """What lanes give an actor before any bargaining: what the frame fixes, and what its shift adds to R, (L,)."""
        shift, found = self._given_up.get(i, (None, None))
        if found is None or shift is not moment.shift:
            found = self.fixed[i] + moment.shift[i][self.draw] * self.shift * (self.per_q[i] - 1)
            self._given_up[i] = moment.shift, found
        return found

    def _make_columns(self) -> None:
        """Columns, and what is open in them before the front moves."""
        game, boxes = self.game, np.array([frame.box for frame in self.frames], dtype=np.int64)[self.frame]
        pairs, self.column = np.unique(boxes * game.draws + self.draw, return_inverse=True)
        self.column_box, self.column_draw = pairs // game.draws, pairs % game.draws
        divisible = [k for k, issue in enumerate(game.issues) if issue.divisible]
        self.pinned = tuple(k for k in divisible if all(k in box.pinned for box in self.boxes))
        self.still = tuple(k for k in divisible if k not in self.pinned and self._settled(k))
        self.given = tuple(k for k in divisible if k not in self.pinned and k not in self.still)
        self.moving = any(k in self.given for box in self.boxes for k, _, _ in box.follows)
        shape = (len(game.issues), len(pairs))
        self._low, self._high = np.zeros(shape), np.zeros(shape)
        for b, box in enumerate(self.boxes):
            here = self.column_box == b
            self._low[:, here], self._high[:, here] = (end[:, self.column_draw[here]] for end in (box.low, box.high))
        self.bases = np.zeros((len(game.actors), len(pairs)))  # utility below the lowest rungs
        for k in self.given:
            self.bases += game.issues[k].value[:, 0, self.column_draw]
        for b, box in enumerate(self.boxes):
            here = np.nonzero(self.column_box == b)[0]
            for k in self.still:
                self.bases[:, here] += game.issues[k].value_at(box.low[k])[:, self.column_draw[here]]

    def _settled(self, k: int) -> bool:
        """Whether red lines leave one position of an issue in every box, and it does not move."""
        return all(
            k not in [issue for issue, _, _ in box.follows] and bool((box.low[k] >= box.high[k]).all())
            for box in self.boxes
        )

    def _by_column(self, k: int) -> Bools:
        """Open options of a choice, (M, C)."""
        return np.stack([box.open_[k] for box in self.boxes])[self.column_box, :, self.column_draw].T

    def _envelope(self, f: int, weighting: Floats) -> Envelope:
        value = self.values[f][:, :, self.column_draw]
        return Envelope.of(value[self.proposer], weighted(value, weighting), self.open_options[f])

    def lay(self, moment: Moment) -> None:
        """Lay the paths for a moment; once is enough where no open end moves with the front."""
        pinned = moment.as_held(self.pinned)
        self.held = {
            i: pinned[i] for i in (*self.parties, *self.deliverers)
        }  # (N,) each: utility of regions that stay as held
        if self._laid is not None and (self._laid is moment or not self.moving):
            return
        self._laid = moment
        self.low, self.high = self._ends(moment)
        rows = [*self.given, *self.still]
        self.open_now: Bools = np.all(self.low[rows] <= self.high[rows] + TOLERANCE, axis=0)  # (C,)
        self.high = np.maximum(self.low, self.high)
        bases = tuple(self.bases[i] for i in self.parties)
        self.bounds: list[Path] = []
        self.fills: list[Path] = []
        self._parts: list[tuple[Floats, Floats]] = []
        self._lines: dict[tuple[int, int], Floats] = {}
        for rungs, bounding, weighting in zip(self.rungs, self._boundings, self.weightings, strict=True):
            below, inside = rungs.open_part(self.low, self.high)
            lifted = below + inside * rungs.counted
            self.bounds.append(bounding.lay(lifted, inside, bases[0], weighted(self.bases, weighting)))
            self.fills.append(rungs.fill(lifted, inside, bases))
            self._parts.append((lifted, inside))

    def deliverer(self, w: int, i: int) -> Floats:
        """The utility (D+1, C - first_asked) of one who delivers, along the fill of one weighting."""
        if (w, i) not in self._lines:
            self._lines[w, i] = self.rungs[w].fill_for(i, self.first_asked, *self._parts[w], self.bases[i])
        return self._lines[w, i]

    def _ends(self, moment: Moment) -> tuple[Floats, Floats]:
        """Least and most open positions (K, C) with the front where it stands."""
        low, high = self._low.copy(), self._high.copy()
        for b, box in enumerate(self.boxes):
            here = np.nonzero(self.column_box == b)[0]
            for k, least, most in box.follows:
                held = moment.held_now[k][self.column_draw[here]]
                if least:
                    low[k, here] = np.maximum(low[k, here], held)
                if most:
                    high[k, here] = np.minimum(high[k, here], held)
        return low, high

    def package(self, w: int, lanes: Ints, combination: Ints, rungs: Ints, part: Floats, moment: Moment) -> Floats:
        """The packages (K, L) at points of the path of one weighting."""
        terms = np.zeros((len(self.game.issues), len(lanes)))
        columns, draws = self.column[lanes], self.draw[lanes]
        for f in np.unique(self.frame[lanes]):
            for k, option in self.frames[f].fixed:
                terms[k, self.frame[lanes] == f] = option
        for c, k in enumerate(self.free):
            terms[k] = self.combinations[combination, c]
        for k in self.pinned:
            terms[k] = moment.held_now[k][draws]
        for k in self.still:
            terms[k] = self.low[k, columns]
        for k, position in self.positions(w, columns, rungs + part).items():
            terms[k] = position
        return terms

    def positions(self, w: int, columns: Ints, walked: Floats) -> dict[int, Floats]:
        """Positions (L,) of the issues that are given way on, after walking so far down the path of one weighting."""
        low, high, route = self.low[:, columns], self.high[:, columns], self.rungs[w]
        steps = route.walked(columns, low, high, walked)
        return {k: low[k] + steps[route.issue == k].sum(axis=0) for k in self.given}


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
