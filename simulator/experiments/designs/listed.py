"""Points that the user wrote down, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.experiments.axes import Axis, Value
from simulator.experiments.designs import Row


class Listed:
    """The rows of a list."""

    def __init__(self, axes: Sequence[Axis], rows: Sequence[Mapping[str, Value]]) -> None:
        self._paths, self._rows = [axis.path for axis in axes], rows

    @property
    def count(self) -> int:
        """How many rows were written."""
        return len(self._rows)

    def row(self, place: int) -> Row:
        """The row at a place; what it leaves out is as in the scenario."""
        return tuple(self._rows[place].get(path) for path in self._paths)
