"""Batches for the tests of the app: small ones, played in this process or by a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.experiments.batches import Batch, batch_in, write_experiment
from simulator.experiments.drafting import Draft
from simulator.experiments.executors import InProcess
from simulator.experiments.reading import read_experiment
from simulator.experiments.sweeping import Tally, sweep
from simulator.scenario.library import Library

COST = "actors.north.cost"
FIRST = "protocol.first"


@contextmanager
def here() -> Iterator[tuple[Executor, int]]:
    """An executor in this process."""
    yield InProcess(), 1


def written(library: Library, name: str = "towns", **draft: Any) -> Batch:
    """A batch that nobody has begun."""
    batch = batch_in(library.experiments, name)
    scenario = str(library.scenarios / "conflicts" / "two-towns.yaml")
    given = {"vary": {COST: "0.001:0.005:3", FIRST: "north,south"}, "draws": "60", "seed": "3", **draft}
    write_experiment(batch, Draft(scenario, "Two towns", **given).text())
    return batch


def played(batch: Batch, folder: Path | None = None, *, tasks: int | None = None) -> Batch:
    """Plays a batch in this process, or so many tasks of it, into its own folder or another."""

    def stop(tally: Tally) -> None:
        nonlocal tasks
        if tasks is not None:
            tasks -= 1
            if not tasks:
                raise KeyboardInterrupt

    plan, _ = read_experiment(str(batch.file))
    try:
        sweep(plan, folder or batch.folder, here, progress=stop)
    except KeyboardInterrupt:
        assert tasks == 0
    return batch
