"""The law that every actor matters. It is reported of a scenario, not held against it: an idle actor may be meant."""

from __future__ import annotations

from typing import Any

from simulator.running import run
from simulator.scenario.schema import Scenario
from simulator.testing.law import LawBroken, ScenarioLaw
from simulator.testing.trees import IndispensableError, scenario_of, tree_of, without
from simulator.views.report import to_json

_ABOUT_THE_RUN = ("scenario", "version", "inputs_sha256", "offers")


def matters(scenario: Scenario, actor: str, draws: int, seed: int) -> bool:
    """Whether some number of the report is another without an actor; its own utility and payoff do not count.

    An actor without which the scenario cannot stand matters.
    """
    try:
        rest = scenario_of(without(tree_of(scenario), actor))
    except (IndispensableError, ValueError):
        return True
    with_it, without_it = (to_json(run(one, draws, seed, offers=False)) for one in (scenario, rest))
    return _numbers(with_it, actor) != _numbers(without_it, actor)


def _numbers(report: dict[str, Any], actor: str) -> dict[str, Any]:
    found = {key: value for key, value in report.items() if key not in _ABOUT_THE_RUN}
    for key in ("utility", "payoff"):  # null where nothing is signed
        found[key] = {name: value for name, value in (found[key] or {}).items() if name != actor}
    return found


def every_actor(scenario: Scenario, draws: int, seed: int) -> None:
    """Removing an actor, with all that refers to it, changes some number of the report."""
    idle = [actor for actor in scenario.actors if not matters(scenario, actor, draws, seed)]
    if idle:
        these = f"{', '.join(idle[:-1])} and {idle[-1]}" if idle[1:] else idle[0]
        raise LawBroken(f"without {these} every number of the report stays as it is")


ACTORS = (ScenarioLaw("every_actor", "Every actor matters.", every_actor),)
