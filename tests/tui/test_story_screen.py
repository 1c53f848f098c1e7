import json
import shlex
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.cli import main
from simulator.insight.story import story
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.insight_report import story_to_json
from simulator.views.story_text import ending, passage
from tests.tui.stage import simulation, text_of, until
from tui.screens.asking import QuestionList
from tui.screens.page import Page
from tui.screens.story import StoryScreen
from tui.widgets.bars import NoteBar, TitleBar
from tui.widgets.plot import Plot
from tui.widgets.timeline import Timeline


async def told(pilot: Pilot[Any], draw: int | None = None) -> StoryScreen:
    """Waits until a draw is told."""

    def ready() -> bool:
        screen = pilot.app.screen
        return (
            isinstance(screen, StoryScreen)
            and screen.story is not None
            and not screen.answering
            and (draw is None or screen.story.draw == draw)
        )

    await until(pilot, ready, "the draw is told")
    screen = pilot.app.screen
    assert isinstance(screen, StoryScreen)
    return screen


async def test_a_draw_is_told_round_by_round(library: Library) -> None:
    async with simulation(library, size=(120, 36)) as (pilot, _):
        await pilot.press("a", "t")
        screen = await told(pilot)
        scenario = load("two-towns", library=library).scenario
        tale = story(scenario, 0, 0)
        for n in range(len(tale.turns)):
            await pilot.pause()
            assert passage(scenario, tale, n).heading in text_of(screen)
            assert screen.query_one(Timeline).at == n
            await pilot.press("right")
        assert screen.query_one(NoteBar).text == ending(scenario, tale)
        await pilot.press("home", "right", "left", "left")
        assert screen.at == 0
        await pilot.press("end")
        assert screen.at == len(tale.turns) - 1
        await pilot.press("escape")
        assert pilot.app.screen is not screen


async def test_it_tells_what_the_sliders_stand_at_and_the_command_line_tells_the_same(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("right", "right", "a")
        assert isinstance(pilot.app.screen, QuestionList)
        await pilot.press("t")
        await told(pilot, 0)
        await pilot.press("right_square_bracket", "right_square_bracket")
        screen = await told(pilot, 2)
        await pilot.press("y")
        assert isinstance(pilot.app.screen, Page)
        words = shlex.split(screen.command())
        assert pilot.app.clipboard == screen.command()
        shown = story_to_json(screen.scenario, screen.story, dict(screen.subject.changes))  # type: ignore[arg-type]
    monkeypatch.setattr("simulator.scenario.library.Library", lambda *_: library)
    monkeypatch.setattr("simulator.scenario.loading.Library", lambda *_: library, raising=False)
    with pytest.raises(SystemExit):
        main([*words[1:], "--format", "json"])
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(shown))


async def test_it_plays_by_itself_until_the_end_and_stops_when_a_key_says_so(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("a", "t")
        screen = await told(pilot)
        await pilot.press("plus", "plus", "plus", "space")
        assert screen.playing
        assert "10 a second" in screen.query_one(TitleBar).right
        await until(pilot, lambda: screen.at > 1, "rounds go by")
        await pilot.press("space")
        at = screen.at
        await pilot.pause(0.25)
        assert (screen.at, screen.playing) == (at, False)
        await pilot.press("space")
        assert screen.story is not None
        last = len(screen.story.turns) - 1
        await until(pilot, lambda: screen.at == last and not screen.playing, "it stops at the end")


async def test_the_next_draw_with_another_end_is_found(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("a", "t")
        screen = await told(pilot)
        assert screen.story is not None
        signed = screen.story.signed
        await pilot.press("o")
        await until(
            pilot, lambda: screen.story is not None and screen.story.signed != signed, "a draw that ends otherwise"
        )
        scenario = load("two-towns", library=library).scenario
        assert all(story(scenario, draw, 0).signed == signed for draw in range(screen.draw))


async def test_either_party_can_be_looked_over_the_shoulder(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("a", "t")
        screen = await told(pilot)
        plot = screen.query_one("#demands", Plot)
        assert plot.description.startswith("North town asks for")
        await pilot.press("n")
        assert plot.description.startswith("South town asks for")
        await pilot.press("n")
        assert plot.description.startswith("North town asks for")
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "North town asks for" in page.text


async def test_without_land_there_is_no_map(library: Library) -> None:
    async with simulation(library, "pie", size=(120, 36)) as (pilot, _):
        await pilot.press("a", "t")
        screen = await told(pilot)
        assert not screen.query_one("#land", Plot).display
        await pilot.press("end")
        assert "day" in text_of(screen)
