"""The file of a finished task of an unfinished part: the hash of what follows on one line, then rows as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from simulator.experiments.columns import Row
from simulator.experiments.disk import Disk
from simulator.experiments.plan import Plan
from simulator.experiments.task import TaskResult

TASKS, DRAWS = "tasks", "draws"


def task_name(task: int) -> str:
    """The file of a finished task."""
    return f"{TASKS}/task-{task:06d}.json"


def draws_name(task: int) -> str:
    """The file of a task's draws."""
    return f"{DRAWS}/task-{task:06d}.parquet"


@dataclass(frozen=True)
class KeptTask:
    """A finished task as it was kept.

    Attributes:
        task: its number.
        rows: a row a point.
        draws_sha256: of the file of its draws, which is whole; None where draws are not kept.
    """

    task: int
    rows: list[Row]
    draws_sha256: str | None


def task_bytes(plan: Plan, result: TaskResult, draws_sha256: str | None) -> bytes:
    """What a task's file holds."""
    rows = [{name: _to_json(cell) for name, cell in row.items()} for row in result.rows]
    found = {"plan": plan.sha256, "task": result.task, "draws": draws_sha256, "rows": rows}
    body = json.dumps(found, separators=(",", ":"), allow_nan=False).encode()
    return sha256_of(body).encode() + b"\n" + body


def read_task(disk: Disk, plan: Plan, name: str) -> KeptTask | None:
    """A finished task from its file; None where that, or the file of its draws, is torn or of another sweep."""
    sha256, _, body = (disk.read(name) or b"").partition(b"\n")
    if sha256_of(body).encode() != sha256:
        return None
    found: dict[str, Any] = json.loads(body)
    if found["plan"] != plan.sha256 or name != task_name(found["task"]):
        return None
    if found["draws"] is not None and not is_whole(disk, draws_name(found["task"]), found["draws"]):
        return None
    rows = [{name: _from_json(cell) for name, cell in row.items()} for row in found["rows"]]
    return KeptTask(found["task"], rows, found["draws"])


def kept_tasks(disk: Disk, plan: Plan, finished: Collection[int]) -> list[KeptTask]:
    """The finished tasks of parts that are not among the finished ones, in order."""
    tasks = [read_task(disk, plan, f"{TASKS}/{name}") for name in disk.names(TASKS)]
    return [task for task in tasks if task is not None and plan.part_of(task.task) not in finished]


def is_whole(disk: Disk, name: str, sha256: str) -> bool:
    """Whether a file's content has a hash."""
    content = disk.read(name)
    return content is not None and sha256_of(content) == sha256


def sha256_of(content: bytes) -> str:
    """A hash, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _to_json(cell: Any) -> Any:
    return {"base64": base64.b64encode(cell).decode()} if isinstance(cell, bytes) else cell


def _from_json(cell: Any) -> Any:
    return base64.b64decode(cell["base64"]) if isinstance(cell, dict) else cell
