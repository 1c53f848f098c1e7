import os
from pathlib import Path

from simulator.scenario.library import Library
from simulator.scenario.loading import load
from tests.tui.stage import settle, simulation, text_of, until
from tui.screens.page import Page
from tui.watching import Watched, files_of
from tui.widgets.headline import Headline


def put(path: Path, text: str) -> None:
    """Writes as editors do: another file in the place of the old one."""
    beside = path.with_name("beside.tmp")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def test_a_file_counts_as_gone_when_it_is_missing_twice(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a", "utf-8")
    watched = Watched([path])
    assert watched.look() == "same"
    path.unlink()
    assert watched.look() == "same"
    assert watched.look() == "gone"
    assert watched.look() == "same"
    put(path, "a")
    assert watched.look() == "changed"
    assert watched.look() == "same"
    put(path, "b")
    assert watched.look() == "changed"


def test_a_file_that_is_written_anew_between_two_looks_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a", "utf-8")
    watched = Watched([path])
    path.unlink()
    assert watched.look() == "same"
    put(path, "longer")
    assert watched.look() == "changed"


def test_the_files_of_a_variant_are_its_own_and_what_it_extends(library: Library) -> None:
    loaded = load("two-towns-fined", library=library)
    assert {path.name for path in files_of(loaded)} == {"two-towns.yaml", "two-towns-fined.yaml"}
    assert files_of(load(loaded.path.read_bytes() if loaded.path else b"", name="text", library=library)) == ()


async def test_an_edited_scenario_is_read_again_and_changes_stay(library: Library) -> None:
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    async with simulation(library, str(path)) as (pilot, screen):
        await pilot.press("right")
        await settle(pilot)
        (changed,) = screen.visit.changes.items()
        put(path, path.read_text("utf-8").replace("Two towns at a river", "Two towns at a lake"))
        screen.look_at_files()
        await until(pilot, lambda: "Two towns at a lake" in text_of(screen), "the new title shows")
        await settle(pilot)
        assert screen.frame is not None
        assert screen.frame.answer.scenario.title == "Two towns at a lake"
        assert screen.visit.changes == dict([changed])
        assert screen.frame.answer.baseline is not None


async def test_faults_are_told_by_line_and_what_was_read_before_goes_on(library: Library) -> None:
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    text = path.read_text("utf-8")
    async with simulation(library, str(path)) as (pilot, screen):
        put(path, text.replace("deadline:", "deadlin:"))
        line = 1 + next(n for n, row in enumerate(text.splitlines()) if "deadline:" in row)
        screen.look_at_files()
        await until(pilot, lambda: "FILE AT FAULT" in text_of(screen), "the fault shows")
        assert f"two-towns.yaml:{line}:" in screen.query_one(Headline).faults
        await pilot.press("d")
        assert isinstance(pilot.app.screen, Page)
        await pilot.press("escape", "right")
        await settle(pilot)
        assert "Agreement in" in text_of(screen)
        assert "FILE AT FAULT" in text_of(screen), "it still is"
        put(path, text)
        screen.look_at_files()
        await until(pilot, lambda: "FILE AT FAULT" not in text_of(screen), "it is mended")


async def test_a_file_deleted_under_it_is_told_and_breaks_nothing(library: Library) -> None:
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    async with simulation(library, str(path)) as (pilot, screen):
        path.unlink()
        screen.look_at_files()
        screen.look_at_files()
        await pilot.pause()
        assert "two-towns.yaml is gone" in " ".join(text_of(screen).split())
        await pilot.press("right", "right")
        await settle(pilot)
        assert "Agreement in" in text_of(screen)
        assert "FILE GONE" in text_of(screen)


async def test_a_file_that_was_at_fault_from_the_beginning_opens_once_it_is_mended(library: Library) -> None:
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("deadline:", "deadlin:"), "utf-8")
    async with simulation(library, str(path)) as (pilot, screen):
        assert screen.loaded is None
        put(path, text)
        screen.look_at_files()
        await until(pilot, lambda: screen.loaded is not None and screen.frame is not None, "it is read and played")
        screen = await settle(pilot)
        assert "Agreement in" in text_of(screen)
