"""Screening in the fast engine against a dynamic programme over a fine grid, at tolerances that the grids allow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import settings

from simulator.engine.play import play
from simulator.engine.trace import trace
from simulator.game import Floats, Game, Private
from tests.reference import screening
from tests.reference.parts import widened
from tests.reference.random_game import random_game
from tests.reference.reference import Play
from tests.reference.reference import play as slow_play
from tests.reference.screening_games import screening_cost_game, screening_delivered_game, screening_game

ALIKE = 2e-3  # both look for the cut on a fine grid; the reference on 512 cells, without a parabola
EACH_ITS_OWN = 1e-2  # the fast engine looks on 128 cells, and a parabola through kinks is off
CELLS = screening.CELLS
MANY = range(100, 100 + max(settings().max_examples // 50, 1))

Quantity = Literal["outside_option", "cost"]

KINDS: dict[str, dict[str, Any]] = {
    "a cost": {"private": "cost", "kinds": ("screening", "equilibrium")},
    "an outside option": {"private": "outside_option", "kinds": ("screening", "concession"), "commitment": False},
    "a cost, without a war": {"private": "cost", "kinds": ("screening", "hardline"), "fighting": False},
    "everybody signs": {
        "private": "cost",
        "kinds": ("screening", "equilibrium"),
        "commitment": False,
        "red_lines": False,
        "levers": False,
    },
    "someone delivers": {"private": "outside_option", "kinds": ("screening", "equilibrium"), "deliverer": True},
}


def alike(game: Game, types: int) -> Game:
    """The first draw as often as there are types: draws differ in the private number of the second only."""
    made: Game = replace(widened(game, types), settled=True)
    known = game.private[1]
    assert isinstance(known, Private)
    at = (np.arange(types) + 0.4) / types
    number = np.interp(at, np.linspace(0, 1, len(known.quantiles)), known.quantiles)
    if known.quantity == "cost":
        cost = made.cost.copy()
        cost[:, 1] = number
        return replace(made, cost=cost)
    outside = made.outside.copy()
    outside[1] = number
    return replace(made, outside=outside)


def check(game: Game, close: float) -> int:
    """Compare what is asked in every round and how it ends; how many agreed.

    Where few types are left, what going on is worth hangs on the grid of the reference itself: what is asked may then
    be off by as much as four times what half as fine a grid changes.
    """
    outcomes, went = play(game), trace(game)
    for n in range(game.draws):
        slow = slow_play(game, n)
        unsure = close + 4 * np.abs(asked(slow) - asked(coarsely(game, n)))
        assert (np.abs(went.threshold[:, :2, n] - asked(slow)) <= unsure).all(), f"draw {n}: {unsure}"
        ends_alike = bool(outcomes.agreed[n]) == slow.agreed and (not slow.agreed or outcomes.round[n] == slow.round)
        assert ends_alike or undecided(slow, float(unsure.max())), f"draw {n}"
        if ends_alike:
            payoff = np.array(slow.payoff, dtype=float)
            np.testing.assert_allclose(outcomes.payoff[:, n], payoff, rtol=0, atol=unsure.max(), err_msg=f"draw {n}")
    return int(outcomes.agreed.sum())


def asked(played: Play) -> Floats:
    """What the two ask for in every round, (T, 2)."""
    return np.array([one.aspiration[:2] for one in played.rounds], dtype=float)


def coarsely(game: Game, n: int) -> Play:
    """The reference on a grid of half as many cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "CELLS", CELLS // 2)
        return slow_play(game, n)


def undecided(slow: Play, close: float) -> bool:
    """Whether the answer in some round up to the end hangs on less than the grids can tell."""
    last = len(slow.rounds) if slow.round is None else slow.round + 1
    offers = [one.offer for one in slow.rounds[:last] if one.offer is not None]
    return any(abs(float(offer.margins[i])) < close for offer in offers for i in (0, 1) if i != offer.proposer)


@pytest.mark.parametrize("kind", KINDS)
def test_screens_as_the_reference_does_where_draws_are_alike(kind: str) -> None:
    """Only the private number differs: the fine grid of the fast engine."""
    for seed in range(2):
        check(alike(random_game(seed, draws=1, deadline=5, **KINDS[kind]), 2), ALIKE)


@pytest.mark.parametrize("kind", KINDS)
def test_screens_as_the_reference_does_where_each_draw_is_its_own(kind: str) -> None:
    """Everything differs from draw to draw: the coarse grid."""
    for seed in range(2):
        check(random_game(seed, deadline=5, **KINDS[kind]), EACH_ITS_OWN)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["an outside option", "everybody signs"])
def test_screens_as_the_reference_does_in_many_games(kind: str) -> None:
    """Both on more of them, of the kinds whose frontiers bend least.

    In the others two grids part by up to .04 of utility here and there: both are right to their cells, and where two
    offers are nearly as good the better one hangs on the grid.
    """
    for seed in MANY:
        check(alike(random_game(seed, draws=1, **KINDS[kind]), 4), ALIKE)
        check(random_game(seed, **KINDS[kind]), EACH_ITS_OWN)


@pytest.mark.parametrize("kinds", [("screening", "equilibrium"), ("equilibrium", "concession")])
def test_what_was_planned_in_a_draw_does_not_hang_on_levers_pulled_in_others(kinds: tuple[str, str]) -> None:
    """The first draw of a block, with and without levers in the second."""
    for seed in range(3):
        game = random_game(seed, deadline=6, private="cost", kinds=kinds)
        used = [np.array([lever.used[0], False]) for lever in game.levers]
        levers = tuple(replace(lever, used=row) for lever, row in zip(game.levers, used, strict=True))
        with_them, without = (trace(one).threshold[..., 0] for one in (game, replace(game, levers=levers)))
        np.testing.assert_allclose(with_them, without, rtol=0, atol=1e-12)


SMALL = {
    "an outside option": screening_game(),
    "a cost": screening_cost_game(),
    "someone delivers": screening_delivered_game(),
}


@pytest.mark.parametrize("game", SMALL.values(), ids=SMALL)
def test_screens_as_the_reference_does_in_small_games(game: Game) -> None:
    """Even distributions and a straight frontier, where the fast engine is exact; some sign and some do not."""
    types = 6
    assert 0 < check(alike(game, types), ALIKE) <= types
