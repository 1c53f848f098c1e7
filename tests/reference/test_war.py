"""The war against explicit sums, hand-made moves of the front, and the closed forms of docs/model.md."""

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.reference import play, rational
from tests.reference.moment import utility
from tests.reference.one_draw import Draw, one_draw
from tests.reference.parts import front, game, lever, package, share, war
from tests.reference.random_game import random_game
from tests.reference.small_games import pie_game, war_game
from tests.reference.war import (
    beginning,
    expected_cost,
    fight,
    move,
    pull_levers,
    reservation,
    room,
    shares,
    strength_share,
)


def _recursion(draw: Draw, actor: int, flow: list[float], belief: float, rounds: int) -> float:
    """R(0) by the recursion of section 3, with u(ground) at the end of each round and nothing after the last."""
    fighting = draw.fighting
    assert fighting is not None
    d, h, k = float(draw.patience[actor]), float(fighting.end), float(fighting.decision)
    ideal = [float(x) for x in fighting.ideal[actor]]
    value = 0.0
    for t in range(rounds - 1, -1, -1):
        cost = float(draw.cost[min(t, len(draw.cost) - 1, draw.game.deadline - 1)][actor])
        ended = (1 - k) * flow[t] + k * (belief * ideal[0] + (1 - belief) * ideal[1])
        value = (1 - d) * flow[t] - cost + d * ((1 - h) * value + h * ended)
    return value


@pytest.mark.parametrize("seed", range(4))
def test_closed_form_is_the_recursion_carried_on_when_nothing_drifts(seed: int) -> None:
    made = random_game(seed, draws=1, outside=np.full((2, 1), np.nan), levers=False)
    assert made.war is not None
    assert made.war.front is not None
    still = replace(made.war.front, pace=np.zeros(1), response=np.zeros(1))
    draw = one_draw(replace(made, war=replace(made.war, front=still)), 0, float)
    state = beginning(draw)
    share_a = strength_share(draw, set())
    for actor, side in ((0, 1), (1, -1)):
        odds = math.log(share_a / (1 - share_a)) + side * float(draw.optimism[actor])
        odds += float(made.war.momentum_weight[0] * made.war.momentum[0])
        flow = [float(utility(draw, actor, shares(draw, state.z)))] * 20_000
        expected = _recursion(draw, actor, flow, 1 / (1 + math.exp(-odds)), 20_000)
        assert reservation(draw, actor, 0, state) == pytest.approx(expected, abs=1e-10)


def test_closed_form_is_the_recursion_where_worth_is_straight_on_the_way() -> None:
    line = front((0,), area=1e7, pace=3, response=2)
    made = game(
        [share("land", [1, -1], 0.5)],
        war=war([[1, 0], [0, 1]], end=0.1, decision=0.4, front=line),
        outside=np.nan,
        patience=[0.95, 0.9],
        cost=[0.01, 0.02],
        optimism=[0.4, 0.1],
    )
    draw = one_draw(made, 0, float)
    for actor, side, optimism in ((0, 1, 0.4), (1, -1, 0.1)):
        drift = 3 + 2 * side * optimism  # km2 a round, of 10 million: half of them still to be gained
        flow = []
        for t in range(2000):
            held = 0.5 + drift * (t + 1) / 1e7
            flow.append(held if side > 0 else 1 - held)
        expected = _recursion(draw, actor, flow, 1 / (1 + math.exp(-side * optimism)), 2000)
        assert reservation(draw, actor, 0, beginning(draw)) == pytest.approx(expected, abs=1e-10)


def test_an_outside_option_is_discounted_and_paid_for() -> None:
    made = pie_game(outside=[0.3, 0.6], patience=[0.9, 1], cost=[[0.01, 0.02], [0.03, 0.04]], deadline=4)
    played = play(made, 0, rational)
    d = Fraction(9, 10)
    costs = [Fraction(1, 100), Fraction(3, 100), Fraction(3, 100), Fraction(3, 100)]
    for t in range(4):
        fought = sum(d ** (s - t) * costs[s] for s in range(t, 4))
        assert played.reservation[t][0] == d ** (4 - t) * Fraction(3, 10) - fought
        assert played.reservation[t][1] == Fraction(6, 10) - Fraction(4 * (4 - t), 100) + (
            Fraction(2, 100) if t == 0 else 0
        )
    assert played.reservation_after == [Fraction(3, 10), Fraction(6, 10)]


def test_a_move_across_the_start_uses_each_rate_for_its_part() -> None:
    made = game(
        [share("a", [0.5, -0.5], 0.75), share("b", [0.5, -0.5], 0.25), share("c", [0, 0], 0.5)],
        war=war([[1, 0], [0, 1]], front=front((0, 1, 2), contested=(True, True, False), area=[400, 800, 100])),
    )
    draw = one_draw(made, 0, rational)
    assert draw.fighting is not None
    line = draw.fighting.line
    assert line is not None
    assert room(draw, line) == (700, 500)  # 400/4 + 800*3/4 still to gain, 400*3/4 + 800/4 to lose
    assert move(draw, line, Fraction(1, 7), Fraction(-350)) == (Fraction(-250, 500), -350)
    assert move(draw, line, Fraction(-1, 5), Fraction(170)) == (Fraction(1, 10), 170)
    assert move(draw, line, Fraction(-1, 5), Fraction(-1000)) == (-1, -400)  # clipped: all is lost
    assert shares(draw, Fraction(1, 10)) == [Fraction(775, 1000), Fraction(325, 1000), Fraction(1, 2)]
    assert shares(draw, Fraction(-1, 5)) == [Fraction(6, 10), Fraction(2, 10), Fraction(1, 2)]


@pytest.mark.parametrize("seed", range(6))
def test_what_the_front_gains_is_the_land_that_changes_hands(seed: int) -> None:
    draw = one_draw(random_game(seed, draws=1, shares=3), 0, float)
    assert draw.fighting is not None
    line = draw.fighting.line
    assert line is not None
    z = 0.0
    for gained in (300.0, -900.0, 5000.0, -20_000.0, 100.0):
        after, made = move(draw, line, z, gained)
        held = [shares(draw, where) for where in (z, after)]
        moved = sum(area * (held[1][k] - held[0][k]) for k, area in zip(line.regions, line.area, strict=True))
        assert made == pytest.approx(float(moved), abs=1e-6)
        assert -1 <= after <= 1
        z = float(after)


def test_momentum_follows_what_the_front_did() -> None:
    line = front((0,), area=1000, pace=30, noise=100, chance=[0, 1, -9] + [0] * 7, full_momentum=100, memory=4)
    made = pie_game(war=war([[1, 0], [0, 1]], momentum=0.5, front=line), outside=np.nan, patience=0.9)
    rounds = play(made, 0, rational).rounds
    assert [one.momentum for one in rounds[:4]] == [
        Fraction(1, 2),
        Fraction(1, 2) + (Fraction(3, 10) - Fraction(1, 2)) / 4,  # 30 km2 of 100
        Fraction(45, 100) + (1 - Fraction(45, 100)) / 4,  # 130: no more than full
        Fraction(5875, 10_000) + (-1 - Fraction(5875, 10_000)) / 4,
    ]
    assert [one.z for one in rounds[:4]] == [
        0,
        Fraction(30, 500),
        Fraction(160, 500),
        -1,
    ]  # 30 + 130 - 870 < -500


def test_backers_add_to_the_side_they_back() -> None:
    made = game([], actors=("a", "b", "c", "d"), side=(1, -1, -1, 0), strength=[4, 6, 3, 50])
    assert strength_share(one_draw(made, 0, float), set()) == pytest.approx(2 / (2 + 3))
    nobody = replace(made, strength=np.zeros((4, 1)))
    assert strength_share(one_draw(nobody, 0, float), set()) == pytest.approx(0.5)


def test_levers_act_in_the_order_of_the_file() -> None:
    both = (lever(times=2, round=1), lever(add=0.01, round=1), lever(times=0, add=0.05, round=2))
    played = play(pie_game(levers=both, cost=0.02, outside=0), 0, rational)
    assert [-one.paid[0] for one in played.rounds[:3]] == [
        Fraction(2, 100),
        Fraction(5, 100),
        Fraction(5, 100),
    ]
    swapped = play(pie_game(levers=both[1::-1], cost=0.02, outside=0), 0, rational)
    assert [-one.paid[0] for one in swapped.rounds[:2]] == [Fraction(2, 100), Fraction(6, 100)]
    assert played.pulled == [1, 1, 2]
    assert [-one.paid[1] for one in played.rounds] == [Fraction(2, 100)] * 10
    unused = replace(both[0], used=np.array([False]))
    assert play(pie_game(levers=(unused,)), 0).pulled == [None]


def test_strength_gained_by_a_lever_moves_the_front() -> None:
    line = front((0,), area=2000, response=100)
    pulled = lever("strength", 0, times=math.e**2, round=1)  # one logit, by square roots
    made = pie_game(war=war([[1, 0], [0, 1]], front=line), outside=np.nan, patience=0.9, levers=(pulled,))
    rounds = play(made, 0).rounds
    assert [one.z for one in rounds[:4]] == pytest.approx([0, 0, 0.1, 0.2])


@pytest.mark.parametrize("outside", [np.nan, 0.2])
@pytest.mark.parametrize("t", [0, 2])
def test_an_announced_lever_is_counted_from_its_round(outside: float, t: int) -> None:
    """Against the closed form of section 5: C up to the round, M C + a / (1 - b) after it."""
    fighting = war([[1, 0], [0, 1]], end=0.1)
    settings: dict[str, Any] = {
        "war": fighting,
        "outside": outside,
        "patience": 0.9,
        "cost": [[0.01] * 2, [0.02] * 2],
    }
    coming = lever(times=3, add=0.05, round=6, announced=True)
    draw = one_draw(pie_game(levers=(coming,), **settings), 0, float)
    plain = one_draw(pie_game(**settings), 0, float)
    state = beginning(draw)
    b = 0.9 if outside == 0.2 else 0.9 * 0.9
    constant = 0.05 * (1 - b**4) / (1 - b) if outside == 0.2 else 0.05 / (1 - b)
    then = expected_cost(plain, 0, 6, state)
    expected = expected_cost(plain, 0, t, state) + b ** (6 - t) * (3 * then + constant - then)
    assert expected_cost(draw, 0, t, state) == pytest.approx(float(expected), abs=1e-12)
    assert expected_cost(draw, 1, t, state) == pytest.approx(float(expected_cost(plain, 1, t, state)), abs=1e-12)
    unused = replace(coming, used=np.array([False]))
    never = one_draw(pie_game(levers=(unused,), **settings), 0, float)
    assert expected_cost(never, 0, t, state) == expected_cost(plain, 0, t, state)


def test_an_announced_lever_waits_for_the_refusals_that_are_missing() -> None:
    named = package(0.0)  # all to the second: the first refuses in every round
    waiting = lever(add=0.05, refuses=0, deal=0, rounds=3, announced=True)
    settings: dict[str, Any] = {"outside": 0, "patience": 0.5, "packages": (named,)}
    played = play(pie_game(levers=(waiting,), **settings), 0, rational)
    by_round = play(pie_game(levers=(lever(add=0.05, round=3, announced=True),), **settings), 0, rational)
    assert played.pulled == by_round.pulled == [3]
    assert played.reservation == by_round.reservation
    unforeseen = play(pie_game(levers=(lever(add=0.05, round=3),), **settings), 0, rational)
    assert [one[0] for one in unforeseen.reservation[:3]] == [0, 0, 0]
    assert unforeseen.reservation[3:] == played.reservation[3:]


def test_a_round_fought_leaves_the_state_of_the_next() -> None:
    draw = one_draw(war_game(), 0, float)
    state = beginning(draw)
    for t in range(10):
        pull_levers(draw, state, t)
        fight(draw, state, t)
    assert state.z == play(war_game(), 0).z_after
