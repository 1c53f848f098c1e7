"""Parley: a simulator of ceasefire negotiations.

    from simulator import load, run

    talks = load("ukraine-2025-03", overrides={"actors.russia.cost": 0.001})
    print(run(talks.scenario, draws=1000, seed=7).summary.agreement)

What `__all__` names is the public interface; docs/python.md tells it with examples that are tested. Each name is
imported when it is first asked for, so that `import simulator` loads neither numpy nor anything else that is heavy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.engine.strategies import register_strategy
    from simulator.engine.strategies.strategy import Heard, Strategy
    from simulator.insight.assessment import Assessment, assess
    from simulator.running import Cancelled, Run, run
    from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults
    from simulator.scenario.library import Library
    from simulator.scenario.loading import LoadedScenario, load
    from simulator.scenario.parameters import Parameter, parameters
    from simulator.scenario.schema import Scenario
    from simulator.summaries.summary import Summary
    from simulator.views.report import to_json

__all__ = [
    "Assessment",
    "Cancelled",
    "Fault",
    "Heard",
    "Library",
    "LoadedScenario",
    "Parameter",
    "ParleyError",
    "Run",
    "Scenario",
    "ScenarioFaults",
    "Strategy",
    "Summary",
    "assess",
    "load",
    "parameters",
    "register_strategy",
    "run",
    "to_json",
]

_HOMES = {
    "simulator.engine.strategies": ("register_strategy",),
    "simulator.engine.strategies.strategy": ("Heard", "Strategy"),
    "simulator.insight.assessment": ("Assessment", "assess"),
    "simulator.running": ("Cancelled", "Run", "run"),
    "simulator.scenario.faults": ("Fault", "ParleyError", "ScenarioFaults"),
    "simulator.scenario.library": ("Library",),
    "simulator.scenario.loading": ("LoadedScenario", "load"),
    "simulator.scenario.parameters": ("Parameter", "parameters"),
    "simulator.scenario.schema": ("Scenario",),
    "simulator.summaries.summary": ("Summary",),
    "simulator.views.report": ("to_json",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What completion offers."""
    return sorted({*globals(), *__all__})
