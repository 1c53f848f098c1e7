"""The law that every actor matters. It is reported of a scenario, not held against it: an idle actor may be meant."""

from __future__ import annotations

from typing import Any

from simulator.running import run
from simulator.scenario.schema import Scenario
from simulator.testing.law import LawBroken, ScenarioLaw
from simulator.testing.trees import IndispensableError, scenario_of, tree_of, without
from simulator.views.report import to_json

_ABOUT_THE_RUN = ("scenario", "version", "inputs_sha256", "offers")


def idle_actors(scenario: Scenario, draws: int, seed: int) -> list[str]:
    """The actors without which every number of the report stays as it is, their own utility and payoff aside.

    Those without which the scenario cannot stand are none of them.
    """
    report, found = to_json(run(scenario, draws, seed, offers=False)), []
    for actor in scenario.actors:
        try:
            rest = scenario_of(without(tree_of(scenario), actor))
        except (IndispensableError, ValueError):
            continue
        if _numbers(report, actor) == _numbers(to_json(run(rest, draws, seed, offers=False)), actor):
            found.append(actor)
    return found


def _numbers(report: dict[str, Any], actor: str) -> dict[str, Any]:
    found = {key: value for key, value in report.items() if key not in _ABOUT_THE_RUN}
    for key in ("utility", "payoff"):  # null where nothing is signed
        found[key] = {name: value for name, value in (found[key] or {}).items() if name != actor}
    return found


def every_actor(scenario: Scenario, draws: int, seed: int) -> None:
    """Removing an actor, with all that refers to it, changes some number of the report."""
    if idle := idle_actors(scenario, draws, seed):
        these = f"{', '.join(idle[:-1])} and {idle[-1]}" if idle[1:] else idle[0]
        raise LawBroken(f"without {these} every number of the report stays as it is")


ACTORS = (ScenarioLaw("every_actor", "Every actor matters.", every_actor),)
