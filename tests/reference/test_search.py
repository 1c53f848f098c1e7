"""Offers against every package of a grid, and against published divisions."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from simulator.game import Game
from tests.reference import play, rational
from tests.reference.grid import Grid, acceptable, exponential, values
from tests.reference.moment import Moment
from tests.reference.one_draw import one_draw
from tests.reference.parts import game, issue, share
from tests.reference.random_game import random_game
from tests.reference.search import best_offer, candidates, weightings
from tests.reference.small_games import (
    bent_ladders_game,
    deliverer_game,
    items_game,
    pie_game,
    pie_with_choice_game,
    quota_game,
    three_party_game,
    ties_game,
)
from tests.reference.war import beginning, reservation, shares


def _opening(made: Game) -> Moment:
    """The moment of round 0."""
    draw = one_draw(made, 0, float)
    state = beginning(draw)
    walk_away = [reservation(draw, actor, 0, state) for actor in draw.actors]
    return Moment(draw, shares(draw, state.z), walk_away, draw.shift)


@pytest.mark.parametrize("seed", range(12))
def test_no_package_of_the_grid_beats_the_offer_between_two(seed: int) -> None:
    made = exponential(random_game(seed, draws=1, shares=1, deadline=5, commitment=seed % 3 > 0))
    for one in play(made, 0).rounds:
        grid, p = Grid.of(made, one), one.proposer
        margin = grid.value - np.array(one.aspiration, float)[:, None]
        possible = grid.acceptable.all(0) & (margin[p] >= 1e-9)
        if one.offer is None:
            assert not possible.any()
            continue
        terms = np.array(one.offer.terms, float)[:, None]
        assert acceptable(made, one, terms).all()
        own, other = (float(values(made, one, terms)[i, 0] - one.aspiration[i]) for i in (p, 1 - p))
        assert own >= -1e-8
        assert other == pytest.approx(float(one.offer.worst_margin), abs=1e-8)
        assert not possible.any() or margin[1 - p, possible].max() <= other + 1e-8


@pytest.mark.parametrize("constructor", [bent_ladders_game, pie_with_choice_game])
def test_hand_made_games_have_no_better_offer_either(constructor: Any) -> None:
    made = constructor()
    for one in play(made, 0).rounds:
        grid, p = Grid.of(made, one, 21), one.proposer
        margin = grid.value - np.array(one.aspiration, float)[:, None]
        possible = grid.acceptable.all(0) & (margin[p] >= -1e-9)
        assert one.offer is not None
        assert margin[1 - p, possible].max() <= float(one.offer.worst_margin) + 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_the_best_for_an_actor_alone_is_the_best_of_the_grid(seed: int) -> None:
    made = exponential(random_game(seed, draws=1, shares=1, deadline=3))
    for one in play(made, 0).rounds:
        grid = Grid.of(made, one, 2)
        best = [grid.value[i, grid.acceptable[i]].max() for i in (0, 1)]
        assert [float(x) for x in one.best] == pytest.approx(best, abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_each_weighting_is_filled_as_well_as_any_package_of_the_grid(seed: int) -> None:
    made = exponential(random_game(seed, draws=1, actors=3, shares=1, deadline=1))
    one, moment = play(made, 0).rounds[0], _opening(made)
    grid = Grid.of(made, one, 31)
    open_to_all = grid.acceptable.all(0)
    for offer in candidates(moment, 0, moment.reservation):
        same_option = grid.terms[-1] == offer.terms[-1]
        possible = open_to_all & same_option & (grid.value[0] >= float(moment.reservation[0]))
        if not possible.any():
            continue
        reached = 0.0
        of_grid = np.zeros(grid.terms.shape[1])
        for actor, weight in offer.weights.items():
            reached += float(weight * offer.utility[actor])
            for each, position in zip(made.issues, grid.terms, strict=True):
                of_grid += float(weight) * np.interp(position, each.knots[:, 0], each.value[actor, :, 0])
        assert offer.own_margin >= -1e-9
        assert of_grid[possible].max() <= reached + 1e-9


def test_weightings_are_equal_three_quarters_and_one_for_each_other_member() -> None:
    moment = _opening(three_party_game())
    assert weightings(moment, [4]) == [{4: 1.0}]
    assert weightings(moment, [1, 2, 5]) == [
        {1: 1 / 3, 2: 1 / 3, 5: 1 / 3},
        {1: 0.75, 2: 0.125, 5: 0.125},
        {1: 0.125, 2: 0.75, 5: 0.125},
        {1: 0.125, 2: 0.125, 5: 0.75},
        {1: 1.0, 2: 0.0, 5: 0.0},
        {1: 0.0, 2: 1.0, 5: 0.0},
        {1: 0.0, 2: 0.0, 5: 1.0},
    ]


PANAMA = [(22, 9), (22, 15), (15, 15), (14, 3), (11, 15), (6, 5), (4, 11), (2, 7), (2, 7), (2, 13)]
JOHN_AND_MARY = [(30, 20), (15, 25), (20, 15), (30, 15), (5, 25)]


@pytest.mark.parametrize(
    ("points", "each", "kept"),
    [
        (PANAMA, Fraction(66, 100), [1, 1, Fraction(2, 15), 1, 0, 1, 0, 0, 0, 0]),
        (JOHN_AND_MARY, Fraction(440, 700), [1, 0, Fraction(1, 7), 1, 0]),
    ],
)
@pytest.mark.parametrize("proposer", [0, 1])
def test_adjusted_winner_lies_on_the_path(
    points: list[tuple[float, float]], each: Fraction, kept: list[Any], proposer: int
) -> None:
    """Brams and Taylor 1996: a proposer that asks for the equal score offers exactly the published division."""
    made = items_game(points, outside=float(each), deadline=2, first=1 - proposer)
    offer = play(made, 0, rational).rounds[1].offer
    assert offer is not None
    assert offer.terms == kept
    assert offer.utility == [each, each]


@pytest.mark.parametrize(("x", "is_open"), [(0.4999, 0), (0.5, 1), (0.7, 1), (0.8, 1), (0.8001, 0)])
def test_a_division_is_in_fearons_range_if_both_prefer_it_to_war(x: float, is_open: int) -> None:
    """Fearon 1995: the costs of war open the range from p - c_A to p + c_B; here p = .6, c_A = .1, c_B = .2."""
    pinned = share("pie", [1, -1], 0.5, red_low=[x, -np.inf], red_high=[np.inf, x])
    played = play(game([pinned], deadline=1, outside=[0.6, 0.4], cost=[0.1, 0.2]), 0, rational)
    assert played.zone_open == [bool(is_open)]


def test_a_proposer_without_aspiration_left_gives_the_whole_range_away() -> None:
    """At thresholds R the offer is the end of Fearon's range that is best for the other side."""
    made = pie_game(deadline=3, outside=[0.6, 0.4], cost=[[0, 0], [0, 0], [0.1, 0.2]])
    by_first = play(made, 0, rational).rounds[2]
    by_second = play(replace(made, first=1), 0, rational).rounds[2]
    assert by_first.offer is not None
    assert by_second.offer is not None
    assert (by_first.offer.terms, by_second.offer.terms) == ([Fraction(5, 10)], [Fraction(8, 10)])


def test_what_only_one_side_wants_is_not_given_away() -> None:
    made = game([share("pie", [0.5, -0.5], 0.5), share("joint", [0.5, 0.5], 0.0)], outside=0.0)
    assert all(one.offer is not None and one.offer.terms[1] == 1 for one in play(made, 0).rounds)


def test_what_costs_the_proposer_nothing_is_given_at_once() -> None:
    made = game([share("pie", [1, -0.5], 0.5), share("gift", [0, -0.5], 1.0)], outside=0.0)
    moment = _opening(made)
    offer = best_offer(moment, candidates(moment, 0, [1, 0]))
    assert offer is not None
    assert offer.terms == [1, 0]


def test_among_equals_for_the_other_the_proposer_takes_what_is_best_for_itself() -> None:
    name = issue("name", [[0.0, 0.5], [0.0, 0.0]], 0, kind="choice")
    made = game([share("pie", [0.5, -0.5], 0.5), name], outside=[0.0, 0.0])
    moment = _opening(made)
    found = candidates(moment, 0, [0, 0])
    offer = best_offer(moment, found)
    assert offer is not None
    assert offer.terms == [0, 1]


def test_ties_are_told() -> None:
    assert len(play(ties_game(), 0).rounds[3].ties) == 2  # two names without weight
    assert len(play(pie_game(), 0).rounds[3].ties) == 1


@pytest.mark.parametrize("t", [0, 3, 7])
def test_a_quota_takes_the_coalition_with_the_best_worst_margin(t: int) -> None:
    made = quota_game()
    one = play(made, 0).rounds[t]
    with_each = []
    for coalition in made.coalitions:
        if one.proposer in coalition:
            alone = play(replace(made, coalitions=(coalition,)), 0).rounds[t]
            assert alone.aspiration == one.aspiration
            with_each.append(alone.offer)
    assert len(with_each) == 2
    assert one.offer is not None
    assert one.offer.worst_margin == max(offer.worst_margin for offer in with_each if offer is not None)


def test_who_delivers_is_asked_only_for_what_it_delivers() -> None:
    content = play(deliverer_game(outside=[0.3, 0.3, 0.0]), 0)
    refusing = play(deliverer_game(outside=[0.3, 0.3, 0.9]), 0)
    courted = [one for one in content.rounds if one.offer is not None and len(one.offer.consenting) == 3]
    assert [one.offer.margins[2] for one in courted if one.offer] == [
        one.offer.value[2] for one in courted if one.offer
    ]
    assert any(one.offer.value[2] < one.aspiration[2] for one in courted if one.offer)
    made = [offer for offer in refusing.offers if offer is not None]
    assert [offer.consenting for offer in made] == [(0, 1)] * len(made)
    assert all(offer.terms[1:] == [0, 0] for offer in made)
    assert refusing.agreed


def test_issues_of_the_same_deliverers_are_used_together() -> None:
    issues = [
        share("pie", [0.4, -0.4, 0, 0], 0.5),
        share("aid", [0.2, 0.2, 0, 0], kind="level", delivers=(2,)),
        share("loan", [0.2, 0.2, 0, 0], kind="level", delivers=(2,)),
        share("watch", [0.2, 0.2, 0, 0], kind="level", delivers=(3,)),
    ]
    actors = ("first", "second", "giver", "watchman")
    moment = _opening(game(issues, actors=actors, table=(0, 1), coalitions=((0, 1),)))
    used = {tuple(level > 0 for level in offer.terms[1:]) for offer in candidates(moment, 0, [0] * 4)}
    assert used == {(False, False, False), (True, True, False), (False, False, True), (True, True, True)}
