"""Whole screens as text, at the sizes that people have: what changed on a screen shows in the difference of two texts.

`make golden` writes them anew, after a change that is meant to change a screen.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from simulator.scenario.library import Library
from tests.tui.stage import settle, shelves, simulation, small_library, text_of, until

FOLDER = Path(__file__).resolve().parent
SIZES = ((80, 24), (120, 36), (200, 60))
KEYS = {"simulation": (), "help": ("question_mark",), "sources": ("S",), "one plot": ("h", "z"), "moved": ("end",)}
"""What to press on the simulation, once it is played, to come to a screen."""
SCREENS = ("library", *KEYS)


async def shown(library: Library, screen: str, size: tuple[int, int]) -> str:
    """The text of a screen, every line without the blanks at its end."""
    if screen == "library":
        async with shelves(library, size=size) as (pilot, listed):
            await until(pilot, lambda: listed._previews, "the first scenario is read for its preview")
            await pilot.pause(0.3)
            return _plain(text_of(pilot.app.screen))
    async with simulation(library, size=size) as (pilot, played):
        await pilot.press(*KEYS[screen])
        if pilot.app.screen is played:
            await settle(pilot)
        await pilot.pause(0.3)
        return _plain(text_of(pilot.app.screen))


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
