"""What the screen shows: a run, and the baseline beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.insight.frontier import Frontier
from simulator.insight.zone_path import ZonePath
from simulator.running import Run
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary


@dataclass(frozen=True)
class Answer:
    """A run and the baseline with the same draws.

    Attributes:
        run: what the sliders stand at.
        baseline: the scenario as it was written, where something was changed.
        zones: the zone of agreement by round as either party sees it; None where that was not asked for.
        frontier: what both sides could get, where it was asked for and there are two sides.
    """

    run: Run
    baseline: Run | None = None
    frontier: Frontier | None = None
    zones: Mapping[str, ZonePath] | None = None

    @property
    def scenario(self) -> Scenario:
        """What was played."""
        return self.run.scenario

    @property
    def summary(self) -> Summary:
        """What it came to."""
        return self.run.summary

    @property
    def before(self) -> Summary | None:
        """What the baseline came to, where something was changed."""
        return self.baseline.summary if self.baseline else None

    def name(self, actor: str) -> str:
        """An actor's name."""
        return self.scenario.actors[actor].name if actor in self.scenario.actors else actor
