"""A package on the table: its issues as sliders, and what everybody makes of it."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from simulator.game import Floats
from simulator.insight.assessment import Assessment
from simulator.insight.table import Table
from simulator.scenario.schema import Scenario
from simulator.views.deal_text import view_text
from simulator.views.packages import term_text
from simulator.views.sentences import issue_name, percent
from tui.canvas import Swing, SwingsSpec, Track, TracksSpec

LOCK = "* "


def package(
    scenario: Scenario, table: Table, terms: Floats, locked: Collection[str], selected: int | None, title: str
) -> TracksSpec:
    """The issues of a package; the range is what crosses nobody's red line in at least half of the draws."""
    rows = []
    for k, name in enumerate(table.issues):
        low, high = table.open_ends(k)
        label = (LOCK if name in locked else "") + issue_name(scenario, name)
        text = term_text(scenario, name, float(terms[k]))
        rows.append(Track(label, table.place(k, float(terms[k])), low, high, math.nan, text))
    return TracksSpec(title, tuple(rows), selected)


def opinions(scenario: Scenario, found: Assessment) -> SwingsSpec:
    """What signing is worth to everybody beyond no deal, those whose consent is needed first."""
    order = sorted(found.actors, key=lambda name: found.actors[name].needed == 0)
    swings = []
    for name in order:
        view = found.actors[name]
        low, high = view.margin.quantile(0.05), view.margin.quantile(0.95)
        swings.append(Swing(scenario.actors[name].name, low, high, view_text(found, name), dim=view.needed == 0))
    title = f"All sign at once in {percent(found.agreement.share)} of draws; what it is worth beyond no deal"
    return SwingsSpec(title, tuple(swings), None, "5% of draws lie below", "5% above")


def nearest(grid: Floats, at: float, steps: int) -> float:
    """The position so many steps of a grid from one; NaN, the share held now, is the place before the first."""
    known = grid[~np.isnan(grid)]
    if steps > 0:
        further = known[known > at + 1e-9]
        return float(further[min(steps, len(further)) - 1]) if len(further) else at
    lower = known[known < at - 1e-9]
    return float(lower[max(len(lower) + steps, 0)]) if len(lower) else at
