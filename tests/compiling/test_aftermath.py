"""Hazard ratios without a choice in their condition: known when the talks begin."""

from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.scenario.loading import load

TINY = """\
parley: 1
id: tiny
title: Tiny
as_of: 2024-01-01
protocol: {{table: [a, b], consent: {{of: [{consent}]}}}}
issues: {{price: {{name: Price, kind: level, no_deal: 0}}}}
actors:
  a: {{name: A, seat: belligerent, outside_option: 0, positions: {{price: {{states: 1}}}}}}
  b: {{name: B, seat: belligerent, outside_option: 0, positions: {{price: {{states: 0}}}}}}
aftermath:
  ratios:
    force: {{ratio: 0.5, shift: 0.25, when: always}}
    gain: {{ratio: 3, shift: 2, when: always}}
    left_out: {{ratio: 7, shift: 5, when: excluded_party}}
"""


@pytest.mark.parametrize(("consent", "hazard", "shift"), [("a, b", 1.5, 0.5), ("a", 10.5, 2.5)])
def test_what_always_holds_multiplies_the_risk_of_every_deal(consent: str, hazard: float, shift: float) -> None:
    game: Any = compile_game(load(TINY.format(consent=consent).encode()).scenario, draws=3)
    np.testing.assert_array_equal(game.aftermath.hazard, np.full(3, hazard))
    np.testing.assert_array_equal(game.aftermath.shift_factor, np.full(3, shift))
    assert game.aftermath.ratios == ()
