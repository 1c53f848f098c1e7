"""What a party that bargains by the clock asks for, in all rounds at once. docs/model.md, section 7."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.engine.rounds import Talks
from simulator.engine.strategies.best_deal import BestDeal
from simulator.engine.strategies.strategy import ByClock
from simulator.game import Floats, Ints


class Premium:
    """A - R, what an actor asks for beyond the value of no deal, at least 0.

    Attributes:
        rows: (T, N) by round; None where nothing but the share changes from round to round.
    """

    def __init__(
        self, talks: Talks, actor: int, reservation: Floats, held_now: Callable[[int], dict[int, Floats]]
    ) -> None:
        """Lay it out.

        Args:
            talks: of the block, with a strategy of the actor that goes by the clock.
            actor: its index.
            reservation: its value of no deal, (T, N), or (N,) where it is the same in every round.
            held_now: gives the share held of each region in a round, (N,).
        """
        strategy = talks.strategies[actor]
        assert isinstance(strategy, ByClock)
        self._strategy, best = strategy, talks.best[actor]
        self.rows: Floats | None = None
        if reservation.ndim == 1 and strategy.falls and not best.follows:
            self._span = _span(best, reservation[None, :], talks.game.shift[actor], held_now)[0]
            return
        by_round = (
            reservation if reservation.ndim == 2 else np.repeat(reservation[None, :], talks.game.deadline, axis=0)
        )
        rows = _span(best, by_round, talks.game.shift[actor], held_now)
        rows *= strategy.share(np.arange(float(len(rows)))[:, None])
        self.rows = np.maximum(rows, 0.0, out=rows)

    def at(self, rounds: Ints, draws: Ints) -> Floats:
        """In a round (n,) of each of some draws (n,)."""
        if self.rows is not None:
            return self.rows[rounds, draws]
        return np.maximum(self._span[draws] * self._strategy.share(rounds.astype(np.float64), draws), 0.0)

    def first(self, until: int) -> Floats:
        """In the first rounds, (until, N)."""
        if self.rows is not None:
            return self.rows[:until]
        return np.maximum(self._span * self._strategy.share(np.arange(float(until))[:, None]), 0.0)


def _span(best: BestDeal, reservation: Floats, shift: Floats, held_now: Callable[[int], dict[int, Floats]]) -> Floats:
    """B - R, what there is to gain for an actor, (T, N), at least 0.

    In each class of deals that hold alike it is a line in R: q (u - R) + (1 - q) shift. The best of lines is convex, so
    the class that is best at both ends of the way that R goes is best all along.
    """
    if best.follows:
        rows = [best.worth(worth, shift, held_now(t)) - worth for t, worth in enumerate(reservation)]
        return np.maximum(np.stack(rows), 0.0)
    with np.errstate(invalid="ignore"):
        start = np.where(np.isfinite(best.utility), best.q * best.utility, -np.inf) + (1 - best.q) * shift * best.shift
    low, high = reservation.min(axis=0), reservation.max(axis=0)
    first = (start - best.q * low).argmax(axis=0)
    steady = first == (start - best.q * high).argmax(axis=0)
    found = reservation * -_row(best.q, first)
    found += _row(start, first)
    some = np.nonzero(~steady)[0]
    if len(some):
        worth, starts, slopes = (rows.take(some, axis=1) for rows in (reservation, start, best.q))
        found[:, some] = np.max([a - q * worth for a, q in zip(starts, slopes, strict=True)], axis=0)
    return np.maximum(found, 0.0, out=found)


def _row(values: Floats, which: Ints) -> Floats:
    """The value (N,) of the chosen row of each column of (H, N)."""
    return values.ravel()[which * values.shape[1] + np.arange(values.shape[1])]
