"""The ground: what the state of the front is worth, and where it stands. docs/model.md, sections 1 and 2.

All contested regions move together by one number z, so any sum of values over regions is a piecewise linear
function of z: one short ladder per draw answers for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.game import Floats, Front, Game


def region_share(held: Floats, z: Floats) -> Floats:
    """The first claimant's share of a contested region (N,), from what it held at the start and z in -1..1."""
    found: Floats = np.where(z >= 0, held + (1 - held) * z, held * (1 + z))
    return found


class Ground:
    """Value (A, N) of the share held now of some regions, as a ladder in z."""

    def __init__(self, game: Game, regions: Sequence[int]) -> None:
        """Lay the ladder: a knot wherever the value of any of these issues bends for anybody."""
        front = game.war.front if game.war else None
        moving = [k for k in regions if front and k in front.regions and front.contested[front.regions.index(k)]]
        rows = [np.full(game.draws, end) for end in (-1.0, 0.0, 1.0)]
        for k in moving:
            held = game.issues[k].no_deal
            for knot in game.issues[k].knots:
                up = (knot - held) / np.where(held < 1, 1 - held, 1.0)
                down = knot / np.where(held > 0, held, 1.0) - 1
                rows.append(np.clip(np.where(knot >= held, up, down), -1.0, 1.0))
        distinct = {row.tobytes(): row for row in rows}
        self._knots = np.sort(np.stack(list(distinct.values())), axis=0)
        self._values = np.zeros((len(self._knots), len(game.actors), game.draws))
        for z, value in zip(self._knots, self._values, strict=True):
            for k in regions:
                issue = game.issues[k]
                value += issue.value_at(region_share(issue.no_deal, z) if k in moving else issue.no_deal)
        length = np.diff(self._knots, axis=0)
        self._rises = np.diff(self._values, axis=0)
        self._per_length = 1 / np.where(length > 0, length, 1.0)
        self.moves = bool(moving)

    def value(self, z: Floats) -> Floats:
        """Value to every actor, (A, N), at z: (N,), or (A, N) where each actor has its own in mind."""
        if not self.moves:
            return self._values[0]
        found = self._values[0].copy()
        for m, rise in enumerate(self._rises):
            found += rise * np.clip((z - self._knots[m]) * self._per_length[m], 0.0, 1.0)
        return found


class Line:
    """How many km2 a step of z is, on either side of the start."""

    def __init__(self, front: Front, held: Floats) -> None:
        """`held` (regions, N) at the start."""
        area = front.area * front.contested[:, None]
        self._up = (area * (1 - held)).sum(axis=0)
        self._down = (area * held).sum(axis=0)

    def moved(self, z: Floats, gain: Floats) -> Floats:
        """Where z stands after a net gain in km2 of the first claimant; any shapes that go with (N,)."""
        place = self.place(z) + gain
        up = place / np.where(self._up > 0, self._up, np.inf)
        down = place / np.where(self._down > 0, self._down, np.inf)
        return np.clip(np.where(place >= 0, up, down), -1.0, 1.0)

    def place(self, z: Floats) -> Floats:
        """km2 gained since the start, negative when lost."""
        found: Floats = np.where(z >= 0, z * self._up, z * self._down)
        return found
