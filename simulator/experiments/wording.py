"""Numbers of a sweep in words, the same in sheets and in reports."""

from __future__ import annotations

import math
from typing import Any

from simulator.experiments.plan import Plan
from simulator.views.tables import shortened

DESIGNS = {
    "grid": "every combination",
    "one_at_a_time": "one at a time",
    "latin_hypercube": "a Latin hypercube",
    "sobol": "a Sobol' sequence",
    "saltelli": "samples for Sobol' indices",
    "list": "a list",
}
SHARES = ("agreement", "blocked_by", "shut_by", "outcomes", "ripeness", "retained", "durability", "terms")
"""Groups of outcomes of which most are shares, and are said in percent."""


def is_share(outcome: str) -> bool:
    """Whether an outcome is a share of draws, of land or a chance."""
    return outcome.split(".")[0] in SHARES and not (outcome.startswith("terms.") and outcome.endswith(_LEVELS))


_LEVELS = (".mean", ".p05", ".p50", ".p95")


def level(outcome: str, value: float) -> str:
    """A value of an outcome: `43%`, `0.512`."""
    if math.isnan(value):
        return "-"
    return f"{100 * value:.0f}%" if is_share(outcome) else f"{value:.3g}"


def change(outcome: str, value: float, low: float, high: float) -> str:
    """A change of an outcome with its interval: `+12 points (9 to 15)`."""
    if math.isnan(value):
        return "-"
    scale, unit, form = (100, " points", "+.0f") if is_share(outcome) else (1, "", "+.3g")
    said = f"{_signed(scale * value, form)}{unit}"
    if math.isnan(low) or math.isnan(high):
        return said
    return f"{said} ({_signed(scale * low, form)} to {_signed(scale * high, form)})"


def _signed(value: float, form: str) -> str:
    text = f"{value:{form}}"
    return "0" if float(text) == 0 else text


def setting(value: Any) -> str:
    """A value of an axis: `0.0005`, `russia`."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def axis_name(plan: Plan, path: str) -> str:
    """What people call an axis."""
    return shortened(next(axis.label for axis in plan.axes if axis.path == path))


def about(plan: Plan, done: int) -> tuple[str, ...]:
    """What was played, and what it rests on."""
    data, of = plan.data, "" if done == plan.points else f" of {plan.points:,}"
    kind = DESIGNS[data["design"]["kind"]]
    lines = [f"{data['id']}: {done:,}{of} points ({kind}) of {plan.draws:,} draws each, seed {plan.seed}"]
    if data["set"]:
        lines.append("set: " + ", ".join(f"{path}={value}" for path, value in data["set"].items()))
    rests = data["rests_on"]
    total = sum(rests.values())
    lines.append(f"{rests['assumption']} of {total} values are assumptions, and what follows holds under them")
    return tuple(lines)
