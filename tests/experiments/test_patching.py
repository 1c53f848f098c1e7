from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.experiments import patching
from simulator.experiments import task as task_module
from simulator.experiments.patching import Patch, arrays, equal, patched, plain_axes
from simulator.experiments.plan import Plan
from simulator.experiments.reading import inline_experiment
from simulator.experiments.task import play_task
from simulator.scenario.loading import load
from tests.experiments.conftest import GOOD, HAGGLING, haggling
from tests.experiments.test_task import check_against_runs

VARY = ("actors.seller.cost=0:0.02:6", "actors.buyer.strategy.tempo=2:9:5", "protocol.first=seller,buyer")


@pytest.fixture
def plan() -> Plan:
    return haggling(*VARY, draws=5)


def test_points_made_out_of_one_another_are_played_as_they_are_alone(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[Any] = []

    def counted(*arguments: Any) -> Any:
        compiled.append(arguments)
        return compile_game(*arguments)

    monkeypatch.setattr(task_module, "compile_game", counted)
    plain_axes.cache_clear()
    assert sorted(plain_axes(plan.text)) == [0, 1]
    assert len(compiled) == 4  # two games for each number
    compiled.clear()
    play_task(plan.text, 0)
    assert len(compiled) == 3  # a game for each first proposer, and one to compare with
    monkeypatch.undo()
    check_against_runs(plan, HAGGLING)


def test_what_is_not_plain_is_seen_as_such() -> None:
    """A weight is divided by the sum of all, and a deadline changes the shape of the game."""
    many = [f"actors.seller.positions.price.weight=1:{n}:9" for n in (2,)]
    plan = haggling(*many, "clock.deadline=2:12:6", "actors.seller.cost=0:1:2", draws=5)
    assert sorted(plain_axes(plan.text)) == [2]


def test_what_stands_in_the_game_as_one_by_it_is_plain_too() -> None:
    """A war that is expected to take so many rounds ends with one chance by that in each."""
    file = GOOD / "two-villages.yaml"
    vary = ("war.expected_rounds=20:90:21", "actors.upper.optimism=0:1:2")
    plan = inline_experiment(load(file), str(file), vary, {"kind": "grid"}, {"draws": 4})
    assert [patch.inverse for patch in plain_axes(plan.text)[0]] == [True]
    check_against_runs(plan, file)


def test_a_wrong_patch_is_noticed_and_all_points_are_compiled(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    right = play_task(plan.text, 0).rows
    game = compile_game(load(HAGGLING).scenario, 0, 0, 3)
    place = next(place for place, array in arrays(game) if place == ("patience",))
    rows = np.array([True, False, False])
    monkeypatch.setattr(patching, "plain_axes", lambda _: {0: (Patch(place, rows),)})
    assert play_task(plan.text, 0).rows == right


def test_a_small_plan_is_not_worth_it() -> None:
    assert plain_axes(haggling("actors.seller.cost=0:0.02:6", draws=5).text) == {}


def test_a_patched_game_shares_what_it_did_not_change() -> None:
    game = compile_game(load(HAGGLING).scenario, 0, 0, 3)
    rows = np.zeros(game.cost.shape[:-1], dtype=np.bool_)
    rows[:, 1] = True
    found = patched(game, [(Patch(("cost",), rows), 0.5)])
    assert (found.cost[:, 1] == 0.5).all()
    assert (found.cost[:, 0] == game.cost[:, 0]).all()
    assert not (game.cost == 0.5).any()
    assert found.patience is game.patience
    assert not equal(found, game)
    assert equal(found, patched(found, []))
