"""One thing that varies: which values it takes, and which of them a share of the way is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from simulator.compiling.sampling import quantile
from simulator.scenario.numbers import Distribution

Value = float | int | str | bool
Role = Literal["lever", "uncertainty"]

_DIGITS = 12
"""Significant digits of a value: enough for any scenario, and `0.0005` is written so and found so by SQL."""


@dataclass(frozen=True)
class Axis:
    """What one path is set to.

    Attributes:
        path: the dotted path, as `--set` takes it.
        role: whether somebody decides it.
        options: its values, where they are listed; empty where it is a span.
        low, high: the ends of a span.
        steps: how many values of a span a grid takes.
        logarithmic: whether equal steps are equal ratios.
        whole: whether only whole numbers count.
        dist: how samples of a span are distributed; None for evenly.
        mode: the peak of that distribution.
        label: what people call it.
        unit: of its numbers, or empty.
    """

    path: str
    role: Role
    options: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 0.0
    steps: int = 2
    logarithmic: bool = False
    whole: bool = False
    dist: Distribution | None = None
    mode: float = 0.0
    label: str = ""
    unit: str = ""

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, so that they have an order and a distance."""
        return not self.options or all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.options)

    @property
    def size(self) -> int:
        """How many values a grid takes."""
        if self.options:
            return len(self.options)
        return min(self.steps, math.floor(self.high) - math.ceil(self.low) + 1) if self.whole else self.steps

    def step(self, n: int) -> Value:
        """The n-th value of a grid, from 0."""
        if self.options:
            return self.options[n]
        return self._between(n / (self.size - 1) if self.size > 1 else 0.0)

    def at(self, share: float) -> Value:
        """The value at a share of the way, 0 up to but not including 1: the inverse of its distribution."""
        if self.options:
            return self.options[min(int(share * len(self.options)), len(self.options) - 1)]
        if self.whole and self.dist is None:
            first, last = math.ceil(self.low), math.floor(self.high)
            return min(first + int(share * (last - first + 1)), last)
        if self.dist is None:
            return self._between(share)
        found = quantile(np.array([max(share, 2.0**-54)]), self.dist, self.low, self.mode, self.high)
        return self._tidy(float(found[0]))

    def ends(self) -> tuple[Value, ...]:
        """The values that must be possible for all between them to be: the ends of a span, every option."""
        return self.options or (self.step(0), self.step(self.size - 1))

    def to_json(self) -> dict[str, Any]:
        """Plain data that `from_json` reads."""
        return {**asdict(self), "options": list(self.options)}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Axis:
        """An axis from plain data."""
        return cls(**{**found, "options": tuple(found["options"])})

    def _between(self, share: float) -> Value:
        if share == 1.0:
            return self._tidy(self.high)
        if self.logarithmic:
            return self._tidy(self.low * (self.high / self.low) ** share)
        return self._tidy(self.low + (self.high - self.low) * share)

    def _tidy(self, value: float) -> Value:
        return round(value) if self.whole else float(f"{value:.{_DIGITS}g}")
