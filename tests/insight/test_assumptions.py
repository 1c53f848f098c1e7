"""How much rests on assumptions: held against one run after another, and against what can be worked out on paper."""

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.compiling.sampling import Sampler, quantile
from simulator.engine.play import play
from simulator.insight.assumptions import assumed_draws, crossed, parts, resting
from simulator.running import Cancelled
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.numbers import Number
from simulator.scenario.origins import at
from simulator.scenario.parameters import parameters
from simulator.scenario.paths import resolved
from simulator.scenario.variants import adjusted

TWO = b"""
parley: 1
id: two
title: Two over a bridge
as_of: 2024-01-01
clock: {round: week, deadline: 6}
protocol: {table: [north, south], consent: {of: [north, south]}}
sources: {survey: {title: A survey, date: 2023-01-01, confidence: read, says: Counted.}}
issues:
  bridge: {name: The bridge, kind: choice, options: [join, open, shut], no_deal: open}
  toll: {name: Toll, kind: level, unit: share, no_deal: 0}
war: {expected_rounds: {value: 60, low: 40, high: 90}, decision: {value: 0.3, low: 0.1, high: 0.5, source: survey}}
actors:
  north:
    name: North
    seat: belligerent
    patience: 0.998
    strength: 1
    cost: {value: 0.003, low: 0.001, high: 0.01, source: assumption}
    optimism: {value: 0.4, low: 0, high: 1.2, source: assumption}
    strategy: {exponent: 2, tempo: 6}
    positions:
      bridge: {states: shut, weight: 15, red_line: {open: 0.3, shut: 0.2}}
      toll: {states: 1, weight: {value: 15, low: 10, high: 20, source: survey}}
  south:
    name: South
    seat: belligerent
    patience: 0.998
    strength: 1
    cost: {value: 0.003, low: 0.001, high: 0.01, dist: uniform, source: assumption}
    optimism: {value: 0.6, low: 0, high: 1.2, source: survey}
    strategy: {exponent: 2, tempo: 6}
    positions:
      bridge: {states: join, weight: {value: 15, low: 10, high: 20}}
      toll: {states: 0, weight: 20}
"""
SEED = 5


@pytest.fixture(scope="module")
def loaded() -> LoadedScenario:
    return load(TWO, name="two")


def test_what_moves_is_what_is_assumed_and_has_a_range(loaded: LoadedScenario) -> None:
    moved = assumed_draws(parameters(loaded))
    assert set(moved) == {
        "war.expected_rounds",
        "actors.north.cost",
        "actors.north.optimism",
        "actors.north.positions.bridge.red_line",
        "actors.south.cost",
        "actors.south.positions.bridge.weight",
    }
    assert moved["actors.north.positions.bridge.red_line"] == "North: The bridge, red line"
    fixed = adjusted(loaded, {"actors.north.cost": 0.004})
    assert "actors.north.cost" not in assumed_draws(parameters(fixed))


def test_a_point_is_the_run_with_its_numbers_set(loaded: LoadedScenario) -> None:
    """Every point of the design, against a scenario in which the assumed numbers are written as it drew them."""
    points, draws = 7, 50
    moved = [path for path in assumed_draws(parameters(loaded)) if not path.endswith("red_line")]
    found = crossed(loaded, frozenset(moved), SEED, points, draws)
    base = Sampler(SEED, 0, points)
    for j in range(points):
        settings = {}
        for path in moved:
            number = Number.model_validate(at(loaded.tree, resolved(loaded.tree, path)))
            low, high = number.ends
            settings[path] = float(quantile(base.uniform(path), number.dist, low, number.value, high)[j])
        alone = play(compile_game(adjusted(loaded, settings).scenario, SEED, 0, draws))
        assert found[j].tolist() == alone.agreed.tolist()
    assert len({tuple(row) for row in found}) > 1, "points must differ, or nothing was tested"


def test_where_all_is_assumed_draws_do_not_differ_and_where_nothing_is_points_do_not(loaded: LoadedScenario) -> None:
    asked: set[str] = set()

    class Noting(Sampler):
        def uniform(self, path: str, rows: int | None = None):  # type: ignore[no-untyped-def]
            asked.add(path)
            return super().uniform(path, rows)

    from simulator.compiling.compile import compile_sampled

    compile_sampled(loaded.scenario, Noting(SEED, 0, 4))
    everything = crossed(loaded, frozenset(asked), SEED, 30, 8)
    assert (everything == everything[:, :1]).all()
    assert len(set(everything[:, 0])) == 2
    nothing = crossed(loaded, frozenset(), SEED, 8, 30)
    assert (nothing == nothing[:1]).all()


def test_games_of_any_number_of_points_give_the_same(loaded: LoadedScenario, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = frozenset(assumed_draws(parameters(loaded)))
    at_once = crossed(loaded, moved, SEED, 10, 20)
    monkeypatch.setattr("simulator.insight.assumptions.AT_ONCE", 60)
    assert (crossed(loaded, moved, SEED, 10, 20) == at_once).all()


def test_the_parts_are_those_that_can_be_worked_out_on_paper() -> None:
    """Y = 1 where a + x > 1, both uniform: Var E[Y|a] = 1/12 of 1/4, the same for x, the rest together: a third each.

    Y = 1 where a > 0.3: all alone. A fair coin a cell: all together.
    """
    chance = np.random.default_rng(1)
    a, x = chance.random(500), chance.random(500)
    split = parts((a[:, None] + x[None, :] > 1).astype(float))
    assert split / split.sum() == pytest.approx([1 / 3] * 3, abs=0.04)
    assert split.sum() == pytest.approx(0.25, abs=0.02)
    alone = parts(np.repeat(a[:, None] > 0.3, 40, axis=1).astype(float))
    assert alone / alone.sum() == pytest.approx([1, 0, 0], abs=1e-9)
    coins = parts((chance.random((200, 200)) < 0.5).astype(float))
    assert coins / coins.sum() == pytest.approx([0, 1, 0], abs=0.02)


def test_the_whole_of_it(loaded: LoadedScenario) -> None:
    told: list[tuple[int, int]] = []
    found = resting(loaded, SEED, 60, 60, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (3600, 3600)
    assert found.alone is not None
    assert found.together is not None
    assert found.rest is not None
    assert found.alone.value + found.together.value + found.rest.value == pytest.approx(1)
    for part in (found.alone, found.together, found.rest):
        assert 0 <= part.low <= part.value <= part.high <= 1
    assert 0 <= found.low <= found.middle <= found.high <= 1
    assert found.low < found.agreement < found.high
    movers = {mover.path: mover.correlation for mover in found.movers}
    assert "actors.south.cost" in movers, "ten times the cost must show"
    assert set(movers) <= set(found.moved)
    assumed = [each for each in parameters(loaded) if each.evidence and not each.sourced]
    assert found.still == len(assumed) - 5, "a red line is drawn from numbers that have no range themselves"


def test_without_assumed_ranges_nothing_moves(loaded: LoadedScenario) -> None:
    settings = dict.fromkeys(("actors.north.optimism",), 0.5) | {
        "actors.north.cost": 0.003,
        "actors.south.cost": 0.003,
        "war.expected_rounds": 60,
        "actors.south.positions.bridge.weight": 15,
        "actors.north.positions.bridge.red_line": "open",
    }
    found = resting(adjusted(loaded, settings), SEED, 5, 40)
    assert found.moved == ()
    assert found.low == found.high == found.agreement
    assert found.alone is None or found.alone.value == 0


def test_it_stops_when_it_is_told_to(loaded: LoadedScenario) -> None:
    with pytest.raises(Cancelled):
        resting(loaded, SEED, 4, 4, cancelled=lambda: True)
    with pytest.raises(ValueError, match="at least 2"):
        resting(loaded, SEED, 1, 4)
