"""Zeuthen's bargaining: who has more to lose gives way. docs/model.md, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.strategies.strategy import Heard, Strategy
from simulator.game import TOLERANCE, Bools, Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Zeuthen(Strategy):
    """Of two parties, the one less willing to risk a breakdown concedes just enough (Zeuthen 1930; Harsanyi 1956).

    Willingness is (V_i(own offer) - V_i(other's)) / (V_i(own offer) - R_i). It is the smaller one exactly for the
    party whose offer has the smaller product of both parties' gains over no deal, so the offers close in on the Nash
    solution.
    """

    listens = True

    def __init__(self, talks: Talks, actor: int) -> None:
        """Everything is still demanded."""
        super().__init__(talks, actor)
        draws = self.game.draws
        self._share = np.ones(draws)  # of what there is to gain that is still demanded
        (self._other,) = (i for i in self.game.consent if i != actor)
        self._offers = {i: np.full((2, draws), np.nan) for i in (actor, self._other)}  # by speaker: V to me, V to other

    def aspiration(self) -> Floats:
        """What its own present offer is worth to it, (N,); comes down first where it is its turn to give way."""
        gain = {i: self._product(*worth) for i, worth in self._offers.items()}
        known = ~np.isnan(gain[self.actor]) & ~np.isnan(gain[self._other])
        with np.errstate(invalid="ignore"):
            mine = (self.talks.speakers == self.actor) & known & (gain[self.actor] <= gain[self._other] + TOLERANCE)
        if mine.any():
            self._give_way(mine, gain[self._other])
        return self._asked()

    def _asked(self) -> Floats:
        return self.reservation + self._share * self.span

    def _give_way(self, draws: Bools, enough: Floats) -> None:
        """Step by step, until the other has more to lose, or what the other offers is as good."""
        step, offered = self.game.strategies.step[self.actor], self._offers[self._other][0]
        while draws.any():
            self._share = np.where(draws, np.maximum(self._share - step, 0.0), self._share)
            asked = self.talks.moment.reservation.copy()
            asked[self.actor] = self._asked()
            found = self.talks.offer(self.actor, asked, draws, least=-np.inf)
            theirs = asked[self._other] + found.worst
            done = self._product(asked[self.actor], theirs) > enough + TOLERANCE
            draws = draws & ~done & (self._share > 0) & (asked[self.actor] > offered + TOLERANCE)

    def _product(self, mine: Floats, theirs: Floats) -> Floats:
        """Gains over no deal, multiplied, (N,)."""
        reservation = self.talks.moment.reservation
        return np.maximum(mine - self.reservation, 0.0) * np.maximum(theirs - reservation[self._other], 0.0)

    def hear(self, heard: Heard) -> None:
        """Remember the last offer of each."""
        for speaker, offer in self._offers.items():
            here = heard.made & (heard.speakers == speaker)
            offer[:, here] = heard.worth[[self.actor, self._other]][:, here]
