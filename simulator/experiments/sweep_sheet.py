"""What a sweep came to, in a sheet and as data: where agreement lies over its points, and what moves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from simulator.experiments.curves import AGREEMENT, by_reach, curves
from simulator.experiments.results import Results
from simulator.experiments.wording import about, axis_name, change, level, setting
from simulator.insight.response import Curve
from simulator.views.tables import Section, Sheet

_QUANTILES = (0.0, 0.05, 0.5, 0.95, 1.0)


def sweep_to_json(results: Results) -> dict[str, Any]:
    """The object of `parley sweep --format json`."""
    plan = results.plan
    failed = results.database.execute("SELECT count(*) FROM failures").fetchall()[0][0]
    done = results.database.execute("SELECT count(*) FROM points").fetchall()[0][0]
    found: dict[str, Any] = {
        **results.about(),
        "varies": [axis.path for axis in plan.axes],
        "points": done,
        "of": plan.points,
        "failed": failed,
        "complete": results.complete,
        "agreement": None,
        "effects": {},
    }
    if AGREEMENT in results.types and done > failed:
        values = results.column(AGREEMENT)
        names = ("least", "p05", "p50", "p95", "most")
        found["agreement"] = dict(zip(names, map(float, np.quantile(values, _QUANTILES)), strict=True))
        found["effects"] = {path: _effect(one) for path, one in curves(results, AGREEMENT).items()}
    return found


def _effect(one: Curve) -> dict[str, Any]:
    """From the first of an axis's values to its last."""
    if len(one.steps) < 2:
        return {"from": None, "to": None, "change": None, "low": None, "high": None}
    ends = {"from": one.steps[0].value, "to": one.steps[-1].value}
    return {
        **ends,
        **{name: _number(value) for name, value in (("change", one.swing), ("low", one.low), ("high", one.high))},
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def sweep_sheet(results: Results) -> Sheet:
    """What `parley sweep` shows when it is done."""
    data = sweep_to_json(results)
    rows = []
    if data["failed"]:
        rows.append(("Failed", f"{data['failed']:,} of {data['points']:,} points"))
    spread = data["agreement"]
    if spread is not None:
        ends = f"{level(AGREEMENT, spread['least'])} to {level(AGREEMENT, spread['most'])}"
        rows.append(("Agreement", f"{ends} of draws over the points, median {level(AGREEMENT, spread['p50'])}"))
    sections = [Section((), tuple(rows))]
    if spread is not None:
        moved = tuple(_moves(results))
        if moved:
            sections.append(Section(("What moves agreement", "from", "to", "by"), moved))
    note = (
        f"Means over all points that share a value; brackets: 95% intervals, paired draw by draw. Rows: "
        f'parley query {results.folder} "select * from points"'
    )
    return Sheet(results.plan.data["title"], about(results.plan, data["points"]), tuple(sections), note)


def _moves(results: Results) -> Iterator[tuple[str, ...]]:
    """The axes, the one that moves agreement most first."""
    for one in by_reach(curves(results, AGREEMENT)):
        if len(one.steps) > 1:
            ends = (f"{setting(step.value)}: {level(AGREEMENT, step.mean)}" for step in (one.steps[0], one.steps[-1]))
            yield (axis_name(results.plan, one.path), *ends, change(AGREEMENT, one.swing, one.low, one.high))
