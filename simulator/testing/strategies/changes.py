"""Changes of a scenario's parameters: what sliders could do to it, from its own values to the ends of their spans."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter, Value, parameters
from simulator.scenario.variants import adjusted

Change = dict[str, Value]

STEPS = 16
"""Steps from a parameter's own value to either end of its span."""
MOST_ROUNDS = 60
"""Longest clock that a change makes, unless the scenario's own is longer: longer ones take time and show no more."""


def changes(loaded: LoadedScenario, *, most: int = 3) -> SearchStrategy[Change]:
    """Valid changes of up to so many parameters of a scenario, by path. They shrink towards no change at all.

    Args:
        loaded: the scenario; what was set on it stays set.
        most: parameters changed at once.
    """
    return possible_changes(loaded, most=most).filter(lambda change: _valid(loaded, change))


def possible_changes(loaded: LoadedScenario, *, most: int = 3) -> SearchStrategy[Change]:
    """The same without the question whether the changed scenario is valid."""
    movable = st.sampled_from([found for found in parameters(loaded) if _can_move(found)])
    one = movable.flatmap(lambda found: st.tuples(st.just(found.path), values(found)))
    return st.lists(one, max_size=most, unique_by=lambda pair: pair[0]).map(dict)


def changed(loaded: LoadedScenario, change: Mapping[str, Value]) -> LoadedScenario:
    """The scenario with a change on top of what was set already.

    Raises:
        ScenarioFaults: it is not valid then.
    """
    return adjusted(loaded, {**loaded.overrides, **change})


def values(parameter: Parameter) -> SearchStrategy[Value]:
    """Values that a slider of a parameter can take; they shrink towards its own."""
    own = parameter.value
    if parameter.options:
        return st.sampled_from([own, *(option for option in parameter.options if option != own)])
    return st.integers(-STEPS, STEPS).map(lambda step: stepped(parameter, step))


def stepped(parameter: Parameter, step: int) -> Value:
    """A parameter's value so many steps up or down from its own; the last step is the end of its span."""
    assert parameter.span is not None
    assert not isinstance(parameter.value, str)
    value, (low, high) = parameter.value, _reach(parameter)
    end = high if step > 0 else low
    if abs(step) == STEPS:
        return end
    part = abs(step) / STEPS
    grows = parameter.logarithmic and value > 0 and end > 0
    found = value * (end / value) ** part if grows else value + (end - value) * part
    if step == 0:
        return value
    if parameter.kind == "whole":
        return round(found)
    least, most = sorted((value, end))
    return min(max(float(f"{found:.4g}"), least), most)


def _reach(parameter: Parameter) -> tuple[float, float]:
    assert parameter.span is not None
    assert not isinstance(parameter.value, str)
    low, high = parameter.span
    if parameter.path == "clock.deadline":
        high = min(high, max(float(parameter.value), MOST_ROUNDS))
    return (int(low), int(high)) if parameter.kind == "whole" else (low, high)


def _can_move(parameter: Parameter) -> bool:
    if parameter.options:
        return len(parameter.options) > 1
    low, high = _reach(parameter)
    return low < high


def _valid(loaded: LoadedScenario, change: Mapping[str, Value]) -> bool:
    try:
        changed(loaded, change)
    except ScenarioFaults:
        return False
    return True


def as_settings(change: Mapping[str, Value]) -> str:
    """A change as options of the command line: `--set PATH=VALUE --set ...`."""
    return " ".join(f"--set {shlex.quote(f'{path}={_written(value)}')}" for path, value in change.items())


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
