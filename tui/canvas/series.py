"""Curves with bands over a horizontal axis, labelled at their ends: what fans and curves share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tui.canvas.areas import Band, draw_bands
from tui.canvas.cells import Canvas
from tui.canvas.frame import Axis, Frame, make_frame
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import Array, sample
from tui.canvas.palette import Palette, Role
from tui.canvas.strokes import (
    FINENESS,
    LINE_LETTERS,
    LINE_PATTERNS,
    REFERENCE_LETTER,
    REFERENCE_PATTERN,
    break_up,
    draw_dots,
    trace,
)

LEAST_PLOT = 18  # columns a plot must keep before labels get a margin of their own
LABEL_GAP = 1
BEFORE = "before"  # the label of a baseline


@dataclass(frozen=True, slots=True)
class Trace:
    """One curve as it is drawn.

    Attributes:
        label: Written at the end of the line.
        role: Its colour.
        y: (N,) values, NaN where missing.
        bands: Pairs of (N,) lower and upper edges with their layer, OUTER before INNER.
        baseline: (N,) the values before a change, or empty.
        drawn: Whether there is a line; otherwise only the bands and the label at its end.
    """

    label: str
    role: Role
    y: Array
    bands: Sequence[tuple[Array, Array, int]] = field(default_factory=tuple)
    baseline: Array = field(default_factory=lambda: np.empty(0))
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that stands out, with a sign."""

    x: float
    y: float
    role: Role


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal reference line with its label."""

    value: float
    label: str


def draw_traces(
    canvas: Canvas,
    x: Array,
    traces: Sequence[Trace],
    level: Level | None,
    axes: tuple[Axis, Axis],
    palette: Palette,
    spot: Spot | None = None,
) -> None:
    """Draws axes, bands, lines and labels onto a canvas that is large enough for a frame.

    Args:
        canvas: Title already drawn.
        x: (N,) positions, increasing.
        traces: The curves, the first at the bottom.
        level: A reference line, if any.
        axes: The horizontal and the vertical axis.
        palette: Colours.
        spot: A point that stands out, if any.
    """
    labels = [trace_.label for trace_ in traces] + ([level.label] if level else [])
    labels += [BEFORE for trace_ in traces if trace_.baseline.size]
    margin = _margin(canvas.width, labels)
    frame = make_frame(canvas, axes[0], axes[1], palette, right=margin)
    backdrop = draw_bands(
        canvas, frame.left, frame.top, frame.width, frame.height, _bands(frame, x, traces, palette), palette
    )
    pens = [_Pen(trace_.y, trace_.role, index) for index, trace_ in enumerate(traces) if trace_.drawn]
    before = [_Pen(trace_.baseline, "muted", None) for trace_ in traces if trace_.baseline.size]
    if level is not None and np.isfinite(level.value):
        before.insert(0, _Pen(np.full(x.shape, level.value), "muted", None))
    for pen in (*before, *pens):
        _draw_line(frame, x, pen, palette, backdrop)
    _draw_labels(frame, x, traces, level, palette, margin)
    if spot is not None and axes[0].low <= spot.x <= axes[0].high and axes[1].low <= spot.y <= axes[1].high:
        sign = "X" if canvas.symbols == "ascii" else "◆"
        canvas.text(frame.column(spot.x), frame.row(spot.y), sign, palette.ink(spot.role), bold=True)


@dataclass(frozen=True, slots=True)
class _Pen:
    """A line to draw: its values, its colour and its place among the series (None: a reference)."""

    y: Array
    role: Role
    series: int | None


def _margin(width: int, labels: Sequence[str]) -> int:
    """Returns the columns kept right of the plot for labels, 0 if the plot needs them itself."""
    longest = max((cell_width(clean(label)) for label in labels), default=0)
    if not longest:
        return 0
    margin = min(longest, max(width // 4, 6)) + LABEL_GAP
    return margin if width - margin - 6 >= LEAST_PLOT else 0


def _bands(frame: Frame, x: Array, traces: Sequence[Trace], palette: Palette) -> list[Band]:
    at = frame.at_columns(1)
    bands = []
    for series, trace_ in enumerate(traces):
        for low, high, layer in trace_.bands:
            top, bottom = frame.down(sample(x, high, at)), frame.down(sample(x, low, at))
            bands.append(Band(top, bottom, palette.color(trace_.role), series, layer))
    return bands


def _draw_line(frame: Frame, x: Array, pen: _Pen, palette: Palette, backdrop: NDArray[np.int32]) -> None:
    canvas = frame.canvas
    fine_y, fine_x = FINENESS[canvas.symbols]
    rows = np.floor(frame.down(sample(x, pen.y, frame.at_columns(fine_x))) * fine_y)
    # A value beyond an axis that the caller fixed is not drawn at all, rather than at its edge.
    rows[(rows < 0) | (rows >= frame.height * fine_y)] = np.nan
    dots = trace(rows, frame.height * fine_y)
    if pen.series is None:
        pattern, letter = REFERENCE_PATTERN, REFERENCE_LETTER
    else:
        pattern = LINE_PATTERNS[pen.series % len(LINE_PATTERNS)]
        letter = LINE_LETTERS[pen.series % len(LINE_LETTERS)]
    if canvas.symbols != "ascii":
        dots = break_up(dots, pattern)
    color = palette.color(pen.role)
    draw_dots(canvas, frame.left, frame.top, dots, color, letter, backdrop, bold=pen.series is not None)


def _draw_labels(
    frame: Frame, x: Array, traces: Sequence[Trace], level: Level | None, palette: Palette, margin: int
) -> None:
    """Writes each label at its line's end: right of the plot, or inside it where space is short."""
    wanted: list[tuple[float, str, Role]] = []
    for trace_ in traces:
        known = trace_.y[np.isfinite(trace_.y) & np.isfinite(x)]
        if known.size and clean(trace_.label):
            wanted.append((float(known[-1]), trace_.label, trace_.role))
    if level is not None and np.isfinite(level.value) and clean(level.label):
        wanted.append((level.value, level.label, "muted"))
    wanted += [(end, BEFORE, "muted") for end in _baseline_ends(x, traces)[:1]]
    rows = place_labels([frame.row(value) for value, _, _ in wanted], frame.top, frame.top + frame.height - 1)
    for (_, label, role), row in zip(wanted, rows, strict=True):
        if row is None:
            continue
        ink = palette.ink(role)
        if margin:
            start = frame.left + frame.width + LABEL_GAP
            frame.canvas.text(start, row, label, ink, bold=role != "muted", width=margin - LABEL_GAP)
        else:
            inside = max(row - 1, frame.top) if row > frame.top else min(row + 1, frame.top + frame.height - 1)
            width = min(cell_width(clean(label)), max(frame.width - 2, 0))
            start = frame.left + frame.width - width
            frame.canvas.text(start, inside, label, ink, bold=role != "muted", width=width)


def _baseline_ends(x: Array, traces: Sequence[Trace]) -> list[float]:
    """Returns the last value of each baseline there is."""
    known = [
        trace_.baseline[np.isfinite(trace_.baseline) & np.isfinite(x)] for trace_ in traces if trace_.baseline.size
    ]
    return [float(values[-1]) for values in known if values.size]


def place_labels(wanted: Sequence[int], first: int, last: int) -> list[int | None]:
    """Gives every label a row of its own, as near to the wanted one as the others allow.

    Args:
        wanted: The row each label would like to stand in.
        first: Topmost row there is.
        last: Lowest row there is.

    Returns:
        A row for each label, no row twice; `None` for labels that find no room.
    """
    room = last - first + 1
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    placed: list[int | None] = [None] * len(wanted)
    free = first
    kept = order[: max(room, 0)]
    for index in kept:
        placed[index] = free = max(wanted[index], free)
        free += 1
    ceiling = last
    for index in reversed(kept):
        row = placed[index]
        if row is not None:
            placed[index] = ceiling = min(row, ceiling)
            ceiling -= 1
    return placed
