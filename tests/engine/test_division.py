"""A pie divided among several, against shares found by looking at all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Floats, Game
from simulator.scenario.loading import load
from tests.reference.parts import game, issue, share

STEPS = 40


def pie(weights: list[float], bends: list[bool], least: list[float]) -> list[Any]:
    """A row for each actor: worth something to it alone, straight or bent, with a least share."""
    rows = []
    for i, (weight, bent, low) in enumerate(zip(weights, bends, least, strict=True)):
        worth = [0, 0.75 * weight, weight] if bent else [0, weight / 2, weight]
        value = [worth if j == i else [0, 0, 0] for j in range(len(weights))]
        lines = [low if j == i else -np.inf for j in range(len(weights))]
        rows.append(issue(f"pie.{i}", value, kind="level", red_low=lines))
    return rows


def three(seed: int, beside: bool, **changes: Any) -> Game:
    """Three who divide a pie, and perhaps bargain over something else too."""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.4, 0.7, 3) if beside else np.ones(3)
    rows = pie(weights.tolist(), (rng.random(3) < 0.5).tolist(), rng.uniform(0, 0.25, 3).tolist())
    rest = [share("office", [1 - weights[0], -(1 - weights[1]), (1 - weights[2]) * (-1) ** seed], kind="level")]
    made = game(
        rows + (rest if beside else []), actors=("a", "b", "c"), outside=rng.uniform(0, 0.2, 3).tolist(), **changes
    )
    return replace(made, divisions=((0, 1, 2),))


def best_of_all(made: Game, proposer: int, asked: Floats, others: tuple[int, ...]) -> float:
    """The largest worst margin of the others over a grid of packages, in draw 0."""
    parts = np.arange(STEPS + 1) / STEPS
    first, second, office = (axis.ravel() for axis in np.meshgrid(parts, parts, parts))
    shares = np.stack([first, second, 1 - first - second])
    fine = shares[2] >= -TOLERANCE
    for i in (proposer, *others):
        fine &= shares[i] >= made.issues[i].red_low[i, 0] - TOLERANCE
    margins = np.stack([_worth(made, i, i, row) for i, row in enumerate(shares)]) - asked[:, None]
    if len(made.issues) > 3:
        margins += np.stack([_worth(made, 3, i, office) for i in range(3)])
    fine &= margins[proposer] >= -TOLERANCE
    return float(margins[list(others)][:, fine].min(axis=0).max())


def _worth(made: Game, k: int, actor: int, positions: Floats) -> Floats:
    """Of positions on an issue to an actor, in draw 0."""
    found: Floats = np.interp(positions, made.issues[k].knots[:, 0], made.issues[k].value[actor, :, 0])
    return found


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with an office"])
@pytest.mark.parametrize("seed", range(4))
def test_no_division_leaves_the_worst_off_more(seed: int, beside: bool) -> None:
    made = three(seed, beside)
    talks = Talks(made)
    talks.begin()
    asked = np.array([[0.45], [0.2], [0.1]])
    found = talks.offer(0, asked, np.ones(1, dtype=np.bool_), least=-np.inf)
    best = best_of_all(made, 0, asked[:, 0], (1, 2))
    slack = 2.5 / STEPS if not beside else 3.5 / STEPS  # of the grid; with an office the others are weighted, a search
    assert best - 1e-9 <= found.worst[0] + (0 if not beside else 0.02)
    assert found.worst[0] <= best + slack
    terms = talks.terms(0, found, np.array([0]))[:, 0]
    assert terms[:3].sum() == pytest.approx(1)
    assert all(terms[i] >= made.issues[i].red_low[i, 0] - TOLERANCE for i in range(3))
    margins = sum(one.value_at(row[None]) for one, row in zip(made.issues, terms, strict=True)) - asked
    assert margins[1:].min() == pytest.approx(found.worst[0], abs=1e-9)
    assert margins[0, 0] == pytest.approx(found.own[0], abs=1e-9)


def demands(t: int, who: str) -> float:
    outside, exponent = {"a": (0.2, 3), "b": (0.2, 1), "c": (0.1, 0.5)}[who]
    return float(outside + (1 - outside) * (1 - (t / 29) ** exponent))


def test_three_sign_when_their_demands_fit_and_share_what_is_left_over() -> None:
    found = play(compile_game(load("three-way-division").scenario, draws=1))
    signed = next(t for t in range(30) if sum(demands(t, who) for who in "abc") <= 1)
    assert found.round[0] == signed
    speaks = "abc"[signed % 3]
    over = 1 - sum(demands(signed, who) for who in "abc")
    for i, who in enumerate("abc"):
        kept = demands(signed, who) + (0 if who == speaks else over / 2)
        assert found.terms[i, 0] == pytest.approx(kept, abs=1e-9)


def test_two_of_three_sign_sooner_and_leave_the_third_nothing() -> None:
    found = play(
        compile_game(load("three-way-division", overrides={"protocol.consent.rule": "majority"}).scenario, draws=1)
    )

    def fits(t: int) -> list[str]:
        return [other for other in "abc" if other != "abc"[t % 3] and demands(t, "abc"[t % 3]) + demands(t, other) <= 1]

    signed = next(t for t in range(30) if fits(t))
    speaks = "abc"[signed % 3]
    partner = min(fits(signed), key=lambda other: demands(signed, other))
    assert found.round[0] == signed
    terms = dict(zip("abc", found.terms[:, 0], strict=True))
    assert terms[speaks] == pytest.approx(demands(signed, speaks), abs=1e-9)
    assert terms[partner] == pytest.approx(1 - demands(signed, speaks), abs=1e-9)


def test_lines_that_do_not_fit_into_the_pie_shut_the_zone() -> None:
    lines = {f"actors.{who}.positions.pie.red_line": 0.4 for who in "abc"}
    found = play(compile_game(load("three-way-division", overrides=lines).scenario, draws=2))
    assert not found.agreed.any()
    assert not found.zone_open.any()
    assert (found.shut_by == 0).all()
    fits = play(compile_game(load("three-way-division", overrides=dict.fromkeys(lines, 0.33)).scenario, draws=2))
    assert fits.agreed.all()
    assert (fits.terms >= 0.33 - TOLERANCE).all()
