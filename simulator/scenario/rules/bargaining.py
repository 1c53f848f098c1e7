"""What is bargained over: issues, the land and its map."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.scenario.faults import quoted
from simulator.scenario.numbers import Number
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.rules.naming import RESERVED_OPTIONS, choices, unknown
from simulator.scenario.schema import Scenario
from simulator.scenario.wording import suggestion

MOST_COMBINATIONS = 4096
"""Combinations of options that the engine looks through."""
MAP_ROWS, MAP_COLUMNS = 100, 200
BLANKS = ". "
"""Cells of a map that belong to no region."""


def options(scenario: Scenario) -> Iterator[Problem]:
    """A choice has two options or more, each once and named so that it can be told from a number."""
    for name, issue in scenario.issues.items():
        path: Path = ("issues", name, "options")
        if issue.kind != "choice":
            continue
        if len(set(issue.options)) < 2:
            yield Problem(path, f"a choice needs at least 2 options, got {len(set(issue.options))}; add some")
        for n, option in enumerate(issue.options):
            if option in issue.options[:n]:
                yield Problem((*path, n), f"stands in the list already, got {quoted(option)}; take one out")
            if option in RESERVED_OPTIONS:
                message = f"{option} means something of its own in a position, got {quoted(option)}; rename the option"
                yield Problem((*path, n), message)
        for label in issue.labels:
            if label not in issue.options:
                yield unknown(("issues", name, "labels", label), label, "option", issue.options, at_key=True)


_FOREIGN = {
    "choice": ("range", "unit", "among"),
    "level": ("options", "labels", "among"),
    "division": ("options", "labels", "range", "delivers"),
}


def kinds(scenario: Scenario) -> Iterator[Problem]:
    """Options belong to a choice, a range and a unit to a level, and those who have shares to a division."""
    for name, issue in scenario.issues.items():
        for key in _FOREIGN[issue.kind]:
            if key in issue.model_fields_set:
                message = f"a {issue.kind} has no {key}, got `{key}`; leave it out, or change `kind`"
                yield Problem(("issues", name, key), message, at_key=True)


def divisions(scenario: Scenario) -> Iterator[Problem]:
    """A division is among two or more who are actors and have a position on it; there is at most one."""
    names = [name for name, issue in scenario.issues.items() if issue.kind == "division"]
    for name in names[1:]:
        yield Problem(("issues", name), "there can be one division, got another; make it a level", at_key=True)
    for name in names:
        among = scenario.issues[name].among
        path: Path = ("issues", name, "among")
        if len(among) < 2:
            yield Problem(path, f"a division needs at least 2 who have shares, got {len(among)}; add some")
        for n, actor in enumerate(among):
            if actor not in scenario.actors:
                yield unknown((*path, n), actor, "actor", scenario.actors)
            elif actor in among[:n]:
                yield Problem((*path, n), f"stands in the list already, got {quoted(actor)}; take one out")
            elif name not in scenario.actors[actor].positions:
                message = f"has a share but no position on it, got {quoted(actor)}; give it one, or take it out"
                yield Problem((*path, n), message)
        for actor, who in scenario.actors.items():
            if name in who.positions and actor not in among:
                message = (
                    f"has a position on a division that it has no share in, got {quoted(actor)}; add it to `among`"
                )
                yield Problem(("actors", actor, "positions", name), message, at_key=True)


def ranges(scenario: Scenario) -> Iterator[Problem]:
    """The range of a level goes up."""
    for name, issue in scenario.issues.items():
        low, high = issue.range
        if issue.kind == "level" and not low < high:
            yield Problem(("issues", name, "range"), f"must go up, got {low:g} to {high:g}; write [least, most]")


def standing(scenario: Scenario) -> Iterator[Problem]:
    """How an issue stands without a deal is one of its options, or a number in its range."""
    for name, issue in scenario.issues.items():
        path: Path = ("issues", name, "no_deal")
        if issue.kind == "choice":
            yield from option(path, issue.no_deal, issue.options)
        elif issue.kind == "division":
            yield from inside(path, issue.no_deal, 0, round(1 / max(len(issue.among), 1), 6))
        else:
            yield from inside(path, issue.no_deal, *issue.range)


def option(path: Path, value: Number | str, names: tuple[str, ...]) -> Iterator[Problem]:
    """The value is one of the options."""
    if isinstance(value, Number):
        yield Problem(
            path,
            f"must be an option of this choice, got {value.value:g}; {suggestion(None, names, 'options')}",
        )
    elif value not in names:
        yield unknown(path, value, "option", names)


def inside(path: Path, value: Number | str, low: float, high: float, *, held: bool = False) -> Iterator[Problem]:
    """The value is a number, with all its range between two ends; or `held`, where that has a meaning."""
    if not low < high:  # the range itself is at fault
        return
    if isinstance(value, str):
        if value == "held" and held:
            return
        kind = "a number or `held`" if held else "a number"
        yield Problem(path, f"must be {kind}, got {quoted(value)}; write one from {low:g} to {high:g}")
    elif not (low <= value.ends[0] and value.ends[1] <= high):
        wrong = value.ends[0] if value.ends[0] < low else value.ends[1]
        yield Problem(path, f"must lie from {low:g} to {high:g}, got {wrong:g}; write a number in that range")


def combinations(scenario: Scenario) -> Iterator[Problem]:
    """The choices can be combined in no more ways than the engine looks through."""
    number = math.prod(max(len(names), 1) for names in choices(scenario).values())
    if number > MOST_COMBINATIONS:
        message = f"all choices together have at most {MOST_COMBINATIONS:,} combinations, got {number:,}; "
        yield Problem(("issues",), message + "merge issues, or drop options")


def cells(scenario: Scenario) -> Iterator[Problem]:
    """Every character of the map is in the legend, or blank; the map is of a size that a screen can hold."""
    territory = scenario.territory
    if territory is None or territory.map is None:
        return
    path: Path = ("territory", "map")
    rows = territory.map.rstrip("\n").split("\n")
    columns = max(map(len, rows))
    if len(rows) > MAP_ROWS or columns > MAP_COLUMNS:
        size = f"got {len(rows)} and {columns}; draw it smaller"
        yield Problem(path, f"has at most {MAP_ROWS} rows and {MAP_COLUMNS} columns, {size}")
    strange: dict[str, str] = {}
    for y, row in enumerate(rows, 1):
        for x, cell in enumerate(row, 1):
            if cell not in territory.legend and cell not in BLANKS:
                strange.setdefault(cell, f"row {y}, column {x}")
    for cell, where in strange.items():
        yield Problem(path, f"the legend does not have the character at {where}, got {quoted(cell)}; add it there")


def legend(scenario: Scenario) -> Iterator[Problem]:
    """The legend names regions, and gives no meaning to blanks."""
    territory = scenario.territory
    for cell, region in territory.legend.items() if territory else ():
        path: Path = ("territory", "legend", cell)
        if cell in BLANKS:
            yield Problem(
                path, f"a dot and a space are blank on a map, got {quoted(cell)}; choose another", at_key=True
            )
        if territory and region not in territory.regions:
            yield unknown(path, region, "region", territory.regions)
