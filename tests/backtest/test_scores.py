"""Scores against their definitions, worked out the long way."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.backtest.coin import coin, kaplan_meier
from simulator.backtest.forecasts import Truth
from simulator.backtest.reliability import reliability
from simulator.backtest.scores import brier, covered, crps, log_score, survival_log_score
from simulator.backtest.tally import bootstrap, tally, verdict

shares = st.floats(0, 1).map(lambda share: round(share, 3))


@given(st.lists(shares, min_size=1, max_size=8), shares)
def test_crps_is_the_double_sum_of_its_definition(sample: list[float], came: float) -> None:
    far = sum(abs(x - came) for x in sample) / len(sample)
    spread = sum(abs(x - y) for x, y in itertools.product(sample, repeat=2)) / len(sample) ** 2
    assert crps(np.array(sample), came) == pytest.approx(far - spread / 2, abs=1e-12)


@given(shares, shares)
def test_crps_of_a_single_point_is_its_error(point: float, came: float) -> None:
    assert crps(np.array([point]), came) == pytest.approx(abs(point - came))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_nobody_scores_better_by_saying_what_he_does_not_believe(believed: float, said: float) -> None:
    for score in (brier, log_score):
        honest = believed * score(believed, True) + (1 - believed) * score(believed, False)
        other = believed * score(said, True) + (1 - believed) * score(said, False)
        assert honest <= other + 1e-12


def test_scores_at_their_ends() -> None:
    assert (brier(1, True), brier(0, True), brier(0.5, False)) == (0, 1, 0.25)
    assert log_score(1, True) == 0
    assert log_score(0, True) == math.inf
    assert log_score(0.5, False) == pytest.approx(math.log(2))
    assert math.isnan(crps(np.zeros(0), 0.5))


def test_an_interval_covers_what_lies_in_it_or_within_rounding_of_it() -> None:
    sample = np.linspace(0, 1, 101)
    assert covered(sample, 0.3, 0.5)
    assert not covered(sample, 0.2, 0.5)
    assert covered(sample, 0.246, 0.5, 0.005)
    assert not covered(np.zeros(0), 0.5, 0.9)


def test_a_deal_that_still_holds_is_scored_on_lasting_so_long_and_no_more() -> None:
    assert survival_log_score(0.8, 0.7, True) == pytest.approx(-math.log(0.8))
    assert survival_log_score(0.8, 0.7, False) == pytest.approx(-math.log(0.1))


def test_kaplan_meier_by_hand() -> None:
    """Failures at 1 and 3 of four, one still holding at 2 and one at 5, each risk with one deal more."""
    years, censored = np.array([1.0, 2.0, 3.0, 5.0]), np.array([False, True, False, True])
    pulled = 1 - 0.5 / 5 * 4 / 5
    assert kaplan_meier(years, censored, 4.0) == pytest.approx((1 - 1 / 5) * (1 - 1 / 3) * pulled)
    assert kaplan_meier(years, censored, 0.0) == 1
    chances = [kaplan_meier(years, censored, year) for year in np.linspace(0, 20, 41)]
    assert all(later <= sooner for sooner, later in itertools.pairwise(chances))
    assert 0 < chances[-1] < chances[0]


def test_the_coin_says_what_the_other_cases_say() -> None:
    agreed, failed = Truth(True, 0.5, 3.0, 2.0, False), Truth(False, None, None, None, False)
    said = coin([agreed, agreed, failed])
    assert said.agreement == pytest.approx(2.5 / 4)
    assert list(said.months) == [3.0, 3.0]
    assert len(said.retained) == 0
    assert coin([failed]).holds is None


def test_the_bootstrap_knows_the_error_of_a_mean() -> None:
    values = np.random.Generator(np.random.PCG64(1)).normal(2.0, 1.0, 400)
    found = bootstrap(values, 0)
    assert found.value == pytest.approx(values.mean())
    assert (found.high - found.low) / 2 == pytest.approx(1.96 / 20, rel=0.15)
    assert bootstrap(values, 0) == found
    assert bootstrap(np.array([math.nan]), 0).cases == 0


def test_who_is_ahead_is_counted_over_the_cases_that_both_score() -> None:
    found = tally("x", {"engine": [0.1, 0.2, math.nan, 0.3], "line": [0.5, math.nan, 9.0, 0.7], "coin": [0.1] * 4}, 0)
    assert found.ahead["line"].value == pytest.approx(0.4)
    assert found.ahead["line"].cases == 2
    assert (verdict(found.ahead["line"]), found.ahead["coin"].cases) == ("engine better", 3)
    assert verdict(tally("x", {"engine": [0.5, 0.6], "line": [0.1, 0.2]}, 0).ahead["line"]) == "baseline better"
    assert (
        verdict(tally("x", {"engine": [0.5, 0.1], "line": [0.1, 0.5]}, 0).ahead["line"]) == "baseline ahead, undecided"
    )


def test_bins_hold_every_case_once() -> None:
    chances, came = [0.0, 0.2, 0.21, 0.5, 1.0], [False, False, True, True, True]
    bins = reliability(chances, came)
    assert [one.came.of for one in bins] == [2, 1, 1, 0, 1]
    assert [one.came.count for one in bins] == [0, 1, 1, 0, 1]
    assert bins[0].mean == pytest.approx(0.1)
    assert bins[3].mean is None
