"""The ground: what the state of the front is worth, and where it stands. docs/model.md, sections 1 and 2.

All contested regions move together by one number z, so any sum of values over regions is a piecewise linear
function of z: one short ladder per draw answers for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.game import Floats, Front, Game, Ints, Issue, added

ALL = slice(None)


def region_share(held: Floats, z: Floats) -> Floats:
    """The first claimant's share of a contested region (N,), from what it held at the start and z in -1..1."""
    found: Floats = held + (1 - held) * np.maximum(z, 0.0) + held * np.minimum(z, 0.0)
    return found


def _along(issue: Issue, knots: Floats, *, moves: bool) -> Floats:
    """Value (M, A, N) of a region with z at some knots (M, N), of which the first is -1 and the last 1."""
    if not moves:
        return np.broadcast_to(issue.value_at(issue.no_deal), (len(knots), *issue.value[:, 0].shape))
    found = np.empty((len(knots), *issue.value[:, 0].shape))
    for z, value in zip(knots, found, strict=True):
        if (z == -1.0).all() and (issue.knots[0] == 0.0).all():
            value[:] = issue.value[:, 0]
        elif (z == 1.0).all() and (issue.knots[-1] == 1.0).all():
            value[:] = issue.value[:, -1]
        else:
            value[:] = issue.value_at(region_share(issue.no_deal, z))
    return found


class Ground:
    """Value (A, N) of the share held now of some regions, as a ladder in z."""

    def __init__(self, game: Game, regions: Sequence[int]) -> None:
        """Lay the ladder: a knot wherever the value of any of these issues bends for anybody."""
        front = game.war.front if game.war else None
        moving = [k for k in regions if front and k in front.regions and front.contested[front.regions.index(k)]]
        self.moves = bool(moving)
        self.rises: tuple[Floats, ...] = ()
        if not moving:
            self.base = np.zeros((len(game.actors), game.draws))
            for k in regions:
                self.base += game.issues[k].value_at(game.issues[k].no_deal)
            return
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
        for k in regions:
            self._values += _along(game.issues[k], self._knots, moves=k in moving)
        if self._knots.shape[0] == 3 and (self._knots == np.array([[-1.0], [0.0], [1.0]])).all():
            self._plain, self.base = True, self._values[1]
            self.rises = (self._values[2] - self._values[1], self._values[1] - self._values[0])
        else:
            self._plain, self.base = False, self._values[0]
            self.rises = tuple(np.diff(self._values, axis=0))
            length = np.diff(self._knots, axis=0)
            self._per_length = 1 / np.where(length > 0, length, 1.0)

    def hats(self, z: Floats, draws: Ints | slice = ALL) -> list[Floats]:
        """How far z (.., n) is up each rung, in some draws; the value is `base` and as much of each of `rises`.

        Where nothing bends but at the start, that is how far the front is ahead, and how far behind.
        """
        if not self.moves:
            return []
        if self._plain:
            return [np.maximum(z, 0.0), np.minimum(z, 0.0)]
        rungs = zip(self._knots, self._per_length, strict=False)
        return [np.clip((z - knot[draws]) * per_length[draws], 0.0, 1.0) for knot, per_length in rungs]

    def hats_at(self, line: Line, place: Floats, draws: Ints | slice = ALL) -> Sequence[Floats]:
        """The same where the front has gained so many km2 (.., n) since the start."""
        if self.moves and self._plain:
            return line.ahead_and_behind(place, draws)
        return self.hats(line.at(place, draws), draws)

    def value(self, z: Floats) -> Floats:
        """Value to every actor, (A, N), at z: (N,), or (A, N) where each actor has its own in mind."""
        if not self.moves:
            return self.base
        found = self.base.copy()
        for rise, hat in zip(self.rises, self.hats(z), strict=True):
            found += rise * hat
        return found

    def value_to(self, actor: int, hats: Sequence[Floats], draws: Ints | slice = ALL) -> Floats:
        """Value to one actor at `hats` (.., n), in some draws."""
        found = self.base[actor][draws]
        for rise, hat in zip(self.rises, hats, strict=False):
            found = found + rise[actor][draws] * hat
        return found


class Grounds:
    """The ladders of a game's regions, each laid once."""

    def __init__(self, game: Game) -> None:
        """None is laid yet."""
        self._game, self._laid = game, dict[tuple[int, ...], Ground]()

    def of(self, regions: tuple[int, ...]) -> Ground:
        """What some regions are worth as they are held."""
        if regions not in self._laid:
            self._laid[regions] = Ground(self._game, regions)
        return self._laid[regions]


class Line:
    """How many km2 a step of z is, on either side of the start."""

    def __init__(self, front: Front, held: Floats) -> None:
        """`held` (regions, N) at the start."""
        area = front.area * front.contested[:, None]
        self.up = added(area * (1 - held))
        self.down = added(area * held)
        self._per_up = 1 / np.where(self.up > 0, self.up, np.inf)
        self._per_down = 1 / np.where(self.down > 0, self.down, np.inf)

    def moved(self, z: Floats, gain: Floats) -> Floats:
        """Where z stands after a net gain in km2 of the first claimant; any shapes that go with (N,)."""
        return self.at(self.place(z) + gain)

    def at(self, place: Floats, draws: Ints | slice = ALL) -> Floats:
        """Where z stands (.., n) at so many km2 (.., n) gained since the start, in some draws."""
        ahead, behind = self.ahead_and_behind(place, draws)
        ahead += behind
        return ahead

    def ahead_and_behind(self, place: Floats, draws: Ints | slice = ALL) -> tuple[Floats, Floats]:
        """The part of that z above 0, and below, (.., n) each."""
        ahead, behind = place * self._per_up[draws], place * self._per_down[draws]
        return np.clip(ahead, 0.0, 1.0, out=ahead), np.clip(behind, -1.0, 0.0, out=behind)

    def place(self, z: Floats) -> Floats:
        """km2 gained since the start, negative when lost."""
        found: Floats = np.maximum(z, 0.0) * self.up + np.minimum(z, 0.0) * self.down
        return found
