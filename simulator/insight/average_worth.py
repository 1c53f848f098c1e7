"""What packages are worth to some actors on average over the draws, as ladders on one grid of positions.

Signing x is worth V_i(x) = q_i u_i(x) + (1 - q_i)(R_i + shift_i) (docs/model.md, section 4). Within a frame, that is
with the choices fixed on which a hazard ratio depends, q_i is a number of the draw, so the mean of V_i over the draws
is a sum over issues like u_i itself: every package is weighed by looking up one number an issue.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from simulator.engine.frames import hazard_choices
from simulator.engine.rounds import Talks
from simulator.engine.standing import crossed
from simulator.engine.survival import hazard_and_shift
from simulator.game import Bools, Floats, Game, Ints, Issue

STEPS = 20
"""Parts into which the range of a divisible issue is cut."""

HALF = 0.5


class AverageWorth:
    """Packages on a grid, weighed for some actors in the first round.

    Attributes:
        game: what was compiled.
        actors: for whom packages are weighed, as indices.
        positions: for each issue the positions on its ladder that count, (M,); for land NaN, the last, is the share
            held now.
        inside: for each issue which of them cross nobody's red line in at least half of the draws, (M,).
        reservation: value of no deal (actors, N).
    """

    def __init__(self, game: Game, actors: tuple[int, ...]) -> None:
        """Opens the first round and averages."""
        self.game, self.actors = game, actors
        talks = Talks(game)
        talks.begin()
        self._holding, self._fighting = talks.holding, talks.fighting
        self._held_now = talks.moment.held_now
        self.reservation: Floats = talks.fighting.reservation[list(actors)]
        self.positions = [_positions(issue) for issue in game.issues]
        asked = sorted({*game.consent, *actors})
        self.inside: list[Bools] = []
        self._worth: list[Floats] = []  # (actors, M, N)
        for k, (issue, at) in enumerate(zip(game.issues, self.positions, strict=True)):
            columns = [self._held_now[k] if np.isnan(position) else np.full(game.draws, position) for position in at]
            self._worth.append(np.stack([issue.value_at(one)[list(actors)] for one in columns], axis=1))
            beyond = [[crossed(game, i, k, one, self._held_now.get(k)) for i in asked] for one in columns]
            self.inside.append(np.array([np.any(rows, axis=0).mean() <= HALF for rows in beyond]))
        self._choices = hazard_choices(game)
        self.frames = tuple(product(*(range(len(game.issues[k].options)) for k in self._choices)))
        self._ladders: dict[tuple[int, ...], tuple[Floats, list[Floats]]] = {}

    @property
    def free(self) -> tuple[int, ...]:
        """Issues that no frame fixes."""
        return tuple(k for k in range(len(self.game.issues)) if k not in self._choices)

    def fixed(self, frame: tuple[int, ...]) -> dict[int, int]:
        """Options of the choices that a frame fixes."""
        return dict(zip(self._choices, frame, strict=True))

    def ladders(self, frame: tuple[int, ...]) -> tuple[Floats, list[Floats]]:
        """What a frame is worth by itself (actors,), and what each issue's positions add, a (actors, M) for each."""
        if frame not in self._ladders:
            game, draws = self.game, np.arange(self.game.draws)
            options = {k: np.full(game.draws, float(option)) for k, option in self.fixed(frame).items()}
            hazard, factor = hazard_and_shift(game, options)
            q = self._holding.of(self.actors, draws, hazard)  # (actors, N)
            failed = self.reservation + self._fighting.shift[list(self.actors)] * factor
            ladders = [np.einsum("amn,an->am", worth, q) / game.draws for worth in self._worth]
            base = ((1 - q) * failed).mean(axis=1)
            for k, option in self.fixed(frame).items():
                base = base + ladders[k][:, option]
            self._ladders[frame] = base, ladders
        return self._ladders[frame]

    def worth(self, terms: Floats) -> Floats:
        """What packages (K, P) are worth, (actors, P); NaN on land stands for the share held now.

        Positions between those of the grid are taken straight between.
        """
        found = np.full((len(self.actors), terms.shape[1]), np.nan)
        frames: Ints = terms[list(self._choices)].astype(np.int64)  # (choices, P)
        for frame in set(map(tuple, frames.T.tolist())):
            here = (frames == np.array(frame, dtype=np.int64)[:, None]).all(axis=0)
            base, ladders = self.ladders(frame)
            for row, start in enumerate(base):
                found[row, here] = start + sum(self._read(k, terms[k, here], ladders[k][row]) for k in self.free)
        return found

    def _read(self, k: int, at: Floats, ladder: Floats) -> Floats:
        """A ladder (M,) of issue k read off at positions (P,)."""
        grid = self.positions[k]
        known = ~np.isnan(grid)
        read: Floats = np.interp(at, grid[known], ladder[known])
        return read if known.all() else np.where(np.isnan(at), ladder[-1], read)


def _positions(issue: Issue) -> Floats:
    """Every option of a choice; a grid from end to end of what can be divided, with its mean knots."""
    if not issue.divisible:
        return np.arange(len(issue.options), dtype=np.float64)
    low, high = float(issue.knots[0].max()), float(issue.knots[-1].min())
    knots = np.clip(issue.knots.mean(axis=1), low, high)
    grid = np.unique(np.round(np.concatenate([np.linspace(low, high, STEPS + 1), knots]), 12))
    return np.append(grid, np.nan) if issue.kind == "share" else grid
