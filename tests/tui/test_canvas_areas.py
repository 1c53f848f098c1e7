from itertools import permutations

import numpy as np
import pytest

from tui.canvas.areas import EIGHTHS, INNER, OUTER, Band, draw_bands, draw_bar, draw_columns
from tui.canvas.cells import Canvas
from tui.canvas.palette import DARK, PLAIN


def band(top: float, bottom: float, width: int = 1, color: int = 0x0000FF, series: int = 0, layer: int = OUTER) -> Band:
    return Band(np.full(width, top), np.full(width, bottom), color, series, layer)


def eighths_shown(canvas: Canvas) -> float:
    """Returns the eighths of a row, over all rows of column 0, in another colour than the terminal's own."""
    shown = 0
    for row in range(canvas.height):
        glyph = canvas.row_text(row)[0]
        lower = " ▁▂▃▄▅▆▇█".index(glyph)
        ink, behind = canvas.fg[row, 0], canvas.bg[row, 0]
        shown += lower * (ink not in (-1, DARK.background)) + (8 - lower) * (behind != -1)
    return shown


@pytest.mark.parametrize(("top", "bottom"), [(1, 3), (0.5, 2.25), (0, 4), (1.875, 2.125), (3.5, 4)])
def test_a_band_covers_as_many_eighths_as_it_is_high(top: float, bottom: float) -> None:
    canvas = Canvas(1, 4)
    draw_bands(canvas, 0, 0, 1, 4, [band(top, bottom)], DARK)
    assert eighths_shown(canvas) == (bottom - top) * EIGHTHS


def test_a_band_with_a_missing_edge_is_not_drawn_there() -> None:
    canvas = Canvas(3, 2)
    edges = Band(np.array([0.0, np.nan, 0.0]), np.array([2.0, 2.0, np.nan]), 0xFF, 0, OUTER)
    draw_bands(canvas, 0, 0, 3, 2, [edges], DARK)
    assert (canvas.bg != -1).tolist() == [[True, False, False], [True, False, False]]


def test_overlapping_bands_mix_and_their_order_does_not_matter() -> None:
    bands = [band(0, 1), band(0, 1, color=0xFF0000, series=1), band(0, 1, color=0x00FF00, series=2, layer=INNER)]
    mixed = set()
    for order in permutations(bands):
        canvas = Canvas(1, 1)
        draw_bands(canvas, 0, 0, 1, 1, order, DARK)
        mixed.add(int(canvas.bg[0, 0]))
    assert len(mixed) == 1
    color = mixed.pop()
    assert all(color >> shift & 255 > DARK.background & 255 for shift in (16, 8, 0))  # something of each


def test_the_inner_band_is_stronger_than_the_outer() -> None:
    canvas = Canvas(1, 3)
    draw_bands(canvas, 0, 0, 1, 3, [band(0, 3), band(1, 2, layer=INNER)], DARK)
    blue = (canvas.bg[:, 0] & 255).tolist()
    assert blue[0] == blue[2] < blue[1]


def test_without_colour_the_bands_of_two_series_have_their_own_glyphs() -> None:
    bands = [
        band(0, 2, 4),
        band(0, 1, 4, layer=INNER),
        band(3, 5, 4, series=1),
        band(4, 5, 4, series=1, layer=INNER),
    ]
    canvas = Canvas(4, 5)
    draw_bands(canvas, 0, 0, 4, 5, bands, PLAIN)
    assert canvas.lines() == ["▒▒▒▒", "░░░░", "", "╱╱╱╱", "╳╳╳╳"]


def test_without_colour_overlapping_bands_both_show() -> None:
    canvas = Canvas(4, 2)
    draw_bands(canvas, 0, 0, 4, 2, [band(0, 2, 4), band(0, 2, 4, series=1)], PLAIN)
    assert canvas.lines() == ["░╱░╱", "╱░╱░"]


def test_columns_are_filled_from_below_by_eighths() -> None:
    canvas = Canvas(4, 2)
    draw_columns(canvas, 0, 0, 2, np.array([0, 3, 8, 13], dtype=np.int32), 0xFF)
    assert canvas.lines() == ["   ▅", " ▃██"]


def test_the_backdrop_of_columns_is_what_fills_most_of_a_cell() -> None:
    canvas = Canvas(3, 1)
    backdrop = draw_columns(canvas, 0, 0, 1, np.array([3, 4, 8], dtype=np.int32), 0xFF)
    assert backdrop.tolist() == [[-1, 0xFF, 0xFF]]


def test_a_bar_is_filled_from_the_left_by_eighths() -> None:
    canvas = Canvas(4, 1)
    draw_bar(canvas, 1, 0, 12, 0xFF)
    assert canvas.row_text(0) == " █▌ "
    draw_bar(canvas, 0, 0, 999, 0xFF)
    assert canvas.row_text(0) == "████"
