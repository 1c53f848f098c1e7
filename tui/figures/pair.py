"""Two plots of one kind side by side where there is room, otherwise the second alone."""

from __future__ import annotations

from dataclasses import dataclass

from tui.canvas import Canvas, Palette, PlotSpec, Symbols, describe, draw

LEAST_SIDE = 38
GAP = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Before and after.

    Attributes:
        left: drawn at the left where there is room for both.
        right: drawn always.
    """

    left: PlotSpec
    right: PlotSpec


Drawing = PlotSpec | Pair


def draw_pair(pair: Pair, width: int, height: int, symbols: Symbols, palette: Palette) -> Canvas:
    """Draws the pair; a canvas of exactly this size."""
    side = (width - GAP) // 2
    if side < LEAST_SIDE:
        return draw(pair.right, width, height, symbols, palette)
    canvas = Canvas(width, height, symbols)
    for spec, x, columns in ((pair.left, 0, side), (pair.right, side + GAP, width - side - GAP)):
        part = draw(spec, columns, height, symbols, palette)
        for cells, drawn in (
            (canvas.chars, part.chars),
            (canvas.fg, part.fg),
            (canvas.bg, part.bg),
            (canvas.bold, part.bold),
        ):
            cells[:, x : x + columns] = drawn
    return canvas


def describe_pair(pair: Pair) -> str:
    """Both in words."""
    return f"{describe(pair.left)}\n\n{describe(pair.right)}"
