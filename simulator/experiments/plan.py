"""A plan: everything that decides what a sweep computes, and nothing else.

It is plain data, so that it can be stored beside the results, compared with what is stored, and sent to any worker;
and it says of every point, by its number, what is set in it. Points are played in tasks of about a second and kept in
parts of about a thousand; both follow from the plan alone, so that the files are the same whoever computes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from simulator.experiments.axes import Axis, Value
from simulator.experiments.constraints import Constraint
from simulator.experiments.designs import Design, Row
from simulator.experiments.designs.making import make_design

TOGETHER = 4096
"""Draws that are played as one game: a task has as many points as this allows."""

MOST_TOGETHER = 64
"""Points of a task at most: reading and compiling a point takes as long as some hundred draws."""

PART = 1024
"""Points of a part at most, unless a task alone has more."""


@dataclass(frozen=True)
class Plan:
    """What a sweep computes.

    Attributes:
        data: the whole plan as plain data.
        axes: what varies.
        constraints: what points must meet.
    """

    data: Mapping[str, Any]
    axes: tuple[Axis, ...]
    constraints: tuple[Constraint, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Plan:
        """The plan that plain data describes."""
        axes = tuple(Axis.from_json(axis) for axis in data["axes"])
        constraints = tuple(
            Constraint(left, test, right, (first, second)) for left, test, right, (first, second) in data["constraints"]
        )
        return cls(data, axes, constraints)

    @property
    def draws(self) -> int:
        """Draws of a point."""
        return int(self.data["draws"])

    @property
    def seed(self) -> int:
        """The same in every point, so that points differ in what was set and not in luck."""
        return int(self.data["seed"])

    @property
    def keeps_draws(self) -> bool:
        """Whether the draws themselves are kept."""
        return bool(self.data["keep"] == "draws")

    @cached_property
    def text(self) -> str:
        """The plan as one line of JSON."""
        return json.dumps(self.data, separators=(",", ":"), allow_nan=False)

    @cached_property
    def sha256(self) -> str:
        """A hash of all of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def design(self) -> Design:
        """The points before constraints."""
        return make_design(self.data["design"], self.axes, self.seed)

    @cached_property
    def _kept(self) -> np.ndarray[Any, np.dtype[np.int64]] | None:
        """The places of the design that meet the constraints; None where there are none."""
        if not self.constraints:
            return None
        meets = (all(c.holds(self.design.row(place)) for c in self.constraints) for place in range(self.design.count))
        return np.flatnonzero(np.fromiter(meets, dtype=np.bool_, count=self.design.count))

    @property
    def points(self) -> int:
        """How many points are played."""
        return self.design.count if self._kept is None else len(self._kept)

    def row(self, point: int) -> Row:
        """The values of the axes in a point."""
        return self.design.row(point if self._kept is None else int(self._kept[point]))

    def overrides(self, point: int) -> dict[str, Value]:
        """What is set in a point, by path."""
        return {axis.path: value for axis, value in zip(self.axes, self.row(point), strict=True) if value is not None}

    @property
    def per_task(self) -> int:
        """Points of a task."""
        return min(max(TOGETHER // self.draws, 1), MOST_TOGETHER)

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return -(-self.points // self.per_task)

    def points_of(self, task: int) -> range:
        """The points of a task."""
        return range(task * self.per_task, min((task + 1) * self.per_task, self.points))

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return -(-self.tasks // self._tasks_a_part)

    def tasks_of(self, part: int) -> range:
        """The tasks of a part."""
        return range(part * self._tasks_a_part, min((part + 1) * self._tasks_a_part, self.tasks))

    def part_of(self, task: int) -> int:
        """The part that a task belongs to."""
        return task // self._tasks_a_part

    @property
    def _tasks_a_part(self) -> int:
        return max(PART // self.per_task, 1)


@lru_cache(maxsize=4)
def plan_from(text: str) -> Plan:
    """The plan in a line of JSON; a worker reads it once."""
    return Plan.of(json.loads(text))


@dataclass(frozen=True)
class Shard:
    """A part of the tasks, for one of several machines: every `of`-th, from the `number`-th, counted from 1."""

    number: int = 1
    of: int = 1

    def holds(self, task: int) -> bool:
        """Whether a task is this machine's."""
        return task % self.of == self.number - 1

    def among(self, tasks: range) -> Iterator[int]:
        """This machine's of some tasks."""
        return (task for task in tasks if self.holds(task))
