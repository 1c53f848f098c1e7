import json

import pytest

from simulator.cli.blockers import gaps_to_json
from simulator.scenario.library import Library
from simulator.views.gap_text import order
from tests.tui.stage import simulation, text_of, until
from tests.tui.test_ranked_screens import said
from tui.screens.blockers import BlockersScreen
from tui.screens.page import Page
from tui.widgets.plot import Plot


async def test_who_blocks_is_what_the_command_line_says(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library, draws=120) as (pilot, _):
        await pilot.press("left", "left", "W")
        await until(
            pilot,
            lambda: (
                isinstance(pilot.app.screen, BlockersScreen)
                and pilot.app.screen.found is not None
                and not pilot.app.screen.answering
            ),
            "who blocks is known",
        )
        screen = pilot.app.screen
        assert isinstance(screen, BlockersScreen)
        assert screen.found is not None
        assert screen.scenario is not None
        names = [screen.scenario.actors[name].name for name in order(screen.found)]
        assert f"{names[0]} blocks most often" in text_of(screen)
        for n in range(len(names) + 1):
            assert screen.query_one("#lines", Plot).description.startswith(f"{names[n % len(names)]}: ")
            await pilot.press("n")
        await pilot.press("d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert all(name in page.text for name in names[:1])
        shown, command = gaps_to_json(screen.found), screen.command()
    told = said(library, command, capsys, monkeypatch)
    assert {key: told[key] for key in shown} == json.loads(json.dumps(shown))


async def test_where_nobody_blocks_that_is_said(library: Library) -> None:
    async with simulation(library, "pie", draws=60) as (pilot, _):
        await pilot.press("a", "w")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, BlockersScreen) and pilot.app.screen.found is not None,
            "it is known",
        )
        await pilot.pause()
        assert "Nobody blocks" in text_of(pilot.app.screen)
        await pilot.press("n", "p", "escape")
