import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.experiments.batches import Batch, begin
from simulator.experiments.lock import holder, locked
from simulator.experiments.standing import Standing
from simulator.scenario.library import Library
from tests.experiments.test_sweeping import files
from tests.tui.played_batches import COST, played, written
from tests.tui.stage import shelves, simulation, text_of, until
from tui.screens.batches import BatchesScreen
from tui.screens.page import Page
from tui.widgets.bars import NoteBar, TitleBar

MANY: dict[str, Any] = {"vary": {COST: "0.001:0.005:320"}, "draws": "40"}  # five tasks of 64 points


@pytest.fixture(autouse=True)
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks often, and not at sweeps that lie where the tests are run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tui.screens.batches.LOOK_EVERY", 0.02)


@asynccontextmanager
async def listed(library: Library, **more: Any) -> AsyncIterator[tuple[Pilot[Any], BatchesScreen]]:
    """The app with the batches on the screen, as one comes there from the library."""
    async with shelves(library, **more) as (pilot, _):
        await pilot.press("R")
        screen = pilot.app.screen
        assert isinstance(screen, BatchesScreen)
        await until(pilot, lambda: screen.found or screen.query_one(NoteBar).text, "the folders were looked at")
        yield pilot, screen


def standing(screen: BatchesScreen, batch: Batch) -> Standing:
    return next(standing for each, standing in screen.found if each.folder == batch.folder)


async def reaches(pilot: Pilot[Any], reached: Callable[[], object], what: str) -> None:
    """Lets the app work until a process has done something, which may take a while."""
    end = time.monotonic() + 120
    while not reached():
        assert time.monotonic() < end, f"this never came about: {what}"
        await pilot.pause(0.005)


async def test_every_batch_is_a_row_that_says_how_far_it_is(library: Library) -> None:
    played(written(library, "done"))
    played(written(library, "stopped", **MANY), tasks=2)
    written(library, "waiting")
    fault = written(library, "fault")
    fault.folder.mkdir()
    (fault.folder / "manifest.json").write_text("{}", "utf-8")
    async with listed(library, size=(120, 36)) as (pilot, screen):
        rows = {line.split()[0].lstrip(">"): line for line in text_of(screen).splitlines()[2:] if line.strip()}
        assert rows["done"].split("  ")[0] != ""
        assert "6 of 6" in rows["done"]
        assert "stopped  ####------ 40%" in rows["stopped"]
        assert "128 of 320" in rows["stopped"]
        assert "North town: cost of a round" in rows["stopped"]
        assert "to begin" in rows["waiting"]
        assert "at fault" in rows["fault"]
        assert screen.query_one(TitleBar).right == "4 batches · none being played"
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "fault: " in page.text
        assert "there is no sweep in this folder" in page.text
        assert "stopped: 128 of 320 points are safe · r goes on" in page.text


async def test_without_batches_it_says_how_to_make_one(library: Library) -> None:
    async with simulation(library, draws=20) as (pilot, _):
        await pilot.press("R")
        screen = pilot.app.screen
        assert isinstance(screen, BatchesScreen)
        await until(pilot, lambda: screen.query_one(NoteBar).text.startswith("No batch yet. B on"), "it is said")
        await pilot.press("enter", "s", "r", "y", "down")
        assert pilot.app.screen is screen


async def test_what_the_command_line_made_is_listed_too(library: Library, tmp_path: Path) -> None:
    own, here = tmp_path / "own", tmp_path / "here"
    own.mkdir()
    scenario = own / "pie.yaml"
    scenario.write_text((library.scenarios / "textbook" / "pie.yaml").read_text("utf-8"), "utf-8")
    here.mkdir()
    os.chdir(here)
    played(written(library), here / "without-a-file.sweep")
    (own / "asked.yaml").write_text("experiment: 1\n", "utf-8")
    async with simulation(library, str(scenario), draws=20) as (pilot, _):
        await pilot.press("R")
        screen = pilot.app.screen
        assert isinstance(screen, BatchesScreen)
        await until(pilot, lambda: screen.found, "they are listed")
        found = {batch.name: standing.state for batch, standing in screen.found}
        assert found == {"towns": "to begin", "without-a-file": "done", "asked": "to begin"}
        names = [batch.name for batch, _ in screen.found]
        await pilot.press(*("down",) * names.index("without-a-file"), "y")
        await pilot.pause()
        assert "was made with options" in [*pilot.app._notifications][-1].message


async def test_it_looks_only_while_it_is_shown(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    played(written(library))
    looked: list[int] = []
    look = BatchesScreen.look

    def counted(screen: BatchesScreen) -> None:
        looked.append(1)
        look(screen)

    monkeypatch.setattr(BatchesScreen, "look", counted)
    async with listed(library) as (pilot, _):
        before = len(looked)
        await until(pilot, lambda: len(looked) > before + 3, "it looks again and again")
        await pilot.press("y")
        assert isinstance(pilot.app.screen, Page)
        before = len(looked)
        await pilot.pause(0.2)
        assert len(looked) == before
        await pilot.press("escape")
        await until(pilot, lambda: len(looked) > before + 1, "it looks again")


async def test_what_another_process_plays_is_not_begun_twice_and_a_done_one_not_again(library: Library) -> None:
    batch, done = written(library, "b"), played(written(library, "a"))
    batch.folder.mkdir()
    with locked(batch.folder) as lock:
        lock.note(0)
        async with listed(library) as (pilot, screen):
            names = [each.name for each, _ in screen.found]
            await pilot.press(*("down",) * names.index("b"), "r")
            await pilot.pause()
            assert "b is being played already" in [notice.message for notice in pilot.app._notifications]
            await pilot.press("home", *("down",) * names.index("a"), "r", "s")
            await pilot.pause()
            said = [notice.message for notice in pilot.app._notifications]
            assert "It is done: enter shows what came of it." in said
            assert "a is not being played" in said
            assert standing(screen, done).state == "done"


@pytest.mark.slow
async def test_a_batch_outlives_the_app_and_is_stopped_and_gone_on_with_from_it(
    library: Library, tmp_path: Path
) -> None:
    batch = written(library, **MANY)
    async with listed(library) as (pilot, screen):
        await until(pilot, lambda: screen.found, "it is listed")
        await pilot.press("r")
        await until(pilot, lambda: standing(screen, batch).state == "running", "it is played")
    # the app is closed, and another one opened
    async with listed(library, size=(120, 36)) as (pilot, screen):
        await reaches(pilot, lambda: standing(screen, batch).done > 0, "some points are done")
        if standing(screen, batch).state == "running":
            await pilot.press("s")
        await reaches(pilot, lambda: standing(screen, batch).state in ("stopped", "done"), "it is stopped")
        kept = standing(screen, batch).done
        assert kept > 0
        if standing(screen, batch).state == "stopped":
            await pilot.press("r")
        await reaches(pilot, lambda: standing(screen, batch).state == "done", "it is done")
    played(batch, tmp_path / "undisturbed")
    assert files(batch.folder) == files(tmp_path / "undisturbed")


@pytest.mark.slow
async def test_a_batch_that_is_killed_is_gone_on_with_from_the_app_to_the_same_bytes(
    library: Library, tmp_path: Path
) -> None:
    batch = written(library, **MANY)
    begin(batch)
    async with listed(library) as (pilot, screen):
        await reaches(pilot, lambda: screen.found and standing(screen, batch).done > 0, "some points are done")
        who = holder(batch.folder)
        assert who is not None
        assert who.pid is not None
        os.kill(who.pid, signal.SIGKILL)
        await reaches(pilot, lambda: standing(screen, batch).state == "stopped", "it is seen to have stopped")
        kept = standing(screen, batch).done
        assert 0 < kept < 320
        await until(pilot, lambda: "r goes on" in screen.query_one(NoteBar).text, "it says how to go on")
        await pilot.press("r")
        await reaches(pilot, lambda: standing(screen, batch).done > kept, "more points are done")
        await reaches(pilot, lambda: standing(screen, batch).state == "done", "it is done")
    played(batch, tmp_path / "undisturbed")
    assert files(batch.folder) == files(tmp_path / "undisturbed")


@pytest.mark.slow
async def test_why_a_batch_cannot_be_played_is_said(library: Library) -> None:
    batch = written(library)
    assert batch.file is not None
    batch.file.write_text(batch.file.read_text("utf-8").replace(COST, "actors.nrth.cost"), "utf-8")
    async with listed(library) as (pilot, screen):
        await until(pilot, lambda: screen.found, "it is listed")
        await pilot.press("r")
        note = screen.query_one(NoteBar)
        await reaches(pilot, lambda: "no such path" in note.text, "the reason is said")
        assert standing(screen, batch).state == "to begin"
