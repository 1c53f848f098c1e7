"""A division: one pie of which several have shares, filled so that whoever is shortest of what it asks has most of it.

Beside everything else in a package, a pie is simple: what the proposer does not need goes to the others, and the
smallest of their margins is greatest where it is raised for all who have it at once (as water finds its level). Nobody
else's share matters to anybody. docs/model.md, section 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game, Ints

_HALVINGS = 50


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
        """The least share (L,) that is worth so much (L,) and crosses no red line; above 1 where none is enough."""
        found = np.zeros(len(draws))
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
        self._draws, self.rows = game.draws, game.divisions[0]
        claims = {i: _claim(game, i, self.rows) for i in (proposer, *others)}
        self._mine, self._others = claims[proposer], [claims[i] for i in others]

    def most(self, draws: Ints) -> Floats:
        """The most that the proposer's share can be worth beside the others' red lines, (L,)."""
        whole = 1 - sum((claim.least[draws] for claim in self._others if claim), np.zeros(len(draws)))
        return np.zeros(len(draws)) if self._mine is None else self._mine.worth(np.maximum(whole, 0.0), draws)

    def others_most(self, draws: Ints, weights: list[float]) -> Floats:
        """What the others' shares together are worth at most, weighted, (L,): a bound."""
        found = np.zeros(len(draws))
        for claim, weight in zip(self._others, weights, strict=True):
            if claim:
                found += weight * claim.worth(np.ones(len(draws)), draws)
        return found

    def open(self) -> Bools:
        """In which draws the red lines of all in the coalition fit into the pie, (N,)."""
        claims = [claim for claim in (self._mine, *self._others) if claim]
        return sum((claim.least for claim in claims), np.zeros(self._draws)) <= 1 + TOLERANCE

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
        low = np.min(margins, axis=0)
        high = np.min([m + u * self._top(c, draws) for c, m, u in zip(self._others, margins, q, strict=True)], axis=0)
        fits = self._total(low, margins, q, draws) <= rest + TOLERANCE
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            enough = self._total(middle, margins, q, draws) <= rest
            low, high = np.where(enough, middle, low), np.where(enough, high, middle)
        high = np.where(self._total(high, margins, q, draws) <= rest + 1e-12, high, low)
        return np.where(fits, high, -np.inf), self._shares(high, margins, q, draws)

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

    def terms(self, mine: Floats, others: list[Floats]) -> Floats:
        """The shares of everybody in the division, (rows, L); what is left over goes to the proposer, or else first."""
        found = np.zeros((len(self.rows), len(mine)))
        for claim, share in zip((self._mine, *self._others), (mine, *others), strict=True):
            if claim:
                found[self.rows.index(claim.row)] = share
        over = np.maximum(1 - found.sum(axis=0), 0.0)
        taker = next((claim for claim in (self._mine, *self._others) if claim), None)
        if taker is not None:
            found[self.rows.index(taker.row)] += over
        return found


def _claim(game: Game, actor: int, rows: tuple[int, ...]) -> Claim | None:
    """An actor's claim: the share that is worth something to it; None if it has none."""
    for k in rows:
        issue = game.issues[k]
        if issue.value[actor].any():
            low = np.maximum(issue.red_low[actor], 0.0)
            return Claim(k, issue.knots, issue.value[actor], low)
    return None
