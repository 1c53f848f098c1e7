"""Fan chart: how what each party offers spreads round by round; median, 50% and 90% bands."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.areas import INNER, OUTER
from tui.canvas.cells import Canvas, Symbols
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
from tui.canvas.series import Level, Spot, Trace, draw_traces


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """The spread of one party's values by round.

    Attributes:
        label: Who, written at the end of the line.
        role: Its colour.
        p05: (T,) 5% quantile by round; NaN where there is none. The same for p25, p50, p75, p95.
    """

    label: str
    role: Role
    p05: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p95: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class FanSpec:
    """What a fan chart shows.

    Attributes:
        title: First line.
        fans: A fan for each party.
        rounds: (T,) round of each value, increasing; `None`: 0, 1, 2, ...
        unit: How values are written.
        y_range: Lowest and highest value of the axis; `None`: from the values.
        reference: Value and label of a horizontal line, such as what is held now.
        x_label: Name of the horizontal axis.
        zone: Lower and upper edge (T,) of what a deal can be, shaded, or `None`.
        deal: Where deals are made: round and value, or `None`.
    """

    title: str
    fans: tuple[Fan, ...]
    rounds: Numbers | None = None
    unit: Unit = "percent"
    y_range: tuple[float, float] | None = None
    reference: tuple[float, str] | None = None
    x_label: str = "round"
    zone: tuple[Numbers, Numbers] | None = None
    deal: tuple[float, float] | None = None


def positions(given: Numbers | None, length: int) -> Array:
    """Returns (N,) increasing x positions: the given ones, or 0, 1, 2, ..., at most `length` of them."""
    if given is None:
        return np.arange(length, dtype=np.float64)
    x = as_values(given)[:length]
    # Out of order or missing, a position cannot be drawn: it and its values are left out.
    return np.where(x >= np.fmax.accumulate(x), x, np.nan) if x.size else x


def padded(values: Array, length: int) -> Array:
    """Returns `values` cut or filled with NaN to `length`."""
    if values.size >= length:
        return values[:length]
    return np.concatenate([values, np.full(length - values.size, np.nan)])


def x_axis(x: Array, name: str) -> Axis:
    """Returns the horizontal axis over the positions `x`, whole numbers only if they are whole."""
    found = extent([x]) or (0.0, 1.0)
    low, high = found if found[1] > found[0] else (found[0] - 0.5, found[1] + 0.5)
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        low, high = axis_range((low, high), None, "number")
    known = x[np.isfinite(x)]
    return Axis(low, high, "number", name, whole=bool(np.all(known == np.rint(known))))


def draw_fan(spec: FanSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK) -> Canvas:
    """Draws a fan chart; for any size and any values it returns a canvas of that size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    quantiles = [[as_values(q) for q in (f.p05, f.p25, f.p50, f.p75, f.p95)] for f in spec.fans]
    length = max((q.size for five in quantiles for q in five), default=0)
    x = positions(spec.rounds, length)
    quantiles = [[padded(q, x.size) for q in five] for five in quantiles]
    found = extent(q for five in quantiles for q in five)
    if found is None or extent([x]) is None:
        no_data(canvas, palette)
        return canvas
    level = None
    if spec.reference is not None:
        level = Level(as_value(spec.reference[0]), spec.reference[1])
        if np.isfinite(level.value):
            found = min(found[0], level.value), max(found[1], level.value)
    zone = None if spec.zone is None else [padded(as_values(edge), x.size) for edge in spec.zone]
    traces = [] if zone is None else [Trace("zone", "third", zone[1], ((zone[0], zone[1], INNER),), drawn=False)]
    if zone is not None and (edges := extent(zone)) is not None:
        found = min(found[0], edges[0]), max(found[1], edges[1])
    traces += [
        Trace(fan.label, fan.role, five[2], ((five[0], five[4], OUTER), (five[1], five[3], INNER)))
        for fan, five in zip(spec.fans, quantiles, strict=True)
    ]
    low, high = axis_range(found, spec.y_range, spec.unit)
    spot = None if spec.deal is None else Spot(as_value(spec.deal[0]), as_value(spec.deal[1]), "third")
    draw_traces(canvas, x, traces, level, (x_axis(x, spec.x_label), Axis(low, high, spec.unit)), palette, spot)
    return canvas


def describe_fan(spec: FanSpec) -> str:
    """Returns the chart in words: where each party's median starts and ends, and its last 90% band."""
    said = []
    for fan in spec.fans:
        p05, p50, p95 = as_values(fan.p05), as_values(fan.p50), as_values(fan.p95)
        known = np.flatnonzero(np.isfinite(p50))
        if not known.size:
            said.append(f"{fan.label}: no values.")
            continue
        first, last = known[0], known[-1]
        band = ""
        if last < min(p05.size, p95.size) and np.isfinite(p05[last]) and np.isfinite(p95[last]):
            band = f", 90% between {spread(p05[last], p95[last], spec.unit).replace(' to ', ' and ')}"
        path = f"median {format_value(p50[first], spec.unit)}"
        if last > first:
            x = positions(spec.rounds, p50.size)
            when = f" at {at_position(x[last], spec.x_label)}" if last < x.size else " at the end"
            path += f" at first, {format_value(p50[last], spec.unit)}{when}"
        said.append(f"{fan.label}: {path}{band}.")
    if spec.reference is not None:
        said.append(f"{sentence(spec.reference[1])}: {format_value(as_value(spec.reference[0]), spec.unit)}.")
    if spec.zone is not None:
        low, high = as_values(spec.zone[0]), as_values(spec.zone[1])
        known = np.flatnonzero(np.isfinite(low[: high.size]) & np.isfinite(high[: low.size]))
        if known.size:
            last = known[-1]
            said.append(f"Zone of agreement: {spread(low[last], high[last], spec.unit)} at the end.")
    if spec.deal is not None:
        where = at_position(as_value(spec.deal[0]), spec.x_label)
        said.append(f"Deals: {format_value(as_value(spec.deal[1]), spec.unit)} at {where}.")
    return clean(f"{spec.title}. " + (" ".join(said) if said else "No data."))
