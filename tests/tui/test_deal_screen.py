import json
from typing import Any

import numpy as np
import pytest
from textual.pilot import Pilot

from simulator.scenario.library import Library
from simulator.views.report import assessment_to_json
from tests.tui.stage import simulation, text_of, until
from tests.tui.test_ranked_screens import said
from tui.screens.deal import DealScreen
from tui.screens.page import Page
from tui.widgets.bars import NoteBar
from tui.widgets.headline import Headline


async def weighed(pilot: Pilot[Any]) -> DealScreen:
    """Waits until what is on the table has been weighed."""

    def ready() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, DealScreen) and screen.view is not None and not screen.answering

    await until(pilot, ready, "the package is weighed")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, DealScreen)
    return screen


def package_of(screen: DealScreen) -> dict[str, float]:
    assert screen.table is not None
    assert screen.terms is not None
    return dict(zip(screen.table.issues, map(float, screen.terms), strict=True))


async def test_a_package_is_edited_and_weighed_as_the_command_line_weighs_it(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library, draws=100) as (pilot, _):
        await pilot.press("right", "O")
        await weighed(pilot)
        await pilot.press(
            "down", "down", "left", "down", "right", "down", "right", "shift+right", "up", "up", "up", "right"
        )
        screen = await weighed(pilot)
        found = package_of(screen)
        assert (found["bridge"], found["watch"], found["toll"]) == (0.0, 1.0, 0.3)
        assert found["wood"] == 0.35  # the next step above the 30% held
        assert np.isnan(found["meadow"])
        assert screen.view is not None
        shown = assessment_to_json(screen.subject.adjusted().scenario, screen.view, 0)
        command = screen.command()
        assert f"{100 * screen.view.agreement.share:.0f}%" in text_of(screen)
    told = said(library, command, capsys, monkeypatch)
    for key in ("agreement", "actors", "retained", "durability"):
        assert told[key] == json.loads(json.dumps(shown[key])), key


async def test_named_deals_can_be_put_on_the_table_and_every_change_taken_back(library: Library) -> None:
    async with simulation(library, draws=60, size=(130, 36)) as (pilot, _):
        await pilot.press("a", "d")
        screen = await weighed(pilot)
        before = package_of(screen)
        await pilot.press("n")
        await weighed(pilot)
        assert "A truce" in text_of(screen)
        await pilot.press("down", "down", "right")
        await weighed(pilot)
        changed = package_of(screen)
        await pilot.press("u", "u")
        await weighed(pilot)
        assert package_of(screen) == pytest.approx(before, nan_ok=True)
        assert "As it is without a deal" in text_of(screen)
        await pilot.press("r", "r")
        await weighed(pilot)
        assert package_of(screen) == pytest.approx(changed, nan_ok=True)
        await pilot.press("backspace")
        await weighed(pilot)
        assert package_of(screen)["bridge"] == 1.0
        await pilot.press("n", "n")
        await weighed(pilot)


async def test_a_mediator_keeps_what_is_kept_and_betters_the_rest(library: Library) -> None:
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("O")
        screen = await weighed(pilot)
        await pilot.press("down", "down", "left", "enter")
        await weighed(pilot)
        assert screen.view is not None
        before = screen.view.agreement.share
        assert screen.query_one(NoteBar).text == "The bridge: One bridge for both · kept in the search"
        await pilot.press("m")
        await weighed(pilot)
        assert package_of(screen)["bridge"] == 0.0
        assert screen.view.agreement.share >= before
        assert "The mediator's best so far" in text_of(screen)
        await pilot.press("u")
        await weighed(pilot)
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "All sign at once in" in page.text


async def test_the_search_can_begin_at_once_and_be_stopped(library: Library) -> None:
    async with simulation(library, draws=60) as (pilot, _):
        await pilot.press("a", "b")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, DealScreen) and pilot.app.screen.searching.startswith("start"),
            "the search is under way",
        )
        await pilot.press("x")
        screen = await weighed(pilot)
        headline = "\n".join(screen.query_one(Headline).lines())
        assert "All sign at once in" in headline
        await pilot.press("escape")
        assert pilot.app.screen is not screen
