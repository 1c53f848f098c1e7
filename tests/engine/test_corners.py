"""Corners of the model in which the engine once parted from docs/model.md, each with its smallest game."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.engine.play import play
from simulator.testing.laws import OUTCOME_LAWS
from tests.reference.parts import fragile, front, game, share, war
from tests.reference.small_games import no_zone_game, pie_game, quota_game

LAWS = {law.name: law for law in OUTCOME_LAWS}


def test_votes_with_nobody_in_every_coalition_and_a_closed_zone() -> None:
    made = quota_game(outside=2.0)
    LAWS["shut"].check(made, play(made))


def test_momentum_fades_where_no_region_is_contested() -> None:
    line = front((0,), contested=[False], memory=4.0)
    fighting = war([[1, 0], [0, 1]], decision=1.0, momentum=0.8, momentum_weight=1.0, front=line)
    made = game([share("land", [1, -1], 0.5)], war=fighting, outside=np.nan, patience=0.9)
    LAWS["walk_away"].check(made, play(made))


@pytest.mark.parametrize("outside", [(0.7, 0.4), (0.3, 0.4)])
def test_who_waits_for_ever_is_the_limit_of_those_who_nearly_do(outside: tuple[float, float]) -> None:
    """With patience 1 q is 0 and V = R for every package; just below it the sign of V - R is that of u - R."""
    ends = []
    for patience in (1 - 1e-7, 1.0):
        made = no_zone_game(outside=outside, aftermath=fragile(), patience=patience)
        outcomes = play(made)
        ends.append([bool(found.all()) for found in (outcomes.zone_open, outcomes.agreed)])
        assert outcomes.zone_open.all() == outcomes.zone_open.any()
    assert ends[0] == ends[1]
    assert ends[1] == [sum(outside) < 1] * 2


@pytest.mark.parametrize("shape", [2.0, 5.0, 10.0])
def test_q_of_a_hazard_that_grows(shape: float) -> None:
    made = pie_game(patience=0.99, aftermath=fragile(scale=100.0, shape=shape))
    LAWS["reported"].check(made, play(made))
