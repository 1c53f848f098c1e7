"""A check finds what is wrong with an engine that was made wrong, and the smallest change that shows it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.scenario.loading import load
from simulator.scenario.parameters import parameters
from simulator.testing.checking import Finding, check, played
from simulator.testing.hunting import Broken, smallest_change
from simulator.testing.law import LawBroken
from simulator.testing.strategies.changes import STEPS, Change, stepped
from tests.cli.conftest import GOOD

VILLAGES = load(GOOD / "two-villages.yaml")
HAGGLING = load(Path(__file__).with_name("haggling.yaml"))
COST = "actors.buyer.cost"
BUYER = 1
DEAR = 0.01


def engine(monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Game, Outcomes], Outcomes]) -> None:
    """Puts another engine into the places where a check plays."""
    for place in ("checking", "laws.replays"):
        monkeypatch.setattr(f"simulator.testing.{place}.play", lambda game: wrong(game, play(game)))


def dear(game: Game, outcomes: Outcomes) -> Outcomes:
    """An engine that miscounts payoffs where time is dear to the buyer."""
    wrong = game.cost[0, BUYER] > DEAR
    return replace(outcomes, payoff=outcomes.payoff + 0.1 * wrong)


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.law.name: finding for finding in findings}


@pytest.mark.slow
def test_the_villages_break_no_law() -> None:
    findings = check(VILLAGES, draws=40, examples=6)
    assert {finding.law.name for finding in findings if finding.verdict == "broken"} == set()
    found = by_name(findings)
    assert found["floor"].verdict == "holds"
    assert found["floor"].scenarios == 7  # as it is, and six changes
    assert found["again"].scenarios == 2
    assert (found["meets"].verdict, found["meets"].words) == ("silent", "others must deliver")
    assert found["every_actor"].verdict == "holds"


def test_without_changes_the_scenario_as_it_is_is_looked_at() -> None:
    found = by_name(check(HAGGLING, draws=10, examples=0))
    assert found["floor"].scenarios == found["same_seed"].scenarios == 1
    assert {finding.verdict for name, finding in found.items() if name != "every_actor"} == {"holds", "silent"}
    assert found["meets"].verdict == "holds"


def test_the_smallest_change_that_breaks_a_law_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, dear)
    seen: list[tuple[int, int]] = []
    found = by_name(check(HAGGLING, 10, 60, seed=4, progress=lambda done, of: seen.append((done, of))))
    cost = next(parameter for parameter in parameters(HAGGLING) if parameter.path == COST)
    smallest = min(value for step in range(STEPS + 1) if (value := float(stepped(cost, step))) > DEAR)
    assert found["payoff"].verdict == "broken"
    assert found["payoff"].change == {COST: smallest}
    assert "in 20 of 20 draws" in found["payoff"].words
    others = [name for name, finding in found.items() if finding.verdict == "broken"]
    assert others == ["payoff"]
    assert found["floor"].scenarios > 60  # the rest is looked at further
    assert all(done <= of for done, of in seen)
    assert seen == sorted(seen)


def test_a_law_that_the_scenario_breaks_as_it_is_needs_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, dear)
    found = by_name(check(load(Path(__file__).with_name("haggling.yaml"), overrides={COST: 0.02}), 10, 3))
    assert (found["payoff"].verdict, found["payoff"].change, found["payoff"].scenarios) == ("broken", {}, 1)


def test_an_engine_that_stops_breaks_the_first_law(monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(game: Game, outcomes: Outcomes) -> Outcomes:
        raise ZeroDivisionError("no such thing")

    engine(monkeypatch, stops)
    found = by_name(check(HAGGLING, draws=10, examples=3))
    assert found["plays"].verdict == "broken"
    assert found["plays"].words == "the engine stops with ZeroDivisionError: no such thing"
    assert {finding.scenarios for name, finding in found.items() if name != "plays"} == {0}


def test_numbers_that_are_none_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, lambda game, outcomes: replace(outcomes, payoff=np.log(outcomes.payoff * 0)))
    with pytest.raises(LawBroken, match="RuntimeWarning: divide by zero"):
        played(HAGGLING.scenario, 5, 0)


def test_idle_actors_are_noted_and_nothing_more() -> None:
    found = by_name(check(HAGGLING, draws=10, examples=0))
    assert found["every_actor"].verdict == "noted"
    assert found["every_actor"].words == "without hermit every number of the report stays as it is"


def test_a_hunt_looks_at_nothing_twice_and_only_for_what_it_found() -> None:
    looked: list[tuple[Any, str | None]] = []

    def breaks(change: Change, only: str | None) -> Broken | None:
        looked.append((tuple(sorted(change.items())), only))
        broken = "either" if only is None and len(change) == 3 else only
        return Broken(broken, "so", change) if len(change) >= 2 and broken else None

    found = smallest_change(VILLAGES, breaks, 200, 0)
    assert found is not None
    assert found.law == "either"
    assert len(found.change) == 2
    assert len({key for key, _ in looked}) == len(looked)
    at = next(n for n, (key, only) in enumerate(looked) if only)
    assert {only for _, only in looked[at:]} == {"either"}
    assert smallest_change(VILLAGES, lambda change, only: None, 20, 0) is None


def test_the_same_seed_finds_the_same() -> None:
    def breaks(change: Change, only: str | None) -> Broken | None:
        return Broken("any", "so", change) if len(change) == 2 else None

    first, second = (smallest_change(VILLAGES, breaks, 100, 5) for _ in range(2))
    assert first == second


def test_a_hunt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    smallest_change(VILLAGES, lambda change, only: None, 20, 0)
    assert list(tmp_path.iterdir()) == []
