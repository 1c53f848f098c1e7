"""Every combination of the axes' values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Row
from simulator.experiments.designs.even_order import even_order


class Grid:
    """A full grid, cells in an even order."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self._axes = tuple(axes)
        self._sizes = [axis.size for axis in axes]
        self._order = even_order(self._sizes)

    @property
    def count(self) -> int:
        """The product of the axes' sizes."""
        return math.prod(self._sizes)

    def row(self, place: int) -> Row:
        """The cell at a place of the even order."""
        cell, found = int(self._order[place]), []
        for axis, size in zip(reversed(self._axes), reversed(self._sizes), strict=True):
            cell, n = divmod(cell, size)
            found.append(axis.step(n))
        return tuple(reversed(found))
