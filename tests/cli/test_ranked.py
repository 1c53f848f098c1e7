import json

import pytest

from simulator.insight.flip import flips
from simulator.insight.tornado import tornado
from simulator.scenario.loading import load
from simulator.views.question_report import flips_to_json, tornado_to_json
from tests.cli.conftest import Parley

TALKS = "two-villages"
SOME = ("--only", "actors.lower.cost", "--only", "clock.deadline")
PATHS = ("actors.lower.cost", "clock.deadline")


def test_flips_in_json_are_what_python_finds(parley: Parley) -> None:
    answer = parley("flip", TALKS, *SOME, "--draws", "60", "--seed", "1", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    loaded = load(TALKS)
    *_, found = flips(loaded, 60, 1, only=PATHS)
    assert json.loads(answer.out) == json.loads(json.dumps(flips_to_json(loaded.scenario, found, 1, {})))


def test_a_tornado_in_json_is_what_python_finds(parley: Parley) -> None:
    arguments = ("--only", "war.decision", "--draws", "60", "--set", "clock.deadline=5")
    answer = parley("tornado", TALKS, *arguments, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    loaded = load(TALKS, overrides={"clock.deadline": 5})
    *_, found = tornado(loaded, 60, 0, only=["war.decision"])
    expected = tornado_to_json(loaded.scenario, found, 0, {"clock.deadline": 5})
    assert json.loads(answer.out) == json.loads(json.dumps(expected))


def test_tables_name_the_numbers_and_how_far_to_trust_them(parley: Parley) -> None:
    flip = parley("flip", TALKS, *SOME, "--draws", "60")
    assert (flip.code, flip.err) == (0, "")
    assert "Clock: rounds played" in flip.out
    moved = parley("tornado", TALKS, "--only", "war.decision", "--draws", "60")
    assert (moved.code, moved.err) == (0, "")
    assert "95% interval" in moved.out
    assert max(map(len, (flip.out + moved.out).splitlines())) <= 110


@pytest.mark.parametrize("command", ["flip", "tornado"])
def test_a_number_that_is_not_asked_is_refused_with_the_nearest(command: str, parley: Parley) -> None:
    answer = parley(command, TALKS, "--only", "war.decisions")
    assert answer.code == 2
    assert "did you mean war.decision" in answer.err


def test_where_no_other_value_makes_a_scenario_that_is_said(parley: Parley) -> None:
    other = "actors.lower.positions.toll.prefers"
    arguments = ("flip", TALKS, "--only", other, "--only", "clock.deadline", "--draws", "5")
    told = parley(*arguments)
    assert "no other value makes a scenario" in told.out
    assert "nan" not in told.out
    found = json.loads(parley(*arguments, "--format", "json").out)["flips"]
    assert {flip["path"]: flip["least"] for flip in found} == {"clock.deadline": 0.0, other: None}
