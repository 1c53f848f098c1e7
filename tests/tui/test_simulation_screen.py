from typing import Any

import pytest

from simulator.running import run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import to_json
from simulator.views.sentences import sentences
from tests.tui.stage import DRAWS, settle, simulation, text_of, until
from tui.playing import COARSE, Frame
from tui.screens.page import Page
from tui.screens.simulation import SimulationScreen
from tui.widgets.bars import KeyBar, NoteBar, TitleBar
from tui.widgets.group_header import GroupHeader
from tui.widgets.headline import Headline
from tui.widgets.parameter_panel import ParameterPanel
from tui.widgets.rows import NumberRow

COST = "actors.north.cost"


def headline_of(screen: SimulationScreen) -> str:
    return "\n".join(screen.query_one(Headline).lines())


def status_of(screen: SimulationScreen) -> str:
    return screen.query_one(TitleBar).right


def expected(library: Library, changes: dict[str, Any], draws: int = DRAWS) -> dict[str, Any]:
    """What the command line prints for the same changes; offers are followed where they are looked at."""
    return to_json(run(load("two-towns", overrides=changes, library=library).scenario, draws, 0, offers=False))


async def test_a_slider_move_shows_what_the_command_line_says(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("right", "right", "shift+right")
        await settle(pilot)
        changes = dict(screen.visit.changes)
        assert list(changes) == [COST]
        assert screen.frame is not None
        assert to_json(screen.frame.answer.run) == expected(library, changes)
        before = run(load("two-towns", library=library).scenario, DRAWS, 0).summary
        answer = screen.frame.answer
        said = sentences(answer.summary, answer.scenario, before)
        assert headline_of(screen) == "\n".join(said[:4])
        assert all(sentence in text_of(screen) for sentence in said[:2])


async def test_a_change_is_previewed_before_the_full_run(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Frame] = []
    show = SimulationScreen.show_frame

    def keep(screen: SimulationScreen, frame: Frame) -> None:
        shown.append(frame)
        show(screen, frame)

    monkeypatch.setattr(SimulationScreen, "show_frame", keep)
    async with simulation(library) as (pilot, screen):
        assert [frame.answer.summary.draws for frame in shown] == [COARSE, DRAWS]
        shown.clear()
        await pilot.press("right")
        await settle(pilot)
        assert [frame.answer.summary.draws for frame in shown] == [COARSE, DRAWS]
        assert [frame.final for frame in shown] == [False, True]
        for frame in shown:  # like is compared with like: the same draws with and without the change
            assert frame.answer.before is not None
            assert frame.answer.before.draws == frame.answer.summary.draws
        assert status_of(screen) == f"*1 changed · {DRAWS} draws · seed 0"


async def test_a_number_can_be_typed_and_taken_back(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("enter", *"0.004", "enter")
        await settle(pilot)
        assert screen.visit.changes == {COST: 0.004}
        await pilot.press("backspace")
        await settle(pilot)
        assert screen.visit.changes == {}
        assert "baseline" not in headline_of(screen)


async def test_undo_and_redo_move_the_sliders_too(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("right", "down", "right")
        await settle(pilot)
        both = dict(screen.visit.changes)
        assert len(both) == 2
        await pilot.press("u")
        await settle(pilot)
        assert screen.visit.changes == {COST: both[COST]}
        rows = {row.parameter.path: row for row in screen.side.panel.rows()}
        assert rows["actors.south.cost"].setting == 0.003
        assert screen.frame is not None
        assert to_json(screen.frame.answer.run) == expected(library, {COST: both[COST]})
        await pilot.press("r")
        await settle(pilot)
        assert screen.visit.changes == both
        assert rows["actors.south.cost"].setting == both["actors.south.cost"]
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        await settle(pilot)
        assert screen.visit.changes == {}
        screen.action_reset_all()
        await pilot.press("ctrl+y")
        await settle(pilot)
        screen.action_reset_all()
        assert screen.visit.changes == {}
        await settle(pilot)


async def test_the_baseline_shows_and_goes(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        await pilot.press("b")
        assert not screen.show_baseline
        before = headline_of(screen)
        await pilot.press("end")
        await settle(pilot)
        changed = headline_of(screen)
        assert changed != before
        await pilot.press("b")
        await settle(pilot)
        assert headline_of(screen) == before
        assert status_of(screen).startswith("BASELINE")
        await pilot.press("escape")
        await settle(pilot)
        assert headline_of(screen) == changed
        await pilot.press("b", "left")
        await settle(pilot)
        assert not screen.show_baseline


async def test_changes_from_the_command_line_stand_when_it_opens(library: Library) -> None:
    changes = {COST: 0.002, "clock.deadline": 7}
    async with simulation(library, overrides=changes) as (_, screen):
        assert screen.visit.changes == changes
        assert screen.frame is not None
        assert to_json(screen.frame.answer.run) == expected(library, changes)
        row = screen.focused_row()
        assert row is not None
        assert row.setting == 0.002


async def test_what_no_slider_can_show_is_played_all_the_same(library: Library) -> None:
    changes: dict[str, Any] = {
        COST: {"value": 0.002, "low": 0.001, "high": 0.004},
        "protocol.table": ["south", "north"],
    }
    async with simulation(library, overrides=changes) as (pilot, screen):
        assert screen.frame is not None
        assert to_json(screen.frame.answer.run) == expected(library, changes)
        await pilot.press("u", "down", "right", "u")
        await settle(pilot)
        assert screen.visit.changes == changes


async def test_changes_that_make_no_scenario_are_said_and_can_be_undone(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        before = headline_of(screen)
        screen.visit.set("protocol.consent.rule", "quota", "unanimity")
        screen.ask()
        await until(pilot, lambda: screen.failure, "it is refused")
        await pilot.pause()
        assert "quota" in headline_of(screen)
        assert headline_of(screen) != before
        assert status_of(screen) == "not played"
        await pilot.press("u")
        await settle(pilot)
        assert headline_of(screen) == before


async def test_a_failing_engine_is_a_message_and_the_next_change_works(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with simulation(library) as (pilot, screen):

        def broken(*_: Any, **__: Any) -> None:
            raise ZeroDivisionError("no reason")

        with monkeypatch.context() as patch:
            patch.setattr("simulator.running.run", broken)
            await pilot.press("right")
            await until(pilot, lambda: screen.failure, "it fails")
            await pilot.pause()
            assert "ZeroDivisionError: no reason" in headline_of(screen)
        await pilot.press("right")
        await settle(pilot)
        assert "Agreement in" in headline_of(screen)


async def test_the_line_below_says_what_a_number_rests_on(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        note = screen.query_one(NoteBar)
        assert "North town: cost of a round = 0.003 utility a round · ~ assumption" in note.text
        await pilot.press("right")
        assert "in every draw (baseline 0.001–0.005, on average 0.003) utility a round" in note.text


async def test_a_search_shows_what_is_found_and_esc_the_groups_again(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        groups = len(screen.side.panel.shown())
        await pilot.press("slash", *"bridge weight", "enter")
        found = [row.parameter.path for row in screen.side.panel.rows() if row in screen.side.panel.shown()]
        assert found == [f"actors.{name}.positions.bridge.weight" for name in ("north", "south", "county")]
        await pilot.press("down", "right")
        await settle(pilot)
        assert list(screen.visit.changes) == ["actors.south.positions.bridge.weight"]
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.side.panel.shown()) == groups, "the groups are back")
        await pilot.press("slash", *"zzz")
        await until(pilot, lambda: "Nothing by that name" in text_of(screen), "nothing is found")
        await pilot.press("escape", "escape")
        assert pilot.app.screen is not screen


async def test_more_draws_and_another_seed_can_be_played(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        screen.action_play(draws=400)
        await settle(pilot)
        screen.action_play(seed=3)
        await settle(pilot)
        assert status_of(screen) == "400 draws · seed 3"
        assert screen.frame is not None
        alone = run(load("two-towns", library=library).scenario, 400, 3, offers=False)
        assert to_json(screen.frame.answer.run) == to_json(alone)


async def test_keys_in_the_bar_can_be_clicked(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        bar = text_of(screen).splitlines()[-1]
        await pilot.click(KeyBar, offset=(bar.index("source"), 0))
        assert isinstance(pilot.app.screen, Page)


async def test_a_key_that_is_held_is_not_set_back_by_what_is_heard_late(library: Library) -> None:
    """On a busy machine a slider moves on before the screen hears of its first move."""
    async with simulation(library) as (pilot, screen):
        screen.side.panel.query(GroupHeader)[1].action_unfold(True)  # the same number stands in its own group too
        await pilot.pause()
        row = screen.focused_row()
        assert isinstance(row, NumberRow)
        row.action_step(1)
        first = row.setting
        row.action_step(1)
        moved = row.value
        screen._changed(ParameterPanel.Changed(row, row.parameter.path, first))
        assert row.value == moved, "the first move is heard after the second was made"
        await settle(pilot)
        same = [other for other in screen.side.panel.rows() if other.parameter.path == row.parameter.path]
        assert len(same) == 2
        assert [other.setting for other in same] == [moved, moved]
        assert list(screen.visit.changes.values()) == [moved]
