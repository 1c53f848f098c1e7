"""Every law on outcomes holds of what the engine does, and breaks when one number of it is another."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.engine.play import play
from simulator.game import Game, Observer
from simulator.outcomes import Outcomes
from simulator.testing.law import GameLaw, LawBroken, broken_where, must_be, must_lie
from simulator.testing.laws import OUTCOME_LAWS, REPLAY_LAWS
from tests.reference.parts import front, game, lever, share, war
from tests.reference.small_games import (
    deliverer_game,
    lever_game,
    mediator_game,
    no_zone_game,
    pie_game,
    pie_with_choice_game,
    red_lines_game,
    shut_game,
    war_game,
)

LAWS: dict[str, GameLaw] = {law.name: law for law in (*OUTCOME_LAWS, *REPLAY_LAWS)}
Tamper = Callable[[Outcomes], Outcomes]


def with_(**changes: Any) -> Tamper:
    """Other values for whole arrays: numbers, or functions of the array."""

    def tampered(outcomes: Outcomes) -> Outcomes:
        arrays = {}
        for name, change in changes.items():
            before = getattr(outcomes, name)
            arrays[name] = change(before) if callable(change) else np.full_like(before, change)
        return replace(outcomes, **arrays)

    return tampered


def long_war() -> Game:
    """Land that is fought over until the end of the clock, with a lever."""
    line = front((0,), pace=30, noise=40, chance=[1, -1, 0.5, -2, 1.5] * 2, area=4000)
    made = game(
        [share("land", [1, -1], 0.6)],
        war=war([[1, 0], [0, 1]], decision=0.3, momentum=0.2, momentum_weight=0.6, front=line),
        outside=np.nan,
        patience=0.9,
        cost=0.001,
        strength=[3, 2],
        optimism=[0.5, 0.5],
        levers=(lever("strength", times=2, round=3),),
    )
    return made


def proposer_of_another_round(proposer: np.ndarray) -> np.ndarray:
    return np.where(proposer >= 0, 1 - proposer, proposer)


BREAKING: dict[str, tuple[Game, Tamper, str]] = {
    "floor": (pie_game(), with_(terms=0.05), "worth 0.05 to first, and no deal 0.2"),
    "floor of a deliverer": (
        deliverer_game(cost=0.0, outside=[0.1, 0.1, 0.9]),
        with_(terms=lambda terms: np.array([[0.5], [1.0], [0.0]])),
        "worth 0.05 to giver, and no deal 0.9",
    ),
    "lines": (red_lines_game(), with_(terms=lambda terms: np.array([[0.8], [1.0]])), "land at 0.8, beyond a red line"),
    "lines over options": (
        red_lines_game(),
        with_(terms=lambda terms: np.array([[0.5], [2.0]])),
        "status at option_2, beyond a red line of first",
    ),
    "asks": (pie_game(), with_(round=1, proposer=1), "who asked for"),
    "turns": (pie_game(), with_(proposer=proposer_of_another_round), "'s turn"),
    "reported": (pie_game(), with_(value=lambda value: value + 1e-3), "the value of signing to first"),
    "reported utility": (pie_game(), with_(utility=lambda utility: utility - 1e-3), "the utility of the deal to first"),
    "reported hazard": (pie_game(), with_(hazard=2.0), "the hazard of the deal is 2, and should be 1"),
    "closed": (
        no_zone_game(),
        with_(zone_open=True),
        "the zone counts as open in round 0, in which every package leaves somebody short by 0.05",
    ),
    "closed to a deal": (
        no_zone_game(),
        with_(agreed=True, round=9, terms=0.5, proposer=1),
        "a deal is signed in round 9, in which every package leaves somebody short by 0.05",
    ),
    "opened": (pie_game(), with_(zone_open=False), "the zone counts as closed in round 0"),
    "meets too late": (pie_game(), with_(round=9, proposer=1), "nothing is signed in round"),
    "meets too early": (pie_game(), with_(round=0, proposer=0), "a deal is signed in round 0, in which every package"),
    "last_offer": (pie_game(), with_(agreed=False, round=-1), "the zone is open, and no deal"),
    "front": (war_game(), with_(z=lambda z: z + 1e-3), "the place of the front at the start of round 0 is 0.001"),
    "levers": (lever_game(), with_(pulled=lambda pulled: pulled + 1), "is pulled (-1: never) is 4, and should be 3"),
    "walk_away": (war_game(), with_(reservation=lambda r: r * 1.01), "the value of no deal to first is"),
    "payoff": (war_game(), with_(payoff=lambda payoff: payoff - 1e-3), "the payoff of first is"),
    "one_end": (pie_game(), with_(blocked_by=0), "a draw that agreed has somebody in the way"),
    "one_end of nobody": (no_zone_game(), with_(blocked_by=-1), "nobody is in the way although the zone is closed"),
    "one_end of somebody": (no_zone_game(), with_(zone_open=True), "somebody is in the way although the zone is open"),
    "one_end of whom nobody asks": (
        mediator_game(outside=[0.9, 0.9, 0.1]),
        with_(blocked_by=2),
        "mediator is in the way, whose consent nobody asks",
    ),
    "one_end without a round": (pie_game(), with_(round=-1), "a draw that agreed has no round"),
    "shut": (shut_game(), with_(shut_by=0), "pie is said to shut the zone, and status does"),
    "shut by none": (no_zone_game(), with_(shut_by=0), "pie is said to shut the zone, and no issue does"),
    "finite": (pie_game(), with_(payoff=np.nan), "the payoff is no number"),
    "finite only with a deal": (no_zone_game(), with_(hazard=1.0), "there is a hazard without a deal"),
    "within": (pie_game(), with_(terms=1.5), "the agreed pie is 1.5, not from 0 to 1"),
    "within the clock": (pie_game(), with_(round=10), "the round of signature is 10, not from 0 to 9"),
    "within the options": (
        pie_with_choice_game(),
        with_(terms=lambda terms: terms * [[1], [0]] + [[0], [0.5]]),
        "status is agreed between two options",
    ),
    "land": (war_game(), with_(retained=lambda share: share * 0.9), "the share of land kept, by area, is"),
    "again": (pie_game(), with_(payoff=lambda payoff: np.nextafter(payoff, 9)), "played twice differs in payoff"),
    "names": (pie_game(), with_(terms=lambda terms: np.nextafter(terms, 9)), "under other names the same game differs"),
}


@pytest.mark.parametrize("case", BREAKING)
def test_it_holds_and_breaks(case: str) -> None:
    made, tamper, words = BREAKING[case]
    law = LAWS[case.split()[0]]
    outcomes = play(made)
    assert law.silent(made) is None
    law.check(made, outcomes)
    with pytest.raises(LawBroken, match=re.escape(words)):
        law.check(made, tamper(outcomes))


def test_the_laws_that_break_by_the_engine_alone_are_few() -> None:
    """What is not above is broken in its own test below, or needs another engine (`alone`, `order`, `sides`)."""
    elsewhere = {"survival", "learning", "alone", "order", "sides"}
    assert set(LAWS) - elsewhere == {case.split()[0] for case in BREAKING}


def test_survival_is_the_formula_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pie_game()
    outcomes = play(made)
    LAWS["survival"].check(made, outcomes)
    for wrong in (
        lambda aftermath, hazard, rounds: np.exp(-hazard * rounds / aftermath.scale),
        lambda aftermath, hazard, rounds: np.full(1, 1.0),
        lambda aftermath, hazard, rounds: np.exp(-((rounds / aftermath.scale) ** aftermath.shape)),
    ):
        monkeypatch.setattr("simulator.testing.laws.ranges.reported_survival", wrong)
        with pytest.raises(LawBroken, match="the chance that a deal holds for"):
            LAWS["survival"].check(made, outcomes)


def test_learning_needs_a_gain() -> None:
    prior, strength, recognition = (np.array([x]) for x in (0.3, 2.0, 1.5))
    seen = Observer(0, prior, strength, recognition, (), since=np.array([[0.2]]), claim=np.array([[0.9]]))
    made = replace(long_war(), observers=(seen,))
    outcomes = replace(play(made), agreed=np.array([True]), terms=np.array([[0.5]]), posterior=np.array([[0.4]]))
    law = LAWS["learning"]
    law.check(made, outcomes)
    for belief, share_kept in ((0.29, 0.5), (0.999, 0.5), (0.31, 0.1)):
        with pytest.raises(LawBroken, match="belief of first that conquest pays"):
            law.check(made, replace(outcomes, terms=np.array([[share_kept]]), posterior=np.array([[belief]])))


@pytest.mark.parametrize("name", ["alone", "order", "sides"])
def test_a_play_that_looks_at_where_things_stand_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine in which the value of the deal hangs on the first actor's patience in the last draw."""
    made = replace(
        game(
            [share("land", [0.6, -0.7], 0.4), share("sea", [0.4, -0.3], 0.8)],
            draws=2,
            patience=[[0.8, 0.9], [0.7, 0.6]],
            cost=[0.01, 0.02],
        )
    )

    def leaning(one: Game) -> Outcomes:
        outcomes = play(one)
        lean = one.patience[0, -1:] + one.issues[0].no_deal[-1]
        return replace(outcomes, value=outcomes.value + lean)

    law = LAWS[name]
    law.check(made, play(made))
    monkeypatch.setattr("simulator.testing.laws.replays.play", leaning)
    with pytest.raises(LawBroken, match="the value of the deal of first is another"):
        law.check(made, leaning(made))


@pytest.mark.parametrize("name", ["opened", "meets", "last_offer", "sides"])
def test_laws_on_two_parties_say_why_they_are_silent(name: str) -> None:
    law = LAWS[name]
    assert law.silent(mediator_game()) == "others make offers too"
    assert law.silent(deliverer_game()) == "others must deliver"
    assert law.silent(pie_game()) is None


def test_laws_on_land_and_levers_say_why_they_are_silent() -> None:
    for name in ("front", "land", "learning"):
        assert LAWS[name].silent(pie_game()) == ("no land is fought over" if name != "front" else "there is no front")
    assert LAWS["learning"].silent(war_game()) == "nobody watches for precedent"
    assert LAWS["levers"].silent(pie_game()) == "there are no levers but at signature"


def test_a_broken_law_says_in_how_many_draws_and_in_which_first() -> None:
    with pytest.raises(LawBroken, match=re.escape("in 2 of 4 draws, the first of them 1: nothing good")):
        broken_where(np.array([False, True, False, True]), "nothing good")
    broken_where(np.zeros(4, bool), "nothing good")
    everywhere = np.ones(3, bool)
    with pytest.raises(LawBroken, match="the sum is nan, and should be 2"):
        must_be("the sum", np.array([1.0, np.nan, 3.0]), np.array([1.0, 2.0, 3.0]), 0.1, everywhere)
    with pytest.raises(LawBroken, match="the part is 2, not from 0 to 1"):
        must_lie("the part", np.array([0.5, 1.0, 2.0]), 0.0, 1.0, everywhere)
    must_lie("the part", np.array([0.5, 1.0, 2.0]), 0.0, 1.0, np.array([True, True, False]))
