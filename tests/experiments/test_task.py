"""A task's rows against `parley run`, point by point: the oracle plays each point alone, by another way."""

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.experiments import task as task_module
from simulator.experiments.columns import AGREED_DRAWS
from simulator.experiments.draw_columns import columns
from simulator.experiments.own_strategies import with_strategies
from simulator.experiments.plan import Plan
from simulator.experiments.reading import inline_experiment
from simulator.experiments.results import agreed_draws
from simulator.experiments.slices import cut, structure
from simulator.experiments.task import play_task, types_of
from simulator.game import Game, join
from simulator.outcomes import Outcomes
from simulator.running import run
from simulator.scenario.loading import load
from simulator.views.report import to_json
from tests.experiments.conftest import GOOD, two_villages

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def value_at(found: Any, path: str) -> Any:
    """What stands in a run's object under a dotted path; 0 for who was never in the way."""
    first, *rest = path.split(".")
    if first == "ripeness":
        return found["ripeness"][0 if rest == ["0"] else -1]
    if first in ("blocked_by", "shut_by"):
        return found[first].get(".".join(rest), 0.0)
    for step in (first, *rest):
        if found is None:
            return None
        found = found[step]
    return found


def check_against_runs(plan: Plan, file: Path = GOOD / "two-villages.yaml") -> None:
    for task in range(plan.tasks):
        result = play_task(plan.text, task)
        for row, point in zip(result.rows, plan.points_of(task), strict=True):
            alone = run(load(file, overrides=plan.overrides(point)).scenario, plan.draws, plan.seed, offers=False)
            expected = to_json(alone)
            assert row["failed"] is None
            for column in types_of(plan.text):
                if column not in ("point", "failed", "agreed", AGREED_DRAWS) and not column.startswith("input."):
                    assert row.get(column) == value_at(expected, column), (point, column)
            assert row["agreed"] == alone.summary.agreed


def test_a_row_is_what_parley_run_says_of_the_point_alone() -> None:
    check_against_runs(
        two_villages("actors.upper.optimism=0:1:3", "actors.upper.strategy.tempo=4:12:2", draws=40, seed=3)
    )


def test_points_that_differ_in_structure_are_played_in_one_task_all_the_same() -> None:
    plan = two_villages(
        "clock.deadline=1,5", "protocol.first=upper,lower", "aftermath.commitment=on,off",
        "territory.regions.wood.contested=true,false", draws=20,
    )  # fmt: skip
    assert (plan.points, plan.tasks) == (16, 1)
    check_against_runs(plan)


def test_every_strategy_and_protocol_is_played_beside_other_points_as_it_is_alone() -> None:
    kinds = "concession,equilibrium,screening,tit_for_tat,zeuthen,hardline"
    check_against_runs(two_villages(f"actors.upper.strategy.kind={kinds}", "actors.upper.optimism=0,1", draws=12))
    check_against_runs(two_villages("protocol.kind=random_proposer", "actors.upper.optimism=0,1", draws=12))


def test_a_division_has_a_column_for_each_share() -> None:
    file = SCENARIOS / "textbook" / "three-way-division.yaml"
    loaded = load(file)
    actor = loaded.scenario.protocol.table[0]
    plan = inline_experiment(loaded, "x", [f"actors.{actor}.patience=0.8,0.9"], {"kind": "grid"}, {"draws": 4})
    shares = [name for name in types_of(plan.text) if name.startswith("terms.")]
    assert len(shares) == 3
    check_against_runs(plan, file)
    assert all(isinstance(play_task(plan.text, 0).rows[0][name], float) for name in shares)


def test_a_strategy_of_ones_own_is_known_wherever_a_task_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.engine.strategies._own", {})
    loaded = load(GOOD / "two-villages.yaml", overrides={"actors.upper.strategy": {"kind": "own", "own": "mine"}})
    plan = inline_experiment(loaded, "x", ["clock.deadline=2,3"], {"kind": "grid"}, {"draws": 5})
    assert "plays a strategy of its own, mine, that is not registered" in str(play_task(plan.text, 0).rows[0]["failed"])
    plan = with_strategies(plan, ["mine=simulator.engine.strategies.hardline:Hardline"])
    assert [row["failed"] for row in play_task(plan.text, 0).rows] == [None, None]


def test_a_point_of_more_draws_than_are_played_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = two_villages("clock.deadline=3,4", draws=2500)
    assert (plan.per_task, plan.tasks) == (1, 2)
    check_against_runs(plan)
    monkeypatch.setattr(task_module, "TOGETHER", 1024)  # by blocks, one after the other
    check_against_runs(plan)


def test_the_draws_that_agreed_are_kept_a_bit_each() -> None:
    plan = two_villages("actors.upper.strategy.tempo=6,12", draws=37)
    result = play_task(plan.text, 0)
    column = np.array([row[AGREED_DRAWS] for row in result.rows], dtype=object)
    for point, bits in enumerate(agreed_draws(column, 37)):
        scenario = load(GOOD / "two-villages.yaml", overrides=plan.overrides(point)).scenario
        assert bits.tolist() == play(compile_game(scenario, 0, 0, 37)).agreed.tolist()


def test_a_point_that_makes_no_scenario_is_a_row_that_says_why() -> None:
    plan = two_villages("actors.upper.patience.low=0.9,0.98", "actors.upper.patience.high=0.972,0.99", draws=5)
    rows = play_task(plan.text, 0).rows
    failed = {
        (row["input.actors.upper.patience.low"], row["input.actors.upper.patience.high"]): row["failed"] for row in rows
    }
    assert failed[0.9, 0.972] is None
    assert failed[0.9, 0.99] is None
    assert "low <= value <= high must hold" in str(failed[0.98, 0.972])
    assert [row.get("agreed") is None for row in rows] == [row["failed"] is not None for row in rows]


def test_a_point_that_breaks_the_engine_does_not_take_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(game: Game) -> Outcomes:
        if (game.optimism[0] == 0.5).any():
            raise ZeroDivisionError("half an optimist")
        return play(game)

    monkeypatch.setattr(task_module, "play", fragile)
    plan = two_villages("actors.upper.optimism=0:1:5", draws=8)
    rows = play_task(plan.text, 0).rows
    assert {row["input.actors.upper.optimism"]: row["failed"] for row in rows} == {
        0.0: None, 0.25: None, 0.5: "ZeroDivisionError: half an optimist", 0.75: None, 1.0: None,
    }  # fmt: skip
    monkeypatch.undo()
    healthy = {row["point"]: row for row in play_task(plan.text, 0).rows}
    assert all(row == healthy[row["point"]] for row in rows if row["failed"] is None)


def test_a_machine_without_memory_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(_: Game) -> Outcomes:
        raise MemoryError

    monkeypatch.setattr(task_module, "play", starved)
    with pytest.raises(MemoryError):
        play_task(two_villages("clock.deadline=2,3", draws=5).text, 0)


def test_only_the_groups_that_are_asked_for_are_kept() -> None:
    plan = two_villages("clock.deadline=2,3", draws=5, outcomes=["payoff", "round"])
    names = list(types_of(plan.text))
    assert {name.split(".")[0] for name in names} == {"point", "failed", "input", "payoff", "round"}
    assert set(play_task(plan.text, 0).rows[0]) <= set(names)


def test_kept_draws_are_those_of_parley_run() -> None:
    plan = two_villages("actors.upper.optimism=0.2,0.7", "clock.deadline=2,3", draws=30, keep="draws")
    content = play_task(plan.text, 0).draws
    assert content is not None
    table = read_parquet(content)
    assert table["point"].tolist() == [point for point in range(4) for _ in range(30)]
    for point in range(4):
        scenario = load(GOOD / "two-villages.yaml", overrides=plan.overrides(point)).scenario
        alone = columns(scenario, 0, 0, play(compile_game(scenario, 0, 0, 30)))
        mine = table["point"] == point
        for name, column in alone.items():
            got = table[name][mine]
            if column.dtype == object:
                assert [None if value is None else value for value in got] == column.tolist(), name
            else:
                np.testing.assert_array_equal(got.astype(np.float64), column.astype(np.float64), err_msg=name)
        assert set(table["input.clock.deadline"][mine]) == {plan.overrides(point)["clock.deadline"]}


def read_parquet(content: bytes) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.parquet"
        path.write_bytes(content)
        found = duckdb.execute(f"SELECT * FROM '{path}'").fetchall()
        names = [column[0] for column in duckdb.execute(f"SELECT * FROM '{path}'").description or ()]
    columns_ = {name: [row[n] for row in found] for n, name in enumerate(names)}
    return {
        name: np.array([np.nan if cell is None else cell for cell in cells])
        if all(cell is None or isinstance(cell, int | float) for cell in cells)
        and any(cell is not None for cell in cells)
        else np.array(cells, dtype=object)
        for name, cells in columns_.items()
    }


def test_games_of_one_structure_join_and_come_apart_again() -> None:
    scenario = load(GOOD / "two-villages.yaml").scenario
    first, second = (compile_game(scenario, 0, block, 16) for block in (0, 1))
    assert structure(first) == structure(second)
    together = play(join([first, second]))
    for start, game in ((0, first), (16, second)):
        apart, mine = play(game), cut(together, start, start + 16)
        np.testing.assert_array_equal(mine.payoff, apart.payoff)
        np.testing.assert_array_equal(mine.game.cost, game.cost)
        np.testing.assert_array_equal(mine.game.issues[0].value, game.issues[0].value)


@pytest.mark.parametrize(
    "change",
    [
        {"clock.deadline": 5},
        {"protocol.first": "lower"},
        {"territory.regions.wood.contested": False},
        {"issues.toll.delivers": []},
    ],
)
def test_what_cannot_be_joined_has_another_structure(change: dict[str, Any]) -> None:
    plain = compile_game(load(GOOD / "two-villages.yaml").scenario, 0, 0, 4)
    other = compile_game(load(GOOD / "two-villages.yaml", overrides=change).scenario, 0, 0, 4)
    assert structure(plain) != structure(other)
