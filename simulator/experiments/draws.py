"""The draws of a task's points, for those who keep them: the columns of `parley run --out`, and which point."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.experiments.axes import Value
from simulator.experiments.columns import INPUT, NUMBER, TEXT, TRUTH, WHOLE, axis_type
from simulator.experiments.draw_columns import Column, column_types, columns
from simulator.experiments.parquet import encoded
from simulator.experiments.plan import Plan
from simulator.outcomes import Outcomes
from simulator.scenario.schema import Scenario

MOST_DRAWS = 100_000
"""Draws of a point at most, if they are to be kept: a task's are held in memory."""


class DrawsOfTask:
    """The draws so far."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._types: dict[str, str] = {"point": WHOLE}
        self._parts: list[dict[str, Column]] = []
        self._counts: dict[int, int] = {}

    def add(self, point: int, scenario: Scenario, outcomes: Outcomes) -> None:
        """Put the next draws of a point in."""
        start, size = self._counts.get(point, 0), outcomes.game.draws
        part = columns(scenario, self._plan.seed, start, outcomes)
        kinds = column_types(scenario)
        for axis, value in zip(self._plan.axes, self._plan.row(point), strict=True):
            if value is not None:
                kinds[INPUT + axis.path] = axis_type(axis)
                part[INPUT + axis.path] = _repeated(value, kinds[INPUT + axis.path], size)
        for name, kind in kinds.items():
            self._types.setdefault(name, kind)
        self._parts.append({"point": np.full(size, point), **part})
        self._counts[point] = start + size

    def encoded(self) -> bytes:
        """Them all as a Parquet file, points in order."""
        order = sorted(range(len(self._parts)), key=lambda n: int(self._parts[n]["point"][0]))
        parts = [self._parts[n] for n in order]
        types = self._types if parts else {"point": WHOLE}
        joined = (
            {name: np.concatenate([_part(part, name, kind) for part in parts]) for name, kind in types.items()}
            if parts
            else {"point": np.zeros(0, dtype=np.int64)}
        )
        return encoded(types, joined, {"seed": self._plan.seed, "draws": self._plan.draws})


def _part(part: dict[str, Column], name: str, kind: str) -> Column:
    """A column of some draws; nothing where a scenario has no such column."""
    found = part.get(name)
    if found is not None:
        return found
    size = len(part["point"])
    return np.full(size, np.nan) if kind == NUMBER else np.full(size, None, dtype=object)


def _repeated(value: Value, kind: str, size: int) -> Column:
    if kind == TEXT:
        return np.full(size, str(value), dtype=object)
    dtypes: dict[str, Any] = {TRUTH: np.bool_, WHOLE: np.int64, NUMBER: np.float64}
    return np.full(size, value, dtype=dtypes[kind])
