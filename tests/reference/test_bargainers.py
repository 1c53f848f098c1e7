"""Strategies and protocols of the reference against arithmetic by hand and textbook solutions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.reference import play, rational
from tests.reference.frontier import LEVELS, Frontier, concessions
from tests.reference.moment import Moment
from tests.reference.one_draw import one_draw
from tests.reference.parts import drawn, evenly, game, issue, single_text
from tests.reference.random_game import random_game
from tests.reference.screening_games import screening_game
from tests.reference.search import best_for
from tests.reference.small_games import (
    equilibrium_game,
    hard_line_game,
    pie_game,
    tit_for_tat_game,
    zeuthen_game,
)

TENTH = Fraction(1, 10)


def test_hard_lines_that_fit_exactly_sign_at_once() -> None:
    """R = .2 and G = .8: .2 + .4 and .2 + .2 make .6 and .4."""
    played = play(hard_line_game(), 0, rational)
    assert (played.round, played.terms) == (0, [6 * TENTH])
    assert played.aspiration[9] == [6 * TENTH, 4 * TENTH]
    assert not play(hard_line_game(demand=[0.5, 0.26]), 0, rational).agreed


def test_tit_for_tat_by_hand() -> None:
    """Offers are worth 0, .1, .2, .4 and .55 to who hears them; each gives back half of what was added, and .1."""
    played = play(tit_for_tat_game(), 0, rational)
    asked = [[1, 1], [Fraction(9, 10)] * 2, [Fraction(8, 10)] * 2, [Fraction(7, 10), Fraction(6, 10)]]
    assert played.aspiration[:5] == [*asked, [Fraction(45, 100), Fraction(1, 2)]]
    assert (played.round, played.terms) == (4, [Fraction(45, 100)])


def test_after_a_signature_nobody_speaks_and_goodwill_goes_on() -> None:
    """The offer that is signed, worth .55 after .2, is heard still; then both come down by .1 a round."""
    played = play(tit_for_tat_game(), 0, rational)
    assert played.aspiration[5] == [Fraction(35, 100), Fraction(225, 1000)]
    assert played.aspiration[6] == [Fraction(25, 100), Fraction(125, 1000)]


@pytest.mark.parametrize("outside", [(0.2, 0.4), (0.0, 0.0), (0.5, 0.1)])
def test_zeuthen_closes_in_on_the_nash_solution(outside: tuple[float, float]) -> None:
    played = play(pie_game(kinds=("zeuthen", "zeuthen"), step=0.05, outside=outside, deadline=60), 0)
    assert played.terms is not None
    left = 1 - sum(outside)
    assert float(played.terms[0]) == pytest.approx(outside[0] + left / 2, abs=0.051 * left)


def test_zeuthen_gives_way_only_in_its_turn_and_until_the_other_has_more_to_lose() -> None:
    """R = (.2, .3); the first that may give way is the first, in round 2, in steps of a quarter of G."""
    played = play(zeuthen_game(), 0, rational)
    demanded = []
    for one in played.rounds:
        pairs = zip(one.aspiration, one.reservation, one.best, strict=True)
        demanded.append([(asked - least) / (best - least) for asked, least, best in pairs])
    assert demanded[:2] == [[1, 1], [1, 1]]
    for t in range(2, 10):
        speaker = t % 2
        assert demanded[t][1 - speaker] == demanded[t - 1][1 - speaker]
        assert float(4 * demanded[t][speaker]).is_integer()
    assert demanded[2][0] < 1


def test_alternating_offers_with_an_end_are_stahls() -> None:
    """With three rounds the first keeps 1 - d + d^2."""
    d = Fraction(9, 10)
    played = play(equilibrium_game(deadline=3), 0, rational)
    assert (played.round, played.terms) == (0, [1 - d + d**2])
    assert played.aspiration == [[1 - d + d**2, d - d**2], [d, 1 - d], [1, 0]]


def test_a_drawn_speaker_keeps_what_the_other_expects_less_than() -> None:
    """Baron and Ferejohn: chances p and 1 - p make p and 1 - p of the pie, so the first keeps 1 - d (1 - p)."""
    lottery = drawn([0, 1, 1], 0.7, 0.3)
    played = play(equilibrium_game(deadline=3, lottery=lottery), 0, rational)
    assert played.terms == [1 - Fraction(9, 10) * Fraction(3, 10)]
    assert [one.proposer for one in played.rounds] == [0, 1, 1]
    assert played.aspiration[1] == [Fraction(63, 100), 1 - Fraction(63, 100)]


@pytest.mark.parametrize(
    ("of_text", "ends"),
    [
        ({}, (5, [Fraction(1, 2)])),
        ({"bias": 0.2}, (5, [Fraction(1, 2)])),
        ({"bias": 0.2, "revision": 0.05}, (5, [Fraction(55, 100)])),
        ({"leverage": 0.5}, (0, [Fraction(1, 2)])),
    ],
)
def test_a_text_is_signed_when_what_is_asked_has_come_down_to_it(of_text: Any, ends: Any) -> None:
    """A = 1 - t / 9 for both. With a bias the text gives .6 and .4 till the first would sign it, in 4; then less."""
    settings: dict[str, Any] = {"actors": ("first", "second", "mediator"), "table": (0, 1), "coalitions": ((0, 1),)}
    pie = issue("pie", [[0, 1], [1, 0], [0, 0]], 0.5)
    made = game([pie], **settings, outside=0.0, text=single_text(2, **of_text))
    played = play(made, 0, rational)
    assert (played.round, played.terms) == ends
    assert {one.proposer for one in played.rounds} == {2}


def test_one_offer_to_an_outside_option_that_may_be_anything() -> None:
    """To maximise (v - .2)(1 - v) + .3 (.8 - v) it offers .45, which .4 signs and .5 does not."""
    last = {"deadline": 1, "cost": 0.0, "patience": 1.0, "private": (None, evenly("outside_option", 0.2, 0.8))}
    for outside, signs in ((0.4, True), (0.5, False)):
        played = play(screening_game(outside=[0.3, outside], **last), 0)
        assert float(played.aspiration[0][0]) == pytest.approx(0.55, abs=1e-3)
        assert played.agreed == signs


@pytest.mark.parametrize("seed", range(5))
def test_the_frontier_holds_the_best_package_for_every_level(seed: int) -> None:
    made = random_game(seed, draws=1, levers=False)
    one = play(made, 0).rounds[0]
    draw = one_draw(made, 0, float)
    moment = Moment(draw, one.ground, one.reservation, draw.shift)
    if not concessions(moment, 1, 0):
        return
    frontier = Frontier.of(moment, 1, 0)
    assert (np.diff(frontier.worth) <= 1e-12).all()
    for level, most in zip(frontier.levels[:: LEVELS // 8], frontier.worth[:: LEVELS // 8], strict=True):
        found = best_for(moment, 0, 1, float(level))
        assert found is not None
        assert float(found.value[0]) == pytest.approx(float(most), abs=1e-8)
