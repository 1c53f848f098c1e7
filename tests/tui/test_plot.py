import subprocess
import sys

import numpy as np
import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size

from tui.canvas import DARK, LIGHT, Bar, BarsSpec, Canvas, Fan, FanSpec, describe, draw
from tui.widgets.plot import Plot

LEVEL = [0.5] * 9
FAN = FanSpec("Offers", (Fan("Russia", "first", [0.4] * 9, [0.45] * 9, LEVEL, [0.55] * 9, [0.6] * 9),))
BARS = BarsSpec("Outcomes", (Bar("land for peace", 0.31, role="first"), Bar("no deal", 0.69, role="second")))


class Plots(App[None]):
    CSS = "Plot { width: 40; height: 10; }"

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self.plot = plot
        self.said: list[str] = []
        self.maximized = 0
        self.restyled: list[Size] = []

    def compose(self) -> ComposeResult:
        yield Horizontal(self.plot)

    def on_plot_described(self, message: Plot.Described) -> None:
        assert message.control is self.plot
        self.said.append(message.text)

    def on_plot_maximized(self, message: Plot.Maximized) -> None:
        assert message.control is self.plot
        self.maximized += 1

    def on_plot_restyled(self, message: Plot.Restyled) -> None:
        assert message.control is self.plot
        self.restyled.append(message.plot.canvas_size)


@pytest.fixture(autouse=True)
def truecolor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The colours a test sees must not depend on the terminal it runs in."""
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def rows(plot: Plot) -> list[str]:
    return [plot.render_line(y).text.rstrip() for y in range(plot.size.height)]


async def test_a_spec_is_drawn_at_the_plots_own_size() -> None:
    app = Plots(Plot(FAN))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.plot.canvas_size == Size(40, 10)
        assert rows(app.plot) == draw(FAN, 40, 10, "braille", app.plot.palette).lines()
        app.plot.show(BARS)
        assert rows(app.plot) == draw(BARS, 40, 10).lines()
        app.plot.symbols = "ascii"
        assert rows(app.plot) == draw(BARS, 40, 10, "ascii").lines()


async def test_a_function_is_called_once_for_each_size() -> None:
    calls = []

    def drawn(width: int, height: int) -> Canvas:
        calls.append((width, height))
        return draw(BARS, width, height)

    app = Plots(Plot(drawn, description="bars"))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        rows(app.plot)
        assert calls == [(40, 10)]
        app.plot.styles.width = 30
        await pilot.pause()
        rows(app.plot)
        assert calls == [(40, 10), (30, 10)]


async def test_a_canvas_drawn_elsewhere_is_shown_as_it_is() -> None:
    app = Plots(Plot())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert rows(app.plot) == [""] * 10
        app.plot.set_canvas(draw(BARS, *app.plot.canvas_size), describe(BARS))
        await pilot.pause()
        assert rows(app.plot) == draw(BARS, 40, 10).lines()
        painted = app.screen._compositor.render_strips()
        assert painted[1].text[:40].rstrip() == draw(BARS, 40, 10).lines()[1]


async def test_a_canvas_of_another_size_is_cut_or_filled() -> None:
    app = Plots(Plot())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        for size in ((80, 30), (10, 3), (0, 0)):
            app.plot.set_canvas(draw(BARS, *size))
            await pilot.pause()
            assert [app.plot.render_line(y).cell_length for y in range(10)] == [40] * 10


async def test_a_canvas_that_differs_in_one_row_paints_that_row_only() -> None:
    app = Plots(Plot())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        first, second = draw(BARS, 40, 10), draw(BARS, 40, 10)
        second.text(0, 3, "changed")
        app.plot.set_canvas(first)
        app.set_focus(None)
        await pilot.pause()
        before = [app.plot.render_line(y) for y in range(10)]
        app.plot.set_canvas(second)
        await pilot.pause()
        after = [app.plot.render_line(y) for y in range(10)]
        assert [y for y in range(10) if before[y] is not after[y]] == [3]
        assert app.screen._compositor.render_strips()[3].text.startswith("changed")


async def test_keys_ask_for_words_and_for_a_larger_view() -> None:
    app = Plots(Plot(BARS))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("d", "enter", "z")
        await pilot.pause()
        assert app.said == [describe(BARS)]
        assert app.maximized == 2
        app.plot.set_canvas(draw(BARS, 40, 10), "two bars")
        await pilot.press("d")
        await pilot.pause()
        assert app.said[-1] == "two bars"


async def test_an_empty_plot_says_that_nothing_is_plotted() -> None:
    app = Plots(Plot())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert app.said == ["Nothing is plotted yet."]


async def test_a_new_size_or_theme_asks_for_a_new_canvas() -> None:
    app = Plots(Plot())
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.restyled == [Size(40, 10)]
        app.plot.styles.height = 7
        await pilot.pause()
        assert app.restyled[-1] == Size(40, 7)
        app.theme = "textual-light"
        await pilot.pause()
        assert len(app.restyled) == 3


async def test_the_palette_follows_the_theme() -> None:
    app = Plots(Plot(BARS))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        dark = app.plot.palette
        assert (dark.first, dark.textured) == (DARK.first, False)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.plot.palette.first == LIGHT.first
        colors = {style.color.name for _, style, _ in app.plot.render_line(1) if style and style.color}
        assert "#0072b2" in colors
        app.theme = "ansi-dark"
        await pilot.pause()
        ansi = app.plot.palette
        assert (ansi.background, ansi.textured) == (-1, True)


async def test_without_colour_areas_have_textures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Plots(Plot(FAN))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.plot.palette.textured
        assert "░" in "".join(rows(app.plot))
        for strip in app.screen._compositor.render_strips()[:10]:
            for _, style, _ in strip:
                for color in (style.color, style.bgcolor) if style else ():
                    if color is not None and color.triplet is not None:
                        assert len(set(color.triplet)) == 1  # a grey


async def test_sixteen_colours_are_too_few_for_shades(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    app = Plots(Plot(FAN))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.plot.palette.textured


async def test_the_focus_shows_in_the_title() -> None:
    app = Plots(Plot(BARS))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.plot.has_focus
        reversed_text = "".join(text for text, style, _ in app.plot.render_line(0) if style and style.reverse)
        assert reversed_text.strip() == "Outcomes"
        app.set_focus(None)
        await pilot.pause()
        assert not any(style and style.reverse for _, style, _ in app.plot.render_line(0))


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (12, 2), (300, 90)])
async def test_it_fits_any_size(size: tuple[int, int]) -> None:
    app = Plots(Plot(FAN))
    async with app.run_test(size=size) as pilot:
        app.plot.styles.width, app.plot.styles.height = size
        await pilot.pause()
        assert {app.plot.render_line(y).cell_length for y in range(size[1])} == {size[0]}


def test_the_widgets_wait_with_numpy_until_there_is_something_to_draw() -> None:
    code = (
        "import sys, tui.widgets.plot, tui.widgets.slider, tui.widgets.choice;"
        "sys.exit('numpy' in sys.modules or 'tui.canvas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_canvases_differ_where_any_array_does() -> None:
    from tui.widgets.plot import _differing_rows

    first = Canvas(4, 5)
    changes = {0: "chars", 1: "fg", 2: "bg", 3: "bold"}
    second = Canvas(4, 5)
    for row, array in changes.items():
        getattr(second, array)[row, 2] = 1
    assert _differing_rows(first, second) == [0, 1, 2, 3]
    assert _differing_rows(first, first) == []
    assert np.array_equal(first.chars, Canvas(4, 5).chars)
