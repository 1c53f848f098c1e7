import json
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.experiments.comparing import Compared, comparison_to_json
from simulator.scenario.library import Library
from tests.tui.stage import settle, simulation, text_of, until
from tests.tui.test_ranked_screens import said
from tui.screens.compare import CompareScreen
from tui.screens.page import Page
from tui.screens.simulation import SimulationScreen
from tui.visit import MOST_PINS, Visit
from tui.widgets.plot import Plot

COST = "actors.north.cost"


async def compared(pilot: Pilot[Any]) -> CompareScreen:
    """Waits until everything has been compared."""

    def ready() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, CompareScreen) and screen.found is not None and not screen.answering

    await until(pilot, ready, "all are compared")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def test_up_to_four_variants_are_kept_and_none_twice() -> None:
    visit = Visit("x")
    assert visit.pin()
    for n in range(MOST_PINS):
        visit.set("a", n, None)
        assert visit.pin() == ""
        assert visit.pin()
    visit.set("a", 99, None)
    assert str(MOST_PINS) in visit.pin()
    assert visit.compared() == [{}, *({"a": n} for n in range(MOST_PINS)), {"a": 99}]
    assert visit.put({"a": 0})
    assert not visit.put({"a": 0})
    assert visit.compared() == [{}, *({"a": n} for n in range(MOST_PINS))]
    assert visit.undo()
    assert visit.changes == {"a": 99}


async def test_variants_are_compared_as_the_command_line_compares_them(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library, size=(120, 36)) as (pilot, simulated):
        await pilot.press("end", "K", "down", "left", "left", "K", "down", "right", "c")
        screen = await compared(pilot)
        assert len(screen.variants) == 4
        assert screen.variants[1:] == [*simulated.visit.pins, simulated.visit.changes]
        assert screen.found is not None
        shown = Compared(screen.found.runs, tuple(one.comparison for one in screen.found.against))
        text = text_of(screen)
        assert "A baseline" in text
        assert all(name in text for name in ("B North town: cost of", "C South town: cost of", "D North town: optimi"))
        command = screen.command()
    told = said(library, command, capsys, monkeypatch)
    assert told == json.loads(json.dumps(comparison_to_json(shown, screen.variants)))


async def test_one_of_them_can_be_gone_on_with_and_that_can_be_undone(library: Library) -> None:
    async with simulation(library) as (pilot, simulated):
        await pilot.press("end", "K", "home")
        await settle(pilot)
        low, (high,) = dict(simulated.visit.changes), simulated.visit.pins
        await pilot.press("c")
        screen = await compared(pilot)
        assert screen.selected == 2
        await pilot.press("left", "enter")
        assert isinstance(pilot.app.screen, SimulationScreen)
        await settle(pilot)
        assert simulated.visit.changes == high
        row = simulated.side.panel.rows()[0]
        assert row.setting == high[COST]
        await pilot.press("u")
        await settle(pilot)
        assert simulated.visit.changes == low


async def test_a_variant_can_be_let_go_the_baseline_cannot(library: Library) -> None:
    async with simulation(library) as (pilot, simulated):
        await pilot.press("end", "K", "home", "c")
        screen = await compared(pilot)
        await pilot.press("right", "backspace")
        assert len(screen.variants) == 3
        await pilot.press("right", "backspace")
        await compared(pilot)
        assert simulated.visit.pins == []
        assert screen.variants == [{}, simulated.visit.changes]


async def test_the_same_plot_of_each_can_be_chosen_and_turned(library: Library) -> None:
    async with simulation(library, size=(130, 36)) as (pilot, _):
        await pilot.press("end", "c")
        screen = await compared(pilot)
        plots = [plot for plot in screen.query(Plot) if plot.display]
        assert [plot.description[:10] for plot in plots] == ["A Outcomes", "B Outcomes"]
        for key, begins in (
            ("o", "North town's land"),
            ("t", "Land North town keeps"),
            ("m", "Under the deals"),
            ("f", "On average"),
        ):
            await pilot.press(key)
            await compared(pilot)
            assert [plot.description[: len(begins) + 2] for plot in plots] == [f"A {begins}", f"B {begins}"]
        await pilot.press("t")
        await compared(pilot)
        await pilot.press("n")
        assert plots[0].description.startswith("A The bridge")
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "Agreement: A " in page.text
        await pilot.press("escape", "z", "z")


async def test_the_baseline_alone_is_no_fault(library: Library) -> None:
    async with simulation(library) as (pilot, _):
        await pilot.press("c")
        screen = await compared(pilot)
        assert screen.variants == [{}]
        await pilot.press("y")
        assert "Nothing to compare" in text_of(pilot.app.screen)
        await pilot.press("escape", "left", "right", "enter")
        await settle(pilot)
