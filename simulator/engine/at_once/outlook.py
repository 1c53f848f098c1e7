"""What two parties face in every round: their values of no deal, their demands, and any moment of it.

It is laid out before the first offer: no threshold depends on what is offered, only on the war and the clock.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.asking import Premium
from simulator.engine.at_once.crossing import Demand, Moving, Steady
from simulator.engine.at_once.pick import Pick
from simulator.engine.at_once.war_course import WarCourse
from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment, shares_held
from simulator.engine.rounds import Talks
from simulator.game import Bools, Floats, Ints


class Outlook:
    """A block's war and what the actors who bargain ask for in it.

    Attributes:
        reservation: R of every actor that was asked for so far, the bargaining ones first; see `worth`.
        premium: A - R of each.
        steady: whether nothing but the clock changes what anybody asks for.
    """

    def __init__(self, talks: Talks, course: WarCourse, actors: tuple[int, ...]) -> None:
        """Lay it out for some actors."""
        self.course, self.game = course, talks.game
        self._grounds = talks.grounds
        self._nets: dict[tuple[int, tuple[int, ...]], Floats] = {}
        self.reservation = {i: course.reservations(i) for i in actors}
        rows = {i: worth if worth.ndim == 1 else worth[:-1] for i, worth in self.reservation.items()}
        self.premium = {i: Premium(talks, i, rows[i], self.held_now) for i in actors}
        self.steady = course.z.ndim == 1 and all(premium.rows is None for premium in self.premium.values())

    def held_now(self, t: int) -> dict[int, Floats]:
        """The share held of every region in a round, (N,) each."""
        return shares_held(self.game, self.course.z_in(t))

    def speakers(self, rounds: Ints) -> Ints:
        """Who makes the offer in a round (N,) of each draw, (N,); anybody in rounds beyond the clock."""
        if self.game.lottery is not None:
            within = np.minimum(rounds, self.game.deadline - 1)
            return self.game.lottery.speakers[within, np.arange(len(rounds))]
        table = np.array(self.game.table)
        return table[(self.game.first + rounds) % len(table)]

    def moment(self, rounds: Ints, draws: Bools, others: tuple[int, ...] = ()) -> Moment:
        """A round (N,) of each of some draws (N,), as one moment; R of actors that are not needed is NaN.

        Args:
            rounds: may differ between draws.
            draws: in which the moment means anything.
            others: actors whose R is wanted besides that of those who bargain.
        """
        some = np.nonzero(draws)[0]
        at = rounds[some]
        reservation = np.full((len(self.game.actors), self.game.draws), np.nan)
        for i in (*self.premium, *others):
            reservation[i, some] = Pick(some, at).of(self.worth(i))
        z = np.zeros(self.game.draws)
        z[some] = Pick(some, at).of(self.course.z)
        return Moment(self.game, -1, z, shares_held(self.game, z), reservation, self.game.shift, self._grounds)

    def nowhere(self) -> Moment:
        """A moment that means nothing in any draw."""
        draws = self.game.draws
        return self.moment(np.zeros(draws, dtype=np.int64), np.zeros(draws, dtype=np.bool_))

    def cases(self, bargain: Bargain, rounds: Ints, draws: Ints) -> tuple[Bargain, Moment]:
        """Deals and the moment of cases, a round (P,) of a draw (P,) each: arrays of draws hold an entry a case.

        Args:
            bargain: laid.
            rounds: (P,).
            draws: (P,) the same draw may occur several times.
        """
        sorted_already = bool((bargain.draw[1:] >= bargain.draw[:-1]).all())
        order = np.arange(len(bargain.draw)) if sorted_already else np.argsort(bargain.draw, kind="stable")
        starts = np.searchsorted(bargain.draw[order], np.arange(self.game.draws + 1))
        counts = (starts[1:] - starts[:-1])[draws]
        case = np.repeat(np.arange(len(draws)), counts)
        place = np.arange(len(case)) - np.repeat(np.cumsum(counts) - counts, counts) + starts[draws][case]
        found, pick = bargain.cases(order[place], case), Pick(draws, rounds)
        reservation = np.full((len(self.game.actors), len(draws)), np.nan)
        ground = self._grounds.of(bargain.pinned)
        hats = ground.hats(pick.of(self.course.z), draws)
        for i in (*bargain.parties, *bargain.deliverers):
            reservation[i] = pick.of(self.worth(i))
            found.held[i] = ground.value_to(i, hats, draws)
        z, shift = pick.of(self.course.z), self.game.shift.take(draws, axis=1)
        return found, Moment(self.game, -1, z, {}, reservation, shift, self._grounds)

    def thresholds(self, moment: Moment, rounds: Ints, draws: Bools) -> Floats:
        """What each actor asks of a deal in that moment, (A, N): its aspiration, or its R if it does not bargain."""
        some = np.nonzero(draws)[0]
        asked = moment.reservation.copy()
        for i, more in self.premium.items():
            asked[i, some] += more.at(rounds[some], some)
        return asked

    def demand(self, i: int, regions: tuple[int, ...], *, aspiring: bool) -> Demand:
        """What an actor asks for by round beyond what some regions as held are worth: its aspiration, or R alone."""
        base, premium = self.net(i, regions), self.premium[i] if aspiring else None
        if self.steady:
            return Steady(base, premium, np.arange(self.game.draws))
        rounds = self.game.deadline
        rows = base[:-1] if base.ndim == 2 else np.repeat(base[None, :], rounds, axis=0)
        return Moving(rows, None if premium is None else premium.first(rounds))

    def worth(self, i: int) -> Floats:
        """R of any actor, (T+1, N), or (N,) where no round changes it."""
        if i not in self.reservation:
            self.reservation[i] = self.course.reservations(i)
        return self.reservation[i]

    def net(self, i: int, regions: tuple[int, ...]) -> Floats:
        """R less what some regions are worth as they are held then, (T+1, N), or (N,) where no round changes it."""
        if (i, regions) not in self._nets:
            ground = self._grounds.of(regions)
            self._nets[i, regions] = self.worth(i) - ground.value_to(i, ground.hats(self.course.z))
        return self._nets[i, regions]
