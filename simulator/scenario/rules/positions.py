"""What actors state, and what they never sign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from simulator.scenario.numbers import Number
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.rules.bargaining import inside, option
from simulator.scenario.rules.naming import bargained, regions, unknown
from simulator.scenario.schema import Issue, Position, Scenario
from simulator.scenario.wording import listed

_NEARLY = 1e-9


def stances(scenario: Scenario) -> Iterator[tuple[Path, Position, str, Issue | None]]:
    """Every position on something that exists: path, position, actor, and the issue (None for land)."""
    for name, actor in scenario.actors.items():
        for subject, position in actor.positions.items():
            path: Path = ("actors", name, "positions", subject)
            if subject in regions(scenario):
                yield path, position, name, None
            elif subject in scenario.issues:
                yield path, position, name, scenario.issues[subject]
        if actor.land is not None and scenario.territory is not None:
            yield ("actors", name, "land"), actor.land, name, None


def subjects(scenario: Scenario) -> Iterator[Problem]:
    """A position is on an issue or a region; one on the land needs some."""
    for name, actor in scenario.actors.items():
        for subject in actor.positions:
            if subject not in bargained(scenario):
                path = ("actors", name, "positions", subject)
                yield unknown(path, subject, "issue or region", bargained(scenario), at_key=True)
        if actor.land is not None and scenario.territory is None:
            message = "there is no land to have a position on, got `land`; add `territory`, or leave it out"
            yield Problem(("actors", name, "land"), message, at_key=True)


def stated(scenario: Scenario) -> Iterator[Problem]:
    """What is stated on a choice is an option; on a level, in its range; on land, a share or `held`."""
    for path, position, _, issue in stances(scenario):
        if position.states is not None:
            yield from _fits((*path, "states"), position.states, issue)


def red_lines(scenario: Scenario) -> Iterator[Problem]:
    """A red line is of the kind of what is stated; options can have chances, which add up to 1 at most."""
    for path, position, _, issue in stances(scenario):
        path = (*path, "red_line")
        if not isinstance(position.red_line, dict):
            if position.red_line is not None:
                yield from _fits(path, position.red_line, issue)
            continue
        if issue is None or issue.kind != "choice":
            what = "a share or `held`" if issue is None else "a number"
            yield Problem(path, f"only a choice has chances for options, got a mapping; write {what}")
            continue
        for name in position.red_line:
            if name not in issue.options:
                yield unknown((*path, name), name, "option", issue.options, at_key=True)
        total = sum(chance.value for chance in position.red_line.values())
        if total > 1 + _NEARLY:
            yield Problem(path, f"the chances add up to at most 1, got {total:g}; make them smaller")


def _fits(path: Path, value: Number | str, issue: Issue | None) -> Iterator[Problem]:
    if issue is None:
        yield from inside(path, value, 0, 1, held=True)
    elif issue.kind == "choice":
        yield from option(path, value, issue.options)
    else:
        yield from inside(path, value, *issue.range)


def contradictions(scenario: Scenario) -> Iterator[Problem]:
    """No red line asks for more than what is stated, where it is plain which way is more."""
    for path, position, actor, issue in stances(scenario):
        states, line = position.states, position.red_line
        if not isinstance(states, Number) or not isinstance(line, Number) or position.shape == "peak":
            continue
        wants = _direction(scenario, actor, position, issue)
        beyond = {"more": line.ends[0] > states.ends[1], "less": line.ends[1] < states.ends[0]}
        if wants is not None and beyond[wants]:
            message = (
                f"asks for more than what is stated ({states.value:g}), got {line.value:g}; "
                "move it towards the other side, or state more"
            )
            yield Problem((*path, "red_line"), message)


def _direction(
    scenario: Scenario, actor: str, position: Position, issue: Issue | None
) -> Literal["more", "less"] | None:
    """Which way an actor wants to go, where the file says so."""
    if issue is None and scenario.territory and actor in scenario.territory.claimants:
        return "more" if actor == scenario.territory.claimants[0] else "less"
    return position.prefers


def worths(scenario: Scenario) -> Iterator[Problem]:
    """`values` says what every option of a choice is worth, and stands on nothing else."""
    for path, position, _, issue in stances(scenario):
        if position.values is None:
            continue
        path = (*path, "values")
        if issue is None or issue.kind != "choice":
            yield Problem(path, "only a choice has a worth for each option, got `values`; write a `table`", at_key=True)
            continue
        for name in position.values:
            if name not in issue.options:
                yield unknown((*path, name), name, "option", issue.options, at_key=True)
        missing = [name for name in issue.options if name not in position.values]
        if missing:
            yield Problem(path, f"every option needs a worth, got none for {listed(missing)}; add it")


def tables(scenario: Scenario) -> Iterator[Problem]:
    """A table goes from one end of the range to the other, upwards, with worths from 0 to 1 that are concave."""
    for path, position, _, issue in stances(scenario):
        if position.table is None:
            continue
        path = (*path, "table")
        if issue is not None and issue.kind == "choice":
            yield Problem(path, "a choice has no table, got one; write `values`, a worth for each option", at_key=True)
            continue
        yield from _table(path, position.table, *(issue.range if issue else (0.0, 1.0)))


def _table(path: Path, table: tuple[tuple[float, float], ...], low: float, high: float) -> Iterator[Problem]:
    if len(table) < 2:
        yield Problem(path, f"needs at least 2 knots, got {len(table)}; write [[{low:g}, 0], [{high:g}, 1]]")
        return
    if table[0][0] != low or table[-1][0] != high:
        ends = f"got {table[0][0]:g} to {table[-1][0]:g}"
        yield Problem(path, f"must go from {low:g} to {high:g}, {ends}; add the ends")
    for n, (_, worth) in enumerate(table):
        if not 0 <= worth <= 1:
            yield Problem((*path, n, 1), f"a worth is from 0 to 1, got {worth:g}; scale the table")
    rising = all(left[0] < right[0] for left, right in pairwise(table))
    if not rising:
        n = next(n for n, (left, right) in enumerate(pairwise(table), 1) if left[0] >= right[0])
        message = f"positions must go up, got {table[n][0]:g} after {table[n - 1][0]:g}; put the knots in order"
        yield Problem((*path, n, 0), message)
        return
    slopes = [(right[1] - left[1]) / (right[0] - left[0]) for left, right in pairwise(table)]
    for n, (before, after) in enumerate(pairwise(slopes), 1):
        if after > before + _NEARLY:
            message = f"must be concave, got a slope of {after:g} after {before:g} at {table[n][0]:g}; raise this worth"
            yield Problem((*path, n, 1), message)
            return


def shapes(scenario: Scenario) -> Iterator[Problem]:
    """A shape belongs to a share or a level, and does without a table; a peak has no preferred side."""
    for path, position, _, issue in stances(scenario):
        if position.shape != "linear":
            for key in ("values", "table"):
                if getattr(position, key) is not None:
                    message = f"a {position.shape} shape and `{key}` say the same thing twice, got both; keep one"
                    yield Problem((*path, "shape"), message)
            if issue is not None and issue.kind == "choice":
                message = f"only shares and levels have a shape, got {position.shape}; write `values`"
                yield Problem((*path, "shape"), message)
        if position.shape == "peak" and position.prefers is not None:
            message = f"a peak prefers neither more nor less, got {position.prefers}; leave it out"
            yield Problem((*path, "prefers"), message)
