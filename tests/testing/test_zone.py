"""Zones by duality, against every package of a fine grid and against pies that divide by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.testing.course import Course
from simulator.testing.zone import Zone, closed_by_lines, zone_gap
from tests.reference import play
from tests.reference.grid import Grid, exponential
from tests.reference.random_game import random_game
from tests.reference.small_games import (
    deliverer_game,
    no_zone_game,
    pie_game,
    pie_with_choice_game,
    quota_game,
    red_lines_game,
    shut_game,
    single_point_game,
    three_party_game,
)


def gap(made: Any, t: int = 0) -> float:
    course = Course(made)
    return float(zone_gap(course, t, course.reservation[t])[0])


def test_a_pie_leaves_each_half_of_what_no_deal_leaves_of_it() -> None:
    assert gap(pie_game(outside=[0.2, 0.3])) == pytest.approx(0.25)
    assert gap(no_zone_game()) == pytest.approx(-0.05)  # 0.7 and 0.4 of one pie
    assert gap(single_point_game()) == pytest.approx(0, abs=1e-15)


def test_red_lines_cut_the_pie() -> None:
    line = replace(pie_game().issues[0], red_low=np.array([[0.6], [-np.inf]]))
    cut = replace(pie_game(outside=[0.2, 0.3]), issues=(line,))
    assert gap(cut) == pytest.approx(0.1)  # the second gets at most 0.4
    assert gap(shut_game()) == -np.inf


def test_an_option_does_not_divide() -> None:
    """With everything at stake in the options, the middle one is the best for the worse-off, not a mixture."""
    made = pie_with_choice_game(outside=[0.0, 0.0])
    status = replace(made.issues[1], value=2.5 * made.issues[1].value)
    assert gap(replace(made, issues=(status,))) == pytest.approx(0.75)
    without = replace(status, value=status.value * np.array([1, 0, 1])[None, :, None])
    assert gap(replace(made, issues=(without,))) == pytest.approx(0)  # half of each end would be worth 0.5


def test_beyond_too_many_combinations_it_says_no_more_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.testing.zone.MOST_COMBINATIONS", 2)
    made = pie_with_choice_game(outside=[0.0, 0.0])
    status = replace(made.issues[1], value=2.5 * made.issues[1].value * np.array([1, 0, 1])[None, :, None])
    assert gap(replace(made, issues=(status,))) == pytest.approx(0.5)


@pytest.mark.parametrize("seed", range(12))
def test_no_package_of_the_grid_is_better_and_some_is_nearly_as_good(seed: int) -> None:
    made = exponential(random_game(seed, draws=1, shares=1, deadline=4, commitment=seed % 3 > 0))
    course = Course(made)
    for t, one in enumerate(play(made, 0).rounds):
        grid = Grid.of(made, one, 81)
        for thresholds in (course.reservation[t], course.aspiration[t]):
            margins = np.where(grid.acceptable.all(0), (grid.value - thresholds).min(0), -np.inf)
            found = float(zone_gap(course, t, thresholds)[0])
            assert margins.max() <= found + 1e-6
            assert found == pytest.approx(margins.max(), abs=0.02)


def test_several_parties_and_deliverers_bound_it_from_above() -> None:
    made = three_party_game(outside=[0.3, 0.3, 0.3])
    course = Course(made)
    pairs = [Zone(course, pair, (0, 1, 2)).gap(0, course.reservation[0])[0] for pair in ((0, 1), (0, 2), (1, 2))]
    assert gap(made) == pytest.approx(min(pairs))
    assert gap(quota_game(outside=[0.3, 0.3, 2.0])) >= gap(made) > gap(three_party_game(outside=[0.3, 0.3, 2.0]))
    assert gap(deliverer_game()) == gap(deliverer_game(outside=[0.35, 0.45, 5.0]))  # the giver is not asked here


def test_issues_that_red_lines_shut() -> None:
    course = Course(shut_game())
    assert closed_by_lines(course, 0, (0, 1)).ravel().tolist() == [False, True]
    assert not closed_by_lines(course, 0, (0,)).any()
    assert not closed_by_lines(Course(red_lines_game()), 0, (0, 1)).any()
    assert not closed_by_lines(course, 0, ()).any()
