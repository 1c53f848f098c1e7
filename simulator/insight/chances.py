"""The chance of agreement with some numbers changed: the same draws every time, so that what differs is the change.

A question that changes numbers one at a time asks this many times over. With common random numbers two answers differ
only in the draws whose end the change turns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simulator.game import Bools
from simulator.insight.agreeing import agreed_draws
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter
from simulator.scenario.variants import adjusted

ESSENTIAL = (
    "cost",
    "optimism",
    "tempo",
    "strength",
    "shift",
    "chance",
    "expected_rounds",
    "decision",
    "scale",
    "deadline",
)
"""How the paths of numbers end that are looked at first: they are what a negotiation turns on most often."""

Changes = Mapping[str, Any]


class Chances:
    """How often a scenario agrees under changes.

    Attributes:
        loaded: the scenario; changes come on top of its own overrides.
        draws: of the full answer.
        seed: of all answers.
    """

    def __init__(
        self, loaded: LoadedScenario, draws: int, seed: int = 0, cancelled: Callable[[], bool] | None = None
    ) -> None:
        """`cancelled` is asked in every round of every play; Cancelled is raised when it says so."""
        self.loaded, self.draws, self.seed, self._cancelled = loaded, draws, seed, cancelled
        self._kept: dict[int, Bools] = {}

    def baseline(self, draws: int | None = None) -> Bools:
        """Which draws agree without a change, (draws,)."""
        wanted = draws or self.draws
        if wanted not in self._kept:
            self._kept[wanted] = agreed_draws(self.loaded.scenario, wanted, self.seed, self._cancelled)
        return self._kept[wanted]

    def agreed(self, changes: Changes, draws: int | None = None) -> Bools | None:
        """Which draws agree under changes, (draws,); None where they make no scenario."""
        try:
            scenario = adjusted(self.loaded, {**self.loaded.overrides, **changes}).scenario
        except ScenarioFaults:
            return None
        return agreed_draws(scenario, draws or self.draws, self.seed, self._cancelled)


def place_of(parameter: Parameter, value: float) -> float:
    """Where a value lies on a number's slider, 0 to 1 (beyond it, beyond that)."""
    assert parameter.span is not None
    low, high = parameter.span
    if parameter.logarithmic:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)


def value_at(parameter: Parameter, place: float) -> float | int:
    """The value at a place of a number's slider; whole where it must be, and in few figures."""
    assert parameter.span is not None
    low, high = parameter.span
    found = low * (high / low) ** place if parameter.logarithmic else low + (high - low) * place
    if parameter.kind == "whole":
        return round(found)
    step = 10.0 ** (math.floor(math.log10(max(high - low, 1e-300))) - 4)
    return float(min(max(round(round(found / step) * step, 12), low), high))


def essentials_first(parameters: Iterable[Parameter]) -> list[Parameter]:
    """What a negotiation turns on most often first, otherwise in the order given."""
    return sorted(parameters, key=lambda parameter: parameter.path.split(".")[-1] not in ESSENTIAL)
