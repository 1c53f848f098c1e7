"""Lines: a curve becomes dots finer than a cell, and the dots become braille, quadrant blocks or letters."""

import numpy as np
from numpy.typing import NDArray

from tui.canvas.cells import Canvas, Symbols
from tui.canvas.numbers import Array

Dots = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Rows and columns of the dots to set, each dot once."""

# Dots per cell, rows then columns.
FINENESS: dict[Symbols, tuple[int, int]] = {"braille": (4, 2), "block": (2, 2), "ascii": (1, 1)}

BRAILLE = 0x2800
# What each dot of a cell adds to the glyph's number.
_BITS: dict[Symbols, NDArray[np.float64]] = {
    "braille": np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.float64),
    "block": np.array([[1, 2], [4, 8]], dtype=np.float64),
    "ascii": np.ones((1, 1)),
}
_QUADRANTS = np.array([ord(glyph) for glyph in " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"], dtype=np.uint32)
# A full block and the halves may be part of an area: only what can be nothing but dots is added to.
_QUADRANT_OF = {int(code): bits for bits, code in enumerate(_QUADRANTS) if bits not in (0, 12, 15)}

# How the lines of the first, second, ... series are broken, so that they differ without colour:
# dots drawn and dots left out along the line.
LINE_PATTERNS: tuple[tuple[int, int], ...] = ((1, 0), (4, 2), (1, 1), (6, 3))
REFERENCE_PATTERN = (1, 2)
LINE_LETTERS = "*o+x"
REFERENCE_LETTER = "-"


def trace(rows: Array, height: int) -> Dots:
    """Joins one row per column to an unbroken line.

    Args:
        rows: (C,) row of the line in each column of dots, counted from the top; NaN where there is none.
        height: Rows of dots; what lies outside is left out.

    Returns:
        The dots of the line.
    """
    known = np.isfinite(rows)
    row = np.where(known, np.clip(np.nan_to_num(rows), -1, height), -1).astype(np.intp)
    low, high = row.copy(), row.copy()
    middle = (row[:-1] + row[1:]) // 2
    joined = known[:-1] & known[1:]
    falls, rises = joined & (row[:-1] < row[1:]), joined & (row[:-1] > row[1:])
    # Between two columns each takes the half of the way that is nearer to its own row.
    np.maximum(high[:-1], middle, out=high[:-1], where=falls)
    np.minimum(low[1:], middle + 1, out=low[1:], where=falls)
    np.minimum(low[:-1], middle + 1, out=low[:-1], where=rises)
    np.maximum(high[1:], middle, out=high[1:], where=rises)
    low, high = np.maximum(low, 0), np.minimum(high, height - 1)
    lengths = np.where(known, np.maximum(high - low + 1, 0), 0)
    columns = np.repeat(np.arange(rows.size), lengths)
    place = np.arange(columns.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(low, lengths) + place, columns


def break_up(dots: Dots, pattern: tuple[int, int]) -> Dots:
    """Returns the dots with some columns left out: `pattern` is columns drawn, columns left out."""
    drawn, left_out = pattern
    rows, columns = dots
    kept = columns % (drawn + left_out) < drawn
    return rows[kept], columns[kept]


def draw_dots(
    canvas: Canvas,
    x: int,
    y: int,
    dots: Dots,
    color: int,
    letter: str = "*",
    backdrop: NDArray[np.int32] | None = None,
    bold: bool = False,
) -> None:
    """Draws dots onto the canvas in its glyph set; dots already there of the same kind stay.

    Args:
        canvas: Where to draw.
        x: Column of the dots' left edge.
        y: Row of their top edge; the dots must lie inside the canvas.
        dots: Rows and columns of dots, as many per cell as `FINENESS` says.
        color: Colour of the dots.
        letter: What stands for a dot in the ascii set.
        backdrop: (H, W) colour of the area behind, for cells that get dots; `None` leaves the background.
        bold: Whether the glyphs are bold.
    """
    if not dots[0].size:
        return
    fine_y, fine_x = FINENESS[canvas.symbols]
    (rows, inner_rows), (columns, inner_columns) = np.divmod(dots[0], fine_y), np.divmod(dots[1], fine_x)
    cell = rows * canvas.width + columns
    # A dot occurs once, so that the sum of the bits is their union.
    bits = np.bincount(cell, weights=_BITS[canvas.symbols][inner_rows, inner_columns]).astype(np.uint32)
    touched = np.flatnonzero(bits)
    rows, columns = np.divmod(touched, canvas.width)
    here = (rows + y, columns + x)
    canvas.chars[here] = _glyphs(canvas, bits[touched], canvas.chars[here], letter)
    canvas.fg[here] = color
    canvas.bold[here] = bold
    if backdrop is not None:
        canvas.bg[here] = backdrop[rows, columns]


def _glyphs(canvas: Canvas, bits: NDArray[np.uint32], before: NDArray[np.uint32], letter: str) -> NDArray[np.uint32]:
    """Returns the glyph for each cell's dots, joined with the dots that stood there before."""
    if canvas.symbols == "ascii":
        return np.full(before.shape, ord(letter), dtype=np.uint32)
    if canvas.symbols == "braille":
        is_braille = (before & 0xFFFFFF00) == BRAILLE
        return (BRAILLE | bits | np.where(is_braille, before & 0xFF, 0)).astype(np.uint32)
    earlier = np.array([_QUADRANT_OF.get(int(code), 0) for code in before], dtype=np.uint32)
    glyphs: NDArray[np.uint32] = _QUADRANTS[bits | earlier]
    return glyphs
