"""Whole screens as text, at the sizes that people have: what changed on a screen shows in the difference of two texts.

`make golden` writes them anew, after a change that is meant to change a screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.screen import Screen

from simulator.experiments.estimate import Estimate, Room
from simulator.scenario.library import Library
from tests.tui.played_batches import played, written
from tests.tui.stage import settle, shelves, simulation, small_library, text_of, until
from tui.screens.batch import BatchScreen
from tui.screens.batches import BatchesScreen
from tui.screens.points import PointsScreen

FOLDER = Path(__file__).resolve().parent
SIZES = ((80, 24), (120, 36), (200, 60))
KEYS = {"simulation": (), "help": ("question_mark",), "sources": ("S",), "one plot": ("h", "z"), "moved": ("end",)}
"""What to press on the simulation, once it is played, to come to a screen."""
BATCHES = {"batch": ("B",), "batches": ("R",), "points": ("R", "enter")}
"""The same of the screens about batches, for which there are two batches."""
SCREENS = ("library", *KEYS, *BATCHES)


async def shown(library: Library, screen: str, size: tuple[int, int]) -> str:
    """The text of a screen, every line without the blanks at its end."""
    if screen == "library":
        async with shelves(library, size=size) as (pilot, listed):
            await until(pilot, lambda: listed._previews, "the first scenario is read for its preview")
            await pilot.pause(0.3)
            return _plain(text_of(pilot.app.screen))
    if screen in BATCHES:
        with quiet_place(library):
            return await _of_batches(library, screen, size)
    async with simulation(library, size=size) as (pilot, simulated):
        await pilot.press(*KEYS[screen])
        if pilot.app.screen is simulated:
            await settle(pilot)
        await pilot.pause(0.3)
        return _plain(text_of(pilot.app.screen))


async def _of_batches(library: Library, screen: str, size: tuple[int, int]) -> str:
    """The text of a screen about batches."""
    played(written(library))
    stopped = played(written(library, "long", vary={"actors.south.cost": "0.001:0.005:100"}, draws="20"), tasks=1)
    assert stopped.file is not None
    os.utime(stopped.file, (1, 1))
    async with simulation(library, size=size) as (pilot, _):
        for key in BATCHES[screen]:
            await pilot.press(key)
            await until(pilot, partial(_answered, pilot.app.screen), "it is answered")
        await pilot.pause(0.3)
        return _plain(text_of(pilot.app.screen))


def _answered(screen: Screen[Any]) -> object:
    """Whether a screen about batches shows what it is about."""
    if isinstance(screen, BatchScreen):
        return screen.reckoned is not None and screen.reckoned.estimate
    return isinstance(screen, BatchesScreen | PointsScreen) and screen.found


@contextlib.contextmanager
def quiet_place(library: Library) -> Iterator[None]:
    """What differs from machine to machine stands still: the home, how fast it is, how much room there is."""
    home = library.user.parent
    estimate = Estimate(points=5, draws=300, tasks=1, seconds=3.2, bytes=34_567, workers=1, measured=5)
    with (
        patch.dict(os.environ, {"HOME": str(home)}),
        patch("tui.drafted.estimated", lambda *_: estimate),
        patch("tui.drafted.room_for", lambda _: Room(12_345_678_901, "experiments")),
        contextlib.chdir(home),
    ):
        yield


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def place(screen: str, size: tuple[int, int]) -> Path:
    """Where the text of a screen is kept."""
    return FOLDER / f"{screen.replace(' ', '-')}-{size[0]}x{size[1]}.txt"


def write() -> None:
    """Write every text."""
    for screen in SCREENS:
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                text = asyncio.run(shown(small_library(Path(folder)), screen, size))
            place(screen, size).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
