"""Shards of one sweep -> the folder that a single machine would have made, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.experiments.columns import Row
from simulator.experiments.disk import RealDisk
from simulator.experiments.lock import locked
from simulator.experiments.parquet import connection, sql_text
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.store import Store, StoreError, part_name, read_manifest
from simulator.experiments.task import TaskResult
from simulator.experiments.task_file import draws_name, is_whole
from simulator.scenario.faults import Fault, ScenarioFaults


def merge(target: Path, folders: Sequence[Path]) -> int:
    """Put shards together.

    Args:
        target: the folder to make, or to go on with.
        folders: of the shards, each finished, all there.

    Returns:
        How many points there are.

    Raises:
        ScenarioFaults: the shards are not all of one sweep, or not finished.
        StoreError: the target holds something else.
    """
    plan, versions, shards = _compared(folders)
    RealDisk(target).make_folder("")
    with locked(target):
        store = Store(RealDisk(target), plan, Shard(), versions, encode_part)
        for part in range(plan.parts):
            missing = [task for task in store.missing() if plan.part_of(task) == part]
            if missing:
                rows = _rows(plan, shards, part)
                for task in missing:
                    holder = next(folder for shard, folder in shards if shard.holds(task))
                    draws = RealDisk(holder).read(draws_name(task)) if plan.keeps_draws else None
                    store.add(TaskResult(task, [rows[point] for point in plan.points_of(task)], draws))
        store.close()
        return store.points()


def _compared(folders: Sequence[Path]) -> tuple[Plan, dict[str, str], list[tuple[Shard, Path]]]:
    """The plan that shards share, and which folder is which shard."""
    found, faults = [], []
    for folder in folders:
        try:
            manifest = read_manifest(RealDisk(folder))
        except (StoreError, OSError) as error:
            faults.append(Fault(str(folder), 0, 0, "", str(error)))
            continue
        if not manifest["complete"]:
            faults.append(Fault(str(folder), 0, 0, "", "is not finished; run its command again"))
        damaged = [
            name for name, file in manifest["files"].items() if not is_whole(RealDisk(folder), name, file["sha256"])
        ]
        if damaged:
            faults.append(Fault(str(folder), 0, 0, "", f"{damaged[0]} is not what it was; run its command again"))
        found.append((folder, manifest))
    if faults:
        raise ScenarioFaults(faults)
    first = found[0][1]
    of = first["shard"][1]
    for folder, manifest in found[1:]:
        if manifest["plan"] != first["plan"] or manifest["versions"] != first["versions"]:
            message = (
                f"is of another sweep than {folders[0]}, or was made with other versions; merge shards of one sweep"
            )
            faults.append(Fault(str(folder), 0, 0, "", message))
    numbers = [manifest["shard"][0] for _, manifest in found if manifest["shard"][1] == of]
    lacking = sorted(set(range(1, of + 1)) - set(numbers))
    if lacking or len(found) != of:
        named = ", ".join(f"{number}/{of}" for number in lacking) or "none, but some are named twice"
        faults.append(Fault(str(folders[0]), 0, 0, "", f"is one of {of} shards; missing are {named}; name each once"))
    if faults:
        raise ScenarioFaults(faults)
    shards = [(Shard(*manifest["shard"]), folder) for folder, manifest in found]
    return Plan.of(first["plan"]), first["versions"], shards


def _rows(plan: Plan, shards: Sequence[tuple[Shard, Path]], part: int) -> dict[int, Row]:
    """The rows of a part by point, from all shards that have some of it."""
    files = [folder / part_name(part) for shard, folder in shards if any(map(shard.holds, plan.tasks_of(part)))]
    with connection() as database:
        paths = ", ".join(sql_text(str(path.resolve())) for path in files)
        found = database.execute(f"SELECT * FROM read_parquet([{paths}])")
        names = [column[0] for column in found.description or ()]
        return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
