"""A seat is the engine's own talks: who plays as the engine would comes to what the engine comes to."""

from pathlib import Path

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.standing import crossed
from simulator.game import TOLERANCE
from simulator.scenario.faults import ParleyError
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.seat.debrief import debrief
from simulator.seat.instructions import instruction_lines, instructions
from simulator.seat.packages import PackageError, column, terms_of
from simulator.seat.seat import Seat

SHELF = Path(__file__).parents[1] / "tui" / "library"
ONE = np.ones(1, dtype=np.bool_)


def towns(**overrides: object) -> Scenario:
    library = Library(SHELF, SHELF / "conflicts" / "seeds", SHELF / "none")
    settings = {path.replace("__", "."): value for path, value in overrides.items()}
    return load("two-towns", overrides=settings, library=library).scenario


def as_the_engine(seat: Seat) -> None:
    """Plays a seat to its end as the engine would in the same chair."""
    while seat.state != "over":
        i, talks = seat.game.actors.index(seat.mover), seat.talks
        if seat.state == "answer":
            assert seat.table is not None
            package = column(seat.game, seat.table)
            moment = talks.moment
            value = seat.standing(package).value(i, moment.z, moment.reservation, moment.shift)[0]
            beyond = any(
                crossed(seat.game, i, k, package[k], moment.held_now.get(k))[0] for k in range(len(seat.game.issues))
            )
            seat.answer(bool(value >= talks.thresholds()[i, 0] - TOLERANCE and not beyond))
        else:
            found = talks.offered(ONE)
            made = found.worst[0] > -np.inf
            if made:
                seat.offer(terms_of(seat.game, talks.packages(found, ONE)))
            else:
                seat.stay_silent()


@pytest.mark.parametrize("chairs", [("south",), ("north",), ("north", "south")])
@pytest.mark.parametrize("kind", ["concession", "tit_for_tat", "zeuthen"])
def test_who_plays_as_the_engine_comes_to_what_it_comes_to(chairs: tuple[str, ...], kind: str) -> None:
    scenario = towns(actors__south__strategy__kind=kind, levers__fine__chance=0)
    signed = set()
    for seed in range(6):
        outcomes = play(compile_game(scenario, seed, 0, 1))
        seat = Seat(scenario, chairs, seed)
        as_the_engine(seat)
        assert (seat.end == "signed") == bool(outcomes.agreed[0])
        for name in chairs:
            i = seat.game.actors.index(name)
            assert seat.payoff[name] == pytest.approx(float(outcomes.payoff[i, 0]), abs=1e-9)
        if seat.signed is not None:
            assert seat.round == outcomes.round[0]
            assert seat.signed[:, 0] == pytest.approx(outcomes.terms[:, 0], abs=1e-9)
        signed.add(seat.end)
    assert "signed" in signed or kind != "concession"


def test_the_march_2025_scenario_too() -> None:
    scenario = load("ukraine-2025-03", overrides={"levers.more_sanctions.chance": 0}).scenario
    for seed in (3, 4):
        outcomes = play(compile_game(scenario, seed, 0, 1))
        seat = Seat(scenario, ["ukraine"], seed)
        as_the_engine(seat)
        assert (seat.end == "signed") == bool(outcomes.agreed[0])
        assert seat.payoff["ukraine"] == pytest.approx(float(outcomes.payoff[seat.game.actors.index("ukraine"), 0]))


def played(scenario: Scenario, rounds: int = 3) -> tuple[Seat, list[str]]:
    """A few rounds in which nothing is offered but the ground, and all that was said meanwhile but for north's offers.

    An offer depends on who makes it, and is made to be seen.
    """
    seat, said = Seat(scenario, ["south"], 1), []
    for _ in range(rounds):
        said += instruction_lines(seat, "south")
        if seat.state == "answer":
            seat.answer(False)
        elif seat.state == "offer":
            seat.offer(seat.start("south"))
    return seat, said + [f"{event.round} {event.kind} {event.text}" for event in seat.events]


@pytest.mark.parametrize(
    "private", [{"actors__north__cost": 0.0031}, {"actors__north__patience": 0.9981}, {"actors__north__optimism": 0.41}]
)
def test_nothing_that_is_said_before_the_end_depends_on_the_others_private_numbers(private: dict[str, float]) -> None:
    fixed = {"actors__north__cost": 0.003, "actors__north__optimism": 0.4, "levers__fine__chance": 0}
    first, said = played(towns(**fixed))
    other, again = played(towns(**{**fixed, **private}))
    assert said == again
    assert [event.kind for event in first.events] == [event.kind for event in other.events]
    first.walk_out()
    other.walk_out()
    assert debrief(first, "south", 8).takers != debrief(other, "south", 8).takers, "then they are told"


def test_the_debrief_comes_at_the_end_and_for_ones_own_chair() -> None:
    seat = Seat(towns(), ["south"], 1)
    with pytest.raises(ParleyError, match="the talks go on"):
        debrief(seat, "south")
    with pytest.raises(ParleyError, match="not your chair"):
        seat.mine("north", seat.start("south"))
    seat.walk_out()
    with pytest.raises(ParleyError, match="not your chair"):
        debrief(seat, "north")
    with pytest.raises(ParleyError, match="it is over"):
        seat.walk_out()


def test_the_debrief_holds_the_deal_against_what_there_was() -> None:
    for seed in range(12):
        seat = Seat(towns(), ["south"], seed)
        as_the_engine(seat)
        if seat.end == "signed":
            break
    found = debrief(seat, "south", 20)
    assert found.value is not None
    assert found.left is not None
    taker = next(each for each in found.takers if each.actor == "north")
    assert taker.got is not None
    assert taker.asked is not None
    assert taker.got >= taker.asked - 1e-9
    # no package that north likes as much gives south more than the frontier says: tried at random
    chance = np.random.default_rng(0)
    most = found.value + found.left
    for _ in range(400):
        terms = {
            issue.name: (
                float(chance.uniform(issue.knots[0, 0], issue.knots[-1, 0]))
                if issue.divisible
                else issue.options[chance.integers(len(issue.options))]
            )
            for issue in seat.game.issues
        }
        package = column(seat.game, terms)
        moment, standing = seat.talks.moment, seat.standing(package)
        values = [standing.value(i, moment.z, moment.reservation, moment.shift)[0] for i in (0, 1)]
        lines = [seat._worth(i, package).crossed for i in (0, 1)]
        if values[0] >= taker.got and not any(lines):
            assert values[1] <= most + 1e-3  # the frontier is straight between its points
    engine = play(compile_game(seat.scenario, seat.seed, 0, 20))
    assert found.engine.signs.count == int(engine.agreed.sum())
    assert found.engine.payoff == pytest.approx(engine.payoff[1].tolist())
    assert found.engine.round == seat.round
    assert found.payoff == pytest.approx(found.engine.payoff[0])


def test_walking_out_pays_what_no_deal_is_worth() -> None:
    seat = Seat(towns(), ["north"], 2)
    if seat.state == "answer":
        seat.answer(False)
    before = seat.payoff["north"]
    seat.walk_out()
    found = debrief(seat, "north", 4)
    assert seat.end == "walked"
    assert found.value is None
    patience = float(seat.game.patience[0, 0]) ** seat.round
    assert found.payoff == pytest.approx(before + patience * found.no_deal)


def test_two_people_answer_each_other() -> None:
    seat = Seat(towns(), ["north", "south"], 0)
    assert (seat.state, seat.mover) == ("offer", "north")
    seat.offer(seat.start("north"))
    assert (seat.state, seat.mover) == ("answer", "south")
    assert seat.table == seat.start("north")
    seat.answer(False)
    assert (seat.round, seat.state, seat.mover) == (1, "offer", "south")
    seat.offer(seat.start("south"))
    seat.answer(True)
    assert seat.end == "signed"


def test_the_instructions_are_the_sides_own() -> None:
    seat = Seat(towns(), ["south"], 0)
    found = {each.issue: each for each in instructions(seat, "south")}
    assert found["watch"].states == "many"
    assert found["meadow"].line.startswith("not above North town ")
    weights = [each.weight for each in found.values()]
    assert weights == sorted(weights, reverse=True)
    with pytest.raises(ValueError, match="no chair"):
        instructions(seat, "north")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"tol": 1.0}, "tol: there is no such issue; did you mean toll"),
        ({}, "meadow: the package says nothing about it; give it a value"),
        ({"meadow": 1.5}, "meadow: takes a number from 0 to 1, got 1.5"),
        ({"meadow": float("nan")}, "meadow: takes a number from 0 to 1, got nan"),
        ({"bridge": "burn"}, "bridge: there is no option burn; choose among join, open, shut"),
    ],
)
def test_a_package_that_is_none_is_refused_in_words(terms: dict[str, float | str], words: str) -> None:
    seat = Seat(towns(), ["north"], 0)
    whole = seat.start("north")
    given = {**whole, **terms} if terms else {}
    with pytest.raises(PackageError) as error:
        seat.offer(given)
    assert str(error.value) == words
    assert seat.round == 0
    with pytest.raises(ParleyError, match="an offer is awaited"):
        seat.answer(True)


def test_a_chair_that_is_none_is_refused() -> None:
    with pytest.raises(ParleyError, match="nobody: has no chair; choose among north, south"):
        Seat(towns(), [])
    with pytest.raises(ParleyError, match="county: has no chair"):
        Seat(towns(), ["county"])
