"""How long a deal holds: the survival curve."""

from __future__ import annotations

import numpy as np

from simulator.game import Floats
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import YEARS, Summary
from simulator.views.sentences import percent, span
from tui.canvas import Curve, CurveSpec
from tui.figures.answer import Answer

FIVE = 5.0


def views(scenario: Scenario) -> tuple[str, ...]:
    """There is one view."""
    return ("survival",)


def drawing(answer: Answer, view: str) -> CurveSpec:
    """The chance that a deal still holds, by years after signature; the band is 90% of the deals."""
    summary = answer.summary
    five = summary.sketches[f"survival.{FIVE:g}"]
    if not five.count:
        return CurveSpec("How long a deal lasts: no draw agrees", ())
    mean = _by_year(summary, None)
    before = _by_year(answer.before, None) if answer.before is not None and answer.before.agreed else None
    curve = Curve("", "fourth", mean, _by_year(summary, 0.05), _by_year(summary, 0.95), before)
    said = f"{percent(five.mean)} ({span(five.quantile(0.05), five.quantile(0.95))})"
    return CurveSpec(f"A deal lasts {FIVE:g} years: {said}", (curve,), x=YEARS, x_label="years", y_range=(0.0, 1.0))


def _by_year(summary: Summary, share: float | None) -> Floats:
    """Mean, or a quantile, over the deals by year."""
    sketches = (summary.sketches[f"survival.{year:g}"] for year in YEARS)
    return np.array([sketch.mean if share is None else sketch.quantile(share) for sketch in sketches])
