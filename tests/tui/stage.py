"""What the tests of the app share: a small library, and waiting until the app has nothing left to do."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from simulator.scenario.library import Library
from tui.app import ParleyApp
from tui.screens.library import LibraryScreen
from tui.screens.simulation import SimulationScreen

HERE = Path(__file__).parent
DRAWS = 300
MOST_TURNS = 4000


def small_library(folder: Path) -> Library:
    """A copy of the tests' own library, with an empty folder for the user's scenarios."""
    shutil.copytree(HERE / "library", folder / "library")
    return Library(folder / "library", HERE / "library" / "conflicts" / "seeds", folder / "user")


async def until(pilot: Pilot[Any], reached: Callable[[], object], what: str) -> None:
    """Lets the app work until something is so."""
    for _ in range(MOST_TURNS):
        await pilot.pause(0.005)
        if reached():
            return
    raise AssertionError(f"this never came about: {what}")


async def settle(pilot: Pilot[Any]) -> SimulationScreen:
    """Lets the app work until the simulation on the screen shows the full answer to what it stands at."""
    await until(pilot, lambda: isinstance(pilot.app.screen, SimulationScreen), "a simulation is shown")
    screen = pilot.app.screen
    assert isinstance(screen, SimulationScreen)

    def answered() -> bool:
        if screen.failure:
            return screen.at_rest
        frame = screen.frame
        return bool(screen.at_rest and frame and frame.final and frame.question.serial == screen.serial)

    await until(pilot, answered, "the full answer is shown")
    await pilot.pause()
    return screen


@asynccontextmanager
async def simulation(
    library: Library, target: str = "two-towns", *, size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[tuple[Pilot[Any], SimulationScreen]]:
    """The app with a scenario open and played."""
    app = ParleyApp(target, library=library, draws=more.pop("draws", DRAWS), **more)
    async with app.run_test(size=size) as pilot:
        yield pilot, await settle(pilot)


@asynccontextmanager
async def shelves(
    library: Library, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[Any], LibraryScreen]]:
    """The app with the library listed."""
    app = ParleyApp(library=library, draws=DRAWS)
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(pilot, lambda: screen.listed, "the library is listed")
        yield pilot, screen


def text_of(screen: Screen[Any]) -> str:
    """All that stands on a screen, as plain text."""
    return "\n".join(strip.text for strip in screen._compositor.render_strips())
