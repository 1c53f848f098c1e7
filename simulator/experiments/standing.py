"""How far a sweep is, read from its folder while somebody else writes there, and cheap to ask again and again."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from simulator.experiments.disk import RealDisk
from simulator.experiments.lock import Holder, holder
from simulator.experiments.plan import Plan
from simulator.experiments.store import MANIFEST, StoreError, part_name, read_manifest
from simulator.experiments.task_file import TASKS

State = Literal["running", "stopped", "done", "to begin", "at fault"]


@dataclass(frozen=True)
class Standing:
    """How far a sweep is.

    Attributes:
        state: whether somebody plays it, it waits to be gone on with, or all of it is there.
        plan: what is to be played; None where nothing was begun, or the folder is at fault.
        done: points that are done.
        of: points that there are.
        failed: of the points that are done, those that could not be played.
        holder: who plays it.
        rate: points a second in this run of the command; NaN where that is not known.
        fault: why the folder cannot be read, in words.
    """

    state: State
    plan: Plan | None = None
    done: int = 0
    of: int = 0
    failed: int = 0
    holder: Holder | None = None
    rate: float = math.nan
    fault: str = ""

    @property
    def left(self) -> float:
        """Seconds until it is done; NaN where that is not known."""
        return (self.of - self.done) / self.rate if self.rate > 0 else math.nan


class SweepFolder:
    """A sweep's folder as it was seen last; what cannot have changed since is not read again."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Looks at nothing yet.

        Args:
            folder: of the sweep; it need not be there.
            clock: seconds since 1970.
        """
        self.folder = folder
        self._clock = clock
        self._seen: tuple[int, int, int] | None = None
        self._manifest: dict[str, Any] = {}
        self._plan: Plan | None = None
        self._tasks: dict[str, tuple[int, int, int]] = {}  # by file: number, points, failed

    def look(self) -> Standing:
        """How far it is now."""
        who = holder(self.folder)
        try:
            tasks = RealDisk(self.folder).names(TASKS)  # before the manifest: what was finished between counts there
            self._read_manifest()
        except FileNotFoundError:
            return Standing("running" if who else "to begin", holder=who)
        except (StoreError, OSError) as error:
            return Standing("at fault", fault=str(error))
        assert self._plan is not None
        files, of = self._manifest["files"], int(self._manifest["points"])
        counts = [self._count(name) for name in tasks if name.endswith(".json")]
        open_ = [(n, bad) for task, n, bad in counts if n and part_name(self._plan.part_of(task)) not in files]
        done = sum(file.get("points", 0) for file in files.values()) + sum(n for n, _ in open_)
        failed = sum(file.get("failed", 0) for file in files.values()) + sum(bad for _, bad in open_)
        state: State = "done" if self._manifest["complete"] else "running" if who else "stopped"
        return Standing(state, self._plan, done, of, failed, who, self._rate(done, who))

    def _rate(self, done: int, who: Holder | None) -> float:
        if who is None or who.before is None or done <= who.before:
            return math.nan
        return (done - who.before) / max(self._clock() - who.since, 1e-3)

    def _read_manifest(self) -> None:
        status = (self.folder / MANIFEST).stat()
        seen = (status.st_mtime_ns, status.st_size, status.st_ino)
        if seen != self._seen:
            self._manifest = read_manifest(RealDisk(self.folder))
            if self._plan is None or self._plan.data != self._manifest["plan"]:
                self._plan = Plan.of(self._manifest["plan"])
            self._seen = seen

    def _count(self, name: str) -> tuple[int, int, int]:
        """Number, points and failed points of a finished task; they never change."""
        if name not in self._tasks:
            content = RealDisk(self.folder).read(f"{TASKS}/{name}") or b""
            try:
                found = json.loads(content.partition(b"\n")[2])
            except ValueError:  # torn; it will be played again
                return 0, 0, 0
            rows = found["rows"]
            self._tasks[name] = (found["task"], len(rows), sum(row["failed"] is not None for row in rows))
        return self._tasks[name]
