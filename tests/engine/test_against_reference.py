"""The fast engine equals the slow reference, draw by draw, on small games that were made to be awkward."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from simulator.engine.play import play
from simulator.engine.trace import trace
from simulator.game import Game
from simulator.outcomes import NO_ROUND, NOBODY, Outcomes
from tests.reference.random_game import random_game
from tests.reference.reference import Play
from tests.reference.reference import play as slow_play
from tests.reference.small_games import SMALL_GAMES

CLOSE = 2e-6  # the two integrate q by different quadratures
NO_ISSUE = -1
MANY = range(100, 100 + max(settings().max_examples // 16, 1))
"""Seeds, and more of them in a thorough run."""
DRAWS = 4  # of each of these games: the fast engine plays several as soon as one

KINDS: dict[str, dict[str, Any]] = {
    "two parties": {},
    "no war": {"fighting": False},
    "someone delivers": {"deliverer": True},
    "three parties": {"actors": 3},
    "two choices": {"choices": 2, "shares": 1, "draws": 4},
    "any two of three": {"actors": 3, "coalitions": ((0, 1), (1, 2), (0, 2)), "levers": False},
    "no red lines": {"red_lines": False, "deliverer": True},
    "choices that do not enter the hazard": {"choices": 3, "levels": 1, "shares": 1, "free": True},
    "free choices and someone who delivers": {"choices": 2, "deliverer": True, "free": True},
    "one round": {"deadline": 1, "deliverer": True},
    "deals that hold": {"shares": 3, "levels": 2, "choices": 2, "commitment": False},
}

BARGAINING: dict[str, dict[str, Any]] = {
    "hard lines": {"kinds": ("hardline", "hardline")},
    "a hard line among three": {"kinds": ("concession", "hardline"), "actors": 3, "deliverer": True},
    "tit for tat": {"kinds": ("tit_for_tat", "tit_for_tat"), "walks_away": 0},
    "tit for tat among three": {"kinds": ("tit_for_tat", "concession", "tit_for_tat"), "actors": 3},
    "tit for tat and any two of three": {
        "kinds": ("tit_for_tat", "hardline", "tit_for_tat"),
        "actors": 3,
        "coalitions": ((0, 1), (1, 2), (0, 2)),
    },
    "Zeuthen": {"kinds": ("zeuthen", "zeuthen"), "patient": True},
    "Zeuthen and concession": {"kinds": ("concession", "zeuthen"), "deliverer": True, "patient": True},
    "equilibrium": {"kinds": ("equilibrium", "equilibrium")},
    "equilibrium without walking away": {
        "kinds": ("equilibrium", "equilibrium"),
        "red_lines": False,
        "walks_away": 0,
        "pays": (-0.02, 0.03),
    },
    "equilibrium and concession": {"kinds": ("equilibrium", "concession"), "pays": (-0.03, 0.02)},
    "equilibrium without a war": {"kinds": ("concession", "equilibrium"), "fighting": False, "commitment": False},
    "equilibrium and someone delivers": {"kinds": ("equilibrium", "equilibrium"), "deliverer": True},
    "whoever is drawn": {"lottery": True, "kinds": ("tit_for_tat", "concession", "hardline"), "actors": 3},
    "equilibrium, drawn": {"lottery": True, "kinds": ("equilibrium", "equilibrium")},
    "Zeuthen, drawn": {"lottery": True, "kinds": ("zeuthen", "equilibrium"), "patient": True},
    "a single text": {"text": True, "pays": (-0.02, 0.02)},
    "a single text for three": {"text": True, "actors": 3, "deliverer": True, "kinds": ("hardline", "tit_for_tat")},
    "screening with nothing private": {"kinds": ("screening", "concession")},
    "lives that are certain": {"certain": True, "kinds": ("equilibrium", "tit_for_tat")},
}
"""Every strategy and protocol; `patient` keeps costs low and the clock long enough to come together."""


def made(kind: str, seed: int, **changes: Any) -> Game:
    """A random game of a kind."""
    given = (KINDS | BARGAINING)[kind] | changes
    free, certain, patient = (given.pop(name, False) for name in ("free", "certain", "patient"))
    if patient:
        given |= {"levers": False, "pays": (0, 0.002), "commitment": False}
    game = random_game(seed, **given)
    if free:
        game = replace(game, aftermath=replace(game.aftermath, ratios=()))
    if certain:
        game = replace(game, aftermath=replace(game.aftermath, certain=True))
    return game


def agrees(fast: Outcomes, slow: Play, n: int) -> None:
    """Assert that draw `n` of the fast engine is what the reference says."""
    rounds = slow.rounds
    same(fast.z[:, n], [*(one.z for one in rounds), slow.z_after], "front")
    same(fast.zone_open[:, n], [one.zone_open for one in rounds], "zone")
    same(fast.pulled[:, n], [NO_ROUND if t is None else t for t in slow.pulled], "levers")
    same(fast.payoff[:, n], slow.payoff, "payoff")
    assert bool(fast.agreed[n]) == slow.agreed
    if slow.agreed:
        assert slow.round is not None
        assert slow.terms is not None
        assert fast.round[n] == slow.round
        assert fast.proposer[n] == rounds[slow.round].proposer
        same(fast.value[:, n], slow.value, "value")
        same(fast.utility[:, n], slow.utility, "utility")
        same(fast.reservation[:, n], rounds[slow.round].reservation, "value of no deal")
        same(fast.hazard[n] / fast.game.aftermath.hazard_after[n], slow.hazard, "hazard")
        if len(rounds[slow.round].ties) == 1:
            scale = [max(float(issue.knots[-1, n] - issue.knots[0, n]), 1.0) for issue in fast.game.issues]
            same(fast.terms[:, n] / scale, np.array(slow.terms, dtype=float) / scale, "terms")
    else:
        same(fast.reservation[:, n], rounds[-1].reservation, "value of no deal")
        assert fast.shut_by[n] == (NO_ISSUE if slow.shut_by is None else slow.shut_by)
        assert fast.blocked_by[n] == (NOBODY if slow.blocked_by == "nobody" else slow.blocked_by)


def same(fast: object, slow: object, what: str) -> None:
    """Assert two arrays equal but for rounding."""
    np.testing.assert_allclose(
        np.array(fast, dtype=float), np.array(slow, dtype=float), rtol=CLOSE, atol=CLOSE, err_msg=what
    )


def check(game: Game) -> int:
    """Compare every draw; how many agreed."""
    outcomes = play(game)
    for n in range(game.draws):
        agrees(outcomes, slow_play(game, n), n)
    return int(outcomes.agreed.sum())


def check_bargaining(game: Game) -> int:
    """Compare every draw, and what everybody asks for in every round; how many agreed."""
    outcomes, went = play(game), trace(game)
    waited_for = (lever.refuses for lever in game.levers if lever.refuses is not None)
    asking = sorted({*game.table, *game.consent, *waited_for})
    for n in range(game.draws):
        slow = slow_play(game, n)
        agrees(outcomes, slow, n)
        for t, one in enumerate(slow.rounds):
            same(went.threshold[t, asking, n], [one.aspiration[i] for i in asking], f"asked in round {t}")
    return int(outcomes.agreed.sum())


@pytest.mark.parametrize("kind", KINDS)
def test_equals_the_reference_on_random_games(kind: str) -> None:
    """Every field of the outcome, on games of every kind."""
    for seed in range(4):
        check(made(kind, seed))


@pytest.mark.parametrize("kind", BARGAINING)
def test_bargains_as_the_reference_does(kind: str) -> None:
    """Every strategy and protocol, and what each asks for in every round."""
    for seed in range(3):
        check_bargaining(made(kind, seed))


@pytest.mark.slow
@pytest.mark.parametrize("kind", BARGAINING)
def test_bargains_as_the_reference_does_in_many_games(kind: str) -> None:
    """The same in more of them."""
    for seed in MANY:
        check_bargaining(made(kind, seed, draws=DRAWS))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_equals_the_reference_on_many_random_games(kind: str) -> None:
    """The same on more of them."""
    for seed in MANY:
        check(made(kind, seed, draws=DRAWS))


@pytest.mark.parametrize("name", SMALL_GAMES)
def test_equals_the_reference_on_small_games(name: str) -> None:
    """Games made by hand: edges, ties, points."""
    check_bargaining(SMALL_GAMES[name]())


def test_random_games_reach_deals_and_failures() -> None:
    """The comparison would mean little if all games ended alike."""
    shares = [check(random_game(seed)) / 2 for seed in range(20)]
    assert 0.2 < float(np.mean(shares)) < 0.95
