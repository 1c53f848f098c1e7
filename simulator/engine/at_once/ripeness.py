"""In which rounds the zone is open. docs/model.md, section 8.

A package that is better than no deal for everybody in one round is so in every other round in which nobody's value of
no deal has risen above what the package is worth to it; so one package settles many rounds. Each time more of the
rounds that are left are looked at, twice as many as the last time, so that they are few times.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.crossing import Crossing
from simulator.engine.at_once.outlook import Outlook
from simulator.engine.at_once.pick import Pick
from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment
from simulator.engine.point import Ask, Found
from simulator.engine.search import margins, search
from simulator.game import TOLERANCE, Bools, Floats, Ints

TOGETHER = 2**18  # rounds of draws that are looked at together at most, but for one of each draw


class Ripeness:
    """Looks for open rounds of every draw until all are settled.

    Attributes:
        bargain: in the lanes that let something through in some round.
    """

    def __init__(self, outlook: Outlook, bargain: Bargain, other: int) -> None:
        """Settle the rounds in which the bound lets nothing through.

        Args:
            outlook: of the block.
            bargain: of one whose consent is needed, with all lanes, laid.
            other: the other one, who is asked where deliverers may have refused the first one's offer.
        """
        game = outlook.game
        self._outlook, self._game = outlook, game
        self._rounds = 1 if outlook.steady else game.deadline  # one round is like another where no demand enters
        self._open = np.zeros((self._rounds, game.draws), dtype=np.bool_)
        demands = {i: outlook.demand(i, bargain.pinned, aspiring=False) for i in bargain.parties}
        crossing = Crossing(bargain, outlook.nowhere(), demands, self._rounds)
        first, lanes = crossing.first(np.arange(len(bargain.draw)), np.zeros(game.draws, dtype=np.int64))
        self._nets: dict[int, tuple[Floats, Floats]] = {}
        outlook.narrow(np.nonzero(first < self._rounds)[0], bargain.deliverers)
        rounds = np.arange(self._rounds)[:, None]
        self._left = rounds >= first  # rounds that are not settled yet
        self.bargain = bargain.narrowed(lanes)
        self._other = other

    def settle(self) -> Bools:
        """Look at all rounds that are left; whether the zone is open, (T, N)."""
        closed = self._look_at_all(self.bargain)
        if not self.bargain.exact and len(closed[0]):
            self._ask_the_other(self._other, *closed)
        return np.repeat(self._open, self._game.deadline, axis=0) if self._rounds < self._game.deadline else self._open

    def _look_at_all(self, bargain: Bargain) -> tuple[Ints, Ints]:
        """Look at rounds until none is left; the rounds and draws (P,) in which nothing was found and may still be."""
        shut: list[Ints] = []
        for several in (1, 2):
            shut.append(self._look(bargain, *self._next(several), keep=True))
        while self._left.any():
            shut.append(self._look(bargain, *self._next(max(TOGETHER // self._game.draws, 1)), keep=False))
        rounds, draws = np.concatenate([np.zeros((2, 0), dtype=np.int64), *shut], axis=1)
        left = ~self._open[rounds, draws]
        return rounds[left], draws[left]

    def _look(self, bargain: Bargain, rounds: Ints, draws: Ints, *, keep: bool) -> Ints:
        """Look at rounds (P,) of draws (P,), and return those in which it is not certain yet what is there, as rows."""
        self._left[rounds, draws] = False
        uncertain = self._search(bargain, rounds, draws, keep=keep)
        return np.stack([rounds, draws])[:, uncertain]

    def _next(self, several: int) -> tuple[Ints, Ints]:
        """Up to so many rounds of each draw that are left, evenly spread: rounds and draws (P,)."""
        draws = np.nonzero(self._left.any(axis=0))[0]
        left = self._left.take(draws, axis=1)
        many = left.sum(axis=0)
        number = np.cumsum(left, axis=0) - 1  # of each round that is left among those of its draw
        part = np.maximum(-(-many // several), 1)
        chosen = left & (number % part == part // 2)
        rounds, at = np.nonzero(chosen)
        return rounds, draws[at]

    def _ask_the_other(self, other: int, rounds: Ints, draws: Ints) -> None:
        """Look where the first found nothing for what somebody must deliver: the other's packages may suit it."""
        wanted = np.zeros(self._game.draws, dtype=np.bool_)
        wanted[draws] = True
        lanes = np.nonzero(wanted[self.bargain.draw] & self.bargain.delivered)[0]
        if len(lanes):
            turned = self.bargain.turned(other, lanes)
            turned.lay(self._outlook.nowhere())
            self._search(turned, rounds, draws, delivered=True)

    def _search(
        self, bargain: Bargain, rounds: Ints, draws: Ints, *, delivered: bool = False, keep: bool = False
    ) -> Bools:
        """Open cases, a round (P,) of a draw (P,) each, in which a package is better than no deal for all.

        Returns:
            (P,) where none is found though the bound does not rule it out.
        """
        cases, moment = self._outlook.cases(bargain, rounds, draws)
        everything, found = np.ones(len(draws), dtype=np.bool_), Found.none(len(draws))
        ask = Ask(moment.reservation, moment, enough=True, delivered=delivered)
        possible = search(cases, 0, ask, everything, found)
        opened = found.worst >= -TOLERANCE
        self._open[rounds[opened], draws[opened]] = True
        here = np.nonzero(opened)[0]
        if keep and len(here):
            self.prove(cases, moment, found, here, draws)
        return possible & ~opened

    def prove(self, cases: Bargain, moment: Moment, found: Found, here: Ints, draws: Ints) -> None:
        """Settle every round in which packages like those found in cases are better than no deal for all.

        Args:
            cases: see `Outlook.cases`.
            moment: theirs.
            found: packages in them.
            here: in which cases.
            draws: (P,) of all cases.
        """
        lanes, good = found.lane[here], np.ones((self._rounds, len(here)), dtype=np.bool_)
        place = self._outlook.within.place[draws[here]]
        for i, margin in margins(cases, Ask(moment.reservation, moment), found, here).items():
            asked = moment.reservation[i, here] - cases.held[i][here]
            most = asked + margin / cases.q[i][lanes]
            net, highest = self._net(i, cases.pinned)
            some = np.nonzero(highest[place] > most)[0]  # not in all rounds, that is
            if len(some):
                good[:, some] &= Pick(place[some]).of(net) <= most[some]
        rounds, at = np.nonzero(good & self._left.take(draws[here], axis=1))
        self._open[rounds, draws[here[at]]] = True
        self._left[rounds, draws[here[at]]] = False

    def _net(self, i: int, regions: tuple[int, ...]) -> tuple[Floats, Floats]:
        """See `Outlook.net`: in the rounds that are looked at, and the highest of them, (n,); worked out once."""
        if i not in self._nets:
            net = self._outlook.net(i, regions)
            net = net[: self._rounds] if net.ndim == 2 else net
            self._nets[i] = net, net if net.ndim == 1 else net.max(axis=0)
        return self._nets[i]
