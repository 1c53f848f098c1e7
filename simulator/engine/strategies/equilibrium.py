"""Subgame-perfect equilibrium of two parties. docs/model.md, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.foresight import Course, foresee
from simulator.engine.strategies.straight_line import StraightLine
from simulator.engine.strategies.strategy import Strategy
from simulator.game import TOLERANCE, Bools, Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Equilibrium(Strategy):
    """Asks for what it can be sure of: complete information within a draw, backward induction on its own clock.

    Alternating offers (Rubinstein 1982; finite: Stahl 1972), or a speaker drawn by chance (Baron and Ferejohn 1989):
    who answers accepts what is worth refusing to it, who speaks keeps all beyond that, unless refusing is better.
    """

    def aspiration(self) -> Floats:
        """What refusing is worth to it, or where it speaks the most that the other leaves it, (N,)."""
        return self.talks.plan(BackwardInduction).asks(self.actor, self.talks)


class BackwardInduction:
    """What both parties can be sure of, from the last round to the present one.

    Attributes:
        refusing: by actor and round, the worth of going on without an agreement in it, (N,).
        speaking: by actor and round, what a speaker gets, (N,).
    """

    def __init__(self, talks: Talks) -> None:
        """From the round that the talks have opened, as if what is pulled now stayed so."""
        self.refusing: dict[tuple[int, int], Floats] = {}
        self.speaking: dict[tuple[int, int], Floats] = {}
        self._talks, self._game, self._parties = talks, talks.game, talks.game.consent
        course = foresee(talks)
        chances = {i: talks.fighting.chances(i) for i in self._parties}
        self._stays = {i: self._game.patience[i] * chances[i][0] for i in self._parties}  # d (1-h)
        self._ends = {i: self._game.patience[i] * chances[i][1] for i in self._parties}  # d h
        self._lines = {i: StraightLine.of(talks, i) for i in self._parties}
        value = {i: course.last[i] for i in self._parties}  # W(t): before it is known who speaks
        for t in reversed(range(talks.t, self._game.deadline)):
            self._refuse(course, t, value)
            value = self._round(course, t)

    def keep(self, before: BackwardInduction, draws: Bools) -> None:
        """Take over what was reckoned before in some draws (N,)."""
        for mine, theirs in ((self.refusing, before.refusing), (self.speaking, before.speaking)):
            for key, worth in mine.items():
                mine[key] = np.where(draws, theirs[key], worth)

    def asks(self, actor: int, talks: Talks) -> Floats:
        """What one of them asks for in the round that the talks have opened, (N,)."""
        refusing = self.refusing[actor, talks.t]
        return np.where(talks.speakers == actor, self.speaking.get((actor, talks.t), refusing), refusing)

    def _refuse(self, course: Course, t: int, value: dict[int, Floats]) -> None:
        """N(t) = f - c + d [(1-h) W(t+1) + h w(t+1)], and never below R(t)."""
        n = t - self._talks.t
        for i in self._parties:
            goes_on = course.paid[n][i] + self._stays[i] * value[i] + self._ends[i] * course.ended[n][i]
            self.refusing[i, t] = np.maximum(goes_on, course.moments[n].reservation[i])

    def _round(self, course: Course, t: int) -> dict[int, Floats]:
        """W(t) of both, over whoever may speak."""
        game = self._game
        if game.lottery is None:
            return self._speaks(course, t, int(game.speakers(t)[0]))
        value = {i: np.zeros(game.draws) for i in self._parties}
        for p, chance in zip(game.table, game.lottery.chance, strict=True):
            for i, worth in self._speaks(course, t, p).items():
                value[i] = value[i] + chance * worth
        return value

    def _speaks(self, course: Course, t: int, p: int) -> dict[int, Floats]:
        """What both get in round t if p speaks: the best for p among what the other takes, or no agreement."""
        moment = course.moments[t - self._talks.t]
        other = next(i for i in self._parties if i != p)
        line = self._lines[other]
        if line is not None:
            return self._along(line, t, p, other)
        asked = moment.reservation.copy()
        for i in self._parties:
            asked[i] = self.refusing[i, t]
        # The offer that suits p best is found from the other's side: it keeps what refusing is worth, p gets the rest.
        found = self._talks.at(moment).offer(other, asked, np.ones(self._game.draws, dtype=np.bool_))
        deal = found.worst >= -TOLERANCE
        gets = {p: np.where(deal, asked[p] + found.worst, asked[p]), other: asked[other] + np.where(deal, found.own, 0)}
        self.speaking[p, t] = gets[p]
        return gets

    def _along(self, line: StraightLine, t: int, p: int, other: int) -> dict[int, Floats]:
        """The same where the other's deals are one path."""
        refuses, mine = self.refusing[other, t], self.refusing[p, t]
        reached, kept, gained = line.beside(refuses)
        deal = reached & (gained >= mine - TOLERANCE)
        self.speaking[p, t] = np.where(deal, gained, mine)
        return {p: self.speaking[p, t], other: np.where(deal, kept, refuses)}
