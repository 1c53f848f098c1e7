"""What a sweep would take: its first points are played, and the rest is reckoned from them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import TOGETHER, Plan
from simulator.experiments.task import play_task
from simulator.running import Cancelled
from simulator.views.progress_text import duration, size_text


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


def estimated(plan: Plan, workers: int, cancelled: Callable[[], bool] | None = None) -> Estimate:
    """What a plan would take on so many cores of this machine.

    Args:
        plan: what would be played.
        workers: how many cores.
        cancelled: asked on the way.

    Raises:
        Cancelled: `cancelled` said so.
    """
    some = Plan.of({**plan.data, "draws": min(plan.draws, TOGETHER)})
    play_task(some.text, 0)  # the first is slower, for it imports and caches
    if cancelled is not None and cancelled():
        raise Cancelled
    start = time.perf_counter()
    result = play_task(some.text, 0)
    spent, played = time.perf_counter() - start, len(result.rows)
    seconds = spent / played * plan.points * (plan.draws / some.draws) / min(workers, plan.tasks)
    one, all_ = len(encode_part(some, result.rows[:1])), len(encode_part(some, result.rows))
    a_point = (all_ - one) / (played - 1) if played > 1 else one
    draws = len(result.draws or b"") / played * plan.points * (plan.draws / some.draws)
    size = plan.parts * one + plan.points * a_point + draws + len(plan.text)
    return Estimate(plan.points, plan.draws, plan.tasks, seconds, round(size), workers, played)


@dataclass(frozen=True)
class Room:
    """The room where results would go.

    Attributes:
        free: bytes.
        place: the folder that is there already, by its last name.
    """

    free: int
    place: str


def room_for(folder: Path) -> Room:
    """How much room there is for a folder that need not be there yet."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    return Room(shutil.disk_usage(place).free, place.name or str(place))


def estimate_rows(found: Estimate, room: Room) -> tuple[tuple[str, str], ...]:
    """How many points, how long and how many bytes, in words."""
    some = f"{found.tasks:,} task{'s' * (found.tasks != 1)}"
    on = f"{found.workers} core{'s' * (found.workers != 1)}"
    return (
        ("points", f"{found.points:,} of {found.draws:,} draws each, in {some}"),
        ("time", f"about {duration(found.seconds)} on {on}, after {found.measured} points"),
        ("disk", f"about {size_text(found.bytes)}, of {size_text(room.free)} free in {room.place}"),
    )


def too_large(found: Estimate, room: Room) -> str:
    """That there is not enough room, in words; empty where there is."""
    return f"there is not enough room for it: {size_text(found.bytes)} are needed" * (found.bytes > room.free)
