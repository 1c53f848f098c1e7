"""What sweeps cost: a point's overhead, two workers, a million points in memory, a kill."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figure, least_seconds, peak_megabytes
from simulator.experiments.disk import RealDisk
from simulator.experiments.executors import Choice, opened
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.reading import inline_experiment
from simulator.experiments.store import Store
from simulator.experiments.sweeping import fill, versions
from simulator.experiments.task import play_task
from simulator.running import run
from simulator.scenario.loading import load

SCENARIO = "ukraine-2025-03"
DRAWS = 200
TASKS = 12
WORKERS = 2

_COSTS = "actors.russia.cost=0.0002:0.001", "actors.ukraine.cost=0.0002:0.001"


def _plan(points: int, draws: int = DRAWS, **more: Any) -> Plan:
    return inline_experiment(
        load(SCENARIO), SCENARIO, _COSTS, {"kind": "sobol", "points": points}, {"draws": draws, **more}
    )


def sweep_overhead() -> Iterator[Figure]:
    """What a point costs besides playing its draws, and what its draws cost."""
    bare, whole = _plan(64, draws=1), _plan(200)
    alone = least_seconds(lambda: run(load(SCENARIO).scenario, 4096, 0, offers=False)) / 4096 * DRAWS
    for plan in (bare, whole):
        play_task(plan.text, 0)
    a_point = least_seconds(lambda: play_task(bare.text, 0)) / 64
    with_draws = least_seconds(lambda: play_task(whole.text, 0)) / whole.per_task
    yield Figure("a point of one draw", 1000 * a_point, "ms")
    yield Figure(f"a point of {DRAWS} draws", 1000 * with_draws, "ms")
    yield Figure(f"{DRAWS} draws of a long run", 1000 * alone, "ms")
    yield Figure("a point against its draws in a long run", with_draws / alone, "times")


def sweep_workers() -> Iterator[Figure]:
    """The same tasks by this process, by two processes and by two workers of Dask."""
    plan = _plan(TASKS * _plan(1).per_task)
    with opened(Choice("here")) as (executor, ahead):
        alone = _seconds(plan, executor, ahead)
    yield Figure(f"{TASKS} tasks here", alone, "s")
    ways: dict[str, AbstractContextManager[tuple[Executor, int]]] = {
        "processes": opened(Choice("processes", workers=WORKERS))
    }
    with contextlib.ExitStack() as stack:
        if importlib.util.find_spec("distributed"):
            from distributed import LocalCluster

            where = {"processes": True, "dashboard_address": None, "local_directory": tempfile.gettempdir()}
            cluster = stack.enter_context(LocalCluster(n_workers=WORKERS, threads_per_worker=1, **where))  # type: ignore[no-untyped-call]
            ways["Dask"] = opened(Choice("dask", target=cluster.scheduler_address))
        for name, way in ways.items():
            with way as (executor, ahead):
                seconds = _seconds(plan, executor, ahead)
            yield Figure(f"by {WORKERS} workers of {name}", seconds, "s")
            yield Figure(f"efficiency of {name}", alone / seconds / WORKERS, "times")


def _seconds(plan: Plan, executor: Executor, ahead: int) -> float:
    """How long a sweep takes an executor that is warm."""
    for future in [executor.submit(play_task, plan.text, task) for task in range(WORKERS)]:
        future.result()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(RealDisk(Path(folder)), plan, Shard(), versions(), encode_part)
        begun = time.perf_counter()
        fill(store, lambda: contextlib.nullcontext((executor, ahead)))
        return time.perf_counter() - begun


_FILL = """
import tempfile
from contextlib import nullcontext
from pathlib import Path
from benchmarks.sweeps import _plan
from simulator.experiments.disk import RealDisk
from simulator.experiments.executors import InProcess
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Shard, plan_from
from simulator.experiments.store import Store
from simulator.experiments.sweeping import fill, versions
from simulator.experiments.task import TaskResult

def play(text, task):
    plan = plan_from(text)
    rows = [{{"point": point, "failed": None, "payoff.russia.mean": point / 7}} for point in plan.points_of(task)]
    return TaskResult(task, rows)

plan = _plan({points}, draws=1, outcomes=["payoff"])
with tempfile.TemporaryDirectory() as folder:
    store = Store(RealDisk(Path(folder)), plan, Shard(), versions(), encode_part)
    fill(store, lambda: nullcontext((InProcess(), 1)), play=play)
"""


def sweep_memory() -> Iterator[Figure]:
    """Peak memory of planning and keeping points that are not played: it should hardly grow with their number."""
    found = {}
    for points in (10_000, 200_000):
        found[points] = peak_megabytes(_FILL.format(points=points))
        yield Figure(f"peak with {points:,} points", found[points], "MB")
    yield Figure("200,000 points against 10,000", found[200_000] / found[10_000], "times")


def sweep_kill() -> Iterator[Figure]:
    """What a kill in the middle of a sweep costs: both runs of the command, less one undisturbed, in CPU time."""
    with tempfile.TemporaryDirectory() as folder:
        whole = _swept(Path(folder) / "whole", tasks=None)
        yield Figure("undisturbed", whole, "s")
        first = _swept(Path(folder) / "killed", tasks=5)
        second = _swept(Path(folder) / "killed", tasks=None)
    yield Figure("until it was killed", first, "s")
    yield Figure("to go on to the end", second, "s")
    yield Figure("lost to the kill", first + second - whole, "s")


def _swept(folder: Path, tasks: int | None) -> float:
    """Seconds of the CPU that `parley sweep` takes as a process of its own, killed after so many tasks."""
    options = [word for text in _COSTS for word in ("--vary", text)]
    command = ["sweep", SCENARIO, *options, "--design", "sobol", "--points", "200", "--draws", str(DRAWS), "--quiet"]
    program = [sys.executable, "-c", "from simulator.cli import main; main()", *command]
    process = subprocess.Popen([*program, "-o", str(folder), "--executor", "here"], stdout=subprocess.DEVNULL)
    while tasks is not None and len(list((folder / "tasks").glob("*.json"))) < tasks:
        time.sleep(0.05)
    if tasks is not None:
        time.sleep(0.5)  # into the next one
        process.kill()
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime
