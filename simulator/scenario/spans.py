"""How far a slider should reach: around the range that a number has, or around the number."""

from __future__ import annotations

import math

from simulator.scenario.numbers import Bounds

_WIDER = 0.5  # of the range, on each side
_NARROW = 2  # from one bound to the other: then a slider shows all of it
_MANY = 30  # times from one end to the other: then steps should grow
_SMALL = {"utility a round": 0.01, "utility": 0.5, "logits": 2.0, "rounds": 10.0, "km2 a round": 50.0}
"""What a number that is 0 might be instead, by unit; 1 otherwise."""


def span(value: float, low: float | None, high: float | None, bounds: Bounds) -> tuple[tuple[float, float], bool]:
    """The ends of a sensible slider, and whether it should be logarithmic.

    The ends are within the bounds, and the value between them.

    Args:
        value: the number.
        low: the least of its range, if it has one.
        high: the greatest.
        bounds: what it may be at all.
    """
    if low is not None and high is not None and low < high:
        room = _WIDER * (high - low)
        ends = low - room, high + room
        if bounds.least is not None and bounds.most is not None and bounds.unit in ("share", "probability"):
            ends = bounds.least, bounds.most
        elif low > 0 and high / low > _MANY:
            ends = low / 2, high * 2
    elif bounds.unit == "discount factor a round":
        ends = 1 - 4 * (1 - value), 1 - (1 - value) / 4
    elif bounds.least is not None and bounds.most is not None and bounds.most - bounds.least <= _NARROW:
        ends = bounds.least, bounds.most
    elif bounds.unit == "logits" and bounds.least is not None and bounds.least < 0:
        ends = value - _SMALL["logits"], value + _SMALL["logits"]
    elif value == 0:
        reach = _SMALL.get(bounds.unit, 1.0)
        ends = -reach, reach
    else:
        ends = (value / 4, value * 4) if value > 0 else (2 * value, -value)
    least, most = _clipped(float(f"{ends[0]:.9g}"), float(f"{ends[1]:.9g}"), bounds)
    least, most = min(least, value), max(most, value)
    if not least < most:  # the value is at a bound, or so large that a wider span is the same number
        least, most = _clipped(value - 1, value + 1, bounds)
    if bounds.whole:
        least, most = math.floor(least), math.ceil(most)
    return (least, most), least > 0 and most / least > _MANY


def _clipped(least: float, most: float, bounds: Bounds) -> tuple[float, float]:
    if bounds.least is not None:
        floor = bounds.least
        if bounds.above and least <= floor:  # just above the bound is no slider's business: a hundredth of the way is
            floor = floor + (most - floor) / 100 if most > floor else floor
        least = max(least, floor)
    if bounds.most is not None:
        most = min(most, bounds.most)
    return least, most
