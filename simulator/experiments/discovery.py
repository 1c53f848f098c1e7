"""Where a result is frequent: PRIM boxes over a sweep's points, in words, and as a variant that the app opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.experiments.columns import INPUT
from simulator.experiments.curves import numbers_or_words
from simulator.experiments.results import Results
from simulator.experiments.wording import about, axis_name, setting
from simulator.game import Bools
from simulator.insight.boxes import Box, Limits, boxes, chosen
from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults
from simulator.scenario.listing import adjustable
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Scenario
from simulator.views.tables import Section, Sheet

LEAST_POINTS = 20
"""Points of which a box can be said at all."""


@dataclass(frozen=True)
class Discovery:
    """Boxes in which a result is frequent.

    Attributes:
        wanted: the condition on a point.
        share: of all points, those that meet it.
        points: how many were looked at.
        way: from the whole space to the densest box.
        box: the one that was chosen on it.
    """

    wanted: str
    share: float
    points: int
    way: tuple[Box, ...]
    box: Box

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        way = [_box_to_json(box) for box in self.way]
        return {
            "wanted": self.wanted,
            "share": self.share,
            "points": self.points,
            "box": _box_to_json(self.box),
            "way": way,
        }


def discovered(results: Results, wanted: str, density: float) -> Discovery:
    """Boxes in which a condition is frequent.

    Args:
        results: of a sweep.
        wanted: an SQL condition on a point.
        density: what the chosen box should have at least.

    Raises:
        ScenarioFaults: it is no condition.
        ParleyError: too few points, or all or none of them meet it.
    """
    hits = _hits(results, wanted)
    if len(hits) < LEAST_POINTS:
        message = f"{len(hits)} points are too few to find a box in; {LEAST_POINTS} are the least, hundreds are better"
        raise ParleyError(f"{results.folder}: {message}")
    if hits.all() or not hits.any():
        found = "all" if hits.all() else "none"
        raise ParleyError(
            f"{results.folder}: {found} of {len(hits):,} points meet it; ask for something rarer or commoner"
        )
    inputs = {}
    for axis in results.plan.axes:
        column = numbers_or_words(results.column(INPUT + axis.path), axis)
        if not any(value is None or value != value for value in column):
            inputs[axis.path] = column
    if not inputs:
        raise ParleyError(f"{results.folder}: its points leave every axis alone somewhere; use a design that sets all")
    way = boxes(inputs, hits)
    return Discovery(wanted, float(hits.mean()), len(hits), tuple(way), chosen(way, density))


def _hits(results: Results, wanted: str) -> Bools:
    import duckdb

    query = f"SELECT coalesce(CAST(({wanted}) AS BOOLEAN), false) FROM points WHERE failed IS NULL ORDER BY point"
    try:
        rows = results.database.execute(query).fetchall()
    except duckdb.Error as error:
        words = " ".join(str(error).split())[:300]
        hint = "write for example '\"agreement.probability\" > 0.5'"
        raise ScenarioFaults([Fault("--where", 0, 0, "", f"is no condition on a point: {words}; {hint}")]) from None
    return np.array([row[0] for row in rows], dtype=np.bool_)


def settings_of(results: Results, scenario: Scenario, box: Box) -> dict[str, Any]:
    """A box as values to set, by path: the ends of a range, or the one word that is left.

    Where several words are left, none is set: a scenario has no range of words. A number that can have no range, such
    as a deadline, is set to the middle.
    """
    found: dict[str, Any] = {}
    ranges = {".".join(map(str, one.path)) for one in adjustable(scenario) if isinstance(one.value, Number)}
    for path, limits in box.limits.items():
        if isinstance(limits[0], str):
            if len(limits) == 1:
                found[path] = _value(results, path, limits[0])
        elif path in ranges:
            found[f"{path}.low"], found[f"{path}.high"] = limits
        else:
            whole = next(axis.whole for axis in results.plan.axes if axis.path == path)
            middle = (float(limits[0]) + float(limits[1])) / 2
            found[path] = round(middle) if whole else middle
    return found


def _value(results: Results, path: str, word: str) -> Any:
    axis = next(axis for axis in results.plan.axes if axis.path == path)
    texts = {("true" if o else "false") if isinstance(o, bool) else str(o): o for o in axis.options}
    return texts.get(word, word)


def discovery_sheet(results: Results, found: Discovery) -> Sheet:
    """What `parley discover` shows."""
    box = found.box
    rows = [(axis_name(results.plan, path), limits_in_words(limits)) for path, limits in box.limits.items()]
    if not rows:
        rows = [("everywhere", "no part of the space is denser than the whole")]
    quality = (
        ("Density", f"{box.density:.0%} of the points inside meet it, against {found.share:.0%} of all"),
        ("Coverage", f"{box.coverage:.0%} of the points that meet it lie inside"),
        ("Size", f"{box.mass:.0%} of all {found.points:,} points lie inside"),
    )
    way = tuple(
        (f"{step.coverage:.0%}", f"{step.density:.0%}", f"{step.mass:.0%}", ", ".join(_names(results, step)) or "-")
        for step in _turns(found.way)
    )
    sections = (
        Section((f"{found.wanted} is frequent where",), tuple(rows)),
        Section((), quality),
        Section(("Coverage", "density", "size", "restricted"), way, (1, 2)),
    )
    note = (
        "PRIM (Friedman and Fisher 1999): slices are given up where they hold least. A box describes these points; "
        "it is no law, and points near its walls decide where they are."
    )
    return Sheet(results.plan.data["title"], about(results.plan, found.points), sections, note)


def limits_in_words(limits: Limits) -> str:
    """`0.0004 to 0.001`, `russia or ukraine`."""
    if isinstance(limits[0], str):
        return " or ".join(map(str, limits))
    return f"{setting(limits[0])} to {setting(limits[1])}"


def _names(results: Results, box: Box) -> Iterator[str]:
    return (axis_name(results.plan, path) for path in box.limits)


def _turns(way: tuple[Box, ...]) -> list[Box]:
    """The last box for each set of restricted axes: where the way turns."""
    found: dict[frozenset[str], Box] = {}
    for box in way:
        found[frozenset(box.limits)] = box
    return list(found.values())


def _box_to_json(box: Box) -> dict[str, Any]:
    limits: Mapping[str, Any] = {
        path: {"among": list(ends)} if isinstance(ends[0], str) else {"from": ends[0], "to": ends[1]}
        for path, ends in box.limits.items()
    }
    return {"limits": dict(limits), "coverage": box.coverage, "density": box.density, "mass": box.mass}
