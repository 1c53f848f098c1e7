"""What a sweep would take: its first points are played, and the rest is reckoned from them."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import TOGETHER, Plan
from simulator.experiments.task import play_task


@dataclass(frozen=True)
class Estimate:
    """How much a sweep is.

    Attributes:
        points: how many points.
        draws: of each.
        tasks: in which they are played.
        seconds: that it takes.
        bytes: that it takes up.
        workers: that play it.
        measured: how many points were played to know.
    """

    points: int
    draws: int
    tasks: int
    seconds: float
    bytes: int
    workers: int
    measured: int

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def estimated(plan: Plan, workers: int) -> Estimate:
    """What a plan would take on so many cores of this machine."""
    some = Plan.of({**plan.data, "draws": min(plan.draws, TOGETHER)})
    play_task(some.text, 0)  # the first is slower, for it imports and caches
    start = time.perf_counter()
    result = play_task(some.text, 0)
    spent, played = time.perf_counter() - start, len(result.rows)
    seconds = spent / played * plan.points * (plan.draws / some.draws) / min(workers, plan.tasks)
    one, all_ = len(encode_part(some, result.rows[:1])), len(encode_part(some, result.rows))
    a_point = (all_ - one) / (played - 1) if played > 1 else one
    draws = len(result.draws or b"") / played * plan.points * (plan.draws / some.draws)
    size = plan.parts * one + plan.points * a_point + draws + len(plan.text)
    return Estimate(plan.points, plan.draws, plan.tasks, seconds, round(size), workers, played)
