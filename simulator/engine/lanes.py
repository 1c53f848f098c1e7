"""Lanes: every frame that is open in every draw, laid out once for all who propose to the same people.

A frame is one way to make a deal (see `frames`), a lane a draw and a frame that is open in it, a column a draw and a
box in which some lane lies. Paths are laid once a column; lanes of the same box share them.
"""

from __future__ import annotations

from copy import copy

import numpy as np

from simulator.engine.division import fits
from simulator.engine.frames import Frame, box_open, frames_open, make_frames
from simulator.engine.holding import Holding
from simulator.engine.rungs import Ladders
from simulator.engine.survival import hazard_and_shift
from simulator.game import Floats, Game, Ints

LEAST_Q = 1e-12


class Lanes:
    """The lanes (L,) and columns (C,) of the deals among some actors, and what is fixed in each.

    Attributes:
        draw: (L,) the entry of each lane in what is asked of packages: a draw, or a case of one (see `cases`).
        home: (L,) its draw in the game.
        frame: (L,) which frame.
        column: (L,) which column.
        fixed: (A, L) utility of what the frame fixes.
        shift: (L,) factor on shifts.
        delivered: (L,) whether anybody only delivers.
        asked: by actor who only delivers somewhere, (L,) whether it must agree.
        column_box, column_draw: (C,).
        low, high: (K, C) what is open before the front moves.
        bases: (A, C) utility below the lowest rungs, of what no bargaining moves.
        pinned: divisible issues that stay exactly as held; `still` have one position open, `given` more.
        ladders: of the given issues.
        moving: whether what is open moves with the front.
    """

    def __init__(self, game: Game, agreeing: set[int], holding: Holding) -> None:
        """Lay out the deals to which some actors must agree, besides whoever delivers."""
        self.game, self._holding, self._agreeing = game, holding, agreeing
        self.frames, self.boxes = make_frames(game, agreeing)
        self.deliverers = tuple(sorted({i for box in self.boxes for i in box.asked}))
        open_ = frames_open(game, self.frames, [box_open(game, box) for box in self.boxes], agreeing)
        if game.divisions:
            open_ = open_ & fits(game, agreeing)
        self.frame, self.home = np.nonzero(open_)
        self.draw = self.home
        self._make_fixed()
        self._make_columns()
        self._q: dict[int, Floats] = {}

    def _make_fixed(self) -> None:
        """What the frame of each lane fixes."""
        game, lanes = self.game, len(self.draw)
        self.fixed = np.zeros((len(game.actors), lanes))
        self.way, self.shift = np.empty(lanes, dtype=np.int64), np.empty(lanes)
        starts = np.searchsorted(self.frame, np.arange(len(self.frames) + 1))
        known: dict[tuple[tuple[int, int], ...], tuple[Ints | int, Floats]] = {}
        for frame, start, end in zip(self.frames, starts, starts[1:], strict=False):
            if start == end:
                continue
            if frame.fixed not in known:
                options = {k: float(option) for k, option in frame.fixed}
                known[frame.fixed] = self._holding.way(options), hazard_and_shift(game, options)[1]
            way, shift = known[frame.fixed]
            here = self.home[start:end]
            self.way[start:end], self.shift[start:end] = way, shift[here]
            for k, option in frame.fixed:
                self.fixed[:, start:end] += game.issues[k].value[:, option].take(here, axis=1)
        self.delivered = self._of_frame([bool(frame.asked) for frame in self.frames])
        self.asked = {i: self._of_frame([i in frame.asked for frame in self.frames]) for i in self.deliverers}

    def _of_frame(self, each: list[bool]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        return np.array(each, dtype=np.bool_)[self.frame]

    def _make_columns(self) -> None:
        """Columns, by box and then by draw, and what is open in them before the front moves."""
        game = self.game
        boxes = np.array([frame.box for frame in self.frames], dtype=np.int64)[self.frame]
        taken = np.zeros((len(self.boxes), game.draws), dtype=np.bool_)
        taken[boxes, self.home] = True
        number = np.cumsum(taken.ravel()) - 1
        self.column = number[boxes * game.draws + self.home]
        self.column_box, self.column_draw = np.nonzero(taken)
        shared = {k for rows in game.divisions for k in rows}  # filled beside the path, see `division`
        divisible = [k for k, issue in enumerate(game.issues) if issue.divisible and k not in shared]
        self.pinned = tuple(k for k in divisible if all(k in box.pinned for box in self.boxes))
        self.still = tuple(k for k in divisible if k not in self.pinned and self._settled(k))
        self.given = tuple(k for k in divisible if k not in self.pinned and k not in self.still)
        self.ladders = Ladders(game, self.given)
        self.moving = any(k in self.given for box in self.boxes for k, _, _ in box.follows)
        shape = (len(game.issues), len(self.column_draw))
        self.low, self.high = np.zeros(shape), np.zeros(shape)
        self.bases = np.zeros((len(game.actors), len(self.column_draw)))
        for k in self.given:
            self.bases += game.issues[k].value[:, 0].take(self.column_draw, axis=1)
        bounds = np.searchsorted(self.column_box, np.arange(len(self.boxes) + 1))
        for box, start, end in zip(self.boxes, bounds, bounds[1:], strict=False):
            draws = self.column_draw[start:end]
            self.low[:, start:end], self.high[:, start:end] = box.low.take(draws, axis=1), box.high.take(draws, axis=1)
        for k in self.still:
            self.bases += game.issues[k].value_at(self.low[k], self.column_draw)

    def _settled(self, k: int) -> bool:
        """Whether red lines leave one position of an issue in every box, and it does not move."""
        return all(
            k not in [issue for issue, _, _ in box.follows] and bool((box.low[k] >= box.high[k]).all())
            for box in self.boxes
        )

    def q(self, i: int) -> Floats:
        """Q of an actor in each lane, (L,)."""
        if i not in self._q:
            together = self.deliverers if i in self.deliverers else tuple(self._agreeing)
            q = np.maximum(self._holding.in_way(together, self.way, self.home), LEAST_Q)
            self._q |= zip(together, q, strict=True)
        return self._q[i]

    def some(self, lanes: Ints) -> tuple[Lanes, Ints]:
        """Some of the lanes, with the columns in which they lie, and which columns these are."""
        part = self._with_lanes(lanes)
        taken = np.zeros(len(self.column_draw), dtype=np.bool_)
        taken[part.column] = True
        columns = np.nonzero(taken)[0]
        part.column = (np.cumsum(taken) - 1)[part.column]
        part.column_box, part.column_draw = self.column_box[columns], self.column_draw[columns]
        part.low, part.high, part.bases = (rows.take(columns, axis=1) for rows in (self.low, self.high, self.bases))
        return part, columns

    def cases(self, lanes: Ints, cases: Ints) -> Lanes:
        """Lanes for cases of their draws: the same lane may serve several, which are then told apart by `draw`."""
        part = self._with_lanes(lanes)
        part.draw = cases
        return part

    def _with_lanes(self, lanes: Ints) -> Lanes:
        part = copy(self)
        for name in ("draw", "home", "frame", "column", "way", "shift", "delivered"):
            setattr(part, name, getattr(self, name)[lanes])
        part.fixed = self.fixed.take(lanes, axis=1)
        part.asked = {i: asked[lanes] for i, asked in self.asked.items()}
        part._q = {i: q[lanes] for i, q in self._q.items()}
        return part

    def frames_of(self, lanes: Ints) -> list[tuple[Frame, Ints]]:
        """The frames of some lanes, each with the places at which it occurs among them."""
        return [(self.frames[f], np.nonzero(self.frame[lanes] == f)[0]) for f in np.unique(self.frame[lanes])]
