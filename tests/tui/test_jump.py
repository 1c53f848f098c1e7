from textual.widget import Widget

from simulator.scenario.library import Library
from tests.tui.stage import shelves, simulation, text_of
from tui.screens.jump import LETTERS, JumpScreen, targets
from tui.widgets.entry_list import EntryList
from tui.widgets.plot import Plot


def letters(screen: JumpScreen, kind: type[Widget]) -> list[str]:
    return [letter for letter, widget in screen.by_letter.items() if isinstance(widget, kind)]


async def test_a_letter_leads_to_a_plot_and_another_back_to_a_slider(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        row = screen.focused
        await pilot.press("g")
        jump = pilot.app.screen
        assert isinstance(jump, JumpScreen)
        assert "Essentials"[3:] in text_of(jump), "the screen below is to be seen"
        assert len(jump.by_letter) > 6
        assert all(f" {letter} " in text_of(jump) for letter in jump.by_letter)
        await pilot.press(letters(jump, Plot)[0])
        assert isinstance(screen.focused, Plot)
        await pilot.press("g")
        back = pilot.app.screen
        assert isinstance(back, JumpScreen)
        await pilot.press(next(letter for letter, widget in back.by_letter.items() if widget is row))
        assert screen.focused is row


async def test_esc_and_a_letter_that_is_nowhere_change_nothing(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        before = screen.focused
        for key in ("escape", "q", "asterisk", "X"):
            await pilot.press("g")
            assert pilot.app.screen.is_modal
            await pilot.press(key)
            assert pilot.app.screen is screen
            assert screen.focused is before


async def test_only_what_is_to_be_seen_has_a_letter(library: Library) -> None:
    async with simulation(library, size=(80, 24)) as (pilot, screen):
        await pilot.press("g")
        app = pilot.app
        jump = app.screen
        assert isinstance(jump, JumpScreen)
        for widget in jump.by_letter.values():
            assert screen.find_widget(widget).visible_region.height
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert not app.screen.is_modal, "another size closes it"


async def test_the_library_has_it_too(library: Library) -> None:
    async with shelves(library) as (pilot, screen):
        await pilot.press("slash", "escape", "g")
        jump = pilot.app.screen
        assert isinstance(jump, JumpScreen)
        x, y = (screen.query_one(EntryList).region.offset.x, screen.query_one(EntryList).region.offset.y)
        await pilot.click(offset=(x + 1, y))
        assert screen.focused is screen.query_one(EntryList)


def test_no_letter_twice_and_q_is_for_closing() -> None:
    assert len(set(LETTERS)) == len(LETTERS)
    assert "q" not in LETTERS


async def test_what_has_no_place_yet_gets_no_letter(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        screen.board.select("terms")
        assert screen.board.plot("terms") in screen.focus_chain
        assert screen.board.plot("terms") not in [widget for widget, _ in targets(screen)]
        await pilot.pause()
        assert screen.board.plot("terms") in [widget for widget, _ in targets(screen)]
