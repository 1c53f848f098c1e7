"""Histogram: how often each value came out, with the outline of an earlier run and marker lines."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.areas import EIGHTHS, draw_columns
from tui.canvas.cells import Canvas, Symbols
from tui.canvas.frame import Axis, Frame, begin, make_frame, no_data, too_small
from tui.canvas.lettering import cell_width, clean, sentence
from tui.canvas.numbers import Array, Numbers, Unit, as_value, as_values, format_value, spread, widened
from tui.canvas.palette import DARK, Palette, Role
from tui.canvas.strokes import FINENESS, draw_dots, trace


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """A vertical line at a value, with a label beside it."""

    value: float
    label: str = ""
    role: Role = "plain"


@dataclass(frozen=True, slots=True, eq=False)
class HistogramSpec:
    """What a histogram shows.

    Attributes:
        title: First line.
        edges: (B + 1,) edges of the bins, increasing.
        counts: (B,) counts or probabilities, not negative; NaN counts as 0.
        role: Colour of the columns.
        unit: How the values on the horizontal axis are written.
        counts_unit: How the heights are written: `percent` for probabilities.
        baseline: (B,) counts of an earlier run in the same bins, drawn as an outline, or `None`.
        baseline_label: What the outline is called.
        markers: Vertical lines.
        x_label: Name of the horizontal axis.
        whole: Whether the values are whole numbers (rounds).
    """

    title: str
    edges: Numbers
    counts: Numbers
    role: Role = "third"
    unit: Unit = "percent"
    counts_unit: Unit = "number"
    baseline: Numbers | None = None
    baseline_label: str = "before"
    markers: tuple[Marker, ...] = ()
    x_label: str = ""
    whole: bool = False


def _bins(spec: HistogramSpec) -> tuple[Array, Array, Array] | None:
    """Returns edges (B + 1,), counts and baseline (B,), or `None` if they make no histogram."""
    edges, counts = as_values(spec.edges), np.maximum(np.nan_to_num(as_values(spec.counts)), 0)
    bins = min(edges.size - 1, counts.size)
    if bins < 1:
        return None
    edges, counts = edges[: bins + 1], counts[:bins]
    if not np.isfinite(edges).all() or not (np.diff(edges) >= 0).all():
        return None
    if not edges[-1] - edges[0] > 1e-9 * np.abs(edges).max():
        low, high = widened(float(edges[0]), float(edges[-1]))
        edges = np.linspace(low, high, bins + 1)
    baseline = np.maximum(np.nan_to_num(as_values(spec.baseline)), 0)[:bins]
    return edges, counts, baseline if baseline.size == bins else np.empty(0)


def column_heights(edges: Array, counts: Array, columns: int) -> Array:
    """Returns the height of each of `columns` equal columns over the bins, in counts.

    A column shows the bin its middle lies in; where there are more bins than columns, the mean of its bins.
    """
    at = edges[0] + (np.arange(columns) + 0.5) / max(columns, 1) * (edges[-1] - edges[0])
    bins = counts.size
    if bins <= columns:
        here: Array = counts[np.clip(np.searchsorted(edges, at, side="right") - 1, 0, bins - 1)]
        return here
    borders = np.linspace(edges[0], edges[-1], columns + 1)
    below = np.concatenate([[0.0], np.cumsum(counts * np.diff(edges))])
    means: Array = np.diff(np.interp(borders, edges, below)) / np.diff(borders)
    return means


def draw_histogram(
    spec: HistogramSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws a histogram; for any size and any values it returns a canvas of that size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    bins = _bins(spec)
    if bins is None or not (bins[1].any() or bins[2].any()):
        no_data(canvas, palette)
        return canvas
    edges, counts, baseline = bins
    x = Axis(float(edges[0]), float(edges[-1]), spec.unit, spec.x_label, spec.whole)
    y = Axis(0.0, max(float(counts.max()), float(baseline.max(initial=0))), spec.counts_unit)
    frame = make_frame(canvas, x, y, palette)
    full = frame.height * EIGHTHS
    share = column_heights(edges, counts, frame.width) / y.high
    # Something rather than nothing: a rare value shows as the thinnest block.
    eighths = np.where(share > 0, np.maximum(np.rint(share * full), 1), 0).astype(np.int32)
    backdrop = draw_columns(canvas, frame.left, frame.top, frame.height, eighths, palette.color(spec.role))
    if baseline.size:
        fine_y, fine_x = FINENESS[symbols]
        outline = column_heights(edges, baseline, frame.width * fine_x) / y.high
        lines = frame.height * fine_y
        # Along the bottom there is no outline: it would hide the thinnest columns.
        dots = trace(np.where(outline > 0, np.floor((1 - outline) * lines), np.nan), lines)
        draw_dots(canvas, frame.left, frame.top, dots, palette.foreground, "_", backdrop)
        _draw_outline_name(frame, spec.baseline_label, palette)
    for turn, marker in enumerate(spec.markers):
        _draw_marker(frame, marker, turn, palette)
    return canvas


def _draw_outline_name(frame: Frame, name: str, palette: Palette) -> None:
    """Says in the upper right corner, in the outline's own glyphs, what it is."""
    sample = {"braille": "⣀⡸⠉", "block": "▄▟▀", "ascii": "___"}[frame.canvas.symbols]
    text = f"{sample} {clean(name)}"
    if clean(name) and frame.width >= 2 * cell_width(text):
        start = frame.left + frame.width - cell_width(text)
        frame.canvas.text(start, frame.top, text, palette.foreground, bg=-1)


def _draw_marker(frame: Frame, marker: Marker, turn: int, palette: Palette) -> None:
    """Draws a vertical line where the columns leave room for it, and its label in a row of its own."""
    value = as_value(marker.value)
    if not frame.x.low <= value <= frame.x.high:
        return
    canvas, column = frame.canvas, frame.column(value)
    rows = slice(frame.top, frame.top + frame.height)
    color = palette.ink(marker.role)
    was = canvas.fg[rows, column].copy()
    full = canvas.chars[rows, column] == ord("█")
    canvas.chars[rows, column] = ord(":" if canvas.symbols == "ascii" else "┊")
    canvas.fg[rows, column] = color
    canvas.bg[rows, column] = np.where(full, was, canvas.bg[rows, column])
    label = clean(marker.label)
    row = frame.top + turn % max(frame.height - 1, 1)
    if not label:
        return
    right = frame.left + frame.width - column - 1
    used = min(cell_width(label), max(right, column - frame.left))
    start = column + 1 if used <= right else column - used
    canvas.text(start, row, label, color, bg=-1, width=used)


def describe_histogram(spec: HistogramSpec) -> str:
    """Returns the histogram in words: the commonest bin, where the middle 90% lie, and the markers."""
    bins = _bins(spec)
    if bins is None or not bins[1].any():
        return clean(f"{spec.title}. No data.")
    edges, counts, baseline = bins
    share = counts / counts.sum()
    top = int(share.argmax())
    low, high = edges[top], edges[top + 1]
    if spec.whole:
        low = np.ceil(low)
        high = max(low, np.ceil(high) - 1)
    words = [f"Most often {spread(low, high, spec.unit)}: {format_value(share[top], 'percent')}."]
    low, middle, high = _quantiles(edges, counts, spec)
    words.append(f"90% of the outcomes lie between {low} and {high}, half of them up to {middle}.")
    if baseline.any():
        low, middle, high = _quantiles(edges, baseline, spec)
        words.append(f"Before the change they lay between {low} and {high}, half of them up to {middle}.")
    for marker in spec.markers:
        label = clean(marker.label)
        if label:
            words.append(f"{sentence(label)}: {format_value(as_value(marker.value), spec.unit)}.")
    return clean(f"{spec.title}. " + " ".join(words))


def _quantiles(edges: Array, counts: Array, spec: HistogramSpec) -> list[str]:
    """Returns the 5%, 50% and 95% quantiles as text, to the bin's own whole number where values are whole."""
    total = np.concatenate([[0.0], np.cumsum(counts / counts.sum())])
    wanted = np.array([0.05, 0.5, 0.95])
    found = np.interp(wanted, total, edges)
    if spec.whole:
        found = np.ceil(edges[np.clip(np.searchsorted(total, wanted) - 1, 0, edges.size - 2)])
    return [format_value(value, spec.unit) for value in found.tolist()]
