"""The textbook scenarios give the textbook's numbers: tests/oracles/ has them, each with its source."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.outcomes import Outcomes
from simulator.scenario.loading import load

ORACLES = Path(__file__).resolve().parents[1] / "oracles"
OFFERS = json.loads((ORACLES / "alternating_offers.json").read_text("utf-8"))["cases"]
SCREENING = json.loads((ORACLES / "screening.json").read_text("utf-8"))["cases"]
CLOSED = json.loads((ORACLES / "closed_forms.json").read_text("utf-8"))["entries"]
EXACT = 1e-9


def played(name: str, changes: dict[str, Any], draws: int = 1, seed: int = 0) -> Outcomes:
    return play(compile_game(load(name, overrides=changes).scenario, seed, 0, draws))


def number(text: str | int) -> float:
    return float(Fraction(text))


def by_offers(case: dict[str, Any]) -> dict[str, Any]:
    """What to set for a case of the oracle."""
    found: dict[str, Any] = {"clock.deadline": case["T"], "protocol.first": "ab"[case["first_proposer"] - 1]}
    for i, who in enumerate("ab"):
        found[f"actors.{who}.patience"] = number(case["discount"][i])
        found[f"actors.{who}.outside_option"] = number(case["outside"][i])
        schedule = case["war_cost_schedule"]
        found[f"actors.{who}.cost"] = [number(c[i]) for c in schedule] if schedule else number(case["war_cost"][i])
    return found


@pytest.mark.parametrize("case", OFFERS, ids=lambda case: case["id"])
def test_alternating_offers_end_as_backward_induction_says(case: dict[str, Any]) -> None:
    found = played("alternating-offers", by_offers(case))
    assert case["end"] == "agree"
    assert found.agreed[0]
    assert found.round[0] == case["round"]
    assert found.terms[0, 0] == pytest.approx(case["shares"][0], abs=EXACT)
    assert found.payoff[:, 0] == pytest.approx(case["payoffs"], abs=EXACT)


def induction(
    rounds: int, first: int, patience: tuple[Fraction, ...], outside: tuple[Fraction, ...], cost: list[list[Fraction]]
) -> tuple[int | None, Fraction, list[Fraction]]:
    """Round, share of the first player and payoffs: the pie by hand, in fractions."""
    value, deals = list(outside), {}
    for t in reversed(range(rounds)):
        speaks = (first + t) % 2
        refuse = [patience[i] * value[i] - cost[min(t, len(cost) - 1)][i] for i in (0, 1)]
        gives = max(refuse[1 - speaks], Fraction(0))
        deal = gives <= 1 and 1 - gives >= refuse[speaks]
        value = list(refuse)
        if deal:
            value[speaks], value[1 - speaks] = 1 - gives, gives
            deals[t] = value[0]
    signed = min(deals) if deals else None
    return signed, deals[signed] if signed is not None else Fraction(0), value


hundredths = st.integers(0, 100).map(lambda n: Fraction(n, 100))


@settings(max_examples=40)
@given(
    st.integers(1, 9),
    st.integers(0, 1),
    st.tuples(*[st.integers(50, 100).map(lambda n: Fraction(n, 100))] * 2),
    st.tuples(hundredths, hundredths),
    st.lists(st.tuples(*[st.integers(-20, 30).map(lambda n: Fraction(n, 100))] * 2), min_size=1, max_size=4),
)
def test_any_alternating_offers_are_those_of_backward_induction(
    rounds: int, first: int, patience: Any, outside: Any, cost: Any
) -> None:
    """Also where fighting pays for a while, and where there is nothing to sign."""
    signed, share, value = induction(rounds, first, patience, outside, [list(pair) for pair in cost])
    changes: dict[str, Any] = {"clock.deadline": rounds, "protocol.first": "ab"[first]}
    for i, who in enumerate("ab"):
        changes[f"actors.{who}.patience"] = float(patience[i])
        changes[f"actors.{who}.outside_option"] = float(outside[i])
        changes[f"actors.{who}.cost"] = [float(pair[i]) for pair in cost]
    found = played("alternating-offers", changes)
    assert found.payoff[:, 0] == pytest.approx([float(worth) for worth in value], abs=EXACT)
    assert bool(found.agreed[0]) == (signed is not None)
    if signed is not None:
        assert found.round[0] == signed
        assert found.terms[0, 0] == pytest.approx(float(share), abs=EXACT)


@pytest.mark.parametrize("case", CLOSED["rubinstein"]["examples"], ids=str)
def test_many_rounds_of_impatience_come_to_rubinsteins_division(case: dict[str, float]) -> None:
    """Rubinstein (1982): x = (1 - d2) / (1 - d1 d2); and its finite forms."""
    patience = (case["d1"], case["d2"]) if "d1" in case else (case["delta"], case["delta"])
    rounds, share = (2000, case["x1"]) if "d1" in case else (case["T"], case["proposer1_share"])
    pace = {f"actors.{who}.patience": d for who, d in zip("ab", patience, strict=True)}
    found = played("alternating-offers", pace | {"clock.deadline": rounds})
    assert found.terms[0, 0] == pytest.approx(share, abs=1e-9)


def test_who_speaks_by_chance_offers_what_waiting_is_worth() -> None:
    """Two rounds, even chances (Baron and Ferejohn 1989): the other keeps half of the pie, a round from now."""
    changes = {"clock.deadline": 2, "protocol.kind": "random_proposer", "actors.a.patience": 0.8}
    found = played("alternating-offers", changes | {"actors.b.patience": 0.8}, draws=400)
    first = found.proposer == 0
    assert 0.4 < first.mean() < 0.6
    assert found.terms[0, first] == pytest.approx(1 - 0.4, abs=EXACT)
    assert found.terms[0, ~first] == pytest.approx(0.4, abs=EXACT)


def one_offer(p: float, own_cost: float, low: float, high: float) -> dict[str, Any]:
    """The ultimatum with a costly war in the other's outside option."""
    ends = {"actors.b.outside_option.low": 1 - p - high, "actors.b.outside_option.high": 1 - p - low}
    return {"actors.a.outside_option": p - own_cost} | ends


def offer_and_risk(changes: dict[str, Any], demand: float, risk: float) -> None:
    """The demand is the right one, and those types walk away who should: a matter of chance in how many only."""
    draws = 1024
    found = played("ultimatum-private-outside-option", changes, draws, seed=3)
    signed = found.agreed
    assert found.terms[0, signed] == pytest.approx(demand, abs=1e-6)
    walks = found.game.outside[1] > 1 - demand + 1e-6
    takes = found.game.outside[1] < 1 - demand - 1e-6
    assert not signed[walks].any()
    assert signed[takes].all()
    spread = math.sqrt(max(risk * (1 - risk), 1e-9) / draws)
    assert 1 - signed.mean() == pytest.approx(risk, abs=4 * spread + 1e-9)


@pytest.mark.parametrize("case", [case for case in SCREENING if case["id"].startswith("S1")], ids=lambda c: c["id"])
def test_one_offer_weighs_a_better_peace_against_the_risk_of_war(case: dict[str, Any]) -> None:
    changes = one_offer(case["p"], case["c_A"], case["c_lo"], case["c_hi"])
    offer_and_risk(changes, case["result"]["x"], case["result"]["war_risk"])


@pytest.mark.parametrize("case", CLOSED["fearon_risk_return"]["examples"], ids=str)
def test_risk_and_return(case: dict[str, float]) -> None:
    """Fearon (1995): x = p + max(c_low, (c_high - c_A) / 2)."""
    changes = one_offer(case["p"], case["c_A"], case["c_lo"], case["c_hi"])
    offer_and_risk(changes, case["x_star"], case["prob_war"])


@pytest.mark.parametrize("case", [case for case in SCREENING if case["id"][:2] in ("S3", "S4")], ids=lambda c: c["id"])
def test_offers_with_fighting_between_them_screen(case: dict[str, Any]) -> None:
    """The other's types sign in the order of their costs, and foresee that a better offer comes."""
    rounds, found = case.get("T", 2), case["result"]
    changes: dict[str, Any] = {"clock.deadline": rounds}
    for who, outside in (("a", case["w_A"]), ("b", case["w_B"])):
        changes |= {f"actors.{who}.outside_option": outside, f"actors.{who}.patience": case["discount"]}
    changes |= {"actors.a.cost": case["c_A"], "actors.b.cost.low": case["c_lo"], "actors.b.cost.high": case["c_hi"]}
    outcomes = played("two-offer-screening", changes, 1024, seed=5)
    demands = found.get("offers_x") or [found["x1"], found["x2"]]
    cuts = found.get("cuts") or [found["cut_offer1"], found["cut_offer2"]]
    close = 1e-6 if rounds == 2 else 4e-3  # the numbers for three offers come from a coarse grid
    cost, above = outcomes.game.cost[0, 1], np.inf
    for t, (demand, cut) in enumerate(zip(demands, cuts, strict=True)):
        assert outcomes.terms[0, outcomes.round == t] == pytest.approx(demand, abs=close)
        sure = (cost > cut + close) & (cost < above - close)
        assert (outcomes.round[sure] == t).all()
        above = cut
    assert not outcomes.agreed[cost < above - close].any()


@pytest.mark.parametrize("case", CLOSED["fearon_range"]["examples"], ids=str)
def test_the_bargaining_range(case: dict[str, float]) -> None:
    """Whoever makes the last offer takes the whole range: p + c_B for a, p - c_A for b."""
    changes = {"war.win": case["p"], "actors.a.cost": case["c_A"], "actors.b.cost": case["c_B"]}
    for first, share in (("a", case["tili_A"]), ("b", case["tili_B"])):
        found = played("fearon-range", changes | {"protocol.first": first})
        assert found.terms[0, 0] == pytest.approx(share, abs=EXACT)
    assert found.reservation[:, 0] == pytest.approx([case["lo"], 1 - case["hi"]], abs=EXACT)


def test_mutual_optimism_shuts_the_range_where_it_exceeds_the_costs() -> None:
    """A deal exactly where the two chances to win, as each sees its own, add up to no more than 1 and the costs."""
    found = played("mutual-optimism", {}, 1024, seed=1)
    odds = math.log(0.6 / 0.4)
    own = 1 / (1 + np.exp(-(odds + found.game.optimism[0])))
    others = 1 / (1 + np.exp(-(-odds + found.game.optimism[1])))
    assert (found.agreed == (own + others <= 1 + 0.1 + 0.2)).all()
    assert 0.1 < found.agreed.mean() < 0.5


@pytest.mark.parametrize("case", CLOSED["preventive_war"]["examples"], ids=str)
def test_war_to_prevent_a_shift_of_power(case: dict[str, Any]) -> None:
    """War exactly where p1 - c_A > (1 - d) + d (p2 - c_A)."""
    p1, p2, d, cost = (case[key] for key in ("p1", "p2", "delta", "c_A"))
    changes = {"actors.a.outside_option": (p1 - cost) / d, "actors.a.patience": d, "actors.b.patience": d}
    for later, war in ((p2, case["preventive_war"]), (case["p2_critical"] - 1e-4, True)):
        shift = {"actors.a.shift": later - p1, "actors.b.shift": p1 - later}
        assert bool(played("preventive-war", changes | shift).agreed[0]) is not war
    shift = {"actors.a.shift": case["p2_critical"] + 1e-4 - p1, "actors.b.shift": p1 - case["p2_critical"]}
    assert played("preventive-war", changes | shift).agreed[0]


def test_a_guarantee_makes_the_deal_that_the_same_parties_could_not_make() -> None:
    found, without = played("guarantee", {}), played("preventive-war", {})
    assert not without.agreed[0]
    assert found.agreed[0]
    assert found.terms[:, 0] == pytest.approx([0.6, 1.0])  # a is left with what war is worth to it
    weaker = played("guarantee", {"aftermath.ratios.troops.ratio": 1.0})
    assert not weaker.agreed[0]


@pytest.mark.parametrize(("a", "b"), [(3, 0.5), (1, 1), (0.5, 4), (2, 2)])
def test_two_sign_when_their_curves_of_concession_meet(a: float, b: float) -> None:
    """The first round in which both demands fit into the pie; who speaks keeps its own demand (Faratin et al. 1998)."""
    changes = {"actors.a.strategy.exponent": a, "actors.b.strategy.exponent": b}
    found = played("time-concession", changes)
    demands = [[0.1 + 0.9 * (1 - (t / 39) ** e) for e in (a, b)] for t in range(40)]
    signed = next(t for t, both in enumerate(demands) if sum(both) <= 1)
    assert found.round[0] == signed
    kept = demands[signed][0] if signed % 2 == 0 else 1 - demands[signed][1]
    assert found.terms[0, 0] == pytest.approx(kept, abs=EXACT)


def test_land_for_peace_gives_way_where_the_other_gains_most() -> None:
    """Either all the land is a's or all the terms of peace are b's: the order of Adjusted Winner."""
    for a, b in ((1, 1), (4, 0.3), (0.3, 4), (8, 0.1)):
        changes = {"actors.a.strategy.exponent": a, "actors.b.strategy.exponent": b}
        found = played("land-for-peace", changes)
        land, peace = found.terms[:, 0]
        assert land == pytest.approx(1) or peace == pytest.approx(0)


def test_nobody_signs_where_there_is_no_zone() -> None:
    for kind in ("concession", "equilibrium", "tit_for_tat", "zeuthen", "hardline"):
        found = played("no-zone", {f"actors.{who}.strategy.kind": kind for who in "ab"})
        assert not found.agreed.any()
        assert not found.zone_open.any()
        assert found.payoff[:, 0] == pytest.approx([0.6, 0.5])


def test_the_zone_opens_as_rounds_get_dearer() -> None:
    found = played("ripeness", {}, 512)
    ripeness = found.zone_open.mean(axis=1)
    assert ripeness[0] == 0
    assert ripeness[-1] == 1
    assert (np.diff(ripeness) >= 0).all()
    assert found.agreed.all()
    assert (found.round >= found.zone_open.argmax(axis=0)).all()
    assert found.round.min() > 0
    dearer = [2 * cost for cost in (0, 0, 0, 0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06)]
    sooner = played("ripeness", {"actors.a.cost": dearer, "actors.b.cost": dearer}, 512)
    assert (sooner.round <= found.round).all()
    assert (sooner.zone_open >= found.zone_open).all()
    cheaper = played("ripeness", {"actors.a.cost": 0, "actors.b.cost": 0}, 512)
    assert not cheaper.agreed.any()
