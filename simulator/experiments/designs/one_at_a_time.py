"""The scenario as it is, and then each axis moved alone: what a tornado shows."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Row
from simulator.experiments.designs.even_order import even_order


class OneAtATime:
    """First the scenario untouched, then values of one axis each, the axes taking turns."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self._axes = tuple(axes)
        orders = [even_order([axis.size]) for axis in axes]
        turns = range(max(axis.size for axis in axes))
        self._moves = [(a, int(orders[a][turn])) for turn in turns for a in range(len(axes)) if turn < axes[a].size]

    @property
    def count(self) -> int:
        """One, and the sum of the axes' sizes."""
        return 1 + len(self._moves)

    def row(self, place: int) -> Row:
        """At most one axis set."""
        if place == 0:
            return (None,) * len(self._axes)
        moved, n = self._moves[place - 1]
        return tuple(axis.step(n) if a == moved else None for a, axis in enumerate(self._axes))
