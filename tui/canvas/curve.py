"""Curves with a band: how long a deal holds, or in which rounds a deal is possible."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.areas import INNER
from tui.canvas.cells import Canvas, Symbols
from tui.canvas.fan import padded, positions, x_axis
from tui.canvas.frame import Axis, begin, no_data, too_small
from tui.canvas.lettering import clean, sentence
from tui.canvas.numbers import (
    Array,
    Numbers,
    Unit,
    as_value,
    as_values,
    at_position,
    axis_range,
    extent,
    format_value,
    spread,
)
from tui.canvas.palette import DARK, Palette, Role
from tui.canvas.series import Level, Trace, draw_traces


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line.

    Attributes:
        label: Written at the end of the line; may be empty.
        role: Its colour.
        y: (N,) values; NaN where missing.
        low: (N,) lower edge of the band, or `None`.
        high: (N,) upper edge of the band, or `None`.
        baseline: (N,) the values before the user's change, drawn as a thin dotted line, or `None`.
    """

    label: str
    role: Role
    y: Numbers
    low: Numbers | None = None
    high: Numbers | None = None
    baseline: Numbers | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CurveSpec:
    """What a chart of curves shows.

    Attributes:
        title: First line.
        curves: The lines.
        x: (N,) positions, increasing; `None`: 0, 1, 2, ...
        x_label: Name of the horizontal axis, such as `years` or `round`.
        unit: How values are written.
        y_range: Lowest and highest value of the axis; `None`: from the values.
        reference: Value and label of a horizontal line.
    """

    title: str
    curves: tuple[Curve, ...]
    x: Numbers | None = None
    x_label: str = "years"
    unit: Unit = "percent"
    y_range: tuple[float, float] | None = (0.0, 1.0)
    reference: tuple[float, str] | None = None


def _trace(curve: Curve, length: int) -> Trace:
    low, high = as_values(curve.low), as_values(curve.high)
    bands = ((padded(low, length), padded(high, length), INNER),) if low.size and high.size else ()
    baseline = as_values(curve.baseline)
    return Trace(
        curve.label,
        curve.role,
        padded(as_values(curve.y), length),
        bands,
        padded(baseline, length) if baseline.size else baseline,
    )


def draw_curves(
    spec: CurveSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws curves with their bands; for any size and any values it returns a canvas of that size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    length = max((as_values(curve.y).size for curve in spec.curves), default=0)
    x = positions(spec.x, length)
    traces = [_trace(curve, x.size) for curve in spec.curves]
    if extent(t.y for t in traces) is None or extent([x]) is None:
        no_data(canvas, palette)
        return canvas
    shown: list[Array] = [values for t in traces for values in (t.y, t.baseline)]
    shown += [edge for t in traces for low, high, _ in t.bands for edge in (low, high)]
    level = None
    if spec.reference is not None:
        level = Level(as_value(spec.reference[0]), spec.reference[1])
        shown.append(np.array([level.value]))
    low, high = axis_range(extent(shown), spec.y_range, spec.unit)
    draw_traces(canvas, x, traces, level, (x_axis(x, spec.x_label), Axis(low, high, spec.unit)), palette)
    return canvas


def describe_curves(spec: CurveSpec) -> str:
    """Returns the chart in words: where each curve starts and ends, its last band and its baseline's end."""
    said = [_describe_curve(curve, spec) for curve in spec.curves]
    if spec.reference is not None:
        said.append(f"{sentence(spec.reference[1])}: {format_value(as_value(spec.reference[0]), spec.unit)}.")
    return clean(f"{spec.title}. " + (" ".join(said) if said else "No data."))


def _describe_curve(curve: Curve, spec: CurveSpec) -> str:
    y = as_values(curve.y)
    x = positions(spec.x, y.size)
    y = y[: x.size]
    known = np.flatnonzero(np.isfinite(y) & np.isfinite(x))
    name = f"{sentence(curve.label)}: " if curve.label else ""
    if not known.size:
        return f"{name}no values."
    first, last = known[0], known[-1]
    words = f"{name}{format_value(y[first], spec.unit)} at {at_position(x[first], spec.x_label)}"
    if last > first:
        words += f", {format_value(y[last], spec.unit)} at {at_position(x[last], spec.x_label)}"
    low, high = as_values(curve.low), as_values(curve.high)
    if last < min(low.size, high.size) and np.isfinite(low[last]) and np.isfinite(high[last]):
        words += f" (band {spread(low[last], high[last], spec.unit)})"
    baseline = as_values(curve.baseline)
    if last < baseline.size and np.isfinite(baseline[last]):
        words += f"; before the change {format_value(baseline[last], spec.unit)}"
    return words + "."
