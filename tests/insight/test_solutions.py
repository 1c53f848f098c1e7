"""Solutions of bargaining problems, against their closed forms and published divisions."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.insight.solutions import solutions
from simulator.scenario.loading import load
from tests.reference.parts import game, share
from tests.reference.random_game import random_game
from tests.reference.small_games import no_zone_game, pie_game, three_party_game

CLOSED = json.loads((Path(__file__).resolve().parents[1] / "oracles" / "closed_forms.json").read_text("utf-8"))[
    "entries"
]


def curved(power: float, knots: int = 101) -> list[list[float]]:
    """Knots of x to a power, for a table."""
    return [[k / (knots - 1), (k / (knots - 1)) ** power] for k in range(knots)]


@pytest.mark.parametrize("case", CLOSED["nash_ks_power"]["examples"], ids=str)
def test_nash_and_kalai_smorodinsky_of_power_utilities(case: dict[str, float]) -> None:
    """u_1 = x^r, u_2 = (1-x)^s: Nash at r / (r + s), Kalai and Smorodinsky where both are alike."""
    tables = {
        "actors.a.positions.pie.table": curved(case["rho1"]),
        "actors.b.positions.pie.table": [[1 - x, y] for x, y in reversed(curved(case["rho2"]))],
    }
    found = solutions(compile_game(load("alternating-offers", overrides=tables).scenario, draws=1))
    assert found["nash"].terms[0, 0] == pytest.approx(case["nash"], abs=2e-2)  # the curve has 100 straight pieces
    if "ks" in case:
        assert found["kalai_smorodinsky"].terms[0, 0] == pytest.approx(case["ks"], abs=1e-3)


@pytest.mark.parametrize("case", CLOSED["adjusted_winner"]["examples"], ids=lambda case: case["name"])
def test_adjusted_winner_is_where_both_have_as_many_points(case: dict[str, Any]) -> None:
    """Brams and Taylor (1996): whole items but one, and as many points to both."""
    points = case["points"]
    issues = [share(name.replace(" ", "_"), [a / 100, -b / 100]) for name, (a, b) in points.items()]
    deal = solutions(game(issues, outside=0.0))["equal_gains"]
    assert deal.worth[:, 0] == pytest.approx(float(Fraction(case["result"]["A_points"])) / 100, abs=1e-9)
    kept = dict(zip(points, deal.terms[:, 0], strict=True))
    split = case["result"]["split"]
    assert kept.pop(split["item"]) == pytest.approx(float(Fraction(split["A_keeps"])), abs=1e-7)
    assert {name for name, part in kept.items() if part == pytest.approx(1)} == set(case["result"]["A_items"])
    assert {name for name, part in kept.items() if part == pytest.approx(0)} == set(case["result"]["B_items"])


@pytest.mark.parametrize("outside", [(0.0, 0.0), (0.2, 0.1), (0.7, 0.25)])
def test_a_pie_is_split_alike_by_all_but_the_greatest_sum(outside: tuple[float, float]) -> None:
    found = solutions(pie_game(outside=list(outside)))
    middle = outside[0] + (1 - sum(outside)) / 2
    for name in ("nash", "kalai_smorodinsky", "equal_gains"):
        assert found[name].terms[0, 0] == pytest.approx(middle, abs=1e-6)


def test_no_package_is_better_by_a_theorys_own_measure() -> None:
    """Against many packages drawn blindly."""
    of_each = (2, 3)
    plain: dict[str, Any] = {"shares": 2, "choices": 0, "fighting": False, "levers": False}
    plain |= {"red_lines": False, "commitment": False}
    low = np.array([[0.1, 0.3, 0.2], [0.2, 0.1, 0.5]])
    plain |= {"patience": np.ones(of_each), "cost": np.zeros((1, *of_each)), "outside": low}
    made = random_game(5, draws=3, **plain)
    found, rng = solutions(made), np.random.default_rng(1)
    for _ in range(3000):
        terms = np.stack([rng.uniform(issue.knots[0], issue.knots[-1]) for issue in made.issues])
        gain = sum(issue.value_at(row) for issue, row in zip(made.issues, terms, strict=True)) - low
        both = (gain >= 0).all(axis=0)
        best = {name: one.worth - low for name, one in found.items()}
        assert (gain.prod(axis=0) <= best["nash"].prod(axis=0) + 1e-4)[both].all()
        assert (gain.sum(axis=0) <= best["greatest_sum"].sum(axis=0) + 1e-4)[both].all()
        assert (gain.min(axis=0) <= best["equal_gains"].min(axis=0) + 1e-4)[both].all()


def test_there_is_no_solution_without_a_zone_or_for_three() -> None:
    assert np.isnan(solutions(no_zone_game())["nash"].worth).all()
    with pytest.raises(ValueError, match="two parties"):
        solutions(three_party_game())
