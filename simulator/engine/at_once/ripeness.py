"""In which rounds the zone is open. docs/model.md, section 8.

A package that is better than no deal for everybody in one round is so in every other round in which nobody's value of
no deal has risen above what the package is worth to it; so one package settles many rounds, and the bound settles those
in which there is none.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.crossing import Crossing
from simulator.engine.at_once.outlook import Outlook
from simulator.engine.at_once.pick import Pick
from simulator.engine.bargain import Bargain
from simulator.engine.search import Ask, Found, margins, search
from simulator.game import TOLERANCE, Bools, Ints


class Ripeness:
    """Looks for open rounds of every draw until all are settled.

    Attributes:
        open: (T, N) whether the zone is open.
    """

    def __init__(self, outlook: Outlook, bargain: Bargain, other: int) -> None:
        """Settle every round.

        Args:
            outlook: of the block.
            bargain: of one whose consent is needed, with all lanes, laid.
            other: the other one, who is asked where deliverers may have refused the first one's offer.
        """
        game = outlook.game
        self._outlook, self._game, self._other = outlook, game, other
        self._turned: Bargain | None = None
        self._bargain = bargain
        self.open = np.zeros((game.deadline, game.draws), dtype=np.bool_)
        nothing = np.zeros(game.draws, dtype=np.bool_)
        demands = {i: outlook.demand(i, bargain.pinned, aspiring=False) for i in bargain.parties}
        crossing = Crossing(bargain, outlook.moment(np.zeros(game.draws, dtype=np.int64), nothing), demands)
        lanes = np.arange(len(bargain.draw))
        rounds, lanes = crossing.first(lanes, np.zeros(game.draws, dtype=np.int64))
        active = rounds < game.deadline
        while active.any():
            self._settle(rounds, active)
            following = self._following(rounds, active)
            rounds, _ = crossing.first(lanes[active[bargain.draw[lanes]]], following)
            rounds = np.maximum(rounds, following)
            active = rounds < game.deadline
            rounds = self._skip(rounds, active)
            active = rounds < game.deadline

    def _following(self, rounds: Ints, active: Bools) -> Ints:
        """The first round after these that is not known to be open, (N,)."""
        return self._skip(np.where(active, rounds + 1, self._game.deadline), active)

    def _skip(self, rounds: Ints, active: Bools) -> Ints:
        """The first round from these on that is not known to be open, (N,)."""
        found = np.full(len(rounds), self._game.deadline)
        some = np.nonzero(active & (rounds < self._game.deadline))[0]
        shut = ~self.open[:, some] & (np.arange(self._game.deadline)[:, None] >= rounds[some])
        found[some] = np.where(shut.any(axis=0), shut.argmax(axis=0), self._game.deadline)
        return found

    def _settle(self, rounds: Ints, active: Bools) -> None:
        """Look at one round of each active draw, and note every round that what is found keeps open."""
        rest = active & ~self._search(self._bargain, rounds, active, delivered=False)
        if rest.any() and not self._bargain.exact:
            self._search(self._turned_for(rest), rounds, rest, delivered=True)

    def _turned_for(self, draws: Bools) -> Bargain:
        """The other's bargain, in the lanes of these draws."""
        return self._bargain.turned(self._other, np.nonzero(draws[self._bargain.draw] & self._bargain.delivered)[0])

    def _search(self, bargain: Bargain, rounds: Ints, draws: Bools, *, delivered: bool) -> Bools:
        """In which of some draws the bargain has a package for the round, (N,)."""
        moment = self._outlook.moment(rounds, draws, bargain.deliverers)
        bargain.lay(moment)
        found, ask = Found.none(self._game.draws), Ask(moment.reservation, moment, enough=True, delivered=delivered)
        search(bargain, 0, ask, draws, found)
        opened = draws & (found.worst >= -TOLERANCE)
        here = np.nonzero(opened)[0]
        if len(here):
            self._keep_open(bargain, ask, found, here)
            self.open[rounds[here], here] = True
        return opened

    def _keep_open(self, bargain: Bargain, ask: Ask, found: Found, here: Ints) -> None:
        """Mark every round in which the package found, the surplus about halved, is better than no deal for all."""
        good = np.ones((self._game.deadline, len(here)), dtype=np.bool_)
        net = ask.moment.reservation[:, here]
        for i, margin in margins(bargain, ask, found, here).items():
            some = np.nonzero(np.isfinite(margin))[0]
            if not len(some):
                continue
            draws = here[some]
            most = (net[i] - bargain.held[i][here])[some] + margin[some] / bargain.q[i][found.lane[draws]]
            asked = self._outlook.net(i, bargain.pinned, Pick(draws))[:-1]
            good[:, some] &= asked <= most
        self.open[:, here] |= good
