from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.survival import survival
from simulator.insight.side_by_side import side_by_side
from simulator.running import Cancelled, run
from simulator.views.report import to_json
from tests.insight.small import small

DRAWS = 90
DEARER: dict[str, Any] = {"actors__south__cost": 0.004}


def test_every_variant_is_what_a_run_of_it_alone_is() -> None:
    scenarios = [small(), small(**DEARER), small(clock__deadline=6)]
    *_, found = side_by_side(scenarios, DRAWS, 3)
    assert found.done == DRAWS
    for scenario, one in zip(scenarios, found.runs, strict=True):
        assert to_json(one) == to_json(run(scenario, DRAWS, 3, offers=False))


def test_differences_are_those_draw_by_draw() -> None:
    *_, found = side_by_side([small(), small(**DEARER)], DRAWS, 3)
    one, other = (play(compile_game(scenario, 3, 0, DRAWS)) for scenario in (small(), small(**DEARER)))
    (against,) = found.against
    assert against.comparison.agreement.second == (other.agreed & ~one.agreed).sum() > 0
    both = one.agreed & other.agreed
    years = 5 * one.game.aftermath.rounds_per_year
    lasts = [survival(each.game.aftermath, each.hazard, years)[both] for each in (one, other)]
    assert against.lasts.count == both.sum()
    assert against.lasts.mean.mean == pytest.approx(np.mean(lasts[1] - lasts[0]), abs=1e-9)
    for n, name in enumerate(("north", "south", "county")):
        ways = [~each.agreed & (each.blocked_by == n) for each in (one, other)]
        assert against.blocked[name].difference == pytest.approx(ways[1].mean() - ways[0].mean())
    time = [~each.agreed & (each.blocked_by == -1) for each in (one, other)]
    assert against.blocked["nobody"].difference == pytest.approx(time[1].mean() - time[0].mean())


def test_it_tells_block_after_block_and_can_be_stopped() -> None:
    told = [one.done for one in side_by_side([small(), small(**DEARER)], 1100, together=1)]
    assert told == [1024, 1100]
    with pytest.raises(Cancelled):
        next(side_by_side([small()], 10, cancelled=lambda: True))
