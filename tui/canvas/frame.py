"""The frame of a plot: title, axes with round ticks, and where a value lies on the canvas."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.cells import Canvas, Symbols
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import Array, Unit, nice_ticks, tick_texts
from tui.canvas.palette import Palette

LEAST_WIDTH, LEAST_HEIGHT = 12, 3
NO_DATA = "no data yet"
TOO_SMALL = "too small"

# Half a braille dot: the ends of an axis lie in the middle of its outermost dots.
_EDGE_Y, _EDGE_X = 1 / 8, 1 / 4


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its range, how its values are written, and its name.

    Attributes:
        low: Value at the left or lower end.
        high: Value at the right or upper end, above `low`.
        unit: How ticks are written.
        name: Written at the end of a horizontal axis where there is room.
        whole: Ticks only at whole numbers.
    """

    low: float
    high: float
    unit: Unit = "number"
    name: str = ""
    whole: bool = False

    def ticks(self, most: int) -> tuple[list[float], list[str]]:
        """Returns round values on the axis and their texts, at most `most` + 1 of them."""
        ticks = nice_ticks(self.low, self.high, most, self.whole)
        return ticks, tick_texts(ticks, self.unit)


@dataclass(frozen=True, slots=True)
class Frame:
    """The area inside the axes: `width` x `height` cells from column `left` and row `top` of the canvas."""

    canvas: Canvas
    left: int
    top: int
    width: int
    height: int
    x: Axis
    y: Axis

    def across(self, values: Array) -> Array:
        """Returns how far right of the left edge values of the x-axis lie, in cells."""
        share = (values - self.x.low) / (self.x.high - self.x.low)
        return _EDGE_X + share * (self.width - 2 * _EDGE_X)

    def down(self, values: Array) -> Array:
        """Returns how far below the top edge values of the y-axis lie, in cells."""
        share = (self.y.high - values) / (self.y.high - self.y.low)
        return _EDGE_Y + share * (self.height - 2 * _EDGE_Y)

    def at_columns(self, per_cell: int) -> Array:
        """Returns the x values at the middle of each column of dots, `per_cell` columns a cell."""
        middle = (np.arange(self.width * per_cell) + 0.5) / per_cell
        share = (middle - _EDGE_X) / max(self.width - 2 * _EDGE_X, _EDGE_X)
        return self.x.low + np.clip(share, 0, 1) * (self.x.high - self.x.low)

    def row(self, value: float) -> int:
        """Returns the canvas row of a y value, kept inside the frame."""
        return self.top + int(np.clip(self.down(np.array([value]))[0], 0, self.height - 1))

    def column(self, value: float) -> int:
        """Returns the canvas column of an x value, kept inside the frame."""
        return self.left + int(np.clip(self.across(np.array([value]))[0], 0, self.width - 1))


def begin(title: str, width: int, height: int, symbols: Symbols, palette: Palette) -> Canvas:
    """Returns a canvas with the title in its first line."""
    canvas = Canvas(width, height, symbols)
    canvas.text(0, 0, title, palette.foreground, bold=True)
    return canvas


def too_small(canvas: Canvas, palette: Palette) -> bool:
    """Returns whether there is no room for a plot, and says so on the canvas if there is room for that."""
    if canvas.width >= LEAST_WIDTH and canvas.height >= LEAST_HEIGHT:
        return False
    if canvas.height > 1:
        canvas.text(0, 1, TOO_SMALL, palette.muted)
    return True


def no_data(canvas: Canvas, palette: Palette, top: int = 1) -> None:
    """Says in the middle of the area below the title that there is nothing to draw."""
    middle = top + (canvas.height - top - 1) // 2
    canvas.text(0, middle, NO_DATA, palette.muted, width=canvas.width, align="center")


def make_frame(canvas: Canvas, x: Axis, y: Axis, palette: Palette, right: int = 0, top: int = 1) -> Frame:
    """Draws the axes and returns the area inside them.

    Args:
        canvas: At least LEAST_WIDTH x LEAST_HEIGHT.
        x: The horizontal axis.
        y: The vertical axis.
        palette: Colours.
        right: Columns kept free right of the plot.
        top: First row of the plot.
    """
    height = max(canvas.height - top - (1 if canvas.height >= 4 else 0), 1)
    values, texts = y.ticks(_y_parts(height))
    gutter = max((cell_width(text) for text in texts), default=0)
    if gutter + 1 > canvas.width // 3:
        gutter, texts = 0, [""] * len(texts)
    left = gutter + 1
    frame = Frame(canvas, left, top, max(canvas.width - left - right, 1), height, x, y)
    _draw_y_axis(frame, values, texts, palette)
    if canvas.height >= 4:
        _draw_x_axis(frame, palette)
    return frame


def _y_parts(height: int) -> int:
    """Returns into how many parts ticks divide a vertical axis: never two in adjacent rows."""
    return max(min(height * 2 // 5, 10), 2) if height >= 5 else 1


def _draw_y_axis(frame: Frame, values: list[float], texts: list[str], palette: Palette) -> None:
    canvas, axis = frame.canvas, frame.left - 1
    ascii_only = canvas.symbols == "ascii"
    rows = slice(frame.top, frame.top + frame.height)
    canvas.chars[rows, axis] = ord("|" if ascii_only else "│")
    canvas.fg[rows, axis] = palette.muted
    for value, text in zip(values, texts, strict=True):
        row = frame.row(value)
        canvas.text(0, row, text, palette.muted, width=frame.left - 1, align="right")
        canvas.chars[row, axis] = ord("+" if ascii_only else "┤")


def _draw_x_axis(frame: Frame, palette: Palette) -> None:
    """Writes the x ticks below the plot, each centred under its value, and the axis's name after them."""
    canvas, row = frame.canvas, frame.top + frame.height
    if row >= canvas.height:
        return
    name = clean(frame.x.name)
    end = frame.left + frame.width
    beside = 0 < cell_width(name) < canvas.width - end  # the margin for labels has room for the name
    room = cell_width(name) + 2 if name and not beside and frame.width >= cell_width(name) + 16 else 0
    _, widest = frame.x.ticks(4)
    size = max((cell_width(text) for text in widest), default=1) + 3
    values, texts = frame.x.ticks(max(min(frame.width // size, 10), 1))
    free = 0
    for value, text in zip(values, texts, strict=True):
        size = cell_width(text)
        start = min(max(frame.column(value) - (size - 1) // 2, 0), end - size)
        if start < free or start + size > end - room:
            continue
        canvas.text(start, row, text, palette.muted)
        free = start + size + 1
    if room or beside:
        canvas.text(end - room + 2 if room else end + 1, row, name, palette.muted)
