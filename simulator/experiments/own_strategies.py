"""Strategies of the user's own, in whatever process plays a task: they are imported there by their names."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from simulator.engine.strategies import register_strategy, registered
from simulator.experiments.plan import Plan


def with_strategies(plan: Plan, given: Sequence[str]) -> Plan:
    """A plan that says where the user's own strategies are.

    Args:
        plan: of a sweep.
        given: as on the command line, `NAME=MODULE:CLASS`.
    """
    return Plan.of({**plan.data, "strategies": sorted(set(given))}) if given else plan


def know_strategies(plan: Plan) -> None:
    """Import what a plan names, unless this process knows it already.

    Raises:
        ImportError, AttributeError: it is not to be found here.
    """
    for text in plan.data.get("strategies", ()):
        name, _, place = text.partition("=")
        module, _, maker = place.partition(":")
        if not registered(name):
            register_strategy(name, getattr(importlib.import_module(module), maker))
