import threading
from collections.abc import Callable

import pytest
from textual.widgets import OptionList, Static

from simulator.insight.assumptions import resting
from simulator.running import Cancelled
from simulator.scenario.library import Library
from simulator.scenario.variants import adjusted
from simulator.views.resting_sheet import resting_sentences
from tests.tui.stage import settle, simulation, text_of, until
from tui.screens.trust import AssumptionsPage, SourcesScreen


async def test_the_sources_with_what_they_say_and_what_rests_on_them(library: Library) -> None:
    async with simulation(library, size=(100, 30)) as (pilot, screen):
        await pilot.press("S")
        sources = pilot.app.screen
        assert isinstance(sources, SourcesScreen)
        await until(pilot, lambda: sources.found, "they are read")
        await pilot.pause()
        said = str(sources.query_one("#source-says", Static).content)
        assert "A survey of two towns" in said
        assert "read: read in a file or page" in said
        assert "The meadow: share held" in said
        count = str(sources.query_one("#sources-title", Static).content)
        assert count.startswith("1 sources carry this scenario; ~")
        assert sources.query_one("#sources-list", OptionList).has_focus
        await pilot.press("j", "k", "space", "pageup", "S")
        assert pilot.app.screen is screen


async def test_a_dossier_at_fault_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ValueError("the dossier is torn")

    async with simulation(library) as (pilot, _):
        monkeypatch.setattr("simulator.views.source_list.cited_sources", broken)
        await pilot.press("S")
        await until(pilot, lambda: "the dossier is torn" in text_of(pilot.app.screen), "the fault is told")


async def test_how_much_rests_on_assumptions_as_the_sliders_stand(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.insight.assumptions.POINTS", 8)
    monkeypatch.setattr("simulator.insight.assumptions.DRAWS", 9)
    async with simulation(library) as (pilot, screen):
        await pilot.press("end")
        await settle(pilot)
        await pilot.press("A")
        page = pilot.app.screen
        assert isinstance(page, AssumptionsPage)
        await until(pilot, lambda: page.found, "it is worked out")
        await pilot.pause()
        assert screen.loaded is not None
        changed = adjusted(screen.loaded, screen.visit.changes)
        expected = resting(changed, screen.seed, 8, 9)
        assert page.found == expected
        assert all(sentence[1:] in page.text for sentence in resting_sentences(expected))


async def test_closing_gives_the_work_up(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()

    def endless(*_: object, cancelled: Callable[[], bool], **__: object) -> None:
        for _turn in range(10_000):
            if cancelled():
                stopped.set()
                raise Cancelled
            threading.Event().wait(0.002)

    monkeypatch.setattr("simulator.insight.assumptions.resting", endless)
    async with simulation(library) as (pilot, screen):
        await pilot.press("A")
        assert pilot.app.screen.is_modal
        await pilot.press("escape")
        assert pilot.app.screen is screen
        await until(pilot, stopped.is_set, "the work stops")
