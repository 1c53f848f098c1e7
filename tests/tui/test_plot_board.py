import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.library import Library
from tests.tui.stage import settle, simulation, text_of
from tui.screens.page import Page
from tui.widgets.plot import Plot
from tui.widgets.plot_board import LEAST_HEIGHT, LEAST_WIDTH, NAMES, PLOTS, PlotBoard, arrangement
from tui.widgets.plot_tabs import PlotTabs


def visible(board: PlotBoard) -> list[str]:
    return [name for name in NAMES if board.plot(name).display]


@given(st.integers(0, 400), st.integers(0, 200))
def test_plots_fit_and_as_many_as_fit_are_shown(width: int, height: int) -> None:
    columns, rows = arrangement(width, height)
    assert columns >= 1
    assert rows >= 1
    assert columns == 1 or columns * LEAST_WIDTH <= width
    assert rows == 1 or rows * LEAST_HEIGHT <= height
    assert columns * (rows - 1) < len(NAMES)


@pytest.mark.parametrize(("size", "count"), [((60, 18), 1), ((80, 24), 1), ((120, 36), 4), ((200, 60), 7)])
async def test_as_many_plots_as_there_is_room_for(library: Library, size: tuple[int, int], count: int) -> None:
    async with simulation(library, size=size) as (_, screen):
        assert len(visible(screen.board)) == count
        for name in visible(screen.board):
            canvas = screen.board.plot(name).canvas
            assert canvas is not None
            assert (canvas.width, canvas.height) == tuple(screen.board.plot(name).canvas_size)
            assert canvas.row_text(0).strip() in text_of(screen)


async def test_a_letter_shows_its_plot_from_anywhere(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        for tab in PLOTS[::-1]:
            await pilot.press(tab.key)
            assert visible(screen.board) == [tab.name]
            assert screen.focused_row() is not None, "the slider keeps the focus"
        await pilot.press("tab")
        for n, tab in enumerate(PLOTS, start=1):
            await pilot.press(str(n))
            assert visible(screen.board) == [tab.name]
            assert screen.board.plot(tab.name).has_focus
        await pilot.press("right")
        assert visible(screen.board) == [NAMES[0]]


async def test_tab_goes_through_the_plots_and_back_to_the_same_slider(library: Library) -> None:
    async with simulation(library, size=(120, 36)) as (pilot, screen):
        await pilot.press("down", "down")
        row = screen.focused
        seen = []
        for _ in range(4):
            await pilot.press("tab")
            assert isinstance(screen.focused, Plot)
            seen.append(screen.board.current)
        assert seen == list(NAMES[:4])
        await pilot.press("tab")
        assert screen.focused is row
        await pilot.press("shift+tab")
        assert screen.board.current == NAMES[3]


async def test_the_last_plot_of_a_page_is_as_wide_as_there_is_room(library: Library) -> None:
    async with simulation(library, size=(120, 36)) as (pilot, screen):
        await pilot.press("h")
        assert visible(screen.board) == ["window", "holds", "frontier"]
        window, holds, frontier = (screen.board.plot(name).size.width for name in ("window", "holds", "frontier"))
        assert window + holds + 2 == frontier > 70  # the last one has what is left of its row


async def test_views_turn_both_ways(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("t")
        assert "Land North town keeps" in text_of(screen)
        await pilot.press("n")
        assert "The bridge:" in text_of(screen)
        assert "2/6" in text_of(screen)
        await pilot.press("p", "p")
        assert "The wood:" in text_of(screen)
        await pilot.press("w", "n")
        assert "Room for a deal" in text_of(screen)


async def test_large_and_back(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("down", "down", "z")
        assert screen.side.size.width == 0
        assert screen.board.plot("map").size.width > 70
        assert "holds 40.0% now" in text_of(screen), "with room for both maps both are shown"
        await pilot.press("o")
        assert visible(screen.board) == ["offers"]
        await pilot.press("z")
        assert screen.side.display
        assert screen.focused_row() is not None
        await pilot.press("tab", "enter")
        assert visible(screen.board) == ["offers"]
        assert screen.side.size.width == 0
        await pilot.press("escape")
        assert screen.side.size.width > 0


async def test_a_plot_says_itself_in_words(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "North town: median" in page.text
        assert "Agreement in" in page.text
        await pilot.press("escape", "tab", "m", "d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "The meadow" in page.text


async def test_a_tab_can_be_clicked(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        tabs = screen.query_one(PlotTabs)
        line = text_of(screen).splitlines()[tabs.region.y][tabs.region.x :]
        await pilot.click(PlotTabs, offset=(line.index("Terms") + 1, 0))
        assert visible(screen.board) == ["terms"]


async def test_offers_of_the_last_full_run_stay_while_a_preview_comes(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("o")
        await settle(pilot)
        assert "asks" in text_of(screen)
        screen.action_play(draws=5_000_000)
        await pilot.press("right")
        for _ in range(400):
            await pilot.pause(0.005)
            if screen.frame is not None and not screen.frame.final:
                break
        assert "asks" in text_of(screen)


async def test_the_theme_and_the_glyphs_can_be_changed(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        dark = screen.board.plot("map").palette
        await pilot.press("h")
        pilot.app.action_toggle_theme()  # type: ignore[attr-defined]
        await pilot.pause()
        assert screen.board.plot("map").palette != dark
        assert any("\u2800" < letter <= "\u28ff" for letter in text_of(screen))
        pilot.app.action_symbols("ascii")  # type: ignore[attr-defined]
        await pilot.pause()
        board = screen.board.plot("holds").canvas
        assert board is not None
        assert "\n".join(board.lines()[1:]).isascii()
