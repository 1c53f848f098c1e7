"""One thing bargained over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.game.types import Bools, Floats, Ints


@dataclass(frozen=True)
class Issue:
    """One thing bargained over, as a ladder of knots with a value per actor.

    Between the knots of a share or a level, values are straight lines, and concave for every actor; the knots of a
    choice are its options, and nothing lies between them.
    """

    name: str
    kind: Literal["share", "level", "choice"]
    knots: Floats  # (M, N): positions, not decreasing; for a choice 0, 1, .. M-1
    value: Floats  # (A, M, N): weight times worth at each knot; an actor's sum over issues is at most 1
    no_deal: Floats  # (N,): position while they fight (an option's index for a choice); a share's at the start
    delivers: tuple[int, ...] = ()  # actors who must agree before it leaves no_deal
    options: tuple[str, ...] = ()
    red_low: Floats = None  # type: ignore[assignment]  # (A, N): a share or level below it is beyond a red line
    red_high: Floats = None  # type: ignore[assignment]  # (A, N): the same above
    red_held_low: tuple[bool, ...] = ()  # (A,): red_low is the share held now, and moves with the front
    red_held_high: tuple[bool, ...] = ()  # (A,): red_high is the share held now
    allowed: Bools = None  # type: ignore[assignment]  # (A, M, N): options of a choice that cross no red line

    def __post_init__(self) -> None:
        """Red lines that are not given do not bind; those at the share held start where it is at the start."""
        actors, draws = self.value.shape[0], self.value.shape[-1]
        held_low, held_high = (row or (False,) * actors for row in (self.red_held_low, self.red_held_high))
        low = np.full((actors, draws), -np.inf) if self.red_low is None else self.red_low
        high = np.full((actors, draws), np.inf) if self.red_high is None else self.red_high
        given = {
            "red_low": np.where(np.array(held_low)[:, None], self.no_deal, low),
            "red_high": np.where(np.array(held_high)[:, None], self.no_deal, high),
            "red_held_low": held_low,
            "red_held_high": held_high,
            "allowed": np.ones(self.value.shape, dtype=np.bool_) if self.allowed is None else self.allowed,
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @property
    def divisible(self) -> bool:
        """Whether values between the knots can be agreed."""
        return self.kind != "choice"

    def value_at(self, position: Floats, draws: Ints | None = None) -> Floats:
        """Weighted worth of a position (n,) in some draws (all of them if not given) to every actor, (A, n)."""
        values = self.value.reshape(len(self.value), -1)
        here, part = self._rung(position, draws)
        below = values.take(here, axis=1)
        if part is None:
            return below
        above = values.take(here + self.value.shape[-1], axis=1)
        above -= below
        above *= part
        above += below
        return above

    def value_to(self, actor: int, position: Floats) -> Floats:
        """Weighted worth of a position (N,) to one actor, (N,)."""
        values = self.value[actor].ravel()
        here, part = self._rung(position)
        below = values.take(here)
        return below if part is None else below + (values.take(here + len(position)) - below) * part

    def _rung(self, position: Floats, draws: Ints | None = None) -> tuple[Ints, Floats | None]:
        """Where the rung of a position (n,) begins, in (M, N) laid flat, and how far up it is; None for a choice."""
        count = self.value.shape[-1]
        here = np.arange(count) if draws is None else draws.copy()
        if not self.divisible:
            return position.astype(np.int64) * count + here, None
        for knot in self.knots[1:-1]:
            here += count * (position >= (knot if draws is None else knot[draws]))
        ladder = self.knots.ravel()
        start = ladder.take(here)
        length = ladder.take(here + count) - start
        return here, np.clip((position - start) / np.where(length > 0, length, 1.0), 0.0, 1.0)
