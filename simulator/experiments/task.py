"""One task: some points, played together where their games have one structure. What a worker does.

A point that cannot be played is a result too: its row says why. Only what has nothing to do with the point, a machine
without memory or a disk that fails, stops the task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TypeVar

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.experiments.axes import Value
from simulator.experiments.columns import GROUPS, Row, column_types, inputs, point_row
from simulator.experiments.draws import DrawsOfTask
from simulator.experiments.own_strategies import know_strategies
from simulator.experiments.patching import PointGames, equal
from simulator.experiments.plan import TOGETHER, Plan, plan_from
from simulator.experiments.slices import cut, structure
from simulator.game import Bools, Game, join
from simulator.outcomes import Outcomes
from simulator.running import blocks
from simulator.scenario.faults import dotted
from simulator.scenario.overrides import apply
from simulator.scenario.references import problems
from simulator.scenario.schema import Scenario
from simulator.scenario.schema_faults import validated
from simulator.summaries.summary import Summary

Made = TypeVar("Made")

LONGEST_REASON = 500
"""Characters of the reason why a point failed."""


@dataclass(frozen=True)
class TaskResult:
    """What came of a task.

    Attributes:
        task: its number.
        rows: a row a point, in order.
        draws: the file with the draws themselves, where they are kept.
    """

    task: int
    rows: list[Row]
    draws: bytes | None = None


class InvalidPointError(Exception):
    """Why the values of a point make no scenario, in words."""


@dataclass
class _Point:
    """A point as it is played, some draws at a time."""

    number: int
    scenario: Scenario | None = None
    failed: str | None = None
    summary: Summary | None = None
    agreed: list[Bools] = field(default_factory=list)

    def add(self, outcomes: Outcomes) -> None:
        """Take in some draws."""
        part = Summary.of(outcomes)
        self.agreed.append(outcomes.agreed)
        if self.summary is None:
            self.summary = part
        else:
            self.summary.merge(part)

    def attempt(self, make: Callable[[], Made]) -> Made | None:
        """What is made, or None and the reason why not."""
        try:
            return make()
        except (MemoryError, OSError):
            raise
        except Exception as error:
            text = str(error) if isinstance(error, InvalidPointError) else f"{type(error).__name__}: {error}"
            self.failed = text[:LONGEST_REASON]
            return None


def play_task(plan_text: str, task: int) -> TaskResult:
    """Play the points of a task.

    Args:
        plan_text: the plan as `Plan.text` has it.
        task: which of its tasks.
    """
    plan = plan_from(plan_text)
    know_strategies(plan)
    points = [_Point(number) for number in plan.points_of(task)]
    draws = DrawsOfTask(plan) if plan.keeps_draws else None
    for point in points:
        point.scenario = point.attempt(partial(scenario_of, plan, point.number))
    playable = [point for point in points if point.scenario is not None]
    for point, outcomes in _played(plan, playable):
        point.add(outcomes)
        if draws is not None:
            assert point.scenario is not None
            draws.add(point.number, point.scenario, outcomes)
    rows = [_row(plan, point) for point in points]
    return TaskResult(task, rows, None if draws is None else draws.encoded())


def scenario_of(plan: Plan, point: int) -> Scenario:
    """The scenario of a point.

    Raises:
        InvalidPointError: its values make none.
    """
    return _scenario(plan, plan.overrides(point))


def _scenario(plan: Plan, overrides: Mapping[str, Value]) -> Scenario:
    applied = apply(dict(plan.data["scenario"]), overrides)
    scenario, found = validated(Scenario, applied.tree)
    if scenario is not None:
        found = [*found, *problems(scenario)]
    told = [fault.message for fault in applied.faults]
    told += [f"{dotted(problem.path)}: {problem.message}" for problem in found]
    if told or scenario is None:
        raise InvalidPointError("; ".join(told))
    return scenario


def _played(plan: Plan, points: Sequence[_Point]) -> Iterator[tuple[_Point, Outcomes]]:
    """The outcomes of points, in any order of the points and in the order of each one's draws."""
    if plan.draws > TOGETHER:
        for point in points:
            assert point.scenario is not None
            parts = blocks(point.scenario, plan.draws, plan.seed)
            while (outcomes := point.attempt(partial(next, parts, None))) is not None:
                yield point, outcomes
        return
    alike: dict[object, list[tuple[_Point, Game]]] = {}
    for point, game in _games(plan, points):
        alike.setdefault(structure(game), []).append((point, game))
    for group in alike.values():
        yield from _together(group)


def _games(plan: Plan, points: Sequence[_Point]) -> list[tuple[_Point, Game]]:
    """The games of points; those made out of one another count only if a sample of them is right to the last bit."""
    games = PointGames(plan)
    found = []
    for point in points:
        assert point.scenario is not None
        game = point.attempt(partial(games.game, point.number, partial(_game, plan, point.scenario)))
        if game is not None:
            found.append((point, game))
    if games.made:
        sample = games.made[points[0].number % len(games.made)]
        point, game = next(pair for pair in found if pair[0].number == sample)
        assert point.scenario is not None
        if not equal(game, _game(plan, point.scenario)):
            kept = [(p, p.attempt(partial(_game, plan, p.scenario))) for p, _ in found if p.scenario is not None]
            return [(p, compiled) for p, compiled in kept if compiled is not None]
    return found


def game_of(plan: Plan, overrides: Mapping[str, Value], draws: int) -> Game:
    """The game of some values, in its first draws.

    Raises:
        InvalidPointError: they make no scenario.
    """
    return compile_game(_scenario(plan, overrides), plan.seed, 0, draws)


def _game(plan: Plan, scenario: Scenario) -> Game:
    starts = range(0, plan.draws, BLOCK)
    return join([compile_game(scenario, plan.seed, s // BLOCK, min(BLOCK, plan.draws - s)) for s in starts])


def _together(group: Sequence[tuple[_Point, Game]]) -> Iterator[tuple[_Point, Outcomes]]:
    """Points whose games have one structure, as one game; where that fails, one by one, to see whose fault it is."""
    try:
        outcomes = play(join([game for _, game in group]))
    except (MemoryError, OSError):
        raise
    except Exception:
        for point, game in group:
            alone = point.attempt(partial(play, game))
            if alone is not None:
                yield point, alone
        return
    start = 0
    for point, game in group:
        yield point, cut(outcomes, start, start + game.draws)
        start += game.draws


def _row(plan: Plan, point: _Point) -> Row:
    row: Row = {"point": point.number, "failed": point.failed, **inputs(plan.axes, plan.row(point.number))}
    if point.failed is not None or point.summary is None:
        return row
    found = point.attempt(
        lambda: point_row(_names(plan), _groups(plan), point.summary, np.concatenate(point.agreed))  # type: ignore[arg-type]
    )
    return {**row, "failed": point.failed, **(found or {})}


def _groups(plan: Plan) -> tuple[str, ...]:
    wanted = plan.data["outcomes"]
    return GROUPS if wanted is None else tuple(wanted)


def _names(plan: Plan) -> frozenset[str]:
    return frozenset(types_of(plan.text))


@lru_cache(maxsize=4)
def types_of(plan_text: str) -> dict[str, str]:
    """The columns of a plan's points and their SQL types, in order."""
    plan = plan_from(plan_text)
    scenario, found = validated(Scenario, plan.data["scenario"])
    if scenario is None:
        raise ValueError(f"the plan holds no valid scenario: {found[0].message}")
    return column_types(plan, scenario)
