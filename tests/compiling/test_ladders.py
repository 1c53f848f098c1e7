"""Positions into ladders: worth of stated positions by hand, from docs/model.md section 1."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.game import Game
from simulator.scenario.loading import load

LAND = """
parley: 1
id: land
title: Land
as_of: '2025-01-01'
clock: {deadline: 3}
protocol: {table: [a, b], consent: {of: [a, b]}}
territory:
  claimants: [a, b]
  regions:
    east: {name: East, area_km2: 100, held: 0.6}
    west: {name: West, area_km2: 300, held: 0.0}
war: {}
issues:
  troops: {name: Troops, kind: level, range: [0, 10], no_deal: 5}
  seats: {name: Seats, kind: choice, options: [none, few, many], no_deal: none}
actors:
  a:
    name: A
    seat: belligerent
    patience: 0.99
    positions:
      east: {states: 1, weight: 3, red_line: held}
      troops: {states: 8, weight: 1, red_line: 4}
      seats: {states: many, weight: 2, red_line: {few: 1.0}}
  b:
    name: B
    seat: belligerent
    patience: 0.99
    loss_aversion: 3
    positions:
      east: {states: 0.2, weight: 2}
      troops: {states: 2, weight: 1, shape: peak, red_line: 5}
      seats: {values: {none: 0.9, few: 1, many: 0}, weight: 1, red_line: none}
  c: {name: C, seat: observer, patience: 0.99, land: {states: held, weight: 8}}
"""


@pytest.fixture(scope="module")
def game() -> Game:
    """One draw of it."""
    return compile_game(load(LAND.encode(), name="land").scenario, draws=1)


def worth(game: Game, actor: str, issue: str, position: float) -> float:
    """Weighted value of a position to an actor."""
    k = [each.name for each in game.issues].index(issue)
    return float(game.issues[k].value_at(np.array([position]))[game.actors.index(actor), 0])


def test_land_held_weighs_more_than_land_gained(game: Game) -> None:
    """A holds 0.6 and states 1, loss aversion 2: z = 2 * 0.6 + 0.4 = 1.6; weight 3 of 6."""
    assert worth(game, "a", "east", 0.6) == pytest.approx(0.5 * 1.2 / 1.6)
    assert worth(game, "a", "east", 0.3) == pytest.approx(0.5 * 0.6 / 1.6)
    assert worth(game, "a", "east", 0.8) == pytest.approx(0.5 * 1.4 / 1.6)
    assert worth(game, "a", "east", 1.0) == pytest.approx(0.5)


def test_the_second_claimant_wants_less(game: Game) -> None:
    """B holds 0.4 and states 0.8 of its own, loss aversion 3: z = 3 * 0.4 + 0.4; beyond what it states nothing more."""
    assert worth(game, "b", "east", 0.6) == pytest.approx(0.5 * 1.2 / 1.6)
    assert worth(game, "b", "east", 0.4) == pytest.approx(0.5 * 1.4 / 1.6)
    assert worth(game, "b", "east", 0.2) == pytest.approx(0.5)
    assert worth(game, "b", "east", 0.0) == pytest.approx(0.5)
    assert worth(game, "b", "east", 1.0) == pytest.approx(0.0)


def test_levels_choices_and_peaks(game: Game) -> None:
    """A states 8 above B's 2, so it goes up from 0; B's peak at 2 reaches 0 at 10; A's choice goes by the index."""
    assert worth(game, "a", "troops", 4) == pytest.approx(1 / 6 * 0.5)
    assert worth(game, "a", "troops", 9) == pytest.approx(1 / 6)
    assert worth(game, "b", "troops", 10) == pytest.approx(0.0)
    assert worth(game, "b", "troops", 0) == pytest.approx(0.25 * 0.75)
    assert worth(game, "a", "seats", 1) == pytest.approx(1 / 3 * 0.5)
    assert worth(game, "b", "seats", 0) == pytest.approx(0.25 * 0.9)


def test_land_is_divided_by_area(game: Game) -> None:
    """C wants what is held in both regions, for a quarter and three quarters of its weight."""
    assert worth(game, "c", "east", 0.6) == pytest.approx(0.25)
    assert worth(game, "c", "west", 0.0) == pytest.approx(0.75)
    assert worth(game, "c", "west", 1.0) == pytest.approx(0.0)


def test_red_lines(game: Game) -> None:
    """Held follows the front; a number bounds the direction; a peak's is a band; options by their worth."""
    east, _, troops, seats = game.issues
    assert east.red_held_low == (True, False, False)
    assert troops.red_low[:, 0].tolist() == pytest.approx([4, -1, -np.inf])
    assert troops.red_high[:, 0].tolist() == pytest.approx([np.inf, 5, np.inf])
    assert seats.allowed[0, :, 0].tolist() == [False, True, True]
    assert seats.allowed[1, :, 0].tolist() == [True, True, False]


def test_options_are_drawn_with_their_probabilities() -> None:
    """A table of red lines draws one; what is left of the probability draws none."""
    text = LAND.replace("red_line: {few: 1.0}", "red_line: {few: 0.3, many: 0.2}")
    seats = compile_game(load(text.encode(), name="land").scenario).issues[3]
    allowed = seats.allowed[0].mean(axis=-1)
    assert allowed[2] == 1
    assert allowed[1] == pytest.approx(0.8, abs=0.04)
    assert allowed[0] == pytest.approx(0.5, abs=0.05)
