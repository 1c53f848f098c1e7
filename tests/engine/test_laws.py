"""The engine's laws: of games and scenarios made by Hypothesis, and of the March 2025 scenario."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.scenario.loading import LoadedScenario, load
from simulator.testing.law import GameLaw, LawBroken, ScenarioLaw
from simulator.testing.laws import OUTCOME_LAWS, REPLAY_LAWS, REPORTED_LAWS, SCENARIO_LAWS
from simulator.testing.strategies import Change, changes, games, scenarios
from simulator.testing.strategies.changes import changed
from simulator.testing.strategies.twists import TWISTS
from tests.reference.random_game import random_game

MARCH = load("ukraine-2025-03")
FEWER = settings(max_examples=max(settings().max_examples // 4, 1))
FEWEST = settings(max_examples=max(settings().max_examples // 10, 1))


def named(law: GameLaw | ScenarioLaw) -> str:
    return law.name


def hold(game: Game, outcomes: Outcomes, laws: tuple[GameLaw, ...]) -> None:
    """Assert that laws hold, those that have anything to say."""
    for law in laws:
        if law.silent(game) is None:
            law.check(game, outcomes)


@given(games())
def test_laws_hold_of_games(game: Game) -> None:
    hold(game, play(game), OUTCOME_LAWS)


@pytest.mark.parametrize("twist", TWISTS)
def test_laws_hold_of_twisted_games(twist: str) -> None:
    @FEWER
    @given(games(twists=(twist,), most_actors=4))
    def all_hold(game: Game) -> None:
        hold(game, play(game), OUTCOME_LAWS)

    all_hold()


@FEWER
@given(games())
def test_games_played_again_in_other_ways_come_out_the_same(game: Game) -> None:
    hold(game, play(game), REPLAY_LAWS)


@FEWER
@given(scenarios())
def test_laws_hold_of_scenarios(made: LoadedScenario) -> None:
    game = compile_game(made.scenario, seed=1, draws=6)
    hold(game, play(game), OUTCOME_LAWS)


@pytest.mark.slow
@FEWEST
@given(scenarios(most_actors=5))
def test_scenarios_written_in_other_ways_say_the_same(made: LoadedScenario) -> None:
    for law in SCENARIO_LAWS:
        if law.silent(made.scenario) is None:
            law.check(made.scenario, 5, 0)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("actors", [2, 3])
def test_laws_hold_of_games_without_a_round_number(seed: int, actors: int) -> None:
    """Where Hypothesis' games are all of sixteenths, these have no two numbers alike."""
    game = random_game(seed, actors=actors, draws=4, deliverer=seed % 4 == 3, commitment=seed % 2 == 0)
    hold(game, play(game), (*OUTCOME_LAWS, *REPLAY_LAWS))


@pytest.mark.slow
@FEWEST
@given(changes(MARCH))
def test_laws_hold_over_the_ranges_of_the_march_2025_scenario(change: Change) -> None:
    game = compile_game(changed(MARCH, change).scenario, seed=2, draws=16)
    hold(game, play(game), OUTCOME_LAWS)


@pytest.mark.parametrize("law", [*SCENARIO_LAWS, *REPORTED_LAWS], ids=named)
def test_laws_hold_of_the_march_2025_scenario(law: ScenarioLaw) -> None:
    """On fifty draws, every actor mattering included."""
    if law.silent(MARCH.scenario) is None:
        law.check(MARCH.scenario, 50, 0)


@cache
def outcomes_of_march_2025() -> Outcomes:
    """Three hundred draws of it."""
    return play(compile_game(MARCH.scenario, 0, 0, 300))


def test_the_laws_say_nothing_against_the_engine() -> None:
    """As it is; what follows would mean nothing otherwise."""
    outcomes = outcomes_of_march_2025()
    hold(outcomes.game, outcomes, OUTCOME_LAWS)


BREAKS: dict[str, Callable[[Outcomes], Outcomes]] = {
    "signs below no deal": lambda o: dataclasses.replace(o, reservation=o.reservation + 0.2),
    "forgets payoff": lambda o: dataclasses.replace(o, payoff=o.payoff * 1.01),
    "blames nobody": lambda o: dataclasses.replace(o, blocked_by=np.full_like(o.blocked_by, -1)),
    "keeps too much land": lambda o: dataclasses.replace(o, retained=o.retained + 0.01),
    "signs while the zone is closed": lambda o: dataclasses.replace(o, zone_open=np.zeros_like(o.zone_open)),
    "moves the front": lambda o: dataclasses.replace(o, z=o.z + 0.05),
    "pulls no lever": lambda o: dataclasses.replace(o, pulled=np.full_like(o.pulled, -1)),
    "crosses red lines": lambda o: dataclasses.replace(o, terms=np.where(np.isnan(o.terms), o.terms, 0.0)),
    "believes without reason": lambda o: dataclasses.replace(o, posterior=o.posterior * 0.9),
    "lasts for ever": lambda o: dataclasses.replace(o, hazard=-o.hazard),
    "is no number": lambda o: dataclasses.replace(o, value=np.full_like(o.value, np.inf)),
}


@pytest.mark.parametrize("wrong", BREAKS)
def test_a_broken_engine_breaks_some_law(wrong: str) -> None:
    """Outcomes made wrong by hand, one way at a time."""
    broken = BREAKS[wrong](outcomes_of_march_2025())

    def objects(law: GameLaw) -> bool:
        if law.silent(broken.game) is not None:
            return False
        try:
            law.check(broken.game, broken)
        except LawBroken:
            return True
        return False

    assert any(objects(law) for law in OUTCOME_LAWS)
