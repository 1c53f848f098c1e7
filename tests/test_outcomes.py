"""What deals come to: area kept, names of outcomes, what observers conclude; by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.game import Game
from simulator.outcomes import named, posteriors, retained_share
from simulator.scenario.loading import load

TEXT = """
parley: 1
id: two-regions
title: Two regions
as_of: '2025-01-01'
clock: {deadline: 2}
protocol: {table: [a, b], consent: {of: [a, b]}}
territory:
  claimants: [a, b]
  regions:
    east: {name: East, area_km2: 100, held: 0.6}
    west: {name: West, area_km2: 300, held: 0.2}
war: {}
issues:
  paper: {name: Paper, kind: choice, options: [none, part, all], no_deal: none}
actors:
  a: {name: A, seat: belligerent, patience: 0.99, positions: {east: {states: 1}, west: {states: 0.5}}}
  b: {name: B, seat: belligerent, patience: 0.99, positions: {east: {states: 0}, west: {states: 0}}}
  c:
    name: C
    seat: observer
    patience: 0.99
    precedent: {prior: 0.2, strength: 2, recognition: 1.5, recognised: {paper: [all]}, since: {east: 0.5}}
outcomes:
  big: {when: {retained: '> 0.5'}}
  late: {when: {round: '>= 1', paper: [none, part]}}
  west_only: {when: {east: 0, west: '0.1 .. 0.3'}}
"""
#        east, west, paper
DEALS = np.array([[1.0, 0.6, 0.0], [0.5, 0.0, 1.0], [0.0, 0.2, 2.0], [0.6, 0.2, 2.0]]).T


@pytest.fixture(scope="module")
def game() -> Game:
    """Four draws of it, one for each deal."""
    return compile_game(load(TEXT.encode(), name="two").scenario, draws=4)


def test_retained_is_by_area(game: Game) -> None:
    """(100 east + 300 west) / 400."""
    assert retained_share(game, DEALS).tolist() == pytest.approx([280 / 400, 50 / 400, 60 / 400, 120 / 400])


def test_the_first_name_whose_conditions_hold(game: Game) -> None:
    """0.7 is big; the second is late; the third gives nothing of the east; the last has no name."""
    rounds = np.array([0, 1, 0, 1])
    assert named(game, DEALS, retained_share(game, DEALS), rounds).tolist() == [0, 1, 2, 3]


def test_posterior_by_hand(game: Game) -> None:
    """A claims 50 km2 in the east and 150 in the west beyond what it held before the war: 200 in all."""

    def posterior(gained: float, recognised: bool) -> float:
        odds = 0.2 / 0.8 * math.exp(2 * min(gained / 200, 1) * (1.5 if recognised else 1))
        return odds / (1 + odds)

    expected = [posterior(50 + 180, False), posterior(0, False), posterior(60, True), posterior(10 + 60, True)]
    assert posteriors(game, DEALS)[0].tolist() == pytest.approx(expected)


def test_no_gain_teaches_nothing(game: Game) -> None:
    """Where nothing is kept beyond the time before the war, the belief stays."""
    nothing = np.zeros((3, 4))
    assert posteriors(game, nothing)[0].tolist() == pytest.approx([0.2] * 4)
