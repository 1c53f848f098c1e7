import subprocess
import sys
from pathlib import Path

from textual.widgets import Input, Static

from simulator.scenario.library import Library
from tests.tui.stage import HERE, settle, shelves, small_library, text_of, until
from tui.screens.library import LibraryScreen
from tui.screens.simulation import SimulationScreen
from tui.widgets.entry_list import EntryList

TOWNS = "Two towns at a river"


def preview_of(screen: LibraryScreen) -> str:
    return str(screen.query_one("#preview-text", Static).content)


async def test_scenarios_stand_below_their_headings_and_variants_below_what_they_extend(library: Library) -> None:
    library.user.mkdir()
    (library.user / "mine.yaml").write_text("extends: pie\nid: mine\ntitle: My own pie\n", "utf-8")
    async with shelves(library) as (_, screen):
        lines = [line[:30].strip() for line in text_of(screen).splitlines()]
        order = ["Conflicts", TOWNS, "└ with a heavy fine", "Textbook", "A file with a fault", "A pie for two", "Yours"]
        places = [lines.index(line) for line in order]
        assert places == sorted(places)
        assert lines[places[-1] + 1] == "└ My own pie"


async def test_the_preview_says_what_is_sourced_and_what_assumed(library: Library) -> None:
    async with shelves(library, size=(100, 40)) as (pilot, screen):
        await until(pilot, lambda: "name a source" in preview_of(screen), "the file is read")
        said = preview_of(screen)
        assert "Belligerents  North town, South town" in said
        assert "land in 2 regions, The bridge, Watchmen, Toll" in said
        assert "8 rounds of a week" in said
        assert "3 name a source (3 read), ~" in said
        assert "assumed" in said


async def test_a_search_narrows_the_list_as_it_is_typed(library: Library) -> None:
    async with shelves(library) as (pilot, screen):
        entries = screen.query_one(EntryList)
        await pilot.press("slash", "p", "i")
        assert entries.highlighted_entry is not None
        assert entries.highlighted_entry.id == "pie"
        assert TOWNS not in text_of(screen)
        await pilot.press("x", "x")
        assert "No scenario by that name" in preview_of(screen)
        await pilot.press("escape")
        assert TOWNS in text_of(screen)
        assert screen.query_one("#search", Input).value == ""
        assert entries.has_focus


async def test_enter_in_the_search_opens_what_is_found(library: Library) -> None:
    async with shelves(library) as (pilot, shelf):
        await pilot.press("slash", "p", "i", "e", "enter")
        screen = await settle(pilot)
        assert screen.visit.target == "pie"
        await pilot.press("escape")
        assert shelf.query_one(EntryList).has_focus


async def test_enter_opens_and_esc_comes_back_with_the_changes_kept(library: Library) -> None:
    async with shelves(library) as (pilot, shelf):
        await pilot.press("enter")
        screen = await settle(pilot)
        await pilot.press("right")
        await settle(pilot)
        changes = dict(screen.visit.changes)
        assert changes
        await pilot.press("escape")
        assert pilot.app.screen is shelf
        await pilot.press("enter")
        again = await settle(pilot)
        assert again is not screen
        assert again.visit.changes == changes
        assert again.focused_row().setting == changes["actors.north.cost"]  # type: ignore[union-attr]


async def test_a_file_with_faults_says_where_and_what(library: Library) -> None:
    async with shelves(library, size=(100, 30)) as (pilot, screen):
        await pilot.press("slash", "f", "a", "u", "l", "t")
        await until(pilot, lambda: "cannot be played" in preview_of(screen), "the file is read")
        assert "broken.yaml:7:26: actors.ann.seat" in preview_of(screen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SimulationScreen), "it is opened")
        opened = pilot.app.screen
        assert isinstance(opened, SimulationScreen)
        await until(pilot, lambda: opened.failure, "it fails")
        await pilot.pause()
        assert "broken.yaml:7:26" in text_of(opened).replace("\n", "")
        for key in ("right", "s", "v", "u", "b", "z", "z", "d", "escape", "tab", "slash", "escape", "escape"):
            await pilot.press(key)
        assert pilot.app.screen is screen


async def test_a_library_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with shelves(Library(tmp_path / "a", tmp_path / "b", tmp_path / "c")) as (pilot, screen):
        assert "There is no scenario here" in preview_of(screen)
        await pilot.press("enter", "down", "up", "slash", "x", "enter")
        assert pilot.app.screen is screen


async def test_a_new_variant_shows_on_coming_back(library: Library) -> None:
    async with shelves(library) as (pilot, screen):
        await pilot.press("enter")
        await settle(pilot)
        library.user.mkdir()
        (library.user / "mine.yaml").write_text("extends: pie\nid: mine\ntitle: My own pie\n", "utf-8")
        await pilot.press("escape")
        await until(pilot, lambda: "My own pie" in text_of(screen), "the new file is listed")


async def test_a_click_marks_and_opens(library: Library) -> None:
    async with shelves(library) as (pilot, screen):
        row = [line[:30].strip() for line in text_of(screen).splitlines()].index("A pie for two")
        await pilot.click(EntryList, offset=(5, row - screen.query_one(EntryList).region.y))
        opened = await settle(pilot)
        assert opened.visit.target == "pie"


FIRST_SCREEN = """
import sys
from pathlib import Path
from simulator.scenario.library import Library
from tui.app import ParleyApp
from tui.widgets.entry_list import EntryList

HEAVY = {"numpy", "pydantic", "duckdb", "hypothesis", "simulator.running", "tui.canvas"}
fill = EntryList.fill

def fill_and_look(entries, *args):
    fill(entries, *args)
    print(entries.option_count, sorted(HEAVY & set(sys.modules)), flush=True)
    entries.app.exit(0)

EntryList.fill = fill_and_look
ParleyApp(library=Library(*map(Path, sys.argv[1:]))).run(headless=True, size=(80, 24))
"""


def test_the_first_screen_is_there_before_numpy_and_pydantic_are(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    folders = [str(folder) for folder in (library.scenarios, library.seeds, library.user)]
    command = [sys.executable, "-c", FIRST_SCREEN, *folders]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "6 []"
