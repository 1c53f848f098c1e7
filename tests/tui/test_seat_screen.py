from typing import Any

from textual.pilot import Pilot

from simulator.scenario.library import Library
from tests.tui.stage import simulation, text_of, until
from tui.screens.chairs import ChairsScreen, chairs
from tui.screens.page import Page
from tui.screens.seat import HandOver, SeatScreen
from tui.widgets.bars import NoteBar
from tui.widgets.package_editor import PackageEditor


async def take(pilot: Pilot[Any], nth: int, cover: bool = False) -> SeatScreen:
    """Opens the table in the nth chair that is offered."""
    await pilot.press("P")
    asked = pilot.app.screen
    assert isinstance(asked, ChairsScreen)
    await pilot.press(*["j"] * nth, "enter")
    screen = next(each for each in pilot.app.screen_stack if isinstance(each, SeatScreen))
    await until(pilot, lambda: not screen.busy and screen.seat, "the table is set")
    if not cover:
        await until(pilot, lambda: screen.query_one(PackageEditor).terms, "the package is there")
        await pilot.pause()
    return screen


async def rest(pilot: Pilot[Any], screen: SeatScreen) -> None:
    await until(pilot, lambda: not screen.busy, "the engine has answered")
    await pilot.pause()


async def test_a_seat_from_offer_to_debrief(library: Library) -> None:
    async with simulation(library, size=(100, 30)) as (pilot, _):
        screen = await take(pilot, 0)
        seat = screen.seat
        assert seat is not None
        assert (seat.chairs, seat.seed, seat.state) == (("north",), 0, "offer")
        assert "your offer?" in text_of(screen)
        before = screen.query_one(NoteBar).text
        assert before.startswith("This package: 0.")
        await pilot.press("j", "right")
        await pilot.pause()
        assert screen.query_one(NoteBar).text != before
        await pilot.press("y")
        assert seat.round == 0, "there is nothing to accept"
        offered = dict(screen.query_one(PackageEditor).terms)
        await pilot.press("o")
        await rest(pilot, screen)
        mine = [event for event in seat.events if event.kind == "offer" and event.actor == "north"]
        assert mine[0].terms == offered
        assert "North town offers:" in text_of(screen) or "South town" in text_of(screen)
        assert seat.state == "answer"
        await pilot.press("i")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "You speak for North town." in page.text
        await pilot.press("escape", "n")
        await rest(pilot, screen)
        await pilot.press("d")
        assert pilot.app.screen is screen, "the debrief comes at the end"
        await pilot.press("W")
        await until(pilot, lambda: screen.debriefing, "the debrief is there")
        await pilot.pause()
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "In your chair, with these very numbers" in page.text
        await pilot.press("escape", "escape")
        assert not isinstance(pilot.app.screen, SeatScreen | Page)


async def test_the_others_offer_can_be_taken_over_and_accepted(library: Library) -> None:
    async with simulation(library, size=(100, 30)) as (pilot, _):
        screen = await take(pilot, 1)
        seat = screen.seat
        assert seat is not None
        assert seat.chairs == ("south",)
        while seat.state == "offer":
            await pilot.press("p")
            await rest(pilot, screen)
        assert any(event.kind == "silent" and event.actor == "south" for event in seat.events)
        note = screen.query_one(NoteBar)
        assert seat.table is not None
        worth = seat.mine("south", seat.table)
        assert note.text.startswith(f"On the table: {worth.value:.3f} to you")
        await pilot.press("t")
        await pilot.pause()
        assert screen.query_one(PackageEditor).terms == seat.table
        assert f"This package: {worth.value:.3f} to you" in note.text
        at = seat.round
        await pilot.press("o")
        assert seat.round == at, "it is not south's turn to offer"
        await pilot.press("y")
        await rest(pilot, screen)
        assert seat.end == "signed"


async def test_two_people_hand_the_keyboard_over_and_see_only_their_own(library: Library) -> None:
    async with simulation(library, size=(100, 30)) as (pilot, _):
        screen = await take(pilot, 2, cover=True)
        seat = screen.seat
        assert seat is not None
        assert seat.chairs == ("north", "south")
        await until(pilot, lambda: isinstance(pilot.app.screen, HandOver), "north is asked to sit down")
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(NoteBar).text, "north sees its own worth")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, HandOver), "south is asked to sit down")
        cover = pilot.app.screen
        assert isinstance(cover, HandOver)
        assert "The keyboard is South town's now" in cover.text
        assert screen.query_one(NoteBar).text == ""
        assert "%" not in text_of(cover), "no weight of north's is left on the screen"
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(NoteBar).text, "south sees its own worth")
        await pilot.press("y")
        await until(pilot, lambda: screen.debriefing, "the debrief is there")
        assert seat.end == "signed"
        assert sum("no deal was worth" in line for line in screen.debriefing) >= 2


async def test_a_chair_need_not_be_taken(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        assert screen.loaded is not None
        assert chairs(screen.loaded.scenario) == (("north",), ("south",), ("north", "south"))
        await pilot.press("P", "escape")
        assert pilot.app.screen is screen
        await pilot.press("P", "enter", "escape")
        await until(pilot, lambda: pilot.app.screen is screen, "esc leads back while the table is being set")
