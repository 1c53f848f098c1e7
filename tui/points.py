"""The results of a batch as the app shows them, read in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.experiments.plan import Plan
from simulator.experiments.point_list import PointList, point_list
from simulator.experiments.responses import Response, responses
from simulator.experiments.results import opened_results
from simulator.experiments.standing import SweepFolder
from simulator.scenario.faults import ParleyError
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import inputs_sha256


@dataclass(frozen=True)
class Batched:
    """What came of a batch so far.

    Attributes:
        plan: what was to be played.
        complete: whether all of it was.
        points: in the order that was asked for.
        responses: how agreement answers to each thing that varied.
        target: the scenario, as the app opens it; empty where it cannot be opened.
        changed: why what it shows would differ, in words; empty where it would not.
    """

    plan: Plan
    complete: bool
    points: PointList
    responses: tuple[Response, ...]
    target: str
    changed: str


class BatchReader:
    """Reads a sweep's folder again and again; what has not changed is not worked out again."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Reads nothing yet."""
        self._folder, self._library = folder, library
        self._watched = SweepFolder(folder)
        self._done: tuple[int, bool] | None = None
        self._responses: tuple[Response, ...] = ()
        self._scenario: tuple[str, str] | None = None

    def read(self, by: str, *, falling: bool, only_new: bool = False) -> Batched | None:
        """The points in some order.

        Args:
            by: the column that they are ordered by.
            falling: whether the largest comes first.
            only_new: None is returned unless there is more than at the last reading.

        Raises:
            ParleyError: there is no sweep in the folder.
        """
        standing = self._watched.look()
        if only_new and self._done == (standing.done, standing.state == "done"):
            return None
        with opened_results(self._folder) as results:
            points = point_list(results, by, falling=falling)
            done = (points.points, results.complete)
            if done != self._done:
                self._responses = responses(results)
                self._done = done
            if self._scenario is None:
                self._scenario = scenario_of(results.plan.data, self._folder, self._library)
            return Batched(results.plan, results.complete, points, self._responses, *self._scenario)


def scenario_of(plan: Mapping[str, Any], folder: Path, library: Library) -> tuple[str, str]:
    """The scenario of a plan as the app opens it, and why its numbers would differ from the batch's, if so."""
    target = str(plan["base"])
    beside = folder.parent / target
    if target.endswith((".yaml", ".yml")) and not Path(target).is_file() and beside.is_file():
        target = str(beside)  # the batch was begun in another folder than the app
    try:
        loaded = load(target, overrides=plan["set"], library=library)
    except ParleyError as error:
        return "", f"The scenario of this batch cannot be read: {error}"
    if inputs_sha256(loaded.scenario) != plan["inputs_sha256"]:
        return target, "The scenario was changed since the batch was begun: its numbers are others now."
    return target, ""
