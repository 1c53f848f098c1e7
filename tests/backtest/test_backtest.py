"""The backtest: what happened is scored against and never foreseen, and no case is its own baseline."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from simulator.backtest.backtest import FORECASTERS, Backtest, backtest
from simulator.backtest.fitting import GRID, PRIOR, fit, grid, pull
from simulator.backtest.forecasts import Truth, land_at_stake, told, truth_of
from simulator.encoding.encode import encode
from simulator.encoding.facts_file import read_facts
from simulator.scenario.happened import Happened, Lasted, Recorded
from simulator.scenario.schema import Scenario
from simulator.views.backtest_sheet import backtest_json, backtest_sheet
from tests.encoding.written import FACTS, LEAST, case

DRAWS = 64


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    facts = read_facts(FACTS)
    names = ("dayton_1995", "vance_owen_1993", "good_friday_1998")
    return [encode(one).scenario for one in facts.cases if one.id in names]


@pytest.fixture(scope="module")
def known(scenarios: list[Scenario]) -> dict[str, Truth]:
    return {one.id: truth for one in scenarios if (truth := truth_of(one)) is not None}


@pytest.fixture(scope="module")
def found(scenarios: list[Scenario], known: dict[str, Truth]) -> Backtest:
    return backtest(scenarios, known, DRAWS, 0)


def test_the_engine_says_the_same_whatever_happened(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        other = scenario.model_copy(
            update={
                "happened": Happened(
                    agreed=True, round=59.0, retained=Recorded(value=0.99), held=Lasted(years=0.1, censored=False)
                )
            }
        )
        one, two = told(scenario, DRAWS, 0), told(other, DRAWS, 0)
        assert one is not None
        assert two is not None
        assert one.truth != two.truth
        assert one.engine.agreement == two.engine.agreement
        for field in ("retained", "months"):
            np.testing.assert_array_equal(getattr(one.engine, field), getattr(two.engine, field))
        assert one.line.retained.tolist() == two.line.retained.tolist()
        assert one.positions.retained.tolist() == two.positions.retained.tolist()


def test_no_case_is_its_own_baseline(scenarios: list[Scenario], known: dict[str, Truth], found: Backtest) -> None:
    for case_ in found.cases:
        changed = {**known, case_.id: replace(known[case_.id], agreed=not known[case_.id].agreed, months=55.0)}
        again = backtest([one for one in scenarios if one.id == case_.id], changed, DRAWS, 0)
        assert again.cases[0].forecasts["coin"].agreement == case_.forecasts["coin"].agreement
        np.testing.assert_array_equal(again.cases[0].forecasts["coin"].months, case_.forecasts["coin"].months)
    rates = {case_.id: case_.forecasts["coin"].agreement for case_ in found.cases}
    assert rates["vance-owen-1993"] == pytest.approx(2.5 / 3)
    assert rates["dayton-1995"] == pytest.approx(1.5 / 3)


def test_baselines_by_hand(found: Backtest) -> None:
    dayton = next(one for one in found.cases if one.id == "dayton-1995")
    assert dayton.forecasts["line"].retained == pytest.approx([0.463], abs=1e-3)
    # A claims 64% and B leaves 0: on what was taken both have stated all or nothing, and so on what is sought
    power = math.sqrt(0.532 / 0.468)
    taken, sought = 2 * power / (2 * power + 1), power / (power + 2)
    assert dayton.forecasts["positions"].retained == pytest.approx([0.463 * taken + 0.177 * sought], abs=1e-3)
    friday = next(one for one in found.cases if one.id == "good-friday-1998")
    assert friday.truth.retained is None  # no land was disputed in these talks
    assert len(friday.forecasts["line"].retained) == 0


def test_every_measure_is_taken_of_all_who_say_something(found: Backtest) -> None:
    says = {one.measure: {name for name, mean in one.means.items() if mean.cases} for one in found.tallies}
    assert says["agreement: Brier score"] == {"engine", "coin"}
    assert says["retained share: CRPS"] == {"engine", "line", "positions"}
    assert says["months to agreement: CRPS"] == {"engine", "coin"}
    assert says["held 10 years: Brier score"] == {"engine", "coin"}
    brier = next(one for one in found.tallies if one.measure == "agreement: Brier score")
    by_hand = [(case_.forecasts["engine"].agreement or 0) - case_.truth.agreed for case_ in found.cases]
    assert brier.means["engine"].value == pytest.approx(np.mean(np.square(by_hand)))


def test_what_is_censored_before_a_horizon_tells_nothing_of_it(scenarios: list[Scenario]) -> None:
    short = [
        one.model_copy(update={"happened": Happened(agreed=True, held=Lasted(years=3.0, censored=True))})
        for one in scenarios
    ]
    found = backtest(short, {}, DRAWS, 0)
    cases = {one.measure: one.means["engine"].cases for one in found.tallies}
    assert (cases["held 1 years: Brier score"], cases["held 5 years: Brier score"]) == (3, 0)


def test_the_sheet_and_the_json_say_the_same(found: Backtest) -> None:
    sheet, data = backtest_sheet(found, "three cases"), backtest_json(found, "0")
    assert [row[0] for row in sheet.sections[0].rows] == [one["scenario"] for one in data["cases"]]
    mean = data["scores"]["agreement: Brier score"]["engine"]
    assert f"{mean['mean']:.3f} [{mean['low']:.3f}, {mean['high']:.3f}]" in sheet.sections[1].rows[0]
    assert set(data["scores"]["agreement: Brier score"]) >= set(FORECASTERS)
    assert sum(one["cases"] for one in data["reliability"]) == 3


def test_a_scenario_that_says_nothing_of_its_end_is_passed_by(known: dict[str, Truth]) -> None:
    silent = encode(case(LEAST)).scenario
    found = backtest([silent], known, DRAWS, 0)
    assert (found.cases, found.passed) == ((), ("two-shores",))
    assert not land_at_stake(silent)


def test_the_fit_picks_without_a_case_what_is_best_for_the_others() -> None:
    """Two points do well on all but one case each; without it the other is picked."""
    points = list(grid())
    middle = points.index(PRIOR)
    other = next(n for n, point in enumerate(points) if 0 < pull(point) < 0.03)
    agreed = [True, True, True, False]
    chances = np.full((len(points), 4), 0.5)
    chances[middle], chances[other] = [0.9, 0.9, 0.9, 0.9], [0.8, 0.8, 0.8, 0.2]
    found = fit(chances, agreed)
    assert found.best == points[other]
    assert found.left_out[3] == PRIOR
    assert found.left_out[0] == points[other]
    assert found.brier == pytest.approx((3 * 0.2**2 + 0.9**2) / 4)
    assert found.log_coin == pytest.approx(np.mean([-math.log(2.5 / 4)] * 3 + [-math.log(1 - 3.5 / 4)]))


def test_the_fit_never_sees_an_offer_and_its_grid_holds_its_middle() -> None:
    offered = read_facts(FACTS).case("vance_owen_1993")
    assert offered is not None
    assert offered.share("offered") is not None
    assert offered.without(["offered"]).share("offered") is None
    assert all(PRIOR[name] in values for name, values in GRID.items())
