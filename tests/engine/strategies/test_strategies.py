"""Strategies as their authors describe them; that the fast engine plays them right is for the reference to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.strategies import KINDS, Strategy, register_strategy
from simulator.engine.trace import Trace, trace
from simulator.game import TOLERANCE, Floats
from simulator.insight.solutions import solutions
from simulator.scenario.listing import STRATEGY_NUMBERS
from simulator.scenario.loading import load

ORACLES = Path(__file__).resolve().parents[2] / "oracles"
ZEUTHEN = json.loads((ORACLES / "closed_forms.json").read_text("utf-8"))["entries"]["zeuthen"]["examples"]
TWO = ("equilibrium", "tit_for_tat", "zeuthen", "hardline", "concession")


def traced(kinds: tuple[str, str], rounds: int = 20, **numbers: Any) -> Trace:
    """Two who divide a pie."""
    changes: dict[str, Any] = {"clock.deadline": rounds, "actors.a.outside_option": 0.1}
    changes |= {f"actors.{who}.strategy.kind": kind for who, kind in zip("ab", kinds, strict=True)}
    for key, number in numbers.items():
        changes |= {f"actors.{who}.strategy.{key}": number for who in "ab"}
    return trace(compile_game(load("alternating-offers", overrides=changes).scenario, draws=1))


def test_every_kind_that_can_be_written_can_be_played() -> None:
    assert set(KINDS) | {"own"} == set(STRATEGY_NUMBERS)


@settings(max_examples=25)
@given(st.sampled_from(TWO), st.sampled_from(TWO), st.integers(1, 25))
def test_nobody_offers_or_signs_below_its_value_of_no_deal(first: str, second: str, rounds: int) -> None:
    found = traced((first, second), rounds)
    made = ~np.isnan(found.worth)
    for t in range(rounds):
        p = found.proposer[t, 0]
        assert not made[t, p, 0] or found.worth[t, p, 0] >= found.reservation[t, p, 0] - TOLERANCE
        if found.signs[t, 0]:
            assert (found.worth[t, :, 0] >= found.reservation[t, :, 0] - TOLERANCE).all()


def test_a_hardliner_asks_for_the_same_to_the_end() -> None:
    found = traced(("hardline", "concession"), demand=0.6, tempo=19)
    assert found.threshold[:, 0, 0] == pytest.approx(0.1 + 0.6 * 0.9)
    assert found.signs.any()
    assert not traced(("hardline", "hardline"), demand=0.6).signs.any()


def test_tit_for_tat_gives_what_it_was_given() -> None:
    """Against somebody who concedes, each concession by so much as the other's last one was worth."""
    found = traced(("concession", "tit_for_tat"), goodwill=0, exponent=1, tempo=40)
    demand, offered = found.threshold[:, 1, 0], found.worth[:, 1, 0]
    assert demand[0] == demand[1] == 1.0  # one offer heard, nothing yet to compare it with
    for t in range(3, 12, 2):  # its own turns, after an offer of the other's in t - 1 and in t - 3
        given = offered[t - 1] - offered[t - 3]
        assert given > 0
        assert demand[t - 2] - demand[t] == pytest.approx(given)
    half = traced(("concession", "tit_for_tat"), goodwill=0, exponent=1, tempo=40, reciprocity=0.5)
    assert 1 - half.threshold[11, 1, 0] == pytest.approx((1 - demand[11]) / 2)


def test_two_who_give_only_what_they_are_given_need_goodwill_to_begin() -> None:
    stuck = traced(("tit_for_tat", "tit_for_tat"), goodwill=0, rounds=40)
    assert stuck.threshold[:, :, 0] == pytest.approx(np.ones((40, 2)))
    assert traced(("tit_for_tat", "tit_for_tat"), goodwill=0.02, rounds=40).signs.any()


@pytest.mark.parametrize("case", ZEUTHEN, ids=lambda case: case["u2"])
def test_zeuthens_concessions_end_at_the_nash_solution(case: dict[str, Any]) -> None:
    """u_1 = x, u_2 = sqrt(1 - x): on a grid of 101 they end at 0.67; the Nash solution is 2/3."""
    grid = np.linspace(0, 1, case["grid"])
    table = [[float(x), float(np.sqrt(1 - x))] for x in grid]
    changes: dict[str, Any] = {"clock.deadline": 300, "actors.b.positions.pie.table": table}
    for who in "ab":
        changes |= {f"actors.{who}.strategy.kind": "zeuthen", f"actors.{who}.strategy.step": 0.01}
    game = compile_game(load("alternating-offers", overrides=changes).scenario, draws=1)
    found = play(game)
    assert found.agreed[0]
    assert found.terms[0, 0] == pytest.approx(case["final"], abs=0.015)
    assert found.terms[0, 0] == pytest.approx(case["nash_continuous"], abs=0.015)
    assert found.terms[0, 0] == pytest.approx(solutions(game)["nash"].terms[0, 0], abs=0.015)


@pytest.mark.parametrize("outside", [0.0, 0.3, 0.6])
def test_zeuthens_concessions_split_what_is_left_of_a_pie(outside: float) -> None:
    changes: dict[str, Any] = {"clock.deadline": 200, "actors.a.outside_option": outside}
    for who in "ab":
        changes |= {f"actors.{who}.strategy.kind": "zeuthen", f"actors.{who}.strategy.step": 0.01}
    found = play(compile_game(load("alternating-offers", overrides=changes).scenario, draws=1))
    assert found.terms[0, 0] == pytest.approx((1 + outside) / 2, abs=0.02)


def test_equilibrium_is_more_of_the_pie_for_the_more_patient() -> None:
    shares = []
    for patience in (0.8, 0.9, 0.95):
        changes = {"clock.deadline": 60, "actors.a.patience": patience, "actors.b.patience": 0.9}
        found = play(compile_game(load("alternating-offers", overrides=changes).scenario, draws=1))
        shares.append(float(found.terms[0, 0]))
    assert shares == sorted(shares)


class Half(Strategy):
    """Half of what there is to gain, always."""

    def aspiration(self) -> Floats:
        return self.reservation + self.span / 2


class Modest(Strategy):
    """Asks for less than no deal is worth."""

    def aspiration(self) -> Floats:
        return self.reservation - 1


def own(maker: type[Strategy]) -> dict[str, Any]:
    register_strategy("mine", maker)
    return {"actors.a.strategy.kind": "own", "actors.a.strategy.own": "mine"}


def test_a_strategy_of_ones_own_is_played() -> None:
    found = trace(compile_game(load("time-concession", overrides=own(Half)).scenario, draws=2))
    assert found.threshold[:, 0] == pytest.approx(0.1 + 0.9 / 2)
    assert found.signs.any()


def test_whatever_it_says_nobody_signs_below_no_deal() -> None:
    found = play(compile_game(load("time-concession", overrides=own(Modest)).scenario, draws=2))
    assert found.agreed.all()
    assert (found.value[0] >= 0.1 - TOLERANCE).all()


def test_one_that_nobody_registered_is_an_error_that_names_it() -> None:
    changes = {"actors.a.strategy.kind": "own", "actors.a.strategy.own": "nobodys"}
    game = compile_game(load("time-concession", overrides=changes).scenario, draws=1)
    with pytest.raises(LookupError, match="nobodys, that is not registered"):
        play(game)
