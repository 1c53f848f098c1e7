"""A division: one pie of which several have shares, filled so that whoever is shortest of what it asks has most of it.

Beside everything else in a package, a pie is simple: what the proposer does not need goes to the others, and the
smallest of their margins is greatest where it is raised for all who have it at once (as water finds its level). Nobody
else's share matters to anybody. docs/model.md, section 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game, Ints, added

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Claim:
    """What shares are worth to one actor, and the least that it signs for."""

    row: int  # among the game's issues
    knots: Floats  # (M, N)
    value: Floats  # (M, N): rising, concave
    least: Floats  # (N,): red line

    def worth(self, share: Floats, draws: Ints) -> Floats:
        """Weighted worth of a share (L,) in some draws (L,)."""
        found = self.value[0, draws].copy()
        for m in range(len(self.knots) - 1):
            low, length, rise = self._rung(m, draws)
            found += rise * np.clip((share - low) / length, 0.0, 1.0)
        return found

    def needed(self, worth: Floats, draws: Ints) -> Floats:
        """The least share that is worth so much (..., L) and crosses no red line; above 1 where none is enough."""
        found = np.zeros(np.shape(worth))
        passed = self.value[0, draws].copy()
        for m in range(len(self.knots) - 1):
            _, length, rise = self._rung(m, draws)
            part = np.where(rise > 0, (worth - passed) / np.where(rise > 0, rise, 1.0), (worth > passed) * 1.0)
            found += length * np.clip(part, 0.0, 1.0)
            passed = passed + rise
        found = np.where(worth > passed + TOLERANCE, 2.0, found)
        return np.maximum(found, self.least[draws])

    def _rung(self, m: int, draws: Ints) -> tuple[Floats, Floats, Floats]:
        low, high = self.knots[m, draws], self.knots[m + 1, draws]
        length = high - low
        return low, np.where(length > 0, length, 1.0), self.value[m + 1, draws] - self.value[m, draws]


class Division:
    """The pie of a game, as a proposer divides it with the other members of a coalition."""

    def __init__(self, game: Game, proposer: int, others: tuple[int, ...]) -> None:
        """A game with a division."""
        self.rows = game.divisions[0]
        claims = {i: _claim(game, i, self.rows) for i in (proposer, *others)}
        self._mine, self._others, self._who = claims[proposer], [claims[i] for i in others], others

    def most(self, draws: Ints) -> Floats:
        """The most that the proposer's share can be worth beside the others' red lines, (L,)."""
        whole = 1 - sum((claim.least[draws] for claim in self._others if claim), np.zeros(len(draws)))
        return np.zeros(len(draws)) if self._mine is None else self._mine.worth(np.maximum(whole, 0.0), draws)

    def others_most(self, draws: Ints, weighting: Floats) -> Floats:
        """What the others' shares together are worth at most, weighted by actor (A,), (L,): a bound."""
        found = np.zeros(len(draws))
        for i, claim in zip(self._who, self._others, strict=True):
            if claim and weighting[i]:
                found += weighting[i] * claim.worth(np.ones(len(draws)), draws)
        return found

    def keeps(self, worth: Floats, draws: Ints) -> Floats:
        """The share that a proposer keeps who wants its share to be worth so much, (L,); above 1 where none is."""
        if self._mine is None:
            return np.where(worth > TOLERANCE, 2.0, 0.0)
        return self._mine.needed(worth, draws)

    def worth(self, share: Floats, draws: Ints) -> Floats:
        """What a share is worth to the proposer, (L,)."""
        return np.zeros(len(draws)) if self._mine is None else self._mine.worth(share, draws)

    def fill(self, rest: Floats, margins: list[Floats], q: list[Floats], draws: Ints) -> tuple[Floats, list[Floats]]:
        """Divide what is left among the others so that the smallest of their margins is greatest.

        Args:
            rest: (L,) what the proposer leaves.
            margins: of each, (L,): what the rest of the package leaves it beyond what it asks.
            q: of each, (L,): what a unit of utility adds to its margin.
            draws: (L,)

        Returns:
            The smallest margin (L,), -inf where the red lines do not fit, and the share of each, (L,). What nobody's
            margin needs is left over.
        """
        # What it takes to bring all up to a level is straight between the levels at which some share is at a knot.
        levels = np.sort(np.concatenate(list(self._bends(margins, q, draws))), axis=0)  # (B, L)
        taken = self._total(levels, margins, q, draws)
        top = np.minimum((taken <= rest + _ROUNDING).sum(axis=0), len(levels) - 1)[None, :]  # the first beyond, or last
        below = np.maximum(top - 1, 0)
        (low,), (high,) = np.take_along_axis(levels, below, 0), np.take_along_axis(levels, top, 0)
        (less,), (more,) = np.take_along_axis(taken, below, 0), np.take_along_axis(taken, top, 0)
        part = np.where(more > less, (rest - less) / np.where(more > less, more - less, 1.0), 1.0)
        level = np.where(taken[-1] <= rest + _ROUNDING, levels[-1], low + np.clip(part, 0.0, 1.0) * (high - low))
        fits = taken[0] <= rest + TOLERANCE
        return np.where(fits, level, -np.inf), self._shares(level, margins, q, draws)

    def _bends(self, margins: list[Floats], q: list[Floats], draws: Ints) -> Iterator[Floats]:
        """Levels (M, L) at which each of the others has a share at a knot; no more than what all can be brought to."""
        most = np.min([m + u * self._top(c, draws) for c, m, u in zip(self._others, margins, q, strict=True)], axis=0)
        for claim, margin, per in zip(self._others, margins, q, strict=True):
            worth = np.zeros((1, len(draws))) if claim is None else claim.value[:, draws]
            yield np.minimum(margin + per * worth, most)
            if claim is not None:  # its red line is one more
                yield np.minimum(margin + per * claim.worth(claim.least[draws], draws), most)[None, :]

    def _top(self, claim: Claim | None, draws: Ints) -> Floats:
        return np.zeros(len(draws)) if claim is None else claim.worth(np.ones(len(draws)), draws)

    def _shares(self, level: Floats, margins: list[Floats], q: list[Floats], draws: Ints) -> list[Floats]:
        """What brings each up to a level, (L,)."""
        return [
            np.zeros(len(draws)) if claim is None else claim.needed((level - margin) / per, draws)
            for claim, margin, per in zip(self._others, margins, q, strict=True)
        ]

    def _total(self, level: Floats, margins: list[Floats], q: list[Floats], draws: Ints) -> Floats:
        return sum(self._shares(level, margins, q, draws), np.zeros(len(draws)))

    def terms(self, mine: Floats, others: list[Floats]) -> tuple[Floats, Floats]:
        """The shares of everybody in the division, (rows, L), and what the proposer has by now, (L,).

        What is left over goes to the proposer, or else to the first who has a share.
        """
        found = np.zeros((len(self.rows), len(mine)))
        for claim, share in zip((self._mine, *self._others), (mine, *others), strict=True):
            if claim:
                found[self.rows.index(claim.row)] = share
        over = np.maximum(1 - added(found), 0.0)
        taker = next((claim for claim in (self._mine, *self._others) if claim), None)
        if taker is not None:
            found[self.rows.index(taker.row)] += over
        return found, mine if self._mine is None else found[self.rows.index(self._mine.row)]


def fits(game: Game, agreeing: set[int]) -> Bools:
    """In which draws the red lines of some actors fit into the pie, (N,)."""
    claims = [claim for i in agreeing if (claim := _claim(game, i, game.divisions[0]))]
    fit: Bools = sum((claim.least for claim in claims), np.zeros(game.draws)) <= 1 + TOLERANCE
    return fit


def _claim(game: Game, actor: int, rows: tuple[int, ...]) -> Claim | None:
    """An actor's claim: the share that is worth something to it; None if it has none."""
    for k in rows:
        issue = game.issues[k]
        if issue.value[actor].any():
            low = np.maximum(issue.red_low[actor], 0.0)
            return Claim(k, issue.knots, issue.value[actor], low)
    return None
