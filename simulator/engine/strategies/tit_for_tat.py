"""Tit for tat. docs/model.md, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.strategies.strategy import Heard, Strategy
from simulator.game import Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class TitForTat(Strategy):
    """Gives as it is given (behaviour-dependent tactics: Faratin, Sierra and Jennings 1998; Axelrod 1984).

    It begins at its best deal. Whenever another makes an offer that is worth g more to it than that party's last one
    (g below 0: less), it comes down by `reciprocity` times g; and every round by `goodwill` times what there is to
    gain, so that two of its kind do not wait for each other for ever. It never asks for more than its best deal.
    """

    listens = True

    def __init__(self, talks: Talks, actor: int) -> None:
        """Nothing heard, nothing given."""
        super().__init__(talks, actor)
        draws, actors = self.game.draws, len(self.game.actors)
        self._given = np.zeros(draws)  # utility given way so far, against the best deal
        self._last = np.full((actors, draws), np.nan)  # what each party's last offer was worth to this one

    def aspiration(self) -> Floats:
        """A(t), (N,)."""
        self._given = np.clip(self._given, 0.0, self.span)
        return self.reservation + self.span - self._given

    def hear(self, heard: Heard) -> None:
        """Answer every change of an offer in kind."""
        numbers, everywhere = self.game.strategies, np.arange(self.game.draws)
        worth, before = heard.worth[self.actor], self._last[heard.speakers, everywhere]
        counts = heard.made & (heard.speakers != self.actor)
        gained = np.where(counts & ~np.isnan(before), worth - before, 0.0)
        self._given = self._given + numbers.reciprocity[self.actor] * gained
        self._given += numbers.goodwill[self.actor] * self.span
        self._last[heard.speakers[counts], everywhere[counts]] = worth[counts]
