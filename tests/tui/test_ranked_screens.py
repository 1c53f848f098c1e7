import json
import shlex
import time
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.cli import main
from simulator.game import Bools
from simulator.insight.agreeing import agreed_draws
from simulator.insight.flip import asked_of as flipped
from simulator.insight.tornado import asked_of as moved
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter
from simulator.scenario.schema import Scenario
from simulator.views.question_report import flips_to_json, tornado_to_json
from tests.tui.stage import settle, simulation, text_of, until
from tui.screens.page import Page
from tui.screens.ranked import FlipScreen, RankedScreen, TornadoScreen
from tui.screens.simulation import SimulationScreen
from tui.widgets.bars import NoteBar, TitleBar

FEW = ("actors.north.cost", "actors.south.cost", "clock.deadline", "actors.county.positions.toll.states")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a few numbers are asked of."""

    def only(asked: Any) -> Any:
        def some(loaded: LoadedScenario) -> list[Parameter]:
            return [one for one in asked(loaded) if one.path in FEW]

        return some

    monkeypatch.setattr("simulator.insight.flip.asked_of", only(flipped))
    monkeypatch.setattr("simulator.insight.tornado.asked_of", only(moved))


async def complete(pilot: Pilot[Any], kind: type[RankedScreen]) -> RankedScreen:
    """Waits until all numbers have been looked at."""

    def ready() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, kind) and screen.found is not None and not screen.answering

    await until(pilot, ready, "all has been looked at")
    screen = pilot.app.screen
    assert isinstance(screen, RankedScreen)
    return screen


def said(
    library: Library, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """What a command line of the app prints as JSON."""
    monkeypatch.setattr("simulator.scenario.library.Library", lambda *_: library)
    monkeypatch.setattr("simulator.scenario.loading.Library", lambda *_: library, raising=False)
    with pytest.raises(SystemExit):
        main([*shlex.split(command)[1:], "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


async def test_what_would_flip_it_is_what_the_command_line_says(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("right", "F")
        screen = await complete(pilot, FlipScreen)
        adjusted, found = screen.subject.adjusted(), screen.found
        assert found.done == found.of == 4
        shown = flips_to_json(adjusted.scenario, found, 0, adjusted.overrides)
        await pilot.press("y")
        assert isinstance(pilot.app.screen, Page)
        command = screen.command()
    assert said(library, command, capsys, monkeypatch) == json.loads(json.dumps(shown))


async def test_what_moves_it_is_what_the_command_line_says(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("T")
        screen = await complete(pilot, TornadoScreen)
        shown = tornado_to_json(screen.subject.loaded.scenario, screen.found, 0, {})
        command = screen.command()
    assert said(library, command, capsys, monkeypatch) == json.loads(json.dumps(shown))


async def test_the_value_that_flips_it_can_be_set_from_there_and_taken_back(library: Library) -> None:
    async with simulation(library, draws=100) as (pilot, simulated):
        await pilot.press("a", "f")
        screen = await complete(pilot, FlipScreen)
        first = screen.found.found[0]
        assert first.value is not None
        await pilot.press("enter")
        await settle(pilot)
        assert simulated.visit.changes == {first.parameter.path: first.value}
        assert simulated.frame is not None
        assert simulated.frame.answer.summary.agreement.share == first.chance.share
        await pilot.press("u")
        await settle(pilot)
        assert simulated.visit.changes == {}


async def test_rows_are_selected_and_said(library: Library) -> None:
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("T")
        screen = await complete(pilot, TornadoScreen)
        names = [effect.parameter.label for effect in screen.found.effects]
        assert f"> {names[0]}" in text_of(screen).replace("▸", ">")
        await pilot.press("down")
        assert f"> {names[1]}" in text_of(screen).replace("▸", ">")
        assert screen.query_one(NoteBar).text.startswith(f"{names[1]}: at ")
        await pilot.press("end", "down", "home", "up", "s")
        assert isinstance(pilot.app.screen, Page)
        assert names[0] in pilot.app.screen.text
        await pilot.press("escape", "d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert all(name in page.text for name in names)


async def test_looking_can_be_stopped_and_what_was_found_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(scenario: Scenario, draws: int, *more: Any) -> Bools:
        time.sleep(0.1)
        return agreed_draws(scenario, draws, *more)

    monkeypatch.setattr("simulator.insight.chances.agreed_draws", slow)
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("T")
        screen = pilot.app.screen
        assert isinstance(screen, TornadoScreen)
        await until(pilot, lambda: screen.found is not None and screen.found.done >= 1, "something is found")
        await pilot.press("x")
        assert screen.found is not None
        done = screen.found.done
        assert screen.query_one(TitleBar).right.endswith("stopped")
        await pilot.pause(0.4)
        assert screen.found.done == done < screen.found.of
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, SimulationScreen)


async def test_a_search_that_fails_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("no reason")

    monkeypatch.setattr("simulator.insight.flip.flips", broken)
    async with simulation(library, draws=20) as (pilot, _):
        await pilot.press("F")
        screen = pilot.app.screen
        assert isinstance(screen, FlipScreen)
        await until(pilot, lambda: screen.failure, "it fails")
        await pilot.pause()
        assert "ZeroDivisionError: no reason" in screen.query_one(NoteBar).text
