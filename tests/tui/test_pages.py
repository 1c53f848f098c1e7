import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import to_json
from tests.tui.stage import HERE, settle, simulation, text_of
from tui.screens.page import Page
from tui.screens.save import SaveVariant


async def test_the_source_of_the_number_in_focus(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("slash", *"north strength", "enter", "s")
        page = pilot.app.screen
        assert isinstance(page, Page)
        for words in (
            "actors.north.strength",
            "A survey of two towns",
            "The county office, 2024-03-01",
            "twice as many",
        ):
            assert words in page.text
        assert "read: read in a file or page" in page.text
        await pilot.press("escape", "escape", "s")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "An assumption" in page.text
        assert "draws take it from 0.001–0.005, on average 0.003" in page.text
        await pilot.press("q")
        assert pilot.app.screen is screen
        await pilot.press("tab", "s")
        assert pilot.app.screen is screen


async def test_a_variant_is_saved_and_opens_as_it_was(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("v")
        assert pilot.app.screen is screen
        await pilot.press("end", "v")
        dialog = pilot.app.screen
        assert isinstance(dialog, SaveVariant)
        dialog.query_one("#variant-id", Input).value = "two-towns-fined"
        await pilot.press("enter")
        assert "there is a scenario two-towns-fined already" in str(dialog.query_one("#variant-wrong", Static).content)
        dialog.query_one("#variant-title", Input).value = "A costly war"
        dialog.query_one("#variant-id", Input).value = "costly"
        await pilot.press("enter")
        assert pilot.app.screen is screen
        await settle(pilot)
        assert screen.frame is not None
        saved = load(library.user / "costly.yaml", library=library).scenario
        assert saved.title == "A costly war"
        assert saved.model_copy(update={"id": "two-towns", "title": screen.frame.answer.scenario.title}) == (
            screen.frame.answer.scenario
        )


async def test_saving_can_be_given_up(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("end", "v", "escape")
        assert pilot.app.screen is screen
        assert not library.user.exists()


async def test_the_command_line_repeats_the_screen(library: Library) -> None:
    towns = str(library.scenarios / "conflicts" / "two-towns.yaml")
    async with simulation(library, towns) as (pilot, screen):
        await pilot.press("right", "down", "end")
        await pilot.press("o")  # offers are followed where they are looked at
        await settle(pilot)
        await pilot.press("y")
        page = pilot.app.screen
        assert isinstance(page, Page)
        command = pilot.app.clipboard
        assert command in page.text
        assert len(screen.visit.changes) == 2
        assert screen.frame is not None
        shown = to_json(screen.frame.answer.run)
    words = shlex.split(command)
    assert words[:3] == ["parley", "run", towns]
    start = [sys.executable, "-c", "from simulator.cli import main; main()", *words[1:], "--format", "json"]
    done = subprocess.run(start, capture_output=True, text=True, cwd=HERE.parents[1], check=True)
    said = json.loads(done.stdout)
    assert said["set"] == screen.visit.changes
    shown["set"] = said["set"]
    assert {key: said[key] for key in shown} == json.loads(json.dumps(shown))


async def test_help_lists_the_keys_of_what_is_focused_and_of_the_screen(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("question_mark")
        page = pilot.app.screen
        assert isinstance(page, Page)
        for words in (
            "On a slider",
            "Type a number",
            "Undo",
            "Source of the number in focus",
            "rests on an assumption",
        ):
            assert words in page.text
        await pilot.press("escape", "tab", "question_mark")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "On a plot" in page.text
        assert "On a slider" not in page.text


async def test_a_file_that_goes_away_under_it_hurts_only_the_saving(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.played.LOOK_EVERY", 600)  # a busy machine would tell it before the answer
    async with simulation(library) as (pilot, screen):
        for path in library.scenarios.rglob("*.yaml"):
            path.unlink()
        await pilot.press("end")
        await settle(pilot)
        assert "Agreement in" in text_of(screen)
        await pilot.press("v", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, SaveVariant)
        assert "there is no such scenario" in str(dialog.query_one("#variant-wrong", Static).content)
        assert not list(Path(library.user).glob("*.yaml"))
