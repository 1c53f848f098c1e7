"""The engine's laws, held against the March 2025 scenario, and against outcomes made wrong on purpose."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.outcomes import Outcomes
from simulator.scenario.loading import load
from simulator.testing.law import GameLaw, LawBroken, ScenarioLaw
from simulator.testing.laws import OUTCOME_LAWS, REPORTED_LAWS, SCENARIO_LAWS


def named(law: GameLaw | ScenarioLaw) -> str:
    """A law's name, for the test's."""
    return law.name


@pytest.mark.parametrize("law", [*SCENARIO_LAWS, *REPORTED_LAWS], ids=named)
def test_laws_hold_of_the_march_2025_scenario(law: ScenarioLaw) -> None:
    """On fifty draws, every actor mattering included."""
    scenario = load("ukraine-2025-03").scenario
    if law.silent(scenario) is None:
        law.check(scenario, 50, 0)


def outcomes_of_march_2025() -> Outcomes:
    """Three hundred draws of it."""
    return play(compile_game(load("ukraine-2025-03").scenario, 0, 0, 300))


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


def test_the_laws_say_nothing_against_the_engine() -> None:
    """As it is; what follows would mean nothing otherwise."""
    outcomes = outcomes_of_march_2025()
    for law in OUTCOME_LAWS:
        if law.silent(outcomes.game) is None:
            law.check(outcomes.game, outcomes)


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
