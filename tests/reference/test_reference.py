"""Whole plays against arithmetic by hand and laws that hold whatever the numbers."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from simulator.game import Game
from tests.reference import play, rational
from tests.reference.grid import Grid, acceptable, exponential
from tests.reference.one_draw import one_draw
from tests.reference.parts import front, game, issue, lever, package, share, war
from tests.reference.random_game import random_game
from tests.reference.small_games import (
    SMALL_GAMES,
    commitment_game,
    held_red_line_game,
    mediator_game,
    no_zone_game,
    one_round_game,
    pie_game,
    shut_game,
    single_point_game,
    war_game,
)
from tests.reference.war import shares


@pytest.mark.parametrize("constructor", SMALL_GAMES.values(), ids=SMALL_GAMES)
def test_floats_and_fractions_play_the_same(constructor: Callable[..., Game]) -> None:
    by_floats, exact = play(constructor(), 0), play(constructor(), 0, rational)
    assert (by_floats.agreed, by_floats.round, by_floats.pulled) == (exact.agreed, exact.round, exact.pulled)
    assert (by_floats.blocked_by, by_floats.shut_by) == (exact.blocked_by, exact.shut_by)
    assert by_floats.zone_open == exact.zone_open
    assert by_floats.payoff == pytest.approx([float(x) for x in exact.payoff], abs=1e-12)
    for mine, other in zip(by_floats.aspiration, exact.aspiration, strict=True):
        assert mine == pytest.approx([float(x) for x in other], abs=1e-12)


def test_the_small_games_reach_every_kind_of_end() -> None:
    plays = {name: play(constructor(), 0) for name, constructor in SMALL_GAMES.items()}
    assert {one.blocked_by for one in plays.values()} >= {None, "nobody", 0}
    assert any(one.shut_by is not None for one in plays.values())
    assert any(False in one.zone_open and True in one.zone_open for one in plays.values())
    offers = [offer for one in plays.values() for offer in one.offers if offer is not None]
    assert any(len(offer.consenting) > len(offer.coalition) for offer in offers)


@pytest.mark.parametrize("outside", [(0.2, 0.2), (0.0, 0.0), (0.1, 0.8), (0.4, 0.6)])
@pytest.mark.parametrize("exponents", [(1, 1), (2, 1), (3, 4)])
def test_two_sign_when_their_aspirations_fit_into_the_pie(outside: Any, exponents: Any) -> None:
    """A_i = r + (1 - r)(1 - (t / 9)^e), and the first round in which the two add to at most 1."""

    def asked(i: int, t: int) -> Fraction:
        r = rational(outside[i])
        return r + (1 - r) * (1 - Fraction(t, 9) ** int(exponents[i]))

    first = next(t for t in range(10) if asked(0, t) + asked(1, t) <= 1)
    played = play(pie_game(outside=outside, exponent=exponents), 0, rational)
    assert played.round == first
    assert played.terms == [asked(0, first) if first % 2 == 0 else 1 - asked(1, first)]
    assert played.aspiration[first] == [asked(0, first), asked(1, first)]


@pytest.mark.parametrize("seed", range(10))
def test_two_sign_in_the_first_round_in_which_some_package_gives_each_its_aspiration(seed: int) -> None:
    made = exponential(random_game(seed, draws=1, shares=1, deadline=6))
    played = play(made, 0)
    for t, one in enumerate(played.rounds[: played.round]):
        grid = Grid.of(made, one)
        margin = grid.value - np.array(one.aspiration, float)[:, None]
        assert not (grid.acceptable.all(0) & (margin > 1e-8).all(0)).any(), t
        above = grid.value - np.array(one.reservation, float)[:, None]
        assert one.zone_open or not (grid.acceptable.all(0) & (above > 1e-8).all(0)).any(), t
    if played.round is not None:
        offer = played.offers[played.round]
        assert offer is not None
        for i in (0, 1):
            assert offer.value[i] >= played.aspiration[played.round][i] - 1e-9
            assert played.aspiration[played.round][i] >= played.reservation[played.round][i]
        assert played.zone_open[played.round]


def test_every_draw_is_its_own_game() -> None:
    both = pie_game(outside=[[0.1, 0.3], [0.2, 0.6]], cost=[[[0.0, 0.01], [0.01, 0.0]]])
    assert both.draws == 2
    alone = [pie_game(outside=[0.1, 0.2], cost=[0.0, 0.01]), pie_game(outside=[0.3, 0.6], cost=[0.01, 0.0])]
    for n, one in enumerate(alone):
        expected = play(one, 0, rational)
        played = play(both, n, rational)
        assert (played.round, played.terms, played.payoff) == (expected.round, expected.terms, expected.payoff)
        assert played.reservation == expected.reservation


def test_payoff_counts_the_rounds_fought_and_the_deal_in_its_round() -> None:
    d, u = Fraction(9, 10), Fraction(1, 2)
    made = pie_game(patience=0.9, cost=[0.01, 0.03], outside=[np.nan, 0.1], war=war([[1, 0], [0, 1]]))
    played = play(made, 0, rational)
    assert played.value is not None
    assert played.round is not None
    assert played.round > 0
    fought = [d**s for s in range(played.round)]
    flow = (1 - d) * u - Fraction(1, 100)  # the first lives on the ground, half of the pie
    assert played.payoff[0] == sum(fought) * flow + d**played.round * played.value[0]
    assert played.payoff[1] == sum(fought) * -Fraction(3, 100) + d**played.round * played.value[1]
    never = play(no_zone_game(patience=0.9, cost=[0.01, 0.03], outside=[0.9, 0.8]), 0, rational)
    assert not never.agreed
    assert never.payoff[0] == -sum(d**s for s in range(10)) / 100 + d**10 * Fraction(9, 10)


def test_a_round_fought_pays_the_ground_at_its_end() -> None:
    played = play(war_game(), 0)
    after = [*(one.ground for one in played.rounds[1:]), shares(one_draw(war_game(), 0, float), played.z_after)]
    for one, (east, west) in zip(played.rounds, after, strict=True):
        worth = (0.6 * east + 0.4 * west, 0.5 * (1 - east) + 0.5 * (1 - west))
        assert one.paid == pytest.approx([0.1 * worth[0] - 0.02, 0.05 * worth[1] - 0.02])


def test_a_deal_that_may_fail_is_worth_the_chance_that_it_holds() -> None:
    played = play(exponential(commitment_game()), 0)
    assert played.terms is not None
    assert played.value is not None
    assert played.utility is not None
    assert played.round is not None
    ratios = {0: (1.0, 1.0), 1: (0.5, 0.5), 2: (0.2, 0.25)}[int(played.terms[1])]
    assert played.hazard == pytest.approx(ratios[0])
    for i, (patience, shift) in enumerate(((0.95, 0.02), (0.97, -0.15))):
        q = -np.log(patience) / (-np.log(patience) + ratios[0] / 100)
        after = float(played.reservation[played.round][i]) + shift * ratios[1]
        assert float(played.value[i]) == pytest.approx(q * float(played.utility[i]) + (1 - q) * after, abs=1e-9)
    assert played.survival == pytest.approx({y: np.exp(-1.5 * ratios[0] * 12 * y / 100) for y in (1, 5, 10)})


def test_in_a_single_round_nobody_has_come_down_yet() -> None:
    played = play(one_round_game(), 0, rational)
    assert (played.agreed, played.blocked_by, played.zone_open) == (False, "nobody", [True])


def test_a_zone_of_one_point_is_found_in_the_last_round() -> None:
    played = play(single_point_game(), 0)
    assert (played.round, played.zone_open) == (9, [True] * 10)
    assert played.terms == pytest.approx([0.4], abs=1e-8)


def test_who_must_come_down_furthest_is_in_the_way() -> None:
    """u = (x, (1 - x) / 2), R = (.8, .3): the first offers .8 and leaves the second .2 short; the second offers .4."""
    made = game([share("pie", [1, -0.5], 0.5)], outside=[0.8, 0.3])
    played = play(made, 0, rational)
    assert played.shortfall == {0: Fraction(4, 10), 1: Fraction(2, 10)}
    assert (played.blocked_by, played.zone_open[-1], played.shut_by) == (0, False, None)


def test_who_wants_more_than_there_is_is_in_the_way() -> None:
    """The first offers .2 and leaves the second .5 short; the second has nothing above 1 to offer and is .3 short."""
    played = play(pie_game(outside=[0.2, 1.3]), 0, rational)
    assert played.shortfall == {0: 0, 1: Fraction(5, 10)}
    assert played.blocked_by == 1
    name = issue("name", [[0.2, 0.0, 0.1], [0.0, 0.0, 0.0]], 0, kind="choice")
    alone = play(game([share("pie", [0.8, -1], 0.5), name], outside=[1.1, 1.3]), 0, rational)
    assert alone.shortfall == {0: Fraction(1, 10), 1: Fraction(3, 10)}


def test_an_equal_shortfall_is_the_first_actors() -> None:
    played = play(no_zone_game(), 0, rational)
    assert played.shortfall == {0: Fraction(1, 10), 1: Fraction(1, 10)}
    assert played.blocked_by == 0


def test_red_lines_that_leave_nothing_name_their_issue_and_who_would_lose_most_beyond_its_line() -> None:
    level = play(shut_game(), 0, rational)  # lines at .6 and .4 of half the weight each
    assert (level.shut_by, level.blocked_by, level.zone_open) == (1, 0, [False] * 10)
    assert level.shortfall == {0: Fraction(1, 10), 1: Fraction(1, 10)}
    options = [[True, False], [False, True]]
    status = issue("status", [[0.3, 0.1], [0.0, 0.4]], 0, kind="choice", allowed=options)
    choice = play(game([share("pie", [0.7, -0.6], 0.5), status], outside=0.0), 0, rational)
    assert (choice.shut_by, choice.blocked_by) == (1, 1)
    assert choice.shortfall == {0: Fraction(2, 10), 1: Fraction(4, 10)}


def test_only_who_must_agree_in_every_coalition_shuts_an_issue() -> None:
    """The first and the third can never meet; whoever has no line loses nothing; with a quota the second decides."""
    lines: dict[str, Any] = {"red_low": [0.6, -np.inf, -np.inf], "red_high": [np.inf, np.inf, 0.3]}
    issues = [share("land", [0.5, -0.5, -1.0], 0.5, **lines), share("rest", [0.5, -0.5, 0.0], 0.5)]
    three = ("first", "second", "third")
    unanimous = play(game(issues, actors=three, outside=0.0), 0, rational)
    assert (unanimous.shut_by, unanimous.blocked_by) == (0, 2)
    assert unanimous.shortfall == {0: Fraction(15, 100), 2: Fraction(30, 100)}
    quota = play(game(issues, actors=three, outside=0.0, coalitions=((0, 1), (0, 2), (1, 2))), 0, rational)
    assert quota.agreed
    vetoed = play(game(issues, actors=three, outside=0.0, coalitions=((0, 2),)), 0, rational)
    assert (vetoed.shut_by, vetoed.blocked_by) == (0, 2)


def test_a_third_line_that_leaves_the_others_nothing_either_counts_the_least_worth() -> None:
    options = [[True, False, False], [False, True, False], [False, False, True]]
    worth = [[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.3, 0.2, 0.4]]
    status = issue("status", worth, 0, kind="choice", allowed=options)
    played = play(game([status], actors=("first", "second", "third"), outside=0.0), 0, rational)
    assert played.shortfall == {0: Fraction(3, 10), 1: Fraction(5, 10), 2: Fraction(2, 10)}
    assert (played.blocked_by, played.shut_by) == (1, 0)


def test_who_refuses_to_deliver_what_a_red_line_demands_is_in_the_way() -> None:
    relief = share("relief", [0.4, 0.4, -0.5], kind="level", delivers=(2,), red_low=[0.5, -np.inf, -np.inf])
    issues, three = [share("pie", [0.6, -0.6, 0], 0.5), relief], ("first", "second", "giver")
    settings: dict[str, Any] = {"actors": three, "table": (0, 1), "coalitions": ((0, 1),), "outside": [0.1, 0.1, 0.9]}
    played = play(game(issues, **settings), 0, rational)
    assert (played.blocked_by, played.shut_by, played.zone_open[-1]) == (2, None, False)
    assert played.shortfall == {2: Fraction(9, 10)}  # all of the relief is worth 0 to it


def test_without_any_open_package_and_without_a_veto_the_first_is_in_the_way() -> None:
    options = [[True, False, False], [False, True, False], [False, False, True]]
    status = issue("status", np.eye(3), 0, kind="choice", allowed=options)
    pairs = ((0, 1), (0, 2), (1, 2))
    played = play(game([status], actors=("first", "second", "third"), coalitions=pairs), 0)
    assert (played.blocked_by, played.shut_by) == (0, None)
    assert set(played.shortfall.values()) == {np.inf}


def test_a_red_line_at_what_is_held_moves_with_the_front() -> None:
    played = play(held_red_line_game(), 0)
    for one in played.rounds:
        if one.offer is not None:
            assert one.offer.terms[0] >= one.ground[0]
            assert one.offer.terms[1] >= one.ground[1]
    assert played.rounds[0].ground[:3] == [0.6, 0.4, 1.0]
    assert played.rounds[9].ground[0] < 0.4
    assert played.rounds[9].ground[2] == 1.0


def test_a_held_red_line_of_both_pins_the_issue() -> None:
    pinned = share("land", [0.5, -0.5], 0.6, held_low=(True, False), held_high=(False, True))
    line = front((0,), pace=-50)
    fighting = war([[1, 0], [0, 1]], front=line)
    made = game([pinned, share("relief", [0.5, -0.5])], war=fighting, outside=np.nan, patience=0.9, cost=0.02)
    rounds = play(made, 0, rational).rounds
    assert rounds[9].offer is not None
    assert rounds[9].ground[0] == Fraction(6, 10) - 9 * Fraction(50, 1000)
    assert all(one.offer.terms[0] == one.ground[0] for one in rounds if one.offer is not None)


def test_refusals_are_counted_and_pull_the_lever_in_the_round_after() -> None:
    """The first refuses .5 while A = 1 - .8 t / 9 is above it: in rounds 0 to 5."""
    for rounds, pulled in ((1, 1), (4, 4), (6, 6), (7, None)):
        waiting = lever("strength", 0, times=2, refuses=0, deal=0, rounds=rounds)
        played = play(pie_game(levers=(waiting,), packages=(package(0.5),)), 0, rational)
        assert played.pulled == [pulled]
        assert [one.refused[0] for one in played.rounds] == [True] * 6 + [False] * 4


def test_a_deal_beyond_a_red_line_is_refused_and_land_as_held_is_looked_up() -> None:
    guarded = share("land", [1, -1], 0.5, red_low=[0.55, -np.inf])
    waiting = lever("strength", 0, times=2, refuses=0, deal=0)
    made = game([guarded], levers=(waiting,), packages=(package(np.nan),), outside=0.0)
    assert all(one.refused[0] for one in play(made, 0).rounds)
    held = game(
        [share("land", [1, -1], 0.5)],
        levers=(waiting,),
        packages=(package(np.nan),),
        war=war([[1, 0], [0, 1]], front=front((0,), pace=100)),
        outside=0.0,
    )
    # A = 1 - t / 9 against the land held, .5 + t / 10
    assert [one.refused[0] for one in play(held, 0).rounds] == [True] * 3 + [False] * 7


def test_a_mediator_proposes_but_is_not_asked_by_others() -> None:
    played = play(mediator_game(), 0)
    assert [one.proposer for one in played.rounds[:4]] == [2, 0, 1, 2]
    for one in played.rounds:
        if one.offer is not None:
            assert one.offer.consenting == ((0, 1, 2) if one.proposer == 2 else (0, 1))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", [{"actors": 3}, {"deliverer": True}, {"actors": 3, "coalitions": ((0, 1), (1, 2))}])
def test_nobody_signs_below_reservation_or_beyond_a_red_line(seed: int, kind: Any) -> None:
    made = exponential(random_game(seed, draws=1, deadline=5, shares=1, **kind))
    played = play(made, 0)
    if played.round is None:
        assert played.terms is None
        assert played.blocked_by is not None
        return
    one = played.rounds[played.round]
    offer = one.offer
    assert offer is not None
    within = acceptable(made, one, np.array(offer.terms, float)[:, None])
    for actor in offer.consenting:
        assert offer.value[actor] >= one.reservation[actor] - 1e-9
        assert within[actor, 0]
