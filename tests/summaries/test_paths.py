import math
from pathlib import Path

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.trace import trace
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.summaries.paths import Band, Offers

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"


def test_a_band_is_a_distribution_for_every_round() -> None:
    values = np.array([[0.1, 0.2, 0.3], [np.nan, np.nan, 0.5], [np.nan, np.nan, np.nan]])
    band = Band.of(values, 0.0, 1.0)
    found = band.quantiles()
    assert list(found) == ["p05", "p25", "p50", "p75", "p95"]
    assert found["p50"][:2] == pytest.approx([0.2, 0.5], abs=1 / 400)
    assert found["p05"][0] == pytest.approx(0.1, abs=1 / 400)
    assert found["p95"][0] == pytest.approx(0.3, abs=1 / 400)
    assert [math.isnan(found["p50"][t]) for t in range(3)] == [False, False, True]


def test_bands_merge_round_by_round() -> None:
    values = np.random.default_rng(1).random((4, 90))
    whole, first = Band.of(values, 0.0, 1.0), Band.of(values[:, 40:], 0.0, 1.0)
    first.merge(Band.of(values[:, :40], 0.0, 1.0))
    assert {name: row.tolist() for name, row in first.quantiles().items()} == {
        name: row.tolist() for name, row in whole.quantiles().items()
    }


def test_offers_are_those_of_whose_turn_it_is() -> None:
    scenario = load(GOOD / "two-villages.yaml", library=Library(user=GOOD)).scenario
    traced = trace(compile_game(scenario, 0, 0, 30))
    offers = Offers.of(traced)
    assert offers.draws == 30
    assert set(offers.worth) == {(a, b) for a in ("upper", "lower") for b in ("upper", "lower")}
    mine = offers.worth["upper", "lower"].quantiles()["p50"]
    for t in range(scenario.clock.deadline):
        if traced.proposer[t, 0] == 0 and not np.isnan(traced.worth[t, 1]).all():
            assert mine[t] == pytest.approx(np.nanquantile(traced.worth[t, 1], 0.5, method="inverted_cdf"), abs=2 / 400)
        else:
            assert math.isnan(mine[t])
    assert offers.held is not None
    area = np.array([3.0, 2.0])[:, None]
    held = np.quantile((area * traced.held[5]).sum(axis=0) / 5, 0.5, method="inverted_cdf")
    assert offers.held.quantiles()["p50"][5] == pytest.approx(held, abs=1 / 400)
