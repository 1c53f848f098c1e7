"""Playing at once is playing round by round: the same outcomes, draw by draw, wherever both can be done."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.at_once import play_at_once, possible
from simulator.engine.play import play_in_rounds
from simulator.engine.rounds import Talks
from simulator.game import Effect, Game, Lever
from simulator.outcomes import Outcomes
from simulator.scenario.loading import load
from tests.reference.random_game import random_game
from tests.reference.small_games import SMALL_GAMES

CLOSE = 1e-9
KINDS: dict[str, dict[str, Any]] = {
    "two parties": {"draws": 20},
    "no war": {"fighting": False, "draws": 20},
    "someone delivers": {"deliverer": True, "draws": 20},
    "no red lines": {"red_lines": False, "deliverer": True, "draws": 20},
    "one round": {"deadline": 1, "deliverer": True, "draws": 20},
    "deals that hold": {"shares": 3, "levels": 2, "choices": 2, "commitment": False, "draws": 20},
    "a long clock": {"deadline": 40, "draws": 8},
    "whoever is drawn": {"lottery": True, "draws": 20},
    "hardliners": {"kinds": ("hardline", "concession"), "draws": 20},
}


def same(game: Game) -> tuple[bool, Outcomes]:
    """Assert that both ways agree; whether it could be played at once."""
    in_rounds = play_in_rounds(Talks(game))
    talks = Talks(game)
    at_once = play_at_once(talks) if possible(talks) else None
    if at_once is None:
        return False, in_rounds
    for field in dataclasses.fields(Outcomes):
        if field.name != "game":
            one, other = getattr(at_once, field.name), getattr(in_rounds, field.name)
            np.testing.assert_allclose(one, other, rtol=CLOSE, atol=CLOSE, err_msg=field.name)
    return True, in_rounds


def settled(game: Game, *, pinned: bool) -> Game:
    """A game that can be played at once: no lever on shifts, and no line at the share held now, or both parties'."""
    levers = tuple(
        dataclasses.replace(lever, effects=tuple(effect for effect in lever.effects if effect.quantity != "shift"))
        for lever in game.levers
    )
    actors, issues = len(game.actors), []
    front = game.war.front if game.war else None
    for k, issue in enumerate(game.issues):
        contested = front is not None and k in front.regions and front.contested[front.regions.index(k)]
        lines: dict[str, Any] = {"red_held_low": (False,) * actors, "red_held_high": (False,) * actors}
        if contested and pinned:
            free = np.full((actors, game.draws), np.inf)
            lines = {name: tuple(i == n for i in range(actors)) for n, name in enumerate(lines)}
            lines |= {"red_low": -free, "red_high": free}
        issues.append(dataclasses.replace(issue, **lines) if issue.divisible else issue)
    return dataclasses.replace(game, levers=levers, issues=tuple(issues))


@pytest.mark.parametrize("pinned", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_random_games(kind: str, pinned: bool) -> None:
    """Of every kind that has two parties, made to be played at once; deals and failures occur."""
    agreed = []
    for seed in range(4):
        game = random_game(seed, **KINDS[kind])
        done, outcomes = same(settled(game, pinned=pinned))
        assert done
        agreed.append(outcomes.agreed.mean())
    assert np.mean(agreed) < 1
    assert np.mean(agreed) > 0 or kind == "one round"


@pytest.mark.parametrize("name", SMALL_GAMES)
def test_small_games(name: str) -> None:
    """Edges, ties, points."""
    game = SMALL_GAMES[name]
    same(game() if callable(game) else game)


@pytest.mark.parametrize("name", ["ukraine-2025-03", "ukraine-2025-03-great-power-deal"])
def test_the_scenario(name: str) -> None:
    """Four who deliver, eight levers, a moving front: and both ways of ending occur."""
    done, outcomes = same(compile_game(load(name).scenario, 11, 0, 120))
    assert done
    assert 0 < outcomes.agreed.mean() < 1


def test_levers_that_wait_for_refusals() -> None:
    """A lever that softens the party it waits for: in some draws refusals begin or end late."""
    game = compile_game(load("ukraine-2025-03").scenario, 3, 0, 60)
    waiting = next(lever for lever in game.levers if lever.refuses is not None)
    assert waiting.refuses is not None
    times, deal = np.linspace(1.0, 60.0, game.draws), [package.name for package in game.packages].index("line_frozen")
    effect = Effect("cost", waiting.refuses, times, np.zeros(game.draws))
    everywhere = np.ones(game.draws, dtype=np.bool_)
    levers: list[Lever] = [
        dataclasses.replace(waiting, deal=deal, rounds=rounds, effects=(effect,), used=everywhere, announced=announced)
        for rounds, announced in ((1, True), (3, False), (9, True))
    ]
    done, outcomes = same(dataclasses.replace(game, levers=tuple(levers)))
    assert done
    assert len(np.unique(outcomes.pulled)) > 3


def test_a_lever_on_what_a_failed_deal_leaves_is_played_in_rounds() -> None:
    """Packages found earlier prove nothing then."""
    game = compile_game(load("ukraine-2025-03").scenario, 3, 0, 10)
    effect = Effect("shift", 0, np.full(10, 2.0), np.zeros(10))
    lever = dataclasses.replace(game.levers[0], effects=(effect,))
    assert possible(Talks(game))
    assert not possible(Talks(dataclasses.replace(game, levers=(lever,))))
