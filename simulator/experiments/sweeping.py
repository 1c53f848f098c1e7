"""The loop of a sweep: what is missing goes to an executor, and what comes back goes down before it is counted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from simulator.experiments.disk import RealDisk
from simulator.experiments.lock import locked
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.store import Store
from simulator.experiments.task import TaskResult, play_task
from simulator.scenario.faults import ParleyError
from simulator.views.report import parley_version

Play = Callable[[str, int], TaskResult]
Opened = Callable[[], AbstractContextManager[tuple[Executor, int]]]

_TRIES = 3
"""How often a pool is made anew whose worker died, without a task done in between."""


@dataclass(frozen=True)
class Tally:
    """How far a sweep is.

    Attributes:
        done: points that are done.
        of: points that there are.
        failed: points that could not be played.
        played: points played in this run of the command; the others were there.
    """

    done: int
    of: int
    failed: int
    played: int


class PointFailedError(ParleyError):
    """A point failed, and the user wants to stop at that."""


def versions() -> dict[str, str]:
    """What results depend on, and files."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"parley": parley_version(), "python": python, **{name: version(name) for name in ("numpy", "duckdb")}}


def sweep(
    plan: Plan,
    folder: Path,
    executor: Opened,
    *,
    shard: Shard | None = None,
    fail_fast: bool = False,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Play a plan into a folder; what is there already is not played again.

    Args:
        plan: what to play.
        folder: made where it is not there.
        executor: opens an executor, and says how many tasks it should have in hand.
        shard: which of the tasks; all by default.
        fail_fast: stop at the first point that fails, rather than keep it as data.
        progress: told how far it is after each task.

    Raises:
        StoreError: the folder holds something else.
        PointFailedError: a point failed, and `fail_fast` is on.
        ParleyError: the disk is full, say, or workers die again and again.
    """
    try:
        RealDisk(folder).make_folder("")
        with locked(folder) as lock:
            store = Store(RealDisk(folder), plan, shard or Shard(), versions(), encode_part)
            lock.note(store.points_done())
            return fill(store, executor, fail_fast=fail_fast, progress=progress)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"cannot be written: {reason}; what is done is safe, and the same command goes on from there"
        raise ParleyError(f"{folder}: {message}") from None


def fill(
    store: Store,
    executor: Opened,
    *,
    fail_fast: bool = False,
    progress: Callable[[Tally], None] | None = None,
    play: Play = play_task,
) -> Tally:
    """Play what a store is missing."""
    before, of, done = store.points_done(), store.points(), store.points_done()
    for result in _results(store, executor, play):
        store.add(result)
        done += len(result.rows)
        if fail_fast:
            _stop_at_failure(result)
        if progress is not None:
            progress(Tally(done, of, store.failed, done - before))
    store.close()
    return Tally(done, of, store.failed, done - before)


def _stop_at_failure(result: TaskResult) -> None:
    for row in result.rows:
        if row["failed"] is not None:
            raise PointFailedError(f"point {row['point']!r} failed: {row['failed']!s}")


def _results(store: Store, opened: Opened, play: Play) -> Iterator[TaskResult]:
    """What comes of the missing tasks, as it comes; a pool whose worker died is made anew."""
    tries = 0
    while True:
        missing = store.missing()
        first = next(missing, None)
        if first is None:
            return
        try:
            with opened() as (executor, ahead):
                for result in _played(executor, ahead, play, store.plan.text, _chain(first, missing)):
                    yield result
                    tries = 0
            return
        except BrokenProcessPool:
            tries += 1
            if tries == _TRIES:
                message = "worker processes die again and again, for want of memory perhaps; try fewer: processes:1"
                raise ParleyError(message) from None


def _chain(first: int, rest: Iterator[int]) -> Iterator[int]:
    yield first
    yield from rest


def _played(executor: Executor, ahead: int, play: Play, plan: str, tasks: Iterator[int]) -> Iterator[TaskResult]:
    """Results in the order in which they are ready, with at most so many tasks in hand."""
    waiting: set[Future[TaskResult]] = set()
    try:
        while True:
            while len(waiting) < ahead and (task := next(tasks, None)) is not None:
                waiting.add(executor.submit(play, plan, task))
            if not waiting:
                return
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                yield future.result()
    finally:
        for future in waiting:
            future.cancel()
