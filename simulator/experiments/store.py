"""The folder of a sweep: a manifest, parts written whole, and what is done of the parts that are not.

    manifest.json               the plan, versions, and every finished part with its SHA-256
    points/part-00000.parquet   the points of a part, a row each
    draws/task-000000.parquet   the draws of a task, where they are kept
    tasks/task-000000.json      a finished task of an unfinished part; gone once the part is in the manifest
    lock                        held while somebody writes

A file counts if its bytes have the SHA-256 that was written down for them after they were on the disk. Everything
else is missing, torn or foreign, and is computed again. Nothing in the folder depends on when, where or by how many
it was computed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.experiments.columns import Row
from simulator.experiments.disk import LOCK, TEMPORARY, Disk, write_whole
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.task import TaskResult
from simulator.experiments.task_file import (
    DRAWS,
    TASKS,
    draws_name,
    is_whole,
    read_task,
    sha256_of,
    task_bytes,
    task_name,
)
from simulator.scenario.faults import ParleyError

MANIFEST = "manifest.json"
POINTS = "points"
FORMAT = 1

_OURS = {MANIFEST, MANIFEST + TEMPORARY, POINTS, DRAWS, TASKS, LOCK}

Encode = Callable[[Plan, Sequence[Row]], bytes]
"""Rows to the bytes of a part."""


class StoreError(ParleyError):
    """Why a folder cannot hold this sweep, in words."""


def part_name(part: int) -> str:
    """The file of a part's points."""
    return f"{POINTS}/part-{part:05d}.parquet"


@dataclass
class _Part:
    """A part that is not finished: the rows and the draws' hashes of its finished tasks."""

    rows: dict[int, list[Row]] = field(default_factory=dict)
    draws: dict[int, str] = field(default_factory=dict)


class Store:
    """The folder of one sweep, open to be written."""

    def __init__(self, disk: Disk, plan: Plan, shard: Shard, versions: Mapping[str, str], encode: Encode) -> None:
        """Open a folder, empty or with an unfinished sweep, and look what of it is there.

        Args:
            disk: the folder; it exists.
            plan: what is to be computed.
            shard: which of its tasks are this folder's.
            versions: of what computes it, by name; `parley` among them.
            encode: rows to the bytes of a part.

        Raises:
            StoreError: the folder holds something else.
        """
        self._disk, self.plan, self.shard, self._encode = disk, plan, shard, encode
        self._versions = dict(versions)
        self._files: dict[str, dict[str, Any]] = {}
        self._unfinished: dict[int, _Part] = {}
        self._done: set[int] = set()  # finished parts
        self._open()

    @property
    def tasks(self) -> int:
        """How many tasks are this folder's."""
        return sum(1 for _ in self.shard.among(range(self.plan.tasks)))

    def missing(self) -> Iterator[int]:
        """The tasks that are yet to be computed, in order."""
        for part in range(self.plan.parts):
            if part not in self._done:
                kept = self._unfinished.get(part, _Part()).rows
                yield from (task for task in self.shard.among(self.plan.tasks_of(part)) if task not in kept)

    def points_done(self) -> int:
        """How many points are done."""
        done = (task for part in self._done for task in self.shard.among(self.plan.tasks_of(part)))
        kept = (task for part in self._unfinished.values() for task in part.rows)
        return sum(len(self.plan.points_of(task)) for tasks in (done, kept) for task in tasks)

    def points(self) -> int:
        """How many points are this folder's."""
        return sum(len(self.plan.points_of(task)) for task in self.shard.among(range(self.plan.tasks)))

    @property
    def failed(self) -> int:
        """How many of the finished points failed."""
        kept = sum(_failed(rows) for part in self._unfinished.values() for rows in part.rows.values())
        return kept + sum(file.get("failed", 0) for file in self._files.values())

    def add(self, result: TaskResult) -> None:
        """Put a task's results down. When this returns they are on the disk, and stay there."""
        part = self.plan.part_of(result.task)
        unfinished = self._unfinished.setdefault(part, _Part())
        if result.draws is not None:
            write_whole(self._disk, draws_name(result.task), result.draws)
            unfinished.draws[result.task] = sha256_of(result.draws)
        content = task_bytes(self.plan, result, unfinished.draws.get(result.task))
        write_whole(self._disk, task_name(result.task), content)
        unfinished.rows[result.task] = result.rows
        if all(task in unfinished.rows for task in self.shard.among(self.plan.tasks_of(part))):
            self._finish(part)

    def close(self) -> None:
        """Put the last word down, once nothing is missing."""
        for part in sorted(self._unfinished):  # whose last task was down before a crash, and the part not
            if part not in self._done:
                self._finish(part)
        self._write_manifest(complete=True)
        self._disk.remove_folder(TASKS)
        self._disk.sync_folder("")

    def _finish(self, part: int) -> None:
        """Make a file of a part whose tasks are all there, then let go of their own files."""
        unfinished, tasks = self._unfinished[part], list(self.shard.among(self.plan.tasks_of(part)))
        rows = [row for task in tasks for row in unfinished.rows[task]]
        content = self._encode(self.plan, rows)
        write_whole(self._disk, part_name(part), content)
        about = {"sha256": sha256_of(content), "points": len(rows), "failed": _failed(rows)}
        self._files[part_name(part)] = about
        for task, sha256 in sorted(unfinished.draws.items()):
            self._files[draws_name(task)] = {"sha256": sha256}
        self._write_manifest(complete=False)
        self._done.add(part)
        del self._unfinished[part]
        for task in tasks:
            self._disk.remove(task_name(task))

    def _open(self) -> None:
        names = self._disk.names("")
        foreign = [name for name in names if name not in _OURS]
        if foreign and MANIFEST not in names:
            raise StoreError(f"the folder is not empty and holds no sweep ({foreign[0][:40]}); take another with --out")
        self._recover(self._disk.read(MANIFEST))
        for folder in (POINTS, TASKS, *([DRAWS] if self.plan.keeps_draws else [])):
            self._disk.make_folder(folder)
            for name in self._disk.names(folder):
                if name.endswith(TEMPORARY):
                    self._disk.remove(f"{folder}/{name}")
        self._disk.remove(MANIFEST + TEMPORARY)
        self._collect_tasks()
        self._write_manifest(complete=False)

    def _recover(self, content: bytes | None) -> None:
        """Take over the finished parts of a manifest that is there; one that cannot be read counts as none."""
        found = _manifest(content)
        if found is None:
            return
        self._compare(found)
        listed = found["files"]
        for part in range(self.plan.parts):
            tasks = list(self.shard.among(self.plan.tasks_of(part)))
            names = [part_name(part), *(draws_name(task) for task in tasks if self.plan.keeps_draws)]
            if tasks and all(name in listed and is_whole(self._disk, name, listed[name]["sha256"]) for name in names):
                self._files |= {name: listed[name] for name in names}
                self._done.add(part)

    def _compare(self, found: Mapping[str, Any]) -> None:
        """Refuse to go on with something else."""
        if found["format"] != FORMAT:
            raise StoreError("the folder was written by a newer Parley; use that, or take another with --out")
        if found["shard"] != [self.shard.number, self.shard.of]:
            number, of = found["shard"]
            raise StoreError(f"the folder holds shard {number}/{of} of a sweep; take another with --out")
        difference = _difference(found["plan"], self.plan.data)
        if difference:
            raise StoreError(f"the folder holds another sweep, with other {difference}; take another with --out")
        before, now = found["versions"].get("parley"), self._versions["parley"]
        if before != now:
            raise StoreError(f"the folder was begun with Parley {before}, and this is {now}; take another with --out")
        self._versions = dict(found["versions"])

    def _collect_tasks(self) -> None:
        """Take over the tasks that are done; what is of no use is removed."""
        for name in self._disk.names(TASKS):
            path = f"{TASKS}/{name}"
            found = read_task(self._disk, self.plan, path)
            if found is None or self.plan.part_of(found.task) in self._done or not self.shard.holds(found.task):
                self._disk.remove(path)
                continue
            part = self._unfinished.setdefault(self.plan.part_of(found.task), _Part())
            part.rows[found.task] = found.rows
            if found.draws_sha256 is not None:
                part.draws[found.task] = found.draws_sha256

    def _write_manifest(self, *, complete: bool) -> None:
        found = {
            "parley_sweep": True,
            "format": FORMAT,
            "complete": complete,
            "points": self.points(),
            "shard": [self.shard.number, self.shard.of],
            "versions": self._versions,
            "files": dict(sorted(self._files.items())),
            "plan": self.plan.data,
        }
        write_whole(self._disk, MANIFEST, json.dumps(found, indent=1, ensure_ascii=False).encode() + b"\n")


def _manifest(content: bytes | None) -> dict[str, Any] | None:
    """A manifest as data; None where it cannot be read."""
    try:
        found = json.loads(content or b"")
    except ValueError:
        return None
    return found if isinstance(found, dict) and found.get("parley_sweep") is True else None


def read_manifest(disk: Disk) -> dict[str, Any]:
    """The manifest of a folder.

    Raises:
        StoreError: there is none.
    """
    found = _manifest(disk.read(MANIFEST))
    if found is None:
        raise StoreError("there is no sweep in this folder; `parley sweep` makes one")
    return found


_CALLED = {"inputs_sha256": "scenario", "axes": "levers or uncertainties", "set": "settings"}


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """In what two plans differ, in a word; empty where they do not."""
    keys = [key for key in now if json.dumps(before.get(key)) != json.dumps(now[key])]
    first = next((key for key in ("id", "inputs_sha256", "seed", "draws") if key in keys), keys[0] if keys else "")
    return {**_CALLED, "id": "scenario"}.get(first, first)


def _failed(rows: Sequence[Row]) -> int:
    return sum(row["failed"] is not None for row in rows)
