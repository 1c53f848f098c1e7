"""The window for a deal: in what share of the draws the zone of agreement is open, round by round."""

from __future__ import annotations

import numpy as np

from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import wilson
from simulator.views.sentences import percent
from tui.canvas import Curve, CurveSpec
from tui.figures.answer import Answer


def views(scenario: Scenario) -> tuple[str, ...]:
    """There is one view."""
    return ("ripeness",)


def drawing(answer: Answer, view: str) -> CurveSpec:
    """Ripeness by round with the interval of the simulation."""
    summary = answer.summary
    ripe = summary.ripeness
    intervals = np.array([wilson(int(count), summary.draws) for count in summary.ripe]).reshape(-1, 2)
    before = answer.before.ripeness if answer.before is not None else None
    if before is not None and before.size != ripe.size:
        before = np.pad(before, (0, max(ripe.size - before.size, 0)), constant_values=np.nan)[: ripe.size]
    curve = Curve("", "third", ripe, intervals[:, 0], intervals[:, 1], before)
    title = "Ripeness: no round"
    if ripe.size:
        title = f"Room for a deal: {percent(ripe[0])} at first, {percent(ripe[-1])} at the end"
    return CurveSpec(title, (curve,), x_label=answer.scenario.clock.round, y_range=(0.0, 1.0))
