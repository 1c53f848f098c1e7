from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.cautions import FEW, cautions

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"


def played(draws: int, **changes: Any) -> Run:
    return run(load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario, draws, 3)


def told(run_: Run) -> str:
    (caution,) = cautions(run_.summary, run_.scenario)
    return caution


def test_time_runs_out_before_anybody_gives_way() -> None:
    found = told(played(30, **{"clock.deadline": 2}))
    assert found.startswith("no draw agreed, though at best 100% of draws had a deal")
    assert "the 2 rounds end before the parties have given way" in found


def test_who_holds_out_is_not_said_to_want_for_time() -> None:
    holds_out = load("fearon-range", overrides={"actors.a.strategy.kind": "hardline"})
    found = told(run(holds_out.scenario, 20, 3))
    assert found.endswith("the only round ends before the parties have given way (clock.deadline, strategy)")


def test_that_all_sign_in_the_only_round_is_no_wonder() -> None:
    once = run(load("fearon-range").scenario, 200, 3)
    assert once.summary.agreed == 200
    assert cautions(once.summary, once.scenario) == ()


def test_red_lines_that_leave_nothing_are_named() -> None:
    lines = {
        "actors.upper.positions.well.red_line": "upper_only",
        "actors.lower.positions.well.red_line": "shared",
    }
    assert told(played(30, **lines)) == "red lines leave nothing to agree on in any draw: The well in 100%"


def test_red_lines_that_leave_nothing_in_some_draws_are_not_the_reason() -> None:
    lines = {
        "actors.upper.positions.well.red_line": {"upper_only": 0.5},
        "actors.lower.positions.well.red_line": "shared",
    }
    some = played(40, **lines, **{"clock.deadline": 2})
    assert 0 < some.summary.shut_by.sum() < 40
    assert told(some).startswith("no draw agreed, though at best ")


def test_no_zone_in_any_draw() -> None:
    silent = played(20, **{"clock.deadline": 2})
    nowhere = replace(silent, summary=replace(silent.summary, ripe=0 * silent.summary.ripe))
    assert told(nowhere).startswith("there is no zone of agreement in any draw")


def test_few_deals_are_few() -> None:
    few = played(40, **{"actors.upper.strategy.tempo": 8, "actors.lower.strategy.tempo": 8})
    assert 0 < few.summary.agreed < FEW
    assert told(few).startswith(f"only {few.summary.agreed} of 40 draws agreed")


def test_a_scenario_in_which_all_sign_at_once_is_said_to_be_one() -> None:
    some = played(30)
    rounds = np.zeros_like(some.summary.rounds)
    rounds[0] = 30
    at_once = replace(some, summary=replace(some.summary, rounds=rounds, agreed=30))
    assert told(at_once) == "every draw signs in month 0: no party asks for more than the first offer gives it"


def test_of_an_ordinary_run_there_is_nothing_to_say() -> None:
    ordinary = played(400, **{"actors.upper.strategy.tempo": 12, "actors.lower.strategy.tempo": 12})
    assert ordinary.summary.agreed >= FEW
    assert cautions(ordinary.summary, ordinary.scenario) == ()
