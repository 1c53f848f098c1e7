"""What strategies make is valid, and reaches the cases that are hard."""

import shlex
from collections import Counter
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from simulator.compiling import compile_game
from simulator.game import Game, Issue
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.overrides import setting
from simulator.scenario.parameters import Parameter, parameters
from simulator.scenario.writing import yaml_text
from simulator.testing.hard_cases import HARD_CASES
from simulator.testing.strategies import changes, games, scenarios, trees
from simulator.testing.strategies.changes import STEPS, as_settings, changed, stepped
from simulator.testing.strategies.scenarios import NAMES
from simulator.testing.strategies.twists import TWISTS
from simulator.testing.trees import scenario_of
from tests.cli.conftest import GOOD
from tests.reference.small_games import land_for_peace_game

VILLAGES = load(GOOD / "two-villages.yaml")
FEWER = settings(max_examples=max(settings().max_examples // 4, 1))
ALWAYS_THE_SAME = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def missed(strategy: st.SearchStrategy[Any], examples: int) -> set[str]:
    """The hard cases that did not come up twice in so many examples, always the same ones; fewer if all did."""
    found: Counter[str] = Counter()

    def all_reached(made: Any) -> bool:
        one = made if isinstance(made, Game) else compile_game(made, 0, 0, 4)
        found.update(name for name, is_one in HARD_CASES.items() if is_one(one))
        return all(found[name] >= 2 for name in HARD_CASES)

    with suppress(NoSuchExample):
        find(strategy, all_reached, settings=settings(ALWAYS_THE_SAME, max_examples=examples))
    return {name for name in HARD_CASES if found[name] < 2}


@pytest.mark.slow
def test_games_reach_every_hard_case() -> None:
    assert missed(games(), 500) == set()


@pytest.mark.slow
def test_scenarios_reach_every_hard_case() -> None:
    assert missed(trees().map(scenario_of), 500) == set()


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_plain_game_is_no_hard_case(name: str) -> None:
    """The questions can be answered with no: without that, reaching would mean nothing."""
    assert not HARD_CASES[name](land_for_peace_game(patience=0.9))


@given(games())
def test_games_are_whole(made: Game) -> None:
    total = np.zeros(made.patience.shape)
    for issue in made.issues:
        assert (np.diff(issue.knots, axis=0) >= 0).all()
        assert ((issue.no_deal >= issue.knots[0]) & (issue.no_deal <= issue.knots[-1])).all()
        assert (issue.value >= 0).all()
        assert all(0 <= i < len(made.actors) for i in issue.delivers)
        if issue.kind == "choice":
            assert issue.allowed.any(axis=1).all(), "everybody can sign its own best"
            assert len(np.unique(issue.no_deal)) == 1
        else:
            assert _concave(issue)
        total += issue.value.max(axis=1)
    assert (total <= 1 + 1e-12).all()
    assert set(made.table) | set(made.consent) <= set(range(len(made.actors)))
    assert all(len(set(coalition)) == len(coalition) for coalition in made.coalitions)
    assert made.war is not None or not np.isnan(made.outside).any()


def _concave(issue: Issue) -> bool:
    length = np.diff(issue.knots, axis=0)
    slope = np.diff(issue.value, axis=1) / np.where(length > 0, length, np.nan)
    for n in range(slope.shape[-1]):
        for row in slope[:, :, n]:
            real = row[~np.isnan(row)]
            if (np.diff(real) > 1e-9).any():
                return False
    return True


@pytest.mark.parametrize("twist", TWISTS)
def test_every_twist_gives_a_game(twist: str) -> None:
    found = find(games(most_actors=3, twists=(twist,)), lambda made: len(made.issues) > 1, settings=ALWAYS_THE_SAME)
    assert found.draws >= 1


@FEWER
@given(trees())
def test_trees_load_without_faults_and_come_back_as_written(tree: dict[str, Any]) -> None:
    assert load(yaml_text(tree).encode()).tree == tree


@FEWER
@given(scenarios(most_actors=4, most_rounds=2))
def test_limits_are_kept(made: LoadedScenario) -> None:
    assert 2 <= len(made.scenario.actors) <= 4
    assert made.scenario.clock.deadline <= 2
    assert set(made.scenario.actors) <= {*NAMES, "seller", "buyer"}


@given(st.data())
def test_changes_are_valid_and_within_spans(data: st.DataObject) -> None:
    change = data.draw(changes(VILLAGES))
    assert len(change) <= 3
    by_path = {parameter.path: parameter for parameter in parameters(VILLAGES)}
    for path, value in change.items():
        parameter = by_path[path]
        if parameter.options:
            assert value in parameter.options
            continue
        assert parameter.span is not None
        assert parameter.span[0] <= float(value) <= parameter.span[1]
        assert parameter.kind != "whole" or isinstance(value, int)
    assert set(changed(VILLAGES, change).overrides) == set(change)


def test_changes_shrink_to_none_and_to_the_own_value() -> None:
    assert find(changes(VILLAGES), lambda change: True) == {}
    path, most = "actors.lower.cost", 0.005
    smallest = find(changes(VILLAGES), lambda change: float(change.get(path, 0)) >= most)
    own = next(parameter for parameter in parameters(VILLAGES) if parameter.path == path)
    steps = [float(stepped(own, step)) for step in range(STEPS + 1)]
    assert steps[0] == own.value
    assert smallest == {path: min(step for step in steps if step >= most)}


@given(st.data())
def test_a_change_can_be_written_on_the_command_line(data: st.DataObject) -> None:
    change = data.draw(changes(VILLAGES))
    words = shlex.split(as_settings(change))
    assert words[::2] == ["--set"] * len(change)
    assert dict(setting(word) for word in words[1::2]) == change


def test_steps_of_a_slider_end_at_its_ends() -> None:
    for parameter in parameters(VILLAGES):
        if not parameter.options:
            _goes_from_end_to_end(parameter)


def _goes_from_end_to_end(parameter: Parameter) -> None:
    assert parameter.span is not None
    steps = [stepped(parameter, step) for step in range(-STEPS, STEPS + 1)]
    assert steps == sorted(steps)
    assert steps[0] == parameter.span[0]
    if parameter.path != "clock.deadline":
        assert steps[-1] == parameter.span[1]
