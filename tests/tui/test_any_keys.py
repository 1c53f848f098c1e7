"""Whatever is pressed, clicked and resized, in whatever order: the app goes on, and at the end it still answers."""

import random
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from simulator.scenario.library import Library
from tests.tui.played_batches import played, written
from tests.tui.stage import settle, simulation, text_of, until
from tui.app import ParleyApp
from tui.screens.library import LibraryScreen
from tui.screens.sized import LEAST_COLUMNS, LEAST_ROWS

KEYS: tuple[str, ...] = (
    *"abcdefghijklmnoprstuvwxyz0123456789.-/?*:SAPWBR",  # all but q
    *("up", "down", "left", "right", "shift+left", "shift+right", "home", "end", "pageup", "pagedown"),
    *("tab", "shift+tab", "enter", "escape", "backspace", "space", "delete", "ctrl+z", "ctrl+y", "ctrl+p", "f1", "f5"),
    *("ctrl+n", "ctrl+r"),
)
NAMES = {"/": "slash", "?": "question_mark", "*": "asterisk", ".": "full_stop", "-": "minus", ":": "colon"}
SIZES = ((80, 24), (120, 36), (200, 60), (60, 18), (59, 18), (60, 17), (40, 10), (20, 6), (1, 1), (300, 20), (61, 90))
MOVES = 500


async def move(pilot: Pilot[Any], chance: random.Random) -> str:
    """Does something at random; returns what it was."""
    kind = chance.random()
    if kind < 0.86:
        key = chance.choice(KEYS)
        pilot.app.simulate_key(NAMES.get(key, key))
        return key
    width, height = pilot.app.size
    x, y = chance.randrange(width), chance.randrange(height)
    if kind < 0.96:
        for event in (events.MouseDown, events.MouseUp, events.Click):
            pilot.app.screen._forward_event(event(None, x, y, 0, 0, 1, False, False, False, x, y))
        return f"click {x},{y}"
    size = chance.choice(SIZES)
    await pilot.resize_terminal(*size)
    return f"resize {size}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_nothing_that_is_pressed_breaks_it(library: Library, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand moves in all; meanwhile the file is deleted, comes back at fault, and is mended."""

    async def stay(app: ParleyApp) -> None:
        """For the palette offers to quit, and a click may take the offer."""

    monkeypatch.setattr(ParleyApp, "action_quit", stay)
    monkeypatch.setattr(ParleyApp, "deliver_screenshot", lambda *_: None)
    monkeypatch.setattr("simulator.experiments.batches.begin", lambda _: None)  # no processes, of whatever size
    monkeypatch.setattr("tui.screens.batch.RECKON_AFTER", 0.02)
    monkeypatch.setattr("simulator.insight.assumptions.POINTS", 4)
    monkeypatch.setattr("simulator.insight.assumptions.DRAWS", 4)
    monkeypatch.setattr("tui.screens.played.LOOK_EVERY", 0.02)
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    text = path.read_text("utf-8")
    fates = {MOVES // 4: "", MOVES // 2: text.replace("deadline:", "deadlin:"), 3 * MOVES // 4: text}
    chance = random.Random(seed)
    done: list[str] = []
    played(written(library))
    monkeypatch.chdir(library.user.parent)
    async with simulation(library, draws=60) as (pilot, _):
        try:
            for n in range(MOVES):
                if n in fates:
                    path.write_text(fates[n], "utf-8") if fates[n] else path.unlink()
                done.append(await move(pilot, chance))
                if n % 4 == 0:
                    await pilot.pause(0.002)
            await pilot.resize_terminal(80, 24)
            app = pilot.app
            assert isinstance(app, ParleyApp)

            def home() -> bool:
                if not isinstance(app.screen, LibraryScreen):
                    app.simulate_key("escape")
                return isinstance(app.screen, LibraryScreen)

            await until(pilot, home, "esc leads back to the library")
            app.open("pie")
            screen = await settle(pilot)
            assert screen.frame is not None
        except BaseException:
            print("did:", " ".join(done))
            print(pilot.app.screen_stack, pilot.app.screen.focused, text_of(pilot.app.screen), sep="\n")
            raise


@pytest.mark.parametrize("size", [(20, 6), (1, 1), (LEAST_COLUMNS - 1, 30), (100, LEAST_ROWS - 1)])
async def test_without_room_it_says_how_much_it_needs(library: Library, size: tuple[int, int]) -> None:
    async with simulation(library, size=size) as (pilot, screen):
        assert screen.has_class("-too-small")
        assert screen.too_small is not None
        assert f"needs {LEAST_COLUMNS}x{LEAST_ROWS}" in str(screen.too_small.content)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not screen.has_class("-too-small")
        assert screen.board.plot("map").size.width > 20
