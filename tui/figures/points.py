"""A batch as plots: how agreement answers to each thing that varied."""

from __future__ import annotations

import math

import numpy as np

from simulator.experiments.responses import Response
from simulator.experiments.sensitivity import HALF
from simulator.experiments.wording import level
from tui.canvas import Bar, BarsSpec, Curve, CurveSpec


def response_plot(found: Response) -> CurveSpec | BarsSpec:
    """A line through the means of all points that share a value, with its band; bars where values have no order."""
    title = response_title(found)
    steps = found.curve.steps
    low, high = (np.array([getattr(step, end) for step in steps]) for end in ("low", "high"))
    if not found.curve.numeric:
        return BarsSpec(title, tuple(_bar(str(s.value), s.mean, s.low, s.high) for s in steps))
    x = np.array([float(step.value) for step in steps])
    y = np.array([step.mean for step in steps])
    line = Curve("", "third", y, low, high)
    return CurveSpec(title, (line,), x=x, x_label=found.unit or "value", reference=(HALF, "half"))


def response_title(found: Response) -> str:
    """What the plot says: from where to where, and where it crosses one half, if one thing varied alone."""
    steps = found.curve.steps
    if not steps:
        return f"{found.name}: no point yet"
    if found.crossings:
        places = " and ".join(f"{place:.4g}" for place in found.crossings)
        return f"{found.name}: agreement crosses 50% at {places}"
    ends = [level("agreement", step.mean) for step in (steps[0], steps[-1])]
    text = f"{found.name}: {' to '.join(dict.fromkeys(ends))} agree"
    return f"{text}, never 50%" if found.alone and found.curve.numeric and len(steps) > 1 else text


def _bar(label: str, mean: float, low: float, high: float) -> Bar:
    known = not math.isnan(low)
    return Bar(label, mean, low if known else None, high if known else None)
