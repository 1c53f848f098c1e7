import json
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.cli import main
from simulator.scenario.library import Library
from simulator.views.report import to_json
from tests.tui.played_batches import COST, FIRST, played, written
from tests.tui.stage import settle, shelves, text_of, until
from tui.screens.batches import BatchesScreen
from tui.screens.page import Page
from tui.screens.points import PointsScreen
from tui.widgets.bars import NoteBar, TitleBar
from tui.widgets.plot import Plot
from tui.widgets.table import Table


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the tests away from sweeps that lie where they are run."""
    monkeypatch.chdir(tmp_path)


@asynccontextmanager
async def points(library: Library, **more: Any) -> AsyncIterator[tuple[Pilot[Any], PointsScreen]]:
    """The app with the newest batch's points on the screen, as one comes there from the library."""
    async with shelves(library, **more) as (pilot, _):
        await pilot.press("R")
        batches = pilot.app.screen
        assert isinstance(batches, BatchesScreen)
        await until(pilot, lambda: batches.found, "the batches are listed")
        await pilot.press("enter")
        screen = pilot.app.screen
        assert isinstance(screen, PointsScreen)
        await read(pilot, screen)
        yield pilot, screen


async def read(pilot: Pilot[Any], screen: PointsScreen) -> None:
    await until(pilot, lambda: screen.found is not None and not screen.answering, "the points are read")
    await pilot.pause()


def shown(screen: PointsScreen) -> list[int]:
    assert screen.found is not None
    return [row.point for row in screen.found.points.rows]


def queried(command: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The rows that a `parley query` prints."""
    with pytest.raises(SystemExit) as end:
        main([*shlex.split(command)[1:], "--format", "json"])
    printed = capsys.readouterr()
    assert end.value.code == 0, printed.err
    return [json.loads(line) for line in printed.out.splitlines()]


async def test_the_table_has_the_numbers_of_parley_sweep_and_query_of_the_same_file(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = played(written(library))
    with pytest.raises(SystemExit):
        main(["sweep", str(batch.file), "--out", str(tmp_path / "same"), "--executor", "here", "--quiet"])
    capsys.readouterr()
    tables = []
    async with points(library) as (pilot, screen):
        for keys in ((), ("right",) * 3, ("o",)):
            await pilot.press(*keys)
            await read(pilot, screen)
            assert screen.found is not None
            columns = [name for column in screen.found.points.columns for name in (column.name, *column.ends)]
            assert {COST, FIRST} <= {name.removeprefix("input.") for name in columns}
            rows = [{name: row.cells[name] for name in columns} for row in screen.found.points.rows]
            tables.append((screen.command(), rows))
    assert len({command for command, _ in tables}) == 3
    for command, rows in tables:
        assert str(batch.folder) in command
        assert queried(command.replace(str(batch.folder), str(tmp_path / "same")), capsys) == rows
        assert len(rows) == 6


@pytest.mark.parametrize("draws", ["60", "300"])
async def test_a_point_opens_as_a_simulation_with_the_same_numbers(library: Library, draws: str) -> None:
    settings = {"actors.south.cost": 0.004, "clock.deadline": 9}
    played(written(library, draws=draws, settings=settings))
    async with points(library) as (pilot, screen):
        for _ in range(3):
            await pilot.press("down")
            row = screen.marked
            assert row is not None
            await pilot.press("enter")
            opened = await settle(pilot)
            assert opened.visit.changes[COST] == row.cells[f"input.{COST}"]
            assert opened.visit.changes[FIRST] == row.cells[f"input.{FIRST}"]
            assert settings.items() <= opened.visit.changes.items()
            assert opened.frame is not None
            found = to_json(opened.frame.answer.run)
            assert (found["draws"], found["seed"]) == (int(draws), 3)
            assert [found["agreement"][key] for key in ("probability", "low", "high")] == [
                row.cells[f"agreement.{key}"] for key in ("probability", "low", "high")
            ]
            for group in ("round", "retained"):
                for key in ("p05", "p50", "p95"):
                    assert found[group][key] == row.cells[f"{group}.{key}"]
            assert found["durability"]["5y"]["mean"] == row.cells["durability.5y.mean"]
            agreement = next(line for line in opened.frame.sentences if line.startswith("Agreement in "))
            share = screen.query_one(Table).rows[screen.query_one(Table).marked][3]  # 69% (64–74)
            assert agreement.startswith(f"Agreement in {share.split()[0]} of draws {share.split()[1]}")
            await pilot.press("escape")
            assert pilot.app.screen is screen
        app: Any = pilot.app
        assert not app.visits  # what was changed in scenarios that are open is left alone


async def test_points_are_ordered_by_any_column_and_the_marked_one_stays_marked(library: Library) -> None:
    played(written(library))
    async with points(library, size=(120, 36)) as (pilot, screen):
        assert shown(screen) == list(range(6))
        await pilot.press("down", "down")
        await pilot.press("right", "right", "right")
        await read(pilot, screen)
        assert screen.found is not None
        assert screen.by == "agreement.probability"
        shares = [row.cells["agreement.probability"] for row in screen.found.points.rows]
        assert shares == sorted(shares, reverse=True)
        assert screen.marked is not None
        assert screen.marked.point == 2
        assert "agreement▾" in text_of(screen)
        await pilot.press("o")
        await read(pilot, screen)
        assert [row.cells["agreement.probability"] for row in screen.found.points.rows] == sorted(shares)
        assert "agreement▴" in text_of(screen)
        await pilot.click(Table, offset=(3, 0))
        await read(pilot, screen)
        assert shown(screen) == list(range(6))


async def test_what_is_said_of_a_point_and_of_all(library: Library) -> None:
    played(written(library))
    async with points(library) as (pilot, screen):
        assert screen.query_one(TitleBar).right == "6 points · 60 draws · seed 3"
        assert screen.query_one(NoteBar).text.startswith("Point 0: North town: cost of a round 0.001, Protocol: first")
        await pilot.press("i")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "in the way most often" in page.text
        await pilot.press("escape", "d")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "North town: cost of a round: " in page.text
        assert "Protocol: first proposer: " in page.text
        await pilot.press("escape", "n")
        assert "Protocol: first proposer" in screen.query_one("#response", Plot).description
        await pilot.press("z")
        await pilot.pause()
        assert not screen.query_one(Table).size.height
        await pilot.press("z", "question_mark")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert "Order by the next column" in page.text


async def test_one_number_alone_has_a_crossing(library: Library) -> None:
    played(written(library, vary={"clock.deadline": "5:9:5"}))
    async with points(library) as (_, screen):
        assert screen.found is not None
        one = screen.found.responses[0]
        assert one.alone
        assert list(one.crossings) == one.curve.crossings(0.5) != []
        title = screen.query_one("#response", Plot).description
        assert f"Clock: rounds played: agreement crosses 50% at {one.crossings[0]:.4g}" in title


async def test_several_numbers_have_no_crossing_of_their_own(library: Library) -> None:
    played(written(library, vary={"actors.north.optimism": "-3:3:3", "actors.south.optimism": "-3:3:3"}))
    async with points(library) as (_, screen):
        assert screen.found is not None
        assert [(each.alone, each.crossings) for each in screen.found.responses] == [(False, ())] * 2


async def test_a_batch_that_is_being_played_shows_what_there_is_and_then_the_rest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.points.LOOK_EVERY", 0.05)
    batch = played(written(library, vary={COST: "0.001:0.005:100"}, draws="20"), tasks=1)
    async with points(library) as (pilot, screen):
        assert screen.query_one(TitleBar).right == "64 of 100 points · 20 draws · seed 3"
        played(batch)
        await until(pilot, lambda: screen.found is not None and screen.found.complete, "the rest is read")
        await until(pilot, lambda: screen.query_one(TitleBar).right.startswith("100 points"), "all are shown")


async def test_a_point_that_failed_is_said_and_not_opened(library: Library) -> None:
    vary = {"actors.north.cost.low": "0.001,0.0034", "actors.north.cost.high": "0.0032,0.005"}
    played(written(library, vary=vary))
    async with points(library) as (pilot, screen):
        assert "1 failed" in screen.query_one(TitleBar).right
        assert screen.found is not None
        at = next(n for n, row in enumerate(screen.found.points.rows) if row.failed is not None)
        await pilot.press(*("down",) * at)
        assert "It could not be played: actors.north.cost: " in screen.query_one(NoteBar).text
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "could not be played" in next(notice.message for notice in [*pilot.app._notifications])


async def test_a_scenario_that_was_changed_since_is_said(library: Library) -> None:
    played(written(library))
    path = library.scenarios / "conflicts" / "two-towns.yaml"
    path.write_text(path.read_text("utf-8").replace("deadline: 8", "deadline: 9"), "utf-8")
    async with points(library) as (pilot, _):
        await pilot.press("enter")
        assert [notice.message for notice in pilot.app._notifications] == [
            "The scenario was changed since the batch was begun: its numbers are others now."
        ]
        await settle(pilot)


async def test_a_scenario_that_is_gone_is_said_and_nothing_opened(library: Library) -> None:
    played(written(library))
    (library.scenarios / "conflicts" / "two-towns.yaml").unlink()
    async with points(library) as (pilot, screen):
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "cannot be read" in next(notice.message for notice in [*pilot.app._notifications])


async def test_outcomes_that_were_not_kept_are_not_shown(library: Library) -> None:
    batch = written(library)
    assert batch.file is not None
    batch.file.write_text(batch.file.read_text("utf-8") + "outcomes: [round]\n", "utf-8")
    played(batch)
    async with points(library) as (_, screen):
        assert screen.found is not None
        assert [column.title for column in screen.found.points.columns][-1] == "week signed"
        assert screen.found.responses == ()
        assert not screen.query_one("#response", Plot).display
