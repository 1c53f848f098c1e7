import subprocess
import sys

import numpy as np
from rich.style import Style

from tui.canvas import DARK, BarsSpec, draw
from tui.canvas.bars import Bar
from tui.canvas.cells import Canvas
from tui.canvas.strips import canvas_strips


def test_each_row_becomes_a_strip_of_the_same_text_and_width() -> None:
    canvas = draw(BarsSpec("顿涅茨克 outcomes", (Bar("land", 0.4, 0.3, 0.5), Bar("none", 0.6))), 50, 7)
    strips = canvas_strips(canvas)
    assert [strip.text for strip in strips] == [canvas.row_text(y) for y in range(7)]
    assert {strip.cell_length for strip in strips} == {50}


def test_every_cell_keeps_its_colours() -> None:
    canvas = Canvas(6, 1)
    canvas.text(0, 0, "abcdef", 0x112233)
    canvas.fg[0, 2:4] = 0xFF0000
    canvas.bg[0, 3] = 0x00FF00
    canvas.bold[0, 5] = True
    base = Style.parse("#ffffff on #000000")
    found = []
    for text, style, _ in canvas_strips(canvas, base)[0]:
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        found += [(glyph, style.color.name, style.bgcolor.name, bool(style.bold)) for glyph in text]
    assert found == [
        ("a", "#112233", "#000000", False),
        ("b", "#112233", "#000000", False),
        ("c", "#ff0000", "#000000", False),
        ("d", "#ff0000", "#00ff00", False),
        ("e", "#112233", "#000000", False),
        ("f", "#112233", "#000000", True),
    ]


def test_cells_that_look_the_same_share_a_segment() -> None:
    canvas = Canvas(9, 1)
    canvas.text(0, 0, "ab", 0xFF0000)
    canvas.fg[0, 2:] = np.arange(7)  # the colour of a blank does not show
    assert [text for text, _, _ in canvas_strips(canvas)[0]] == ["ab", "       "]


def test_only_the_rows_asked_for_are_made() -> None:
    canvas = Canvas(3, 3)
    canvas.text(0, 2, "x")
    assert [strip.text for strip in canvas_strips(canvas, None, [2])] == ["x  "]


def test_an_empty_canvas_has_empty_strips() -> None:
    assert [strip.cell_length for strip in canvas_strips(Canvas(0, 2))] == [0, 0]
    assert canvas_strips(Canvas(5, 0)) == []


def test_drawing_loads_no_textual() -> None:
    """Plots are drawn in worker threads and may be drawn without the app at all."""
    code = "import sys, tui.canvas; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_palette_of_the_bridge_is_that_of_the_plots() -> None:
    canvas = draw(BarsSpec("", (Bar("x", 0.5, role="first"),)), 30, 3, palette=DARK)
    colors = {style.color.name for _, style, _ in canvas_strips(canvas)[1] if style and style.color}
    assert "#56b4e9" in colors
