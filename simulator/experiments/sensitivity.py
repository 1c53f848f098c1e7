"""What moves an outcome: response curves of a sweep's axes, where they cross a level, and Sobol' indices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from simulator.experiments.curves import by_reach, curves
from simulator.experiments.results import Results
from simulator.experiments.wording import about, axis_name, change, level, setting
from simulator.insight.indices import Indices, sobol_indices
from simulator.insight.response import Curve, Step
from simulator.views.tables import Section, Sheet

HALF = 0.5
MUCH = 0.1
"""Share of samples left out beyond which indices are no more than a hint."""


@dataclass(frozen=True)
class Sensitivity:
    """What moves an outcome of a sweep.

    Attributes:
        outcome: the column.
        level: at which crossings are told.
        curves: by path, the farthest reaching first.
        indices: of a saltelli design, the inputs in the order of `axes`; None of another, or where the outcome does
            not vary.
        axes: the paths of all axes, in their order.
        points: that were used.
        without: points that were played and have no such outcome.
    """

    outcome: str
    level: float
    curves: dict[str, Curve]
    indices: Indices | None
    axes: tuple[str, ...]
    points: int
    without: int

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "outcome": self.outcome,
            "points": self.points,
            "without": self.without,
            "level": self.level,
            "curves": {path: _curve_to_json(one, self.level) for path, one in self.curves.items()},
            "indices": None if self.indices is None else _indices_to_json(self.indices, self.axes),
        }


def sensitivity(results: Results, outcome: str, at: float = HALF) -> Sensitivity:
    """What moves an outcome.

    Args:
        results: of a sweep.
        outcome: a column of the points.
        at: the level whose crossings are told.
    """
    values = results.column(outcome).astype(np.float64)
    found = {one.path: one for one in by_reach(curves(results, outcome))}
    return Sensitivity(
        outcome=outcome,
        level=at,
        curves=found,
        indices=_indices(results, outcome),
        axes=tuple(axis.path for axis in results.plan.axes),
        points=int((~np.isnan(values)).sum()),
        without=int(np.isnan(values).sum()),
    )


def _indices(results: Results, outcome: str) -> Indices | None:
    """Sobol' indices of the samples of which every point was played."""
    plan = results.plan
    if plan.data["design"]["kind"] != "saltelli":
        return None
    width = len(plan.axes) + 2
    found = np.full(plan.points, np.nan)
    found[results.column("point").astype(np.int64)] = results.column(outcome)
    played = np.zeros(plan.points, dtype=np.bool_)
    rows = results.database.execute("SELECT point FROM points").fetchall()
    played[[row[0] for row in rows]] = True
    whole = played.reshape(-1, width).all(axis=1)  # of a sweep that was stopped, the samples that are there
    return sobol_indices(found.reshape(-1, width)[whole], plan.seed)


def sensitivity_sheet(results: Results, found: Sensitivity) -> Sheet:
    """What `parley sensitivity` shows."""
    sections: list[Section] = [
        Section(("From the lowest to the highest value", "", "", "changes by"), tuple(_tornado(results, found)), (1, 2))
    ]
    if found.indices is not None:
        heading = ("Share of the variance", "alone", "interval", "in all", "interval")
        sections.append(Section(heading, tuple(_index_rows(results, found)), (1, 2, 3, 4)))
    for path, one in found.curves.items():
        names = (axis_name(results.plan, path), "mean", "interval", "points")
        sections.append(Section(names, tuple(_curve_rows(found, one)), (1, 2, 3)))
    lines = [*about(results.plan, found.points), f"outcome: {found.outcome}"]
    if found.without:
        lines.append(f"{found.without:,} points have no such outcome (nobody signed, say), and are left out")
    if found.indices is not None and found.indices.left_out:
        share = found.indices.left_out / (found.indices.left_out + found.indices.samples)
        caution = "; too many for more than a hint" if share > MUCH else ""
        lines.append(
            f"{found.indices.left_out:,} samples ({share:.0%}) lack it in some point, and say nothing{caution}"
        )
    note = (
        "Means over all points that share a value, or a bin of values. Intervals: 95%; of changes, paired draw by draw."
    )
    return Sheet(results.plan.data["title"], tuple(lines), tuple(sections), note)


def _tornado(results: Results, found: Sensitivity) -> Iterator[tuple[str, ...]]:
    for path, one in found.curves.items():
        if len(one.steps) > 1:
            ends = (f"{setting(s.value)}: {level(found.outcome, s.mean)}" for s in (one.steps[0], one.steps[-1]))
            yield (axis_name(results.plan, path), *ends, change(found.outcome, one.swing, one.low, one.high))


def _index_rows(results: Results, found: Sensitivity) -> Iterator[tuple[str, ...]]:
    assert found.indices is not None
    pairs = zip(results.plan.axes, found.indices.inputs, strict=True)
    for axis, one in sorted(pairs, key=lambda pair: -pair[1].total):
        first, total = (one.first_low, one.first_high), (one.total_low, one.total_high)
        yield (
            axis_name(results.plan, axis.path),
            f"{one.first:.2f}", f"{first[0]:.2f} to {first[1]:.2f}",
            f"{one.total:.2f}", f"{total[0]:.2f} to {total[1]:.2f}",
        )  # fmt: skip


def _curve_rows(found: Sensitivity, one: Curve) -> Iterator[tuple[str, ...]]:
    for step in one.steps:
        yield setting(step.value), level(found.outcome, step.mean), interval(found.outcome, step), f"{step.points:,}"
    crossings = one.crossings(found.level)
    if crossings:
        yield f"crosses {level(found.outcome, found.level)} at {', '.join(f'{x:.4g}' for x in crossings)}", "", "", ""


def interval(outcome: str, step: Step) -> str:
    """The interval of a step: `31% to 38%`; nothing where it is not known."""
    if math.isnan(step.low):
        return ""
    return f"{level(outcome, step.low)} to {level(outcome, step.high)}"


def _curve_to_json(one: Curve, at: float) -> dict[str, Any]:
    steps = [_plain(asdict(step)) for step in one.steps]
    change_ = _plain({"change": one.swing, "low": one.low, "high": one.high})
    return {"steps": steps, **change_, "crossings": one.crossings(at)}


def _indices_to_json(found: Indices, axes: tuple[str, ...]) -> dict[str, Any]:
    inputs = {
        path: {
            "first": {"share": one.first, "low": one.first_low, "high": one.first_high},
            "total": {"share": one.total, "low": one.total_low, "high": one.total_high},
        }
        for path, one in zip(axes, found.inputs, strict=True)
    }
    whole = {"samples": found.samples, "left_out": found.left_out, "mean": found.mean, "variance": found.variance}
    return {"inputs": _plain(inputs), **whole}


def _plain(found: Any) -> Any:
    """Plain data without NaN."""
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(value) for value in found]
    return None if isinstance(found, float) and math.isnan(found) else found
