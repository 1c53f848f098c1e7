"""Durability against integrals with a closed form, and against an adaptive rule where there is none."""

import math
from collections.abc import Callable

import pytest

from tests.reference.durability import discounted_survival, holding, survival
from tests.reference.one_draw import one_draw
from tests.reference.parts import fragile
from tests.reference.small_games import commitment_game, pie_game


@pytest.mark.parametrize("c", [0.01, 0.5, 1.0, 7.0])
def test_quadrature_gives_the_closed_forms(c: float) -> None:
    by_half = 1 - c * math.sqrt(math.pi) / 2 * math.exp(c**2 / 4) * math.erfc(c / 2)
    by_square = math.sqrt(math.pi / c) / 2 * math.exp(1 / (4 * c)) * math.erfc(1 / (2 * math.sqrt(c)))
    assert discounted_survival(c, 0.5) == pytest.approx(by_half, abs=1e-12)
    assert discounted_survival(c, 1.0) == pytest.approx(1 / (1 + c), abs=1e-12)
    assert discounted_survival(c, 2.0) == pytest.approx(by_square, abs=1e-12)


def _simpson(f: Callable[[float], float], low: float, high: float, error: float, depth: int = 40) -> float:
    middle = (low + high) / 2
    whole = (high - low) / 6 * (f(low) + 4 * f(middle) + f(high))
    left = (middle - low) / 6 * (f(low) + 4 * f((low + middle) / 2) + f(middle))
    right = (high - middle) / 6 * (f(middle) + 4 * f((middle + high) / 2) + f(high))
    if depth == 0 or abs(left + right - whole) < 15 * error:
        return left + right + (left + right - whole) / 15
    return _simpson(f, low, middle, error / 2, depth - 1) + _simpson(f, middle, high, error / 2, depth - 1)


@pytest.mark.parametrize(("patience", "scale", "shape"), [(0.9, 30.0, 0.7), (0.998, 200.0, 0.45), (0.5, 3.0, 4.0)])
def test_the_share_that_holds_is_the_integral_of_the_model(patience: float, scale: float, shape: float) -> None:
    # With x = 1 - exp(-rho s), the integral of rho exp(-rho s) S(s) ds is that of S over x from 0 to 1.
    draw = one_draw(pie_game(patience=patience, aftermath=fragile(scale=scale, shape=shape)), 0, float)
    rate = -math.log(patience)

    def surviving(x: float) -> float:
        return math.exp(-1.5 * (-math.log(1 - x) / rate / scale) ** shape) if x < 1 else 0.0

    assert holding(draw, 0, 1.5) == pytest.approx(_simpson(surviving, 0.0, 1.0, 1e-11), abs=1e-9)


def test_a_patient_actor_counts_only_on_what_never_fails() -> None:
    draw = one_draw(pie_game(patience=1.0, aftermath=fragile()), 0, float)
    assert (holding(draw, 0, 0.3), holding(draw, 0, 0.0)) == (0.0, 1.0)
    sure = one_draw(pie_game(patience=0.9), 0, float)  # commitment off
    assert holding(sure, 0, 0.3) == 1.0
    now = one_draw(pie_game(patience=0.0, aftermath=fragile()), 0, float)
    assert holding(now, 0, 0.3) == 1.0


def test_survival_counts_the_ratios_that_hold_and_unforeseen_levers() -> None:
    draw = one_draw(commitment_game(), 0, float)  # scale 100 rounds of a month, shape 1/2, factor 1.5 afterwards
    assert survival(draw, [0.5, 0], 1) == pytest.approx(math.exp(-1.5 * math.sqrt(0.12)))
    assert survival(draw, [0.5, 1], 5) == pytest.approx(math.exp(-1.5 * 0.5 * math.sqrt(0.6)))
    assert survival(draw, [0.5, 2], 10) == pytest.approx(math.exp(-1.5 * 0.5 * 0.4 * math.sqrt(1.2)))
