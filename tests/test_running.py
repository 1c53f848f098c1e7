"""A run: the same bytes however it is cut, and a stop when asked."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from simulator import running
from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.game import Game, join, some_draws
from simulator.outcomes import Outcomes
from simulator.running import Cancelled, blocks, run
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary
from simulator.views.report import to_json


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The scenario that everything is built around."""
    return load("ukraine-2025-03").scenario


def test_blocks_played_together_are_blocks_played_alone(scenario: Scenario) -> None:
    """To the bit, in every array of the outcomes."""
    games = [compile_game(scenario, 5, block, 96) for block in range(3)]
    together, alone = play(join(games)), [play(game) for game in games]
    for field in dataclasses.fields(together):
        if field.name != "game":
            apart = np.concatenate([getattr(part, field.name) for part in alone], axis=-1)
            assert getattr(together, field.name).tobytes() == apart.tobytes(), field.name


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("time-concession", [{"actors.a.patience": 0.97, "actors.a.strategy.tempo": 17}, {"actors.b.cost": 0.01}]),
        ("time-concession", [{"actors.a.strategy.exponent": 2}, {"actors.b.patience": 0.9, "actors.b.cost": 0.02}]),
        ("ukraine-2025-03", [{"levers.aid_stopped.chance": 0}, {"levers.aid_stopped.chance": 1}]),
        ("ukraine-2025-03", [{"actors.russia.patience": 0.99}, {"actors.us.strength": 0}, {}]),
    ],
)
def test_what_is_played_beside_it_changes_no_bit_of_a_draw(name: str, changes: list[dict[str, object]]) -> None:
    """Where draws differ in what they are alike in when alone: patience, tempo, levers that are never pulled."""
    games = [compile_game(load(name, overrides=each).scenario, 5, 0, 24) for each in changes]
    together, alone = play(join(games)), [play(game) for game in games]
    for field in dataclasses.fields(together):
        if field.name != "game":
            apart = np.concatenate([getattr(part, field.name) for part in alone], axis=-1)
            assert getattr(together, field.name).tobytes() == apart.tobytes(), field.name


LIBRARY = sorted(path.stem for path in (Path(__file__).parents[1] / "scenarios").glob("*/*.yaml"))
UNSURE = {"actors.a.outside_option": {"value": 0.3, "low": 0.25, "high": 0.4, "source": "assumption"}}


@pytest.mark.parametrize(
    ("name", "draws", "changes"),
    [("ukraine-2025-03", 60, {}), ("two-offer-screening", 3, UNSURE), *((name, 4, {}) for name in LIBRARY)],
)
def test_a_draw_alone_is_that_draw_among_others(name: str, draws: int, changes: dict[str, object]) -> None:
    """To the bit: nothing is worked out more finely, or added up in another order, where a draw is by itself."""
    game = compile_game(load(name, overrides=changes).scenario, 5, 0, draws)
    together = play(game)
    for n in range(game.draws):
        alone = play(some_draws(game, slice(n, n + 1)))
        for field in dataclasses.fields(together):
            if field.name != "game":
                here = getattr(together, field.name)[..., n : n + 1]
                assert getattr(alone, field.name).tobytes() == here.tobytes(), (n, field.name)


def test_blocks_compiled_together_are_blocks_compiled_alone(scenario: Scenario) -> None:
    """To the bit, in every array of the game, with the last block cut."""
    together = compile_game(scenario, 5, 1, 2 * BLOCK + 40)
    alone = join([compile_game(scenario, 5, 1), compile_game(scenario, 5, 2), compile_game(scenario, 5, 3, 40)])
    assert _bytes(together) == _bytes(alone)


def _bytes(part: object) -> object:
    """A game with every array as its bytes."""
    if isinstance(part, np.ndarray):
        return part.shape, part.tobytes()
    if dataclasses.is_dataclass(part):
        return [_bytes(getattr(part, field.name)) for field in dataclasses.fields(part)]
    return [_bytes(one) for one in part] if isinstance(part, tuple) else part


def test_the_first_draws_of_a_longer_run_are_the_shorter_run(scenario: Scenario) -> None:
    """100 of 1,100 draws, across a block's edge."""
    short, long = (list(blocks(scenario, draws, 1)) for draws in (100, BLOCK + 76))
    assert sum(part.game.draws for part in long) == BLOCK + 76
    assert (short[0].payoff == long[0].payoff[:, :100]).all()


def test_merging_in_any_order_gives_the_same_report(scenario: Scenario) -> None:
    """Sums are kept as whole numbers, so their order does not matter."""
    parts = [play(compile_game(scenario, 2, block, 200)) for block in range(3)]

    def merged(order: tuple[int, ...]) -> str:
        summary = Summary.of(parts[order[0]])
        for n in order[1:]:
            summary.merge(Summary.of(parts[n]))
        done = run(scenario, 1, 2, offers=False)
        return json.dumps(to_json(dataclasses.replace(done, summary=summary)))

    assert merged((0, 1, 2)) == merged((2, 0, 1)) == merged((1, 2, 0))


def test_a_run_stops_when_asked(scenario: Scenario) -> None:
    """Before the first block."""
    with pytest.raises(Cancelled):
        run(scenario, 2000, cancelled=lambda: True, offers=False)


@pytest.mark.parametrize(("draws", "seed"), [(0, 0), (-5, 0), (10, -1)])
def test_impossible_runs_are_refused(scenario: Scenario, draws: int, seed: int) -> None:
    """Nothing is played."""
    with pytest.raises(ValueError, match="draws must be at least 1"):
        run(scenario, draws, seed)


def test_a_moved_number_changes_only_what_it_touches(scenario: Scenario) -> None:
    """Common random numbers: the sampled inputs of everything else stay."""
    moved = load("ukraine-2025-03", overrides={"actors.russia.cost": 0.001}).scenario
    before, after = compile_game(scenario, 0), compile_game(moved, 0)
    assert (before.cost[0, 0] != after.cost[0, 0]).any()
    assert (before.cost[0, 1:] == after.cost[0, 1:]).all()
    assert (before.optimism == after.optimism).all()
    for one, other in zip(before.issues, after.issues, strict=True):
        assert (one.value == other.value).all()


def test_a_game_without_chance_is_played_once_and_counts_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, asked = load("time-concession").scenario, []

    def counting(game: Game) -> Outcomes:
        asked.append(game.draws)
        return play(game)

    monkeypatch.setattr(running, "play", counting)
    found = run(scenario, 5000, 0, offers=False).summary
    assert asked == [1]
    assert (found.draws, found.agreed) == (5000, 5000)
    (once,) = blocks(scenario, 1, 0)
    (many,) = blocks(scenario, 3, 0)
    assert (many.terms == once.terms).all()
    assert many.payoff.shape == (2, 3)
    asked.clear()
    run(load("mutual-optimism").scenario, 100, 0, offers=False)
    assert asked == [100]
