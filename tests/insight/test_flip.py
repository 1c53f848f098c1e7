"""What flips an answer, against running the scenario with every value of a fine grid."""

import math
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from simulator.insight.chances import Chances, place_of, value_at
from simulator.insight.flip import HALF, PARTS, Flip, asked_of, flips, ranked
from simulator.running import Cancelled, run
from simulator.scenario.parameters import parameters
from simulator.summaries.proportion import Proportion
from tests.insight.small import loaded, small

DRAWS = 120
SCALE, COST, LAST, RULE = (
    "aftermath.scale",
    "actors.south.cost",
    "clock.deadline",
    "issues.bridge.no_deal",
)


def share(**changes: Any) -> float:
    """The chance of agreement as `parley run` computes it."""
    return run(
        small(**{path.replace(".", "__"): value for path, value in changes.items()}), DRAWS, 0, offers=False
    ).summary.agreement.share


@pytest.fixture(scope="module")
def found() -> dict[str, Flip]:
    *_, last = flips(loaded(), DRAWS, 0, only=[SCALE, COST, LAST, RULE])
    assert (last.done, last.of) == (4, 4)
    assert last.baseline.share == share()
    sizes = [flip.size for flip in last.flipping]
    assert sizes == sorted(sizes)
    assert all(flip.value is None for flip in last.found[len(sizes) :])
    return {flip.parameter.path: flip for flip in last.found}


@pytest.mark.parametrize("path", [SCALE, COST])
def test_the_value_found_flips_it_and_none_that_is_clearly_nearer_does(path: str, found: dict[str, Flip]) -> None:
    flip = found[path]
    assert share() >= HALF
    assert flip.value is not None
    assert flip.chance is not None
    assert share(**{path: flip.value}) == flip.chance.share < HALF
    start = place_of(flip.parameter, float(flip.parameter.value))
    grid = np.linspace(0, 1, 33)
    nearer = [place for place in grid if abs(place - start) < flip.size - 1 / 24]
    assert nearer
    assert all(share(**{path: value_at(flip.parameter, place)}) >= HALF for place in nearer)


def test_whole_numbers_stay_whole_and_no_smaller_change_will_do(found: dict[str, Flip]) -> None:
    flip = found[LAST]
    assert isinstance(flip.value, int)
    assert share(**{LAST: flip.value}) < HALF
    towards = 1 if flip.value < 8 else -1
    assert all(share(**{LAST: value}) >= HALF for value in range(8, flip.value, -towards))


def test_of_a_choice_the_other_options_are_tried(found: dict[str, Flip]) -> None:
    flip = found[RULE]
    options = {option: share(**{RULE: option}) for option in ("join", "shut")}
    crossing = [option for option, chance in options.items() if chance < HALF]
    assert flip.value == (max(crossing, key=lambda option: abs(options[option] - HALF)) if crossing else None)


def test_what_moves_nothing_is_said_to_move_nothing() -> None:
    *_, last = flips(loaded(), 60, 0, only=["actors.county.patience"])
    (flip,) = last.found
    assert flip.value is None
    assert math.isnan(flip.size)
    assert flip.least == flip.most == last.baseline.share


def test_a_value_is_believable_within_the_range_that_the_scenario_states(found: dict[str, Flip]) -> None:
    flip = found[COST]
    assert isinstance(flip.value, float)
    assert flip.believable == (0.001 <= flip.value <= 0.005)
    assert found[SCALE].believable is None


def test_the_smallest_change_comes_first_and_last_what_makes_no_scenario(found: dict[str, Flip]) -> None:
    flip = next(one for one in found.values() if one.value is not None)
    near, far = replace(flip, size=0.1), replace(flip, size=0.6)
    idle = replace(flip, value=None, chance=None, size=math.nan)
    weak, strong = replace(idle, least=0.4, most=0.5), replace(idle, least=0.1, most=0.45)
    nothing = replace(idle, least=math.nan, most=math.nan)
    right = [near, far, strong, weak, nothing]
    assert all(ranked(order, Proportion(4, 10)) == right for order in permutations(right))


def test_essentials_come_first_and_the_name_of_a_round_is_not_asked() -> None:
    asked = [parameter.path for parameter in asked_of(loaded())]
    assert "clock.round" not in asked
    assert asked[0] == "clock.deadline"
    assert asked.index("actors.south.cost") < asked.index("actors.north.positions.bridge.weight")
    assert len(set(asked)) == len(asked)


def test_a_search_can_be_stopped_and_has_told_what_it_found() -> None:
    stopped = False
    told = flips(loaded(), 20, 0, cancelled=lambda: stopped)
    assert next(told).done == 0
    assert next(told).done == 1
    stopped = True
    with pytest.raises(Cancelled):
        next(told)


def test_a_value_that_makes_no_scenario_counts_for_nothing() -> None:
    chances = Chances(loaded(), 10)
    assert chances.agreed({"protocol.consent.rule": "quota"}) is None


@pytest.mark.parametrize("path", ["actors.south.cost", "clock.deadline", "territory.regions.wood.area_km2"])
def test_places_on_a_slider_and_values_are_each_others_inverse(path: str) -> None:
    parameter = next(one for one in parameters(loaded()) if one.path == path)
    assert parameter.span is not None
    assert (value_at(parameter, 0), value_at(parameter, 1)) == pytest.approx(parameter.span)
    for place in np.linspace(0, 1, PARTS + 1):
        assert place_of(parameter, value_at(parameter, place)) == pytest.approx(place, abs=0.02)
