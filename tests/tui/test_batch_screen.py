from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from simulator.experiments.batches import Batch, batches
from simulator.experiments.reading import read_experiment
from simulator.scenario.faults import ParleyError
from simulator.scenario.library import Library
from tests.tui.stage import settle, simulation, text_of, until
from tui.screens.batch import BatchScreen
from tui.screens.batches import BatchesScreen
from tui.screens.page import Page
from tui.screens.picker import NumberPicker
from tui.screens.simulation import SimulationScreen
from tui.widgets.choice import Choice
from tui.widgets.fields import Field

COST = "actors.north.cost"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Batch]:
    """What is begun, in place of processes."""
    found: list[Batch] = []
    monkeypatch.setattr("simulator.experiments.batches.begin", found.append)
    return found


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does not wait for who types."""
    monkeypatch.setattr("tui.screens.batch.RECKON_AFTER", 0.02)


def form(pilot: Pilot[Any]) -> BatchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BatchScreen)
    return screen


async def reckoned(pilot: Pilot[Any]) -> BatchScreen:
    """Waits until it stands on the screen what the batch would take."""
    await until(pilot, lambda: isinstance(pilot.app.screen, BatchScreen), "the form is shown")
    screen = form(pilot)

    def told() -> bool:
        found = screen.reckoned
        stands = (screen.draft(), screen.as_batch())
        return found is not None and found.estimate is not None and (found.draft, found.batch) == stands

    await until(pilot, told, "it is reckoned")
    await pilot.pause()
    return screen


def takes(screen: BatchScreen) -> str:
    return str(screen.query_one("#takes", Static).content)


def axis(screen: BatchScreen, path: str = COST) -> Field:
    return next(field for field in screen.query(Field) if field.name == path)


async def test_the_number_in_focus_varies_and_what_is_changed_is_the_same_in_every_point(
    library: Library, begun: list[Batch]
) -> None:
    async with simulation(library) as (pilot, played):
        await pilot.press("end", "down", "end", "up")
        await settle(pilot)
        assert set(played.visit.changes) == {COST, "actors.south.cost"}
        await pilot.press("B")
        screen = await reckoned(pilot)
        assert axis(screen).label == "North town: cost of a round"
        assert axis(screen).value == "0.001:0.005:5"
        south = played.visit.changes["actors.south.cost"]
        assert f"The same in every point: actors.south.cost={south}." in text_of(screen)
        assert takes(screen).splitlines()[0] == "points  5 of 300 draws each, in 1 task"
        assert [line.split()[0] for line in takes(screen).splitlines()[:3]] == ["points", "time", "disk"]
        folder = library.experiments
        assert takes(screen).endswith(f"parley sweep {folder}/two-towns-cost.yaml --out {folder}/two-towns-cost.sweep")
        assert not folder.exists()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BatchesScreen), "the batches are shown")
        assert [batch.name for batch in begun] == ["two-towns-cost"]
        plan, _ = read_experiment(str(begun[0].file))
        assert plan.data["set"] == {"actors.south.cost": south}
        assert (plan.points, plan.draws, plan.seed, plan.data["title"]) == (5, 300, 0, "Two towns at a river")
        assert [plan.overrides(point)[COST] for point in range(5)] == [0.001, 0.003, 0.005, 0.002, 0.004]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is played, "esc leads back")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({COST: ""}, "actors.north.cost: has no values; write LOW:HIGH:STEPS, or A,B,C, or range"),
        ({COST: "5:x"}, "actors.north.cost: must be LOW:HIGH:STEPS in numbers, or LOW:HIGH"),
        ({COST: "0.005:0.001"}, "low must be below high, got 0.005 and 0.001; put them in order"),
        ({COST: "x,y"}, "cannot be x: "),
        ({"draws": "many"}, 'draws: must be a whole number, got "many"'),
        ({"seed": "-3"}, "seed: must be at least 0, got -3"),
        ({"batch-name": "Two Towns"}, 'a name has small letters, digits, - and _, and begins with a letter, got "Two'),
        ({"batch-name": ""}, "a name has small letters"),
        ({"draws": "0", COST: "1:1:1"}, "must be at least"),
    ],
)
async def test_wrong_input_is_answered_by_a_sentence_and_begins_nothing(
    library: Library, begun: list[Batch], fields: dict[str, str], words: str
) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = form(pilot)
        for name, value in fields.items():
            (axis(screen) if name == COST else screen.query_one(f"#{name}", Field)).value = value
        await pilot.press("enter")
        await until(pilot, lambda: screen.failure is not None, "it is refused")
        await pilot.pause()
        assert words in takes(screen)
        assert str(library.experiments) not in takes(screen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.failure is not None, "it is refused again")
        assert pilot.app.screen is screen
        assert not begun
        assert not library.experiments.exists()


async def test_numbers_are_added_and_taken_out(library: Library) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        await reckoned(pilot)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, NumberPicker), "numbers are offered")
        picker = pilot.app.screen
        assert isinstance(picker, NumberPicker)
        assert COST not in [parameter.path for parameter in picker.found]
        await pilot.press(*"first proposer")
        await until(pilot, lambda: len(picker.found) == 1, "the search finds it")
        await pilot.press("enter")
        screen = await reckoned(pilot)
        assert axis(screen, "protocol.first").value == "north,south"
        assert screen.focused is axis(screen, "protocol.first").input
        assert takes(screen).startswith("points  10 of 40 draws each")
        await pilot.press("ctrl+r", "up")
        screen = await reckoned(pilot)
        assert list(screen.parameters) == [COST]
        assert takes(screen).startswith("points  5 of 40 draws each")
        screen.set_focus(screen.query_one("#seed", Field).input)
        await pilot.press("ctrl+r")
        assert list(screen.parameters) == [COST]
        await pilot.press("ctrl+n", "escape", "escape")
        assert isinstance(pilot.app.screen, SimulationScreen)


async def test_up_and_down_go_from_field_to_field(library: Library) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = await reckoned(pilot)
        design, draws = screen.query_one("#design", Choice), screen.query_one("#draws", Field).input
        seen = [screen.focused]
        for key in ("down", "down", "up", "up"):
            await pilot.press(key)
            seen.append(screen.focused)
        assert seen == [axis(screen).input, design, draws, design, axis(screen).input]


async def test_a_design_asks_for_what_it_needs(library: Library) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = await reckoned(pilot)
        count, design = screen.query_one("#count", Field), screen.query_one("#design", Choice)
        assert not count.display
        design.value = "sobol"
        await reckoned(pilot)
        assert (count.display, count.label) == (True, "Points")
        assert axis(screen).value == "0.001:0.005"
        assert takes(screen).startswith("points  64 of 40 draws each")
        design.value = "saltelli"
        await reckoned(pilot)
        assert count.label == "Samples"
        assert takes(screen).startswith("points  192 of 40 draws each")
        count.value = "some"
        await until(pilot, lambda: screen.failure is not None, "it is refused")
        assert 'design.samples: must be a whole number, got "some"' in takes(screen)
        design.value = "one_at_a_time"
        await reckoned(pilot)
        assert not count.display
        assert takes(screen).startswith("points  6 of 40 draws each")


async def test_a_name_that_is_taken_and_a_disk_that_is_full_are_said(
    library: Library, begun: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.experiments.mkdir()
    (library.experiments / "two-towns-cost.yaml").write_text("mine", "utf-8")
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = await reckoned(pilot)
        name = screen.query_one("#batch-name", Field)
        assert name.value == "two-towns-cost-2"
        name.value = "two-towns-cost"
        await until(pilot, lambda: screen.failure is not None, "it is refused")
        assert "two-towns-cost.yaml exists already; choose another name" in takes(screen)

        class Full:
            free = 10

        monkeypatch.setattr("simulator.experiments.estimate.shutil.disk_usage", lambda _: Full)
        name.value = "other"
        await reckoned(pilot)
        assert "there is not enough room for it: " in takes(screen)
        await pilot.press("enter")
        assert pilot.app.screen is screen
        assert not begun
        assert [path.name for path in library.experiments.iterdir()] == ["two-towns-cost.yaml"]


async def test_a_process_that_cannot_be_started_is_said_and_the_experiment_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(batch: Batch) -> None:
        raise ParleyError("no more processes")

    monkeypatch.setattr("simulator.experiments.batches.begin", refuse)
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = await reckoned(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert [notice.message for notice in pilot.app._notifications] == ["no more processes"]
        assert [batch.name for batch in batches([library.experiments])] == ["two-towns-cost"]


async def test_without_a_number_in_focus_it_asks_for_one(library: Library) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("home", "up")  # on the heading of the group
        await pilot.press("B")
        await until(pilot, lambda: isinstance(pilot.app.screen, NumberPicker), "numbers are offered")
        await pilot.press("escape", "enter")
        screen = form(pilot)
        await until(pilot, lambda: screen.failure is not None, "it is refused")
        assert "nothing varies" in takes(screen)


async def test_the_command_line_and_the_keys_are_a_key_away(library: Library) -> None:
    async with simulation(library, draws=40) as (pilot, _):
        await pilot.press("B")
        screen = await reckoned(pilot)
        await pilot.press("ctrl+y")
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert screen.command() in page.text
        await pilot.press("escape", "f1")
        page = pilot.app.screen
        assert isinstance(page, Page)
        for words in ("Say what it takes, then begin", "Vary one more number", "Vary this number no more"):
            assert words in page.text
        assert page.text.index("Everywhere") < page.text.index("In a field of text")


async def test_a_scenario_of_ones_own_is_named_by_its_file(
    library: Library, begun: list[Batch], tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text((library.scenarios / "textbook" / "pie.yaml").read_text("utf-8"), "utf-8")
    async with simulation(library, str(path), draws=40) as (pilot, _):
        await pilot.press("B")
        await reckoned(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: begun, "it is begun")
        assert f"scenario: {path}" in (begun[0].file or path).read_text("utf-8")
