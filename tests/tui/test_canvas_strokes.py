import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.canvas.cells import Canvas
from tui.canvas.strokes import LINE_PATTERNS, break_up, draw_dots, trace


def level(row: float, columns: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.full(columns, float(row))


@pytest.mark.parametrize(("row", "glyph"), [(0, "⠉"), (1, "⠒"), (2, "⠤"), (3, "⣀")])
def test_a_level_line_is_drawn_in_the_row_of_dots_it_lies_in(row: int, glyph: str) -> None:
    canvas = Canvas(3, 1)
    draw_dots(canvas, 0, 0, trace(level(row, 6), 4), 0xFF0000)
    assert canvas.row_text(0) == glyph * 3
    assert (canvas.fg == 0xFF0000).all()


def test_every_dot_of_braille_has_its_own_place() -> None:
    """The eight patterns of one dot, as the Unicode standard numbers them."""
    expected = {(0, 0): "⠁", (1, 0): "⠂", (2, 0): "⠄", (0, 1): "⠈", (1, 1): "⠐", (2, 1): "⠠", (3, 0): "⡀", (3, 1): "⢀"}
    for (row, column), glyph in expected.items():
        canvas = Canvas(1, 1)
        draw_dots(canvas, 0, 0, (np.array([row]), np.array([column])), 0)
        assert canvas.row_text(0) == glyph


def test_lines_that_meet_in_a_cell_share_it() -> None:
    canvas = Canvas(1, 1)
    draw_dots(canvas, 0, 0, trace(level(0, 2), 4), 1)
    draw_dots(canvas, 0, 0, trace(level(3, 2), 4), 2)
    assert canvas.row_text(0) == "⣉"
    blocks = Canvas(1, 1, "block")
    draw_dots(blocks, 0, 0, (np.array([0]), np.array([0])), 1)
    draw_dots(blocks, 0, 0, (np.array([1]), np.array([1])), 2)
    assert blocks.row_text(0) == "▚"


def test_blocks_and_letters_draw_the_same_line() -> None:
    blocks = Canvas(2, 1, "block")
    draw_dots(blocks, 0, 0, trace(level(1, 4), 2), 0)
    assert blocks.row_text(0) == "▄▄"
    letters = Canvas(2, 1, "ascii")
    draw_dots(letters, 0, 0, trace(level(0, 2), 1), 0, "o")
    assert letters.row_text(0) == "oo"


def test_a_line_takes_the_colour_of_the_area_behind_it() -> None:
    canvas = Canvas(2, 1)
    draw_dots(canvas, 0, 0, trace(level(0, 4), 4), 1, backdrop=np.array([[7, 9]], dtype=np.int32))
    assert canvas.bg.tolist() == [[7, 9]]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_a_line_is_unbroken_and_goes_through_its_points(heights: list[int]) -> None:
    rows, columns = trace(np.array(heights, dtype=float), 31)
    dots = set(zip(rows.tolist(), columns.tolist(), strict=True))
    assert len(dots) == rows.size  # each once
    assert all((height, column) in dots for column, height in enumerate(heights))
    seen, reached = {(heights[0], 0)}, [(heights[0], 0)]
    while reached:
        row, column = reached.pop()
        near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & dots - seen
        seen |= near
        reached += near
    assert seen == dots


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    _, columns = trace(np.array([0, np.nan, np.nan, 3, 3]), 4)
    assert sorted(set(columns.tolist())) == [0, 3, 4]
    assert trace(np.array([np.nan, np.nan]), 4)[0].size == 0


def test_what_lies_outside_is_left_out() -> None:
    rows, _ = trace(np.array([-1e30, 2.0, 1e30]), 4)
    assert rows.min() >= 0
    assert rows.max() <= 3


def test_the_lines_of_four_series_differ_without_colour() -> None:
    lines = set()
    for pattern in LINE_PATTERNS:
        canvas = Canvas(12, 1)
        draw_dots(canvas, 0, 0, break_up(trace(level(1, 24), 4), pattern), -1)
        lines.add(canvas.row_text(0))
    assert len(lines) == 4
