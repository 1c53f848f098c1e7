"""Labelled horizontal bars with intervals: probabilities of outcomes, who blocks, what matters most."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.areas import EIGHTHS, draw_bar
from tui.canvas.cells import Canvas, Symbols
from tui.canvas.frame import begin, no_data, too_small
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import Unit, as_value, format_value
from tui.canvas.palette import DARK, Palette, Role

WITH_INTERVALS = 48  # from this width on, values are written with their intervals
LEAST_TRACK = 6  # columns that the bars themselves keep before labels and values do


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """One bar.

    Attributes:
        label: Written left of it.
        value: Its length; NaN: not known.
        low: Lower end of the interval, or `None`.
        high: Upper end of the interval, or `None`.
        baseline: The value before the user's change, drawn as a tick, or `None`.
        role: Its colour.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    baseline: float | None = None
    role: Role = "third"


@dataclass(frozen=True, slots=True, eq=False)
class BarsSpec:
    """What a bar chart shows.

    Attributes:
        title: First line.
        bars: From the top.
        unit: How values are written.
        limit: Value at the right end of the track; `None`: the largest there is.
    """

    title: str
    bars: tuple[Bar, ...]
    unit: Unit = "percent"
    limit: float | None = 1.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the parts of a row begin and how wide they are, in cells."""

    label: int
    track: int
    start: int
    value: int
    limit: float


def draw_bars(spec: BarsSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK) -> Canvas:
    """Draws the bars; for any size and any values it returns a canvas of that size.

    If there are more bars than rows, the last row says how many are left out.
    """
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    if not spec.bars:
        no_data(canvas, palette)
        return canvas
    room = canvas.height - 1
    shown = spec.bars if len(spec.bars) <= room else spec.bars[: room - 1]
    columns = _columns(spec, shown, canvas.width)
    pitch = 2 if len(shown) * 2 - 1 <= room else 1
    for index, bar in enumerate(shown):
        _draw_row(canvas, 1 + index * pitch, bar, columns, spec.unit, palette)
    if len(shown) < len(spec.bars):
        canvas.text(0, canvas.height - 1, f"and {len(spec.bars) - len(shown)} more", palette.muted)
    return canvas


def _values(bar: Bar) -> tuple[float, float, float, float]:
    """Returns value, low, high and baseline; NaN where not known; low and high in order."""
    value, low, high = as_value(bar.value), as_value(bar.low), as_value(bar.high)
    if low > high:
        low, high = high, low
    return value, low, high, as_value(bar.baseline)


def value_text(bar: Bar, unit: Unit, wide: bool, dash: str = "–") -> str:
    """Returns the value as text, with its interval if there is one and `wide` asks for it."""
    value, low, high, _ = _values(bar)
    text = format_value(value, unit)
    if wide and np.isfinite(low) and np.isfinite(high):
        first, last = format_value(low, unit), format_value(high, unit)
        text += f" ({first.removesuffix('%')}{dash}{last})"
    return text


def _columns(spec: BarsSpec, shown: tuple[Bar, ...], width: int) -> _Columns:
    labels = max(cell_width(clean(bar.label)) for bar in shown)
    values = max(len(value_text(bar, spec.unit, width >= WITH_INTERVALS)) for bar in shown)
    label = min(labels, max((width - values - 2) // 2, 4))
    track = width - label - values - 2
    if track < LEAST_TRACK:
        label = max(min(labels, width - values - 1), 0)
        track = 0
    given = as_value(spec.limit)
    known = [number for bar in spec.bars for number in _values(bar) if np.isfinite(number)]
    limit = given if given > 0 else max(known, default=1.0)
    return _Columns(label, track, label + 1, values, limit if limit > 0 else 1.0)


def _draw_row(canvas: Canvas, y: int, bar: Bar, columns: _Columns, unit: Unit, palette: Palette) -> None:
    canvas.text(0, y, bar.label, palette.foreground, width=columns.label)
    start = canvas.width - columns.value
    canvas.text(
        start,
        y,
        value_text(bar, unit, canvas.width >= WITH_INTERVALS, "-" if canvas.symbols == "ascii" else "–"),
        palette.foreground,
        width=columns.value,
        bold=True,
    )
    if not columns.track:
        return
    value, low, high, baseline = _values(bar)
    color = palette.color(bar.role)
    track = slice(columns.start, columns.start + columns.track)
    canvas.chars[y, track] = ord("." if canvas.symbols == "ascii" else "·")
    canvas.fg[y, track] = palette.shade(palette.muted, 0.5)
    if np.isfinite(value):
        eighths = round(min(max(value / columns.limit, 0), 1) * columns.track * EIGHTHS)
        draw_bar(canvas, columns.start, y, max(eighths, 1 if value > 0 else 0), color)
    if np.isfinite(low) and np.isfinite(high) and high > low:
        _draw_whisker(canvas, y, columns, (low, high), palette)
    if np.isfinite(baseline):
        tick = "!" if canvas.symbols == "ascii" else "┃"
        _overlay(canvas, y, _place(baseline, columns), tick, palette.foreground, palette)


def _place(value: float, columns: _Columns) -> int:
    """Returns the column of the track in which a value lies."""
    share = min(max(value / columns.limit, 0), 1)
    return columns.start + min(int(share * columns.track), columns.track - 1)


def _draw_whisker(canvas: Canvas, y: int, columns: _Columns, ends: tuple[float, float], palette: Palette) -> None:
    first, last = _place(ends[0], columns), _place(ends[1], columns)
    left, line, right = "[-]" if canvas.symbols == "ascii" else "├─┤"
    for x in range(first, last + 1):
        glyph = left if x == first else right if x == last else line
        if first == last:
            glyph = "|" if canvas.symbols == "ascii" else "│"
        _overlay(canvas, y, x, glyph, palette.foreground, palette)


def _overlay(canvas: Canvas, y: int, x: int, glyph: str, ink: int, palette: Palette) -> None:
    """Writes a glyph over the bar: where the bar fills the cell its colour stays behind."""
    if canvas.chars[y, x] == ord("█"):
        fill = int(canvas.fg[y, x])
        canvas.bg[y, x] = fill
        ink = palette.on(fill) if fill >= 0 else ink
    canvas.chars[y, x] = ord(glyph)
    canvas.fg[y, x] = ink


def describe_bars(spec: BarsSpec) -> str:
    """Returns the bars in words, each with its interval and the value before the change."""
    said = []
    for bar in spec.bars:
        value, low, high, baseline = _values(bar)
        words = f"{clean(bar.label)} {format_value(value, spec.unit)}"
        if np.isfinite(low) and np.isfinite(high):
            words += f" (between {format_value(low, spec.unit)} and {format_value(high, spec.unit)})"
        if np.isfinite(baseline):
            words += f", before the change {format_value(baseline, spec.unit)}"
        said.append(words)
    return clean(f"{spec.title}. " + ("; ".join(said) + "." if said else "No data."))
