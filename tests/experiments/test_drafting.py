from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.experiments.drafting import Draft, draft_plan, scenario_name, suggested_values, without_steps
from simulator.experiments.reading import inline_experiment, read_experiment
from simulator.scenario.faults import ParleyError, ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import parameters
from tests.experiments.conftest import HAGGLING

VARY = {"actors.seller.cost": "0:0.02:3", "protocol.first": "seller, buyer", "actors.seller.patience": "range"}


def draft(**more: Any) -> Draft:
    return Draft(**{"scenario": str(HAGGLING), "title": "A price", "vary": VARY, **more})


def test_the_file_is_the_experiment_that_a_command_line_would_describe(tmp_path: Path) -> None:
    settings = {"clock.deadline": 4, "actors.seller.cost": 0.5, "actors.buyer.positions.cart.red_line": {"old": 0.5}}
    text = draft(settings=settings, draws="7", seed="3").text()
    path = tmp_path / "ask.yaml"
    path.write_text(text, "utf-8")
    plan, _ = read_experiment(str(path))
    del settings["actors.seller.cost"]  # what varies is not set besides
    vary = [f"{path}={values}" for path, values in VARY.items()]
    same = inline_experiment(load(HAGGLING, overrides=settings), "x", vary, {"kind": "grid"}, {"draws": 7, "seed": 3})
    for key in ("axes", "design", "set", "draws", "seed", "scenario", "inputs_sha256", "outcomes", "keep"):
        assert plan.data[key] == same.data[key]
    assert draft_plan(text, path).data == plan.data


def test_designs_that_sample_say_how_many() -> None:
    assert "design: {kind: sobol, points: 8}" in draft(design="sobol", count="8", vary={"clock.deadline": "2:6"}).text()
    assert "{kind: saltelli, samples: 8}" in draft(design="saltelli", count="8", vary={"clock.deadline": "2:6"}).text()
    assert "design: {kind: grid}" in draft(count="8").text()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"vary": {"clock.deadline": " "}}, "clock.deadline: has no values; write LOW:HIGH:STEPS, or A,B,C, or range"),
        ({"vary": {"clock.deadline": "2:x"}}, "clock.deadline: must be LOW:HIGH:STEPS in numbers, or LOW:HIGH"),
        ({"vary": {"clock.deadline": "6:2"}}, "low must be below high, got 6 and 2; put them in order"),
        ({"vary": {"clock.deadline": "0:2"}}, ": clock.deadline: cannot be 0: must be at least 1, got 0"),
        ({"vary": {"clock.deadlin": "2:6"}}, "no such path"),
        ({"vary": {}}, "nothing varies"),
        ({"design": "sobol", "count": ""}, "the key `points` is missing, which sobol needs; add it"),
        ({"design": "sobol", "count": "some", "vary": {"clock.deadline": "2:6"}}, 'got "some"'),
        ({"draws": "many"}, "draws: must be a whole number"),
        ({"draws": "0"}, "draws: must be at least 1"),
        ({"seed": "-1"}, "seed: must be at least 0"),
    ],
)
def test_what_is_wrong_is_said_without_a_file_that_is_not_there(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioFaults) as refusal:
        draft_plan(draft(**more).text(), Path("/nowhere/ask.yaml"))
    assert words in str(refusal.value)
    assert "nowhere" not in str(refusal.value)


def test_a_scenario_is_named_so_that_the_command_finds_the_same_file(tmp_path: Path) -> None:
    assert scenario_name(load("ukraine-2025-03")) == "ukraine-2025-03"
    assert scenario_name(load(HAGGLING)) == str(HAGGLING)
    path = tmp_path / "ukraine-2025-03.yaml"
    path.write_text(HAGGLING.read_text("utf-8"), "utf-8")
    assert scenario_name(load(path)) == str(path)
    with pytest.raises(ParleyError, match="save it as a file first"):
        scenario_name(replace(load(HAGGLING), path=None))


def test_values_are_suggested_that_can_be_played() -> None:
    for target in (HAGGLING, "ukraine-2025-03"):
        loaded = load(target, library=Library())
        known = {one.path: suggested_values(one) for one in parameters(loaded)}
        for path in list(known)[::9]:
            if known[path] and "red_line" not in path:  # chances must add up to 1 at most
                assert draft_plan(draft(scenario=scenario_name(loaded), vary={path: known[path]}).text(), Path("x"))


@pytest.mark.parametrize(
    ("values", "left"), [("1:2:5", "1:2"), ("1:2", "1:2"), ("1,2", "1,2"), ("1:2:log", "1:2:log"), ("range", "range")]
)
def test_steps_are_taken_out_for_designs_that_sample(values: str, left: str) -> None:
    assert without_steps(values) == left
