"""Laws on scenarios that are written differently and say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import Game
from simulator.scenario.divisions import divisions
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Actor, Issue, Position, Scenario
from simulator.testing.comparison import BY_DRAW, apart, differing, unlike
from simulator.testing.law import LawBroken, ScenarioLaw
from simulator.testing.relabelled import permuted
from simulator.testing.trees import fixed, renamed, scenario_of, tree_of

CLOSE = 1e-9
_TIMES = 4.0
_MOST_OPTIONS = 2048


def scaled(scenario: Scenario, draws: int, seed: int) -> None:
    """The unit of an actor's weights is its own: all of them times four are the same, to the bit."""
    whole = compile_game(scenario, seed, 0, draws)
    for name, actor in scenario.actors.items():
        changed = scenario.model_copy(update={"actors": {**scenario.actors, name: _scaled(actor)}})
        found = unlike(whole, compile_game(changed, seed, 0, draws), 0.0)
        if found is not None:
            raise LawBroken(f"with all weights of {name} times {_TIMES:g}, {found} is another")


def _scaled(actor: Actor) -> Actor:
    def times(position: Position) -> Position:
        weight = position.weight
        ends = {key: getattr(weight, key) for key in ("value", "low", "high")}
        grown = {key: end * _TIMES for key, end in ends.items() if end is not None}
        return position.model_copy(update={"weight": weight.model_copy(update=grown)})

    positions = {subject: times(position) for subject, position in actor.positions.items()}
    return actor.model_copy(update={"positions": positions, "land": actor.land and times(actor.land)})


def file_order(scenario: Scenario, draws: int, seed: int) -> None:
    """Actors and issues can stand in any order in the file: every draw is the same game with them in that order.

    But without land the first of two belligerents in the file is the first claimant, so these two keep their order.
    """
    order, names = _turned(scenario), list(scenario.actors)
    regions = len(scenario.territory.regions) if scenario.territory else 0
    issues = [*range(regions)[::-1], *range(regions, regions + len(scenario.issues))[::-1]]
    turned = scenario.model_copy(
        update={
            "actors": {name: scenario.actors[name] for name in order},
            "issues": {name: scenario.issues[name] for name in reversed(scenario.issues)},
            "territory": _land(scenario),
        }
    )
    whole = permuted(compile_game(scenario, seed, 0, draws), [names.index(name) for name in order], issues)
    found = unlike(whole, compile_game(turned, seed, 0, draws), CLOSE)
    if found is not None:
        raise LawBroken(f"with actors, regions and issues in reverse order in the file, {found} is another")


def _turned(scenario: Scenario) -> list[str]:
    """The actors in reverse order, but for belligerents where there is no land."""
    fighting = [name for name, actor in scenario.actors.items() if actor.seat == "belligerent"]
    if scenario.territory is not None:
        fighting = []
    in_order = iter(fighting)
    return [next(in_order) if name in fighting else name for name in reversed(scenario.actors)]


def _land(scenario: Scenario) -> object:
    territory = scenario.territory
    if territory is None:
        return None
    regions = {name: territory.regions[name] for name in reversed(territory.regions)}
    return territory.model_copy(update={"regions": regions})


def idle_issues(scenario: Scenario, draws: int, seed: int) -> None:
    """An issue on which nobody has a position changes nothing."""
    taken = {*scenario.issues, *(scenario.territory.regions if scenario.territory else ())}
    level, choice = (_free(f"idle_{kind}", taken) for kind in ("level", "choice"))
    more = {level: Issue(name="Idle", kind="level", no_deal=Number(value=0.5))}
    sizes = [len(issue.options) for issue in scenario.issues.values() if issue.kind == "choice"]
    if np.prod(sizes, dtype=np.int64) <= _MOST_OPTIONS and len(scenario.issues) <= 38:
        more[choice] = Issue(name="Idle", kind="choice", options=("one", "other"), no_deal="one")
    changed = scenario.model_copy(update={"issues": {**scenario.issues, **more}})
    names = [issue.name for issue in compile_game(changed, seed, 0, 1).issues]
    there = [k for k, name in enumerate(names) if name not in more]
    _same_play(scenario, changed, draws, seed, "with an issue on which nobody has a position", there)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def idle_levers(scenario: Scenario, draws: int, seed: int) -> None:
    """Levers that are never used are as good as none."""
    never = Number(value=0.0)
    unused = {name: lever.model_copy(update={"chance": never}) for name, lever in scenario.levers.items()}
    one, other = (scenario.model_copy(update={"levers": levers}) for levers in ({}, unused))
    _same_play(one, other, draws, seed, "with levers at chance 0 rather than left out", None, ("pulled",))


def _same_play(
    first: Scenario,
    second: Scenario,
    draws: int,
    seed: int,
    what: str,
    issues: list[int] | None,
    left_out: tuple[str, ...] = (),
) -> None:
    """Raise LawBroken unless two scenarios play alike; of the second's issues only some are compared."""
    one, other = (play(compile_game(scenario, seed, 0, draws)) for scenario in (first, second))
    if issues is not None:
        place = np.array([*(issues.index(k) if k in issues else -1 for k in range(len(other.terms))), -1])
        other = replace(other, terms=other.terms[issues], shut_by=place[other.shut_by])
    for name in BY_DRAW:
        mine, theirs = (np.asarray(getattr(outcomes, name), dtype=float) for outcomes in (one, other))
        if name not in left_out and apart(mine, theirs, CLOSE).any():
            raise LawBroken(f"{what}, {name} is another")


def ids(scenario: Scenario, draws: int, seed: int) -> None:
    """Ids are only names: under others, and with fixed numbers, the same game comes out.

    With ranges it would be another sample of the same game, because a number's draws belong to its path.
    """
    tree = fixed(tree_of(scenario))
    actors = {name: f"{_shortened(name)}-x" for name in scenario.actors}
    issues = {name: f"{_shortened(name)}-y" for name in scenario.issues}
    games = [compile_game(scenario_of(one), seed, 0, draws) for one in (tree, renamed(tree, actors, issues))]
    found = differing(play(games[0]), play(games[1]))
    if found is not None:
        raise LawBroken(f"with other ids for actors and issues, {found} is another")


def _shortened(name: str) -> str:
    return name[:60].rstrip("-")


def touched(scenario: Scenario, draws: int, seed: int) -> None:
    """Another cost for one actor changes that cost and no other number of the game."""
    whole = compile_game(scenario, seed, 0, draws)
    name = next(iter(scenario.actors))
    dearer = scenario.actors[name].model_copy(update={"cost": Number(value=0.123)})
    other = compile_game(scenario.model_copy(update={"actors": {**scenario.actors, name: dearer}}), seed, 0, draws)

    def rest(game: Game) -> Game:
        return replace(game, cost=game.cost[-1, 1:])

    found = unlike(rest(whole), rest(other), 0.0)
    if found is not None:
        raise LawBroken(f"with another cost of {name}, {found} is another too")


Rewriting = Callable[[Scenario, int, int], None]


def _divided(scenario: Scenario) -> str | None:
    """Why a scenario is not turned or renamed here; None if it has no division."""
    return "a pie is divided" if divisions(scenario) else None


REWRITINGS = (
    ScenarioLaw("scaled", "Only the ratios of an actor's weights matter.", scaled),
    ScenarioLaw("file_order", "Actors and issues can stand in any order in the file.", file_order, _divided),
    ScenarioLaw("ids", "Ids of actors and issues are only names.", ids, _divided),
    ScenarioLaw(
        "idle_issues",
        "An issue on which nobody has a position changes nothing.",
        idle_issues,
        lambda scenario: "there is no room for another issue" if len(scenario.issues) >= 40 else None,
    ),
    ScenarioLaw(
        "idle_levers",
        "Levers that are never used are as good as none.",
        idle_levers,
        lambda scenario: None if scenario.levers else "there are no levers",
    ),
    ScenarioLaw("touched", "Another cost for one actor changes no other number.", touched),
)
