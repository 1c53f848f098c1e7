from typing import Any

import pytest

from simulator.insight.tornado import Tornado, asked_of, ends_of, tornado
from simulator.running import run
from simulator.scenario.parameters import parameters
from tests.insight.small import loaded, small

DRAWS = 100
PATHS = ("actors.south.cost", "actors.north.optimism", "levers.fine.chance", "actors.south.shift")


@pytest.fixture(scope="module")
def found() -> Tornado:
    *_, last = tornado(loaded(actors__north__cost=0.002), DRAWS, 3, only=PATHS)
    return last


def share(**changes: Any) -> float:
    return run(small(actors__north__cost=0.002, **changes), DRAWS, 3, offers=False).summary.agreement.share


def test_every_end_is_what_a_run_with_that_value_gives(found: Tornado) -> None:
    assert found.baseline.share == share()
    for effect in found.effects:
        parameter = effect.parameter
        assert tuple(end.value for end in effect.ends) == ends_of(parameter)
        for end in effect.ends:
            alone = share(**{parameter.path.replace(".", "__"): end.value})
            assert end.chance.share == alone
            assert end.change == pytest.approx(alone - share())
            assert end.low <= end.change <= end.high


def test_the_largest_effect_comes_first(found: Tornado) -> None:
    swings = [effect.swing for effect in found.effects]
    assert swings == sorted(swings, reverse=True)
    assert {effect.parameter.path for effect in found.effects} == set(PATHS)
    assert any(effect.clear for effect in found.effects)
    for effect in found.effects:
        reached = [found.baseline.share, *(end.chance.share for end in effect.ends)]
        assert effect.swing == pytest.approx(max(reached) - min(reached))


def test_it_asks_what_is_uncertain_and_nothing_else() -> None:
    asked = {parameter.path for parameter in asked_of(loaded())}
    ranged = {p.path for p in parameters(loaded()) if p.low is not None and p.high is not None and p.low < p.high}
    assert asked == ranged | {"levers.fine.chance"}


def test_it_tells_what_it_found_step_by_step() -> None:
    told = list(tornado(loaded(), 20, 0, only=PATHS))
    assert [one.done for one in told] == [0, 1, 2, 3, 4]
    assert all(len(one.effects) == one.done for one in told)
