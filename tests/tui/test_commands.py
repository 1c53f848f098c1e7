import re

from textual.command import CommandPalette

from simulator.scenario.library import Library
from tests.tui.stage import settle, shelves, simulation, text_of, until
from tui.screens.page import Page


async def test_every_command_is_group_colon_action_and_runs(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        names = [command.title for command in pilot.app.get_system_commands(screen)]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+: [a-z0-9,][a-z0-9, ]*", name) for name in names), names
        for command in reversed(list(pilot.app.get_system_commands(screen))):  # so that few draws are asked for last
            if command.title not in ("app: quit", "view: screenshot"):
                command.callback()
                await pilot.pause()
                while pilot.app.screen is not screen:
                    await pilot.press("escape")
        await settle(pilot)


async def test_the_palette_finds_and_runs_a_command(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "the palette opens")
        await pilot.press(*"plot: describe")
        await until(pilot, lambda: "The current plot in words" in text_of(pilot.app.screen), "the command is found")
        await until(pilot, lambda: "Take all changes back" not in text_of(pilot.app.screen), "the others are not")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Page), "the command is run")


async def test_the_library_has_commands_of_its_own(library: Library) -> None:
    async with shelves(library) as (pilot, screen):
        names = [command.title for command in pilot.app.get_system_commands(screen)]
        assert {"library: search", "library: open", "view: dark or light"} <= set(names)
        assert not any(name.startswith(("run:", "plot:")) for name in names)
