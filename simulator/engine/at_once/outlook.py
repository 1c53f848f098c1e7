"""What two parties face in every round: their values of no deal, their demands, and any moment of it.

It is laid out before the first offer: no threshold depends on what is offered, only on the war and the clock.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.asking import Premium, by_clock_alone
from simulator.engine.at_once.crossing import Demand, Moving, Steady
from simulator.engine.at_once.pick import Pick, Within
from simulator.engine.at_once.war_course import WarCourse
from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment, shares_held
from simulator.engine.rounds import Talks
from simulator.game import Bools, Floats, Ints


class Outlook:
    """A block's war and what is asked for in it, in the draws that are looked at.

    Attributes:
        within: which draws these are.
        premium: A - R of those who bargain; of nobody before `narrow`.
        steady: whether nothing but the clock changes what anybody asks for.
    """

    def __init__(self, talks: Talks, course: WarCourse, parties: tuple[int, ...], draws: Ints) -> None:
        """Lay out what no deal is worth to the parties in the draws in which red lines leave something."""
        self.course, self.game = course, talks.game
        self._talks, self._grounds, self._parties = talks, talks.grounds, parties
        self.within = Within.of(draws, self.game.draws)
        self._rows = course.reservations(parties, draws)  # R by actor, (T+1, n), or (n,) where no round changes it
        self.premium: dict[int, Premium] = {}
        self._hats: dict[tuple[int, ...], list[Floats]] = {}  # by regions, see `Ground`
        self.steady = course.z.ndim == 1 and all(
            worth.ndim == 1 and by_clock_alone(talks, i) for i, worth in self._rows.items()
        )

    def narrow(self, draws: Ints, others: tuple[int, ...]) -> None:
        """Look only at draws in which there may be a zone, and lay out R of others and what is asked for there."""
        here, self.within = self.within.place[draws], Within.of(draws, self.game.draws)
        self._hats = {}
        self._rows = {i: Pick(here).of(rows) for i, rows in self._rows.items()}
        self._rows |= self.course.reservations(others, draws)
        for i in self._parties:
            rows = self._rows[i]
            self.premium[i] = Premium(self._talks, i, rows if rows.ndim == 1 else rows[:-1], self.held_now, self.within)

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
        for i in (*self._parties, *others):
            reservation[i, some] = self._worth(i, Pick(some, at))
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
            reservation[i] = self._worth(i, pick)
            found.held[i] = ground.value_to(i, hats, draws)
        z, shift = pick.of(self.course.z), self.game.shift.take(draws, axis=1)
        return found, Moment(self.game, -1, z, shares_held(self.game, z, draws), reservation, shift, self._grounds)

    def thresholds(self, moment: Moment, rounds: Ints, draws: Ints) -> Floats:
        """What each actor asks of a deal in cases, (A, P): its aspiration, or its R if it does not bargain."""
        asked = moment.reservation.copy()
        for i, more in self.premium.items():
            asked[i] += more.at(rounds, draws)
        return asked

    def demand(self, i: int, regions: tuple[int, ...], *, aspiring: bool) -> Demand:
        """What an actor asks for by round beyond what some regions as held are worth: its aspiration, or R alone."""
        base, within, premium = self.net(i, regions), self.within, self.premium[i] if aspiring else None
        if self.steady:
            return Steady(base, premium, within.draws, within.place)
        rounds = self.game.deadline
        rows = base[:rounds] if base.ndim == 2 else np.broadcast_to(base, (rounds, len(base)))
        return Moving(rows, None if premium is None else premium.first(rounds), within.place)

    def _worth(self, i: int, pick: Pick) -> Floats:
        """R of any actor in single rounds of any draws."""
        place = self.within.place[pick.draws]
        if i not in self._rows or not (place >= 0).all():
            return self.course.reservation(i, pick)
        return Pick(place, pick.rounds).of(self._rows[i])

    def net(self, i: int, regions: tuple[int, ...]) -> Floats:
        """R less what some regions are worth as they are held then, (T+1, n), or (n,) where no round changes it."""
        ground, draws = self._grounds.of(regions), self.within.draws
        if regions not in self._hats:
            self._hats[regions] = ground.hats(Pick(draws).of(self.course.z), draws)
        return self._rows[i] - ground.value_to(i, self._hats[regions], draws)
