from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.canvas.cells import Canvas

PRINTABLE = st.text(st.sampled_from("ab é顿涅 ｗ\u0301\n\x1b…"), max_size=12)


def test_text_is_written_where_it_is_told_to_be() -> None:
    canvas = Canvas(8, 2)
    written = canvas.text(2, 1, "Kyiv", 0xFF0000, bold=True)
    assert canvas.lines() == ["", "  Kyiv"]
    assert written == 4
    assert canvas.fg[1].tolist() == [-1, -1, 0xFF0000, 0xFF0000, 0xFF0000, 0xFF0000, -1, -1]
    assert canvas.bold[1].tolist() == [False, False, True, True, True, True, False, False]


def test_longer_text_is_cut_with_an_ellipsis_of_the_glyph_set() -> None:
    assert Canvas(8, 1).cut("Zaporizhzhia", 6) == "Zapor…"
    assert Canvas(8, 1, "ascii").cut("Zaporizhzhia", 6) == "Zapor~"


def test_a_field_aligns_its_text() -> None:
    canvas = Canvas(10, 3)
    for row, align in enumerate(("left", "center", "right")):
        canvas.text(1, row, "abcd", width=8, align=align)  # type: ignore[arg-type]
    assert canvas.lines() == [" abcd", "   abcd", "     abcd"]


def test_text_outside_the_canvas_is_not_drawn() -> None:
    canvas = Canvas(5, 1)
    assert canvas.text(0, 1, "below") == 0
    assert canvas.text(5, 0, "right") == 0
    assert canvas.text(-9, 0, "left", width=5) == 0
    assert canvas.lines() == [""]


def test_text_that_begins_left_of_the_canvas_loses_its_beginning() -> None:
    canvas = Canvas(5, 1)
    canvas.text(-2, 0, "abcd", width=4)
    assert canvas.lines() == ["cd"]


def test_a_wide_character_takes_two_cells_and_is_never_halved() -> None:
    canvas = Canvas(5, 1)
    canvas.text(0, 0, "顿涅")
    assert canvas.row_text(0) == "顿涅 "
    canvas.text(1, 0, "x")
    assert canvas.row_text(0) == " x涅 "
    canvas.text(4, 0, "顿", width=2)
    assert canvas.row_text(0) == " x涅 "


@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(-4, 13), PRINTABLE, st.none() | st.integers(0, 14)), max_size=8),
)
def test_a_row_keeps_its_width_whatever_is_written_over_what(
    width: int, writes: list[tuple[int, str, int | None]]
) -> None:
    canvas = Canvas(width, 1)
    for x, text, field in writes:
        canvas.text(x, 0, text, width=field)
    assert cell_len(canvas.row_text(0)) == width
    assert canvas.row_text(0).isprintable()


def test_control_characters_never_reach_the_terminal() -> None:
    canvas = Canvas(20, 1)
    canvas.text(0, 0, "a\x1b[31mb\u202ec\nd\te\u0007")
    assert canvas.lines() == ["a[31mbc d e"]
