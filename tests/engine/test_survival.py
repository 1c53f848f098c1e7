"""q and S against closed forms."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.holding import Holding
from simulator.engine.survival import hazard_and_shift, survival
from simulator.game import Aftermath, Game, Ratio, some_draws
from tests.reference.random_game import random_game
from tests.reference.small_games import pie_game


def game_of(shape: float, scale: float, patience: float, commitment: bool = True) -> Game:
    """A pie whose deals hold so."""
    one = np.ones(1)
    peacekeepers = Ratio("peacekeepers", (0,), ((1, 2),), 0.5 * one, 0.25 * one)
    aftermath = Aftermath(commitment, scale * one, shape * one, one, one, one, (peacekeepers,), 52.0)
    return pie_game(aftermath=aftermath, patience=(patience, patience))


def held(game: Game, hazard: float) -> float:
    """q of the first actor."""
    return float(Holding(game).of((0,), np.array([0]), np.array([hazard]))[0, 0])


@given(hazard=st.floats(0.01, 20), scale=st.floats(1, 2000), patience=st.floats(0.9, 0.9999))
def test_exponential_survival(hazard: float, scale: float, patience: float) -> None:
    """With shape 1 the integral is rho / (rho + hazard / scale)."""
    rho = -math.log(patience)
    assert held(game_of(1.0, scale, patience), hazard) == pytest.approx(rho / (rho + hazard / scale), abs=1e-7)


@given(hazard=st.floats(0.01, 5), scale=st.floats(10, 2000), patience=st.floats(0.99, 0.9999))
def test_root_survival(hazard: float, scale: float, patience: float) -> None:
    """With shape 1/2: 1 - sqrt(pi) y e^(y^2) erfc(y), y = hazard / (2 sqrt(rho scale))."""
    y = hazard / (2 * math.sqrt(-math.log(patience) * scale))
    if y > 20:
        return
    exact = 1 - math.sqrt(math.pi) * y * math.exp(y * y) * math.erfc(y)
    assert held(game_of(0.5, scale, patience), hazard) == pytest.approx(exact, abs=1e-7)


@given(
    shape=st.floats(0.25, 10), hazard=st.floats(1e-3, 1e4), scale=st.floats(1, 2000), patience=st.floats(0.9, 0.9999)
)
def test_any_survival(shape: float, hazard: float, scale: float, patience: float) -> None:
    """The integral as it is written, by parts of the chance that it still holds: q = 1 - E[fails before time s]."""
    rho = -math.log(patience)
    quantiles = (np.arange(400_000) + 0.5) / 400_000  # of the life, whose distribution is Weibull's
    life = scale * (-np.log(quantiles) / hazard) ** (1 / shape)
    exact = 1 - np.exp(-rho * life).mean()
    assert held(game_of(shape, scale, patience), hazard) == pytest.approx(exact, abs=3e-6)


def test_edges() -> None:
    """No hazard holds for ever; endless patience lives to see it fail; commitment off does not ask."""
    assert held(game_of(0.5, 100, 0.99), 0.0) == 1.0
    assert held(game_of(0.5, 100, 1.0), 0.0) == 1.0
    assert held(game_of(0.5, 100, 1.0), 1.0) == pytest.approx(0.0, abs=1e-12)
    assert held(game_of(0.5, 100, 0.99, commitment=False), 5.0) == 1.0


def test_weibull_reproduces_the_shares_it_is_fitted_to() -> None:
    """Fortna (2004), ceasefires without peacekeepers: shape 0.5, scale 6.9 years: 0.32 fail in a year, 0.57 in five."""
    aftermath = game_of(0.5, 6.9 * 52, 0.99).aftermath
    one = np.ones(1)
    assert 1 - survival(aftermath, one, 52.0)[0] == pytest.approx(1 - math.exp(-math.sqrt(1 / 6.9)))
    assert 1 - survival(aftermath, one, 5 * 52.0)[0] == pytest.approx(0.573, abs=0.001)


def test_ratios_hold_where_their_condition_does() -> None:
    """Half the hazard and a quarter of the shift with options 1 and 2, nothing with 0."""
    game = game_of(0.5, 100, 0.99)
    for option, ratio, shift in ((0, 1.0, 1.0), (1, 0.5, 0.25), (2, 0.5, 0.25)):
        found = hazard_and_shift(game, {0: np.array([float(option)])})
        assert [float(each[0]) for each in found] == [ratio, shift]


def test_q_of_a_draw_does_not_depend_on_the_draws_beside_it() -> None:
    """To the bit, though hazards that fall and hazards that grow are integrated on different grids."""
    game = random_game(2, draws=4)
    aftermath = dataclasses.replace(game.aftermath, shape=np.array([0.6, 1.0, 3.0, 9.0]))
    game, hazard = dataclasses.replace(game, aftermath=aftermath), np.array([0.5, 1.0, 1.5, 2.0])
    together = Holding(game).of((0,), np.arange(4), hazard)[0]
    for n in range(4):
        alone = Holding(some_draws(game, slice(n, n + 1))).of((0,), np.zeros(1, dtype=np.int64), hazard[n : n + 1])
        assert together[n] == alone[0, 0]


def test_q_by_the_way_in_which_deals_hold() -> None:
    """Is that of their hazard, whoever asked before for whom, in which draws and of which ways."""
    game = random_game(5, draws=30)
    one = np.ones(30)
    ratios = (Ratio("first", (0,), ((1, 2),), 0.5 * one, one), Ratio("second", (0,), ((2,),), 0.25 * one, one))
    game = dataclasses.replace(game, aftermath=dataclasses.replace(game.aftermath, commitment=True, ratios=ratios))
    holding, rng = Holding(game), np.random.default_rng(0)
    for _ in range(20):
        draws = rng.integers(0, 30, size=rng.integers(1, 40))
        options = rng.integers(0, 3, size=len(draws))
        actors = tuple(rng.permutation(2)[: rng.integers(1, 3)].tolist())
        found = holding.in_way(actors, holding.way({0: options.astype(np.float64)}), draws)
        hazard = game.aftermath.hazard[draws] * np.array([1.0, 0.5, 0.125])[options]
        np.testing.assert_array_equal(found, Holding(game).of(actors, draws, hazard))
