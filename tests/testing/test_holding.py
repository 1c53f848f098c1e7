"""How long deals hold, against closed forms and against a sum over a fine grid of time."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.game import Game
from simulator.testing.holding import hazard_and_shift, hazard_classes, holding, signing
from tests.reference.parts import fragile, game, issue, ratio, share


def lasting(patience: float, **changes: Any) -> Game:
    status = issue("status", [[0.4, 0.2, 0], [0, 0.2, 0.4]], kind="choice")
    return game([share("land", [0.6, -0.6], 0.5), status], patience=patience, aftermath=fragile(**changes))


@pytest.mark.parametrize("patience", [0.3, 0.9, 0.999])
@pytest.mark.parametrize("hazard", [0.2, 1.0, 5.0])
def test_a_constant_hazard_has_a_closed_form(patience: float, hazard: float) -> None:
    rho, rate = -math.log(patience), hazard / 40
    q = holding(lasting(patience, scale=40.0, shape=1.0), 0, np.array([hazard]))
    assert q == pytest.approx(rho / (rho + rate), abs=1e-9)


@pytest.mark.parametrize("shape", [0.3, 0.6, 2.0, 10.0])
def test_other_shapes_are_what_a_fine_sum_over_the_discounted_future_gives(shape: float) -> None:
    rho = -math.log(0.95)
    middles = (np.arange(2_000_000) + 0.5) / 2_000_000  # of the discounted future that has passed
    survives = np.exp(-((-np.log1p(-middles) / rho / 30) ** shape))
    assert holding(lasting(0.95, scale=30.0, shape=shape), 0, np.array([1.0])) == pytest.approx(
        survives.mean(), abs=1e-6
    )


def test_the_ends() -> None:
    assert holding(lasting(1.0), 0, np.array([1.0])) == 0  # who waits for ever sees the end of every deal
    assert holding(lasting(1.0), 0, np.array([0.0])) == 1  # but of one that cannot fail
    assert holding(lasting(0.0), 0, np.array([9.0])) == pytest.approx(1)
    off = lasting(0.9)
    assert holding(replace(off, aftermath=replace(off.aftermath, commitment=False)), 0, np.array([9.0])) == 1


def test_ratios_multiply_where_their_options_are_chosen() -> None:
    ratios = (ratio((1,), ((1, 2),), 0.5, 2.0), ratio((1,), ((2,),), 0.1))
    made = lasting(0.9, hazard=3.0, shift_factor=0.5, ratios=ratios)
    found = [hazard_and_shift(made, np.array([[0.5], [float(option)]])) for option in range(3)]
    assert [(float(hazard[0]), float(shift[0])) for hazard, shift in found] == [
        pytest.approx(pair) for pair in ((3, 0.5), (1.5, 1.0), (0.15, 1.0))
    ]
    classes = hazard_classes(made, (0, 1))
    assert [one.options for one in classes] == [{1: 0}, {1: 1}, {1: 2}]
    assert [float(one.factor[0]) for one in classes] == [0.5, 1.0, 1.0]
    assert classes[0].q[0] < classes[1].q[0] < classes[2].q[0]


def test_signing_weighs_the_deal_against_its_failure() -> None:
    made = lasting(0.9, scale=40.0, shape=1.0)
    rho = -math.log(0.9)
    q = rho / (rho + 1 / 40)
    value = signing(made, 1, np.array([[0.25], [2.0]]), np.array([0.3]), np.array([-0.1]))
    assert value == pytest.approx(q * (0.45 + 0.4) + (1 - q) * (0.3 - 0.1))
