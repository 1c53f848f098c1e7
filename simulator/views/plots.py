"""Plots as SVG, for pages that are read elsewhere: vector, with words beside marks, nothing fetched from anywhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 28, 16, 44
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#777"
_ROW = 30
_LABELS = 220  # of a bar plot's names

Number = Callable[[float], str]


@dataclass(frozen=True)
class Mark:
    """A value and its interval; NaN where that is not known."""

    x: float
    y: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Bar:
    """A bar from one value to another, with what is written at its ends."""

    name: str
    start: float
    end: float
    at_start: str
    at_end: str


@dataclass(frozen=True)
class Scale:
    """A straight scale from values to a picture's coordinates."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The coordinate of a value, to a tenth."""
        span = self.high - self.low or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)

    def ticks(self, most: int = 5) -> list[float]:
        """Round values on the scale."""
        span = self.high - self.low or 1.0
        step = 10 ** math.floor(math.log10(span / most))
        step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= most)
        first = math.ceil(self.low / step - 1e-9)
        return [float(f"{n * step:.10g}") for n in range(first, math.floor(self.high / step + 1e-9) + 1)]


def line_plot(
    marks: Sequence[Mark], title: str, x_name: str, y: Number, *, level: float | None = None, shares: bool = False
) -> str:
    """A line through marks with a band for their intervals, and a level that it may cross.

    Args:
        marks: at least two, x increasing.
        title: what is shown, for who cannot see it.
        x_name: of the horizontal axis.
        y: a value of the vertical axis in words.
        level: drawn dashed.
        shares: whether the vertical axis goes from 0 to 1.
    """
    values = [v for m in marks for v in (m.y, m.low, m.high) if not math.isnan(v)]
    values += [] if level is None or shares else [level]
    low, high = (0.0, 1.0) if shares else _roomy(min(values), max(values))
    across = Scale(marks[0].x, marks[-1].x, _LEFT, WIDTH - _RIGHT)
    up = Scale(low, high, HEIGHT - _BOTTOM, _TOP)
    parts = [*_axes(across, up, x_name, y)]
    known = [m for m in marks if not math.isnan(m.low)]
    if known:
        above = [f"{across.at(m.x)},{up.at(min(m.high, high))}" for m in known]
        below = [f"{across.at(m.x)},{up.at(max(m.low, low))}" for m in reversed(known)]
        parts.append(f'<polygon points="{" ".join(above + below)}" fill="{_BLUE}" fill-opacity="0.18"/>')
    if level is not None:
        at = up.at(level)
        parts.append(
            f'<line x1="{_LEFT}" y1="{at}" x2="{WIDTH - _RIGHT}" y2="{at}" stroke="{_GREY}" stroke-dasharray="4 4"/>'
        )
    path = " ".join(f"{across.at(m.x)},{up.at(m.y)}" for m in marks)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>')
    parts += [f'<circle cx="{across.at(m.x)}" cy="{up.at(m.y)}" r="3" fill="{_BLUE}"/>' for m in marks]
    return _picture(parts, title, HEIGHT)


def bar_plot(bars: Sequence[Bar], title: str, x: Number) -> str:
    """Bars from one value to another, a row each, the ends labelled.

    Args:
        bars: at least one.
        title: what is shown, for who cannot see it.
        x: a value of the horizontal axis in words.
    """
    ends = [value for bar in bars for value in (bar.start, bar.end)]
    low, high = _roomy(min(ends), max(ends))
    across = Scale(low, high, _LABELS, WIDTH - 70)
    height = _TOP + _ROW * len(bars) + _BOTTOM
    bottom = height - _BOTTOM
    parts = [
        f'<line x1="{across.at(t)}" y1="{_TOP}" x2="{across.at(t)}" y2="{bottom}" stroke="#ddd"/>'
        f'<text x="{across.at(t)}" y="{bottom + 16}" text-anchor="middle">{escape(x(t))}</text>'
        for t in across.ticks()
    ]
    for n, bar in enumerate(bars):
        y, left = _TOP + n * _ROW + 6, min(across.at(bar.start), across.at(bar.end))
        width = max(abs(across.at(bar.end) - across.at(bar.start)), 1.0)
        colour = _BLUE if bar.end >= bar.start else _ORANGE
        rising = bar.end >= bar.start
        first, second = (bar.at_start, bar.at_end) if rising else (bar.at_end, bar.at_start)
        parts += [
            f'<text x="8" y="{y + 13}">{escape(_cut(bar.name, 34))}</text>',
            f'<rect x="{left}" y="{y}" width="{round(width, 1)}" height="{_ROW - 12}" fill="{colour}"/>',
            f'<text x="{left - 4}" y="{y + 13}" text-anchor="end" class="small">{escape(_cut(first, 12))}</text>',
            f'<text x="{round(left + width + 4, 1)}" y="{y + 13}" class="small">{escape(_cut(second, 12))}</text>',
        ]
    return _picture(parts, title, height)


def histogram_plot(counts: Sequence[int], low: float, high: float, title: str, x: Number) -> str:
    """Columns over equal bins.

    Args:
        counts: of the bins, at least one.
        low: where the first bin begins.
        high: where the last one ends.
        title: what is shown, for who cannot see it.
        x: a value of the horizontal axis in words.
    """
    across = Scale(low, high, _LEFT, WIDTH - _RIGHT)
    up = Scale(0.0, float(max(counts)), HEIGHT - _BOTTOM, _TOP)
    width = (WIDTH - _RIGHT - _LEFT) / len(counts)
    parts = [*_axes(across, up, "", lambda value: f"{value:,.0f}", x)]
    for n, count in enumerate(counts):
        top = up.at(count)
        parts.append(
            f'<rect x="{round(_LEFT + n * width + 1, 1)}" y="{top}" width="{round(width - 2, 1)}" '
            f'height="{round(HEIGHT - _BOTTOM - top, 1)}" fill="{_BLUE}"/>'
        )
    return _picture(parts, title, HEIGHT)


def heat_plot(
    cells: Sequence[Sequence[float]], columns: Sequence[str], rows: Sequence[str], title: str, value: Number
) -> str:
    """A table of cells, darker where a value is greater, each with its value.

    Args:
        cells: a row of values for every name in `rows`; NaN leaves a cell empty.
        columns: what stands over the columns.
        rows: what stands beside the rows.
        title: what is shown, for who cannot see it.
        value: a value in words.
    """
    known = [cell for row in cells for cell in row if not math.isnan(cell)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    across, down = (WIDTH - 140) / len(columns), 26
    height = _TOP + 24 + down * len(rows) + 8
    parts = [
        f'<text x="{round(140 + (n + 0.5) * across, 1)}" y="{_TOP + 12}" text-anchor="middle">'
        f"{escape(_cut(name, 10))}</text>"
        for n, name in enumerate(columns)
    ]
    for m, (name, row) in enumerate(zip(rows, cells, strict=True)):
        y = _TOP + 20 + m * down
        parts.append(f'<text x="132" y="{y + 17}" text-anchor="end">{escape(_cut(name, 18))}</text>')
        for n, cell in enumerate(row):
            if math.isnan(cell):
                continue
            share = (cell - low) / (high - low) if high > low else 0.5
            x = round(140 + n * across, 1)
            ink = "#fff" if share > 0.55 else "#111"
            parts.append(
                f'<rect x="{x}" y="{y}" width="{round(across - 1, 1)}" height="{down - 1}" fill="{_BLUE}" '
                f'fill-opacity="{round(0.08 + 0.92 * share, 3)}"/>'
                f'<text x="{round(x + across / 2, 1)}" y="{y + 17}" text-anchor="middle" class="small" '
                f'fill="{ink}">{escape(value(cell))}</text>'
            )
    return _picture(parts, title, height)


def _axes(across: Scale, up: Scale, x_name: str, y: Number, x: Number = lambda value: f"{value:g}") -> Iterator[str]:
    """Ticks of both axes, and lines at those of the vertical one."""
    bottom = HEIGHT - _BOTTOM
    for tick in up.ticks():
        at = up.at(tick)
        yield f'<line x1="{_LEFT}" y1="{at}" x2="{WIDTH - _RIGHT}" y2="{at}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{at + 4}" text-anchor="end">{escape(y(tick))}</text>'
    for tick in across.ticks():
        yield f'<text x="{across.at(tick)}" y="{bottom + 16}" text-anchor="middle">{escape(x(tick))}</text>'
    yield f'<line x1="{_LEFT}" y1="{bottom}" x2="{WIDTH - _RIGHT}" y2="{bottom}" stroke="{_GREY}"/>'
    if x_name:
        middle = (_LEFT + WIDTH - _RIGHT) / 2
        yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(_cut(x_name, 80))}</text>'


def _roomy(low: float, high: float) -> tuple[float, float]:
    """Ends a little beyond the values."""
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _picture(parts: Sequence[str], title: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f"<style>.small{{font-size:11px}}</style>{''.join(parts)}</svg>"
    )
