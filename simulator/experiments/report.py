"""A finished experiment as a page: the question, the answer in words, plots, what it rests on, how to do it again."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from simulator.experiments.axes import Axis
from simulator.experiments.columns import INPUT
from simulator.experiments.curves import numbers_or_words
from simulator.experiments.plan import Plan
from simulator.experiments.results import Results
from simulator.experiments.sensitivity import Sensitivity, interval, sensitivity
from simulator.experiments.wording import about, axis_name, change, is_share, level, setting
from simulator.insight.response import DISTINCT, Curve
from simulator.views.pages import Block, Code, Heading, Page, Picture, Table, Words
from simulator.views.plots import Bar, Mark, bar_plot, heat_plot, histogram_plot, line_plot

_BINS = 20
_SHOWN = 12
"""Curves that are drawn; of more axes, those that reach farthest."""


def report_page(results: Results, outcome: str, at: float) -> Page:
    """The page of a sweep.

    Args:
        results: of it, finished or not.
        outcome: the column that it is about.
        at: the level whose crossings are told.
    """
    found = sensitivity(results, outcome, at)
    data = results.plan.data
    blocks: list[Block] = [Words(line) for line in about(results.plan, found.points + found.without)]
    if not results.complete:
        blocks.append(Words("The sweep is not finished; its points so far are an even sample of all."))
    if data["question"]:
        blocks += [Heading("The question"), Words(data["question"])]
    blocks += [Heading("The answer"), *(Words(text) for text in answer(results, found))]
    blocks += [Heading("What it looks like"), *_pictures(results, found)]
    blocks += [Heading("What varied, and what it rests on"), *_assumptions(results.plan, found)]
    blocks += [Heading("How to do it again"), *_again(results.plan)]
    blocks += [Heading("How to read it"), Words(_CAUTION)]
    return Page(data["title"], tuple(blocks))


_CAUTION = (
    "Parley is a model, not an oracle: a share of simulated draws is not the probability of an event. Every point has "
    "the same random numbers, so differences between points come from what was set. Intervals are 95% intervals of the "
    "simulation itself; what the uncertain inputs do is in the spread. Where an input is an assumption, so is its "
    "effect."
)


def answer(results: Results, found: Sensitivity) -> Iterator[str]:
    """What a sweep came to, in sentences."""
    values = _values(results, found.outcome)
    name = _called(found.outcome)
    if not len(values):
        yield f"No point has a value of {name}."
        return
    low, half, high = (level(found.outcome, float(x)) for x in np.quantile(values, (0.0, 0.5, 1.0)))
    yield f"{name.capitalize()} lies between {low} and {high} over the points; half of them lie above {half}."
    moving = [one for one in found.curves.values() if len(one.steps) > 1 and one.reach > 0]
    if not moving:
        yield "Nothing that varied moves it."
        return
    for one in moving[:3]:
        yield _moves(results.plan, found, one)
    rest = [one for one in found.curves.values() if one not in moving[:3]]
    if rest:
        most = max((one.reach for one in rest if not math.isnan(one.reach)), default=0.0)
        names = ", ".join(axis_name(results.plan, one.path) for one in rest[:5]) + (
            " and others" if len(rest) > 5 else ""
        )
        reach = f"{100 * most:.0f} points" if is_share(found.outcome) else f"{most:.3g}"
        yield f"The rest moves it by {reach} at most: {names}."
    if found.without:
        yield f"In {found.without:,} points it has no value, since nobody signed, say; they are left out."


def _moves(plan: Plan, found: Sensitivity, one: Curve) -> str:
    first, last = one.steps[0], one.steps[-1]
    by = change(found.outcome, one.swing, one.low, one.high)
    text = f"{axis_name(plan, one.path)}, from {setting(first.value)} to {setting(last.value)}, changes it by {by}"
    crossings = one.crossings(found.level)
    if crossings:
        text += f"; it crosses {level(found.outcome, found.level)} at {' and '.join(f'{x:.3g}' for x in crossings)}"
    return text + "."


def _called(outcome: str) -> str:
    name = outcome.removesuffix(".probability").removesuffix(".mean")
    return "agreement" if name == "agreement" else name.replace("_", " ")


def _values(results: Results, outcome: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    values = results.column(outcome).astype(np.float64)
    return values[~np.isnan(values)]


def _pictures(results: Results, found: Sensitivity) -> Iterator[Block]:
    values = _values(results, found.outcome)
    if not len(values):
        return
    yield _spread(values, found.outcome)
    swings = [one for one in found.curves.values() if len(one.steps) > 1]
    if swings:
        yield _tornado(results.plan, found, swings[:_SHOWN])
    if found.indices is not None:
        yield _indices(results.plan, found)
    heat = _heat(results, found)
    if heat is not None:
        yield heat
    for one in swings[:_SHOWN]:
        yield _curve(results.plan, found, one)


def _spread(values: np.ndarray[Any, np.dtype[np.float64]], outcome: str) -> Picture:
    low, high = (0.0, 1.0) if is_share(outcome) else (float(values.min()), float(values.max()))
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts, edges = np.histogram(values, bins=_BINS, range=(low, high))
    rows = tuple(
        (f"{level(outcome, float(a))} to {level(outcome, float(b))}", f"{int(n):,}")
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
        if n
    )
    caption = f"Points by {_called(outcome)}."
    svg = histogram_plot([int(n) for n in counts], low, high, caption, lambda x: level(outcome, x))
    return Picture(svg, caption, Table((_called(outcome), "points"), rows))


def _tornado(plan: Plan, found: Sensitivity, swings: list[Curve]) -> Picture:
    bars, rows = [], []
    for one in swings:
        first, last = one.steps[0], one.steps[-1]
        name = axis_name(plan, one.path)
        bars.append(Bar(name, first.mean, last.mean, setting(first.value), setting(last.value)))
        ends = (f"{setting(step.value)}: {level(found.outcome, step.mean)}" for step in (first, last))
        rows.append((name, *ends, change(found.outcome, one.swing, one.low, one.high)))
    caption = (
        f"{_called(found.outcome).capitalize()} at the first and the last value of each, the others over all points."
    )
    svg = bar_plot(bars, caption, lambda x: level(found.outcome, x))
    return Picture(svg, caption, Table(("what varied", "from", "to", "changes by"), tuple(rows)))


def _indices(plan: Plan, found: Sensitivity) -> Picture:
    assert found.indices is not None
    bars, rows = [], []
    pairs = zip(plan.axes, found.indices.inputs, strict=True)
    for axis, one in sorted(pairs, key=lambda pair: -pair[1].total):
        name = axis_name(plan, axis.path)
        bars.append(Bar(name, 0.0, max(one.total, 0.0), "", f"{one.total:.2f}"))
        rows.append(
            (
                name,
                f"{one.first:.2f} ({one.first_low:.2f} to {one.first_high:.2f})",
                f"{one.total:.2f} ({one.total_low:.2f} to {one.total_high:.2f})",
            )
        )
    caption = f"Sobol' total indices: the share of the variance of {_called(found.outcome)} that each is behind in all."
    return Picture(
        bar_plot(bars, caption, lambda x: f"{x:.1f}"), caption, Table(("what varied", "alone", "in all"), tuple(rows))
    )


def _heat(results: Results, found: Sensitivity) -> Picture | None:
    """The two axes that reach farthest against each other, on a grid."""
    plan = results.plan
    if plan.data["design"]["kind"] != "grid" or len(plan.axes) < 2:
        return None
    axes = [_axis(plan, path) for path in list(found.curves)[:2]]
    if any(axis.size > DISTINCT for axis in axes):
        return None
    columns = [numbers_or_words(results.column(INPUT + axis.path), axis) for axis in axes]
    values = results.column(found.outcome).astype(np.float64)
    steps = [[_as_cell(axis.step(n), axis) for n in range(axis.size)] for axis in axes]
    cells = [[_mean(values[(columns[0] == x) & (columns[1] == y)]) for x in steps[0]] for y in steps[1]]
    if all(math.isnan(cell) for row in cells for cell in row):
        return None
    across, down = ([setting(value) for value in axis_steps] for axis_steps in steps)
    caption = (
        f"{_called(found.outcome).capitalize()} by {axis_name(plan, axes[0].path)} (across) and "
        f"{axis_name(plan, axes[1].path)} (down)."
    )
    rows = tuple((name, *(level(found.outcome, cell) for cell in row)) for name, row in zip(down, cells, strict=True))
    svg = heat_plot(cells, across, down, caption, lambda x: level(found.outcome, x))
    return Picture(svg, caption, Table(("", *across), rows))


def _axis(plan: Plan, path: str) -> Axis:
    return next(axis for axis in plan.axes if axis.path == path)


def _as_cell(value: Any, axis: Axis) -> Any:
    return float(value) if axis.numeric else ("true" if value else "false") if isinstance(value, bool) else str(value)


def _mean(values: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan


def _curve(plan: Plan, found: Sensitivity, one: Curve) -> Picture:
    name = axis_name(plan, one.path)
    caption = f"{_called(found.outcome).capitalize()} by {name}, over all points that share its value."
    rows = tuple((setting(s.value), level(found.outcome, s.mean), interval(found.outcome, s)) for s in one.steps)
    numbers = Table((name, _called(found.outcome), "interval"), rows)
    if not one.numeric:
        bars = [Bar(str(s.value), 0.0, s.mean, "", level(found.outcome, s.mean)) for s in one.steps]
        return Picture(bar_plot(bars, caption, lambda x: level(found.outcome, x)), caption, numbers)
    marks = [Mark(float(s.value), s.mean, s.low, s.high) for s in one.steps]
    shares = is_share(found.outcome)
    at = found.level if one.crossings(found.level) or shares else None
    svg = line_plot(marks, caption, name, lambda y: level(found.outcome, y), level=at, shares=shares)
    return Picture(svg, caption, numbers)


def _assumptions(plan: Plan, found: Sensitivity) -> Iterator[Block]:
    """What varied, what moved the outcome most first, each with what its own value rests on."""
    rows, assumed = [], []
    for path, one in found.curves.items():
        axis, rests = _axis(plan, path), plan.data["sources"][path]
        if rests["evidence"] and rests["confidence"] == "assumption" and one.reach > 0:
            assumed.append(axis_name(plan, path))
        own = "" if rests["value"] is None else setting(rests["value"])
        if rests["low"] is not None and rests["high"] is not None:
            own += f" ({setting(rests['low'])} to {setting(rests['high'])})"
        rows.append((axis_name(plan, path), axis.role, _values_of(axis), own, _rests(rests)))
    if assumed:
        yield Words(f"These moved the answer and are assumptions: {', '.join(assumed)}.")
    yield Table(("what varied", "is a", "took", "in the scenario", "which rests on"), tuple(rows))


def _rests(rests: Mapping[str, Any]) -> str:
    """What the scenario's own value rests on."""
    if rests["title"]:
        return str(rests["title"])
    return str(rests["confidence"]) if rests["evidence"] else "a rule of play"


def _values_of(axis: Axis) -> str:
    if axis.options:
        shown = ", ".join(setting(value) for value in axis.options[:8])
        return shown + (", ..." if len(axis.options) > 8 else "")
    return f"{setting(axis.low)} to {setting(axis.high)}"


def _again(plan: Plan) -> Iterator[Block]:
    yield Code(command(plan))
    data = plan.data
    yield Words(f"Scenario {data['id']}, inputs_sha256 {data['inputs_sha256']}; the sweep's manifest.json holds it.")


def command(plan: Plan) -> str:
    """The command that plays a plan."""
    data, words = plan.data, ["parley", "sweep", plan.data["name"]]
    if data["name"] == data["base"]:
        stepped = data["design"]["kind"] in ("grid", "one_at_a_time")
        for axis in plan.axes:
            words += ["--vary", f"{axis.path}={_varied(axis, stepped)}"]
        design = data["design"]
        words += ["--design", design["kind"]]
        words += [word for key in ("points", "samples") if key in design for word in (f"--{key}", str(design[key]))]
    words += ["--draws", str(plan.draws), "--seed", str(plan.seed)]
    for path, value in data["set"].items():
        words += ["--set", f"{path}={setting_text(value)}"]
    words += [word for text in data.get("strategies", ()) for word in ("--strategy", text)]
    return shlex.join(words)


def setting_text(value: Any) -> str:
    """A value as `--set` takes it."""
    return json.dumps(value) if isinstance(value, dict | list | bool) or value is None else str(value)


def _varied(axis: Axis, stepped: bool) -> str:
    if axis.options:
        return ",".join(("true" if v else "false") if isinstance(v, bool) else str(v) for v in axis.options)
    if axis.dist is not None:
        return "range"
    steps, scale = f":{axis.steps}" if stepped else "", ":log" if axis.logarithmic else ""
    return f"{axis.low:.12g}:{axis.high:.12g}{steps}{scale}"
