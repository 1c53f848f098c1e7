"""How agreement answers to each thing that varied, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.experiments.curves import AGREEMENT, curves
from simulator.experiments.results import Results
from simulator.experiments.sensitivity import HALF
from simulator.experiments.wording import axis_name
from simulator.insight.response import Curve


@dataclass(frozen=True)
class Response:
    """One axis.

    Attributes:
        name: what people call it.
        unit: of its numbers, or empty.
        curve: the mean of agreement over all points that share a value.
        alone: whether nothing else varied in those points, so that the curve is that of this number alone.
        crossings: where it crosses one half; empty unless `alone`.
    """

    name: str
    unit: str
    curve: Curve
    alone: bool
    crossings: tuple[float, ...]


def responses(results: Results) -> tuple[Response, ...]:
    """The axes of a sweep in their order; none where agreement was not kept, or no point is there."""
    plan = results.plan
    if AGREEMENT not in results.types or not len(results.column(AGREEMENT)):
        return ()
    alone = len(plan.axes) == 1 or plan.data["design"]["kind"] == "one_at_a_time"
    found = curves(results, AGREEMENT)
    return tuple(
        Response(
            axis_name(plan, axis.path),
            axis.unit,
            found[axis.path],
            alone,
            tuple(found[axis.path].crossings(HALF)) if alone else (),
        )
        for axis in plan.axes
    )
