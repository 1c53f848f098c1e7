"""A mediator's single text: one draft that is revised from what the parties answer. docs/model.md, section 6.

The procedure of Fisher (1978) and Raiffa (1982, chapter 14): nobody but the mediator drafts, the parties only say yes
or no. Where the mediator begins is its bias (Kydd 2003), what it can talk them out of its leverage (Touval and Zartman
1985).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.point import Found
from simulator.game import TOLERANCE, Bools, Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Drafting:
    """The text of every draw, as shares (N,) of what there is to gain that it is meant to give each party.

    The favoured party is given its share, and the others as much as that leaves, the one that is shortest of its share
    first.
    """

    def __init__(self, talks: Talks) -> None:
        """The first text: half each, shifted by the bias."""
        text, self._talks = talks.game.text, talks
        assert text is not None
        self._parties, self._text = talks.game.consent, text
        self.drafts_for = text.favoured
        lean = {i: text.bias if i == self.drafts_for else -text.bias for i in self._parties}
        self._shares = {i: (1 + lean[i]) / 2 for i in self._parties}
        self._answers: dict[int, Bools] = {}

    def text(self, draws: Bools) -> Found:
        """The text in some draws (N,); `worst` is the worst margin over what the parties can be talked down to."""
        talks = self._talks
        asked = talks.moment.reservation.copy()
        for i in self._parties:
            asked[i] = asked[i] + self._shares[i] * talks.span(i)
        found = talks.offer(self.drafts_for, asked, draws, least=-np.inf)
        made = draws & (found.worst > -np.inf)
        margins = talks.worth(talks.packages(found, made)) - self._asked()
        self._answers = {i: margins[i] >= -TOLERANCE for i in self._parties}
        found.worst = np.where(made, np.min([margins[i] for i in self._parties], axis=0), -np.inf)
        return found

    def _asked(self) -> Floats:
        """What each party asks of a text (A, N): nearer to no deal than what it asks of the other."""
        reservation = self._talks.moment.reservation
        return reservation + (1 - self._text.leverage) * (self._talks.thresholds() - reservation)

    def revise(self, made: Bools, draws: Bools) -> None:
        """After a refusal, give more to those who refused and less to those who did not, in some draws (N,).

        Where everybody refused the text stays; where no text was to be had (`made`), the favoured one is given less.
        """
        all_refuse = ~np.any([self._answers[i] for i in self._parties], axis=0)
        for i in self._parties:
            step = np.where(self._answers[i], -self._text.revision, self._text.revision)
            step = np.where(made, np.where(all_refuse, 0.0, step), -self._text.revision * (i == self.drafts_for))
            self._shares[i] = np.where(draws, np.clip(self._shares[i] + step, 0.0, 1.0), self._shares[i])
