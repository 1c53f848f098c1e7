"""What a party that bargains by the clock asks for, in all rounds at once. docs/model.md, section 7."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.engine.at_once.pick import Within
from simulator.engine.ground import ALL
from simulator.engine.rounds import Talks
from simulator.engine.strategies.best_deal import BestDeal
from simulator.engine.strategies.strategy import ByClock
from simulator.game import Floats, Ints


def by_clock_alone(talks: Talks, actor: int) -> bool:
    """Whether an actor whose R is the same in every round asks for a share of one thing that falls by the clock."""
    strategy = talks.strategies[actor]
    return isinstance(strategy, ByClock) and strategy.falls and not talks.best[actor].follows


class Premium:
    """A - R, what an actor asks for beyond the value of no deal, at least 0, in some draws of a block."""

    def __init__(
        self,
        talks: Talks,
        actor: int,
        reservation: Floats,
        held_now: Callable[[int], dict[int, Floats]],
        within: Within | None = None,
    ) -> None:
        """Lay it out.

        Args:
            talks: of the block, with a strategy of the actor that goes by the clock.
            actor: its index.
            reservation: its value of no deal in these draws, (T, n), or (n,) where it is the same in every round.
            held_now: gives the share held of each region in a round, (N,).
            within: the draws that are meant; all of them if not given.
        """
        strategy = talks.strategies[actor]
        assert isinstance(strategy, ByClock)
        self._strategy, self._place = strategy, None if within is None else within.place
        self._draws = ALL if within is None else within.draws
        self._rows: Floats | None = None  # (T, n); None where nothing but the share changes from round to round
        best, shift = talks.best[actor], talks.game.shift[actor]
        if reservation.ndim == 1 and by_clock_alone(talks, actor):
            self._span = _span(best, reservation[None, :], shift, held_now, self._draws)[0]
            return
        if reservation.ndim == 1:
            reservation = np.broadcast_to(reservation, (talks.game.deadline, len(reservation)))
        rows = _span(best, reservation, shift, held_now, self._draws)
        rounds = np.arange(float(len(rows)))[:, None]
        rows *= self._share(rounds)
        self._rows = np.maximum(rows, 0.0, out=rows)

    def _share(self, rounds: Floats) -> Floats:
        """In some rounds (t, 1), (t, n)."""
        if self._strategy.falls:
            return self._strategy.share(rounds, self._draws)
        found = self._strategy.share(rounds)
        return found[:, self._draws] if found.ndim == 2 and found.shape[1] > 1 else found

    def at(self, rounds: Ints, draws: Ints) -> Floats:
        """In a round (l,) of each of some draws (l,) of the block."""
        place = draws if self._place is None else self._place[draws]
        if self._rows is not None:
            return self._rows[rounds, place]
        return np.maximum(self._span[place] * self._strategy.share(rounds.astype(np.float64), draws), 0.0)

    def first(self, until: int) -> Floats:
        """In the first rounds, (until, n)."""
        if self._rows is not None:
            return self._rows[:until]
        return np.maximum(self._span * self._share(np.arange(float(until))[:, None]), 0.0)


def _span(
    best: BestDeal,
    reservation: Floats,
    shift: Floats,
    held_now: Callable[[int], dict[int, Floats]],
    draws: Ints | slice,
) -> Floats:
    """B - R, what there is to gain for an actor, in some draws (T, n), at least 0; so is R.

    In each class of deals that hold alike it is a line in R: q (u - R) + (1 - q) shift. The best of lines is convex, so
    the class that is best at both ends of the way that R goes is best all along.
    """
    if best.follows:
        worths = np.zeros((len(reservation), len(shift)))
        worths[:, draws] = reservation
        rows = [best.worth(worth, shift, held_now(t)) - worth for t, worth in enumerate(worths)]
        return np.maximum(np.stack(rows)[:, draws], 0.0)
    utility = _columns(best.utility, draws)
    q = best.q(None if isinstance(draws, slice) else draws)
    with np.errstate(invalid="ignore"):
        start = np.where(np.isfinite(utility), q * utility, -np.inf)
        start += (1 - q) * shift[draws] * _columns(best.shift, draws)
    low, high = reservation.min(axis=0), reservation.max(axis=0)
    first = (start - q * low).argmax(axis=0)
    steady = first == (start - q * high).argmax(axis=0)
    found = reservation * -_row(q, first)
    found += _row(start, first)
    some = np.nonzero(~steady)[0]
    if len(some):
        worth, starts, slopes = (rows.take(some, axis=1) for rows in (reservation, start, q))
        found[:, some] = np.max([a - q * worth for a, q in zip(starts, slopes, strict=True)], axis=0)
    return np.maximum(found, 0.0, out=found)


def _columns(rows: Floats, draws: Ints | slice) -> Floats:
    """Some columns of (T, N)."""
    return rows[:, draws] if isinstance(draws, slice) else rows.take(draws, axis=1)


def _row(values: Floats, which: Ints) -> Floats:
    """The value (N,) of the chosen row of each column of (H, N)."""
    return values.ravel()[which * values.shape[1] + np.arange(values.shape[1])]
