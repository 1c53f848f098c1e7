"""Corners of the model in which the engine once parted from docs/model.md, each with its smallest game."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.xfail(raises=AssertionError, strict=True, reason="the engine asks for u >= R where q = 0 leaves V = R")
def test_who_waits_for_ever_signs_anything_if_deals_may_not_hold() -> None:
    """V = R for every package, so every answer is yes; the engine asks for u >= R instead."""
    made = replace(no_zone_game(), aftermath=fragile())
    LAWS["opened"].check(made, play(made))


@pytest.mark.parametrize("shape", [2.0, 5.0, 10.0])
def test_q_of_a_hazard_that_grows(shape: float) -> None:
    made = pie_game(patience=0.99, aftermath=fragile(scale=100.0, shape=shape))
    LAWS["reported"].check(made, play(made))
