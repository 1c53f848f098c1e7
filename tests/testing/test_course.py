"""The course of a war, against arithmetic by hand and against the reference engine, which was written by others."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from simulator.game import Game
from simulator.testing.course import CLOSE, Course, course_of
from simulator.testing.laws.signing import conceding
from tests.reference import play
from tests.reference.parts import front, game, lever, share, war
from tests.reference.random_game import random_game
from tests.reference.small_games import SMALL_GAMES, lever_game, pie_game


def held_to_the_reference(made: Game) -> None:
    course = Course(made)
    for n in range(made.draws):
        slow = play(made, n)
        for t, one in enumerate(slow.rounds):
            assert course.z[t, n] == pytest.approx(float(one.z), abs=CLOSE)
            assert course.reservation[t, :, n] == pytest.approx([float(x) for x in one.reservation], abs=CLOSE)
            asked = [float(one.aspiration[i]) for i in course.aspiring]
            assert course.aspiration[t, list(course.aspiring), n] == pytest.approx(asked, abs=CLOSE)
        assert course.pulled[:, n].tolist() == [-1 if t is None else t for t in slow.pulled]


CONCEDING = [name for name, make in SMALL_GAMES.items() if conceding(make()) is None]
"""Games in which demands follow the clock alone; a course reckons no others."""


@pytest.mark.parametrize("name", CONCEDING)
def test_small_games(name: str) -> None:
    held_to_the_reference(SMALL_GAMES[name]())


@pytest.mark.parametrize("kind", [{}, {"fighting": False}, {"deliverer": True}, {"actors": 3, "choices": 2}], ids=str)
def test_random_games(kind: dict[str, Any]) -> None:
    for seed in range(4):
        held_to_the_reference(random_game(seed, **kind))


def test_momentum_fades_where_no_region_is_contested() -> None:
    """m follows what the front did, which is nothing: it falls by a quarter of itself each round."""
    line = front((0,), contested=[False], memory=4.0)
    fighting = war([[1, 0], [0, 1]], decision=1.0, momentum=0.8, momentum_weight=1.0, front=line)
    made = game([share("land", [1, -1], 0.5)], war=fighting, outside=np.nan, patience=0.9)
    stay = 0.9 * 0.95
    decided = 0.9 * 0.05 / (1 - stay)
    for t, momentum in enumerate((0.8, 0.6, 0.45)):
        win = 1 / (1 + np.exp(-momentum))
        expected = (1 - decided) * 0.5 + decided * win
        assert Course(made).reservation[t, 0] == pytest.approx(expected)


def test_levers_act_from_the_round_in_which_they_are_pulled() -> None:
    course = Course(lever_game())  # doubles the cost of 0.01 from round 3, adds 0.03 after two refusals of a half
    assert course.pulled[0].tolist() == [3]
    second = int(course.pulled[1, 0])
    assert 0 < second < 10
    costs = [0.01 * (2 if t >= 3 else 1) + (0.03 if t >= second else 0) for t in range(10)]
    assert course.cost[:, 0, 0] == pytest.approx(costs)
    assert course.reservation[9, 0, 0] == pytest.approx(0.2 - costs[9])
    assert course.reservation[10, 0, 0] == pytest.approx(0.2)


def test_a_foreseen_cost_is_counted_from_its_round_on() -> None:
    levers = (lever(add=0.04, round=2, announced=True),)
    course = Course(pie_game(deadline=4, levers=levers, cost=[0.01, 0.0]))
    ahead = [sum(0.01 + (0.04 if s >= 2 else 0) for s in range(t, 4)) for t in range(5)]
    assert course.reservation[:, 0, 0] == pytest.approx([0.2 - cost for cost in ahead])


def test_an_answer_that_hangs_on_rounding_is_marked() -> None:
    almost = pie_game(outside=[0.5 + 1e-7, 0.2], tempo=1.0, levers=(lever(refuses=0, deal=0, rounds=1),))
    half = lever_game().packages
    assert Course(dataclasses.replace(almost, packages=half)).unsure.tolist() == [True]
    exactly = pie_game(outside=[0.5, 0.2], tempo=1.0, levers=(lever(refuses=0, deal=0, rounds=1),))
    assert Course(dataclasses.replace(exactly, packages=half)).unsure.tolist() == [False]


def test_the_last_course_is_remembered_by_the_game_itself() -> None:
    made = pie_game()
    assert course_of(made) is course_of(made)
    assert course_of(dataclasses.replace(made)) is not course_of(made)
