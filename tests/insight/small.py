"""A small negotiation with something of everything: for oracles that enumerate."""

from __future__ import annotations

from typing import Any

from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.schema import Scenario
from tests.tui.stage import HERE


def library() -> Library:
    """The small library of the app's tests."""
    return Library(HERE / "library", HERE / "library" / "conflicts" / "seeds", HERE / "nobody")


def loaded(name: str = "two-towns", **changes: Any) -> LoadedScenario:
    """A scenario of it, with changes; dots of paths are written as two underscores."""
    return load(name, library=library(), overrides={path.replace("__", "."): value for path, value in changes.items()})


def small(name: str = "two-towns", **changes: Any) -> Scenario:
    """The same as a Scenario."""
    return loaded(name, **changes).scenario
