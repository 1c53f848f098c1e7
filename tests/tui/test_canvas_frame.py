import numpy as np
import pytest

from tui.canvas.cells import Canvas
from tui.canvas.frame import Axis, make_frame
from tui.canvas.palette import PLAIN


def frame(width: int = 30, height: int = 9, x: Axis | None = None, symbols: str = "braille") -> Canvas:
    canvas = Canvas(width, height, symbols)  # type: ignore[arg-type]
    make_frame(canvas, x or Axis(0, 52, name="round", whole=True), Axis(0, 1, "percent"), PLAIN)
    return canvas


def test_the_axes_carry_round_values_at_their_places() -> None:
    assert frame().lines() == [
        "",
        "100%┤",
        "    │",
        "    │",
        " 50%┤",
        "    │",
        "    │",
        "  0%┤",
        "     0        20         round",
    ]


def test_the_axes_keep_to_ascii_where_told_to() -> None:
    assert str(frame(symbols="ascii")).isascii()


def test_the_ends_of_an_axis_lie_in_the_middle_of_its_outermost_dots() -> None:
    drawn = make_frame(Canvas(30, 9), Axis(0, 10), Axis(0, 1), PLAIN)
    assert drawn.down(np.array([1.0, 0.0])).tolist() == pytest.approx([1 / 8, drawn.height - 1 / 8])
    assert drawn.across(np.array([0.0, 10.0])).tolist() == pytest.approx([1 / 4, drawn.width - 1 / 4])


def test_columns_and_values_are_inverse() -> None:
    drawn = make_frame(Canvas(43, 9), Axis(3, 17), Axis(0, 1), PLAIN)
    at = drawn.at_columns(2)
    inner = (at > 3) & (at < 17)
    columns = np.floor(drawn.across(at) * 2)
    assert columns[inner].tolist() == np.arange(at.size)[inner].tolist()


@pytest.mark.parametrize("width", range(12, 90, 7))
def test_ticks_never_run_into_one_another(width: int) -> None:
    ticks = frame(width, x=Axis(0, 100000, name="")).lines()[-1].split()
    assert ticks
    assert all(tick == "0" or "," in tick or tick.endswith("k") for tick in ticks)


def test_a_narrow_plot_gives_up_its_numbers_before_its_plot() -> None:
    canvas = Canvas(12, 6)
    drawn = make_frame(canvas, Axis(0, 1), Axis(0, 1, "percent"), PLAIN)
    assert drawn.width >= 11 - len("100%")
    tiny = make_frame(Canvas(8, 6), Axis(0, 1), Axis(0, 1, "percent"), PLAIN)
    assert tiny.width == 7
